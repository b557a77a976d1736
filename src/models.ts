/** The models that the product ships or a bureau has changed: deployed at start, a new version only where a file changed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BpmnModdle } from 'bpmn-moddle'
import { DmnModdle } from 'dmn-moddle'
import type { Engine, Resource } from './engine/port.ts'
import type { Tasks } from './tasks/index.ts'

export interface DeployedModel {
  id: string
  /** As its author calls it, e.g. 普通程序. */
  name: string
  file: string
  version: number
}

interface Definitions {
  rootElements?: { id: string; name?: string }[]
  drgElement?: { id: string; name?: string }[]
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
  const resources = readModels(root)
  const { processes, decisions, forms } = await engine.deploy(resources)
  tasks.rememberForms(forms)
  const named = await namesOf(resources)
  return [
    ...processes.map(({ processId, ...rest }) => ({ id: processId, ...rest })),
    ...decisions.map(({ decisionId, ...rest }) => ({ id: decisionId, ...rest })),
  ].map(({ id, resourceName, version }) => ({ id, name: named.get(id) ?? id, file: resourceName, version }))
}

/** process or decision id → name */
async function namesOf(resources: Resource[]): Promise<Map<string, string>> {
  const named = new Map<string, string>()
  for (const { name, content } of resources) {
    if (name.endsWith('.form')) continue
    const moddle = name.endsWith('.dmn') ? new DmnModdle() : new BpmnModdle()
    const { rootElement } = (await moddle.fromXML(content)) as { rootElement: Definitions }
    for (const element of rootElement.rootElements ?? rootElement.drgElement ?? [])
      if (element.name) named.set(element.id, element.name)
  }
  return named
}
