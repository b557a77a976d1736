/** The models that the product ships or a bureau has changed: deployed at start, a new version only where a file changed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine, Resource } from './engine/port.ts'
import type { Tasks } from './tasks/index.ts'

export interface DeployedModel {
  id: string
  file: string
  version: number
}

export function readModels(root: string): Resource[] {
  return ['bpmn', 'forms'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
      .sort()
      .map((name) => ({ name, content: readFileSync(join(root, folder, name), 'utf8') })),
  )
}

export async function deployModels(engine: Engine, tasks: Tasks, root: string): Promise<DeployedModel[]> {
  const { processes, decisions, forms } = await engine.deploy(readModels(root))
  tasks.rememberForms(forms)
  return [
    ...processes.map(({ processId, resourceName, version }) => ({
      id: processId,
      file: resourceName,
      version,
    })),
    ...decisions.map(({ decisionId, resourceName, version }) => ({
      id: decisionId,
      file: resourceName,
      version,
    })),
  ]
}
