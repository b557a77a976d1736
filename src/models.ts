/** The models that the product ships or a bureau has changed: deployed at start, a new version only where a file changed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DmnModdle } from 'dmn-moddle'
import { requireOneDiscretion } from './discretion-rule.ts'
import type { Engine, Resource } from './engine/port.ts'
import type { ElementNames, Tasks } from './tasks/index.ts'
import type { Violations } from './violations/service.ts'

export interface DeployedModel {
  id: string
  /** As its author calls it, e.g. 普通程序. */
  name: string
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

/** @param elementNames of the processes, read once for the whole product. */
export async function deployModels(
  engine: Engine,
  tasks: Tasks,
  violations: Violations,
  root: string,
  elementNames: ElementNames,
): Promise<DeployedModel[]> {
  const resources = readModels(root)
  await requireOneDiscretion(resources, violations)
  const { processes, decisions, forms } = await engine.deploy(resources)
  tasks.rememberForms(forms)
  const named = await decisionNames(resources)
  return [
    ...processes.map(({ processId: id, resourceName: file, version }) => ({
      id,
      name: elementNames.get(id)?.get(id) ?? id,
      file,
      version,
    })),
    ...decisions.map(({ decisionId: id, resourceName: file, version }) => ({
      id,
      name: named.get(id) ?? id,
      file,
      version,
    })),
  ]
}

async function decisionNames(resources: Resource[]): Promise<Map<string, string>> {
  const named = new Map<string, string>()
  for (const { content } of resources.filter(({ name }) => name.endsWith('.dmn'))) {
    const { rootElement } = (await new DmnModdle().fromXML(content)) as {
      rootElement: { drgElement?: { id: string; name?: string }[] }
    }
    for (const { id, name } of rootElement.drgElement ?? []) if (name) named.set(id, name)
  }
  return named
}
