/** The models that the product ships or a bureau has changed: deployed at start, a new version only where a file changed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DmnModdle } from 'dmn-moddle'
import { requireOneDiscretion } from './discretion-rule.ts'
import type { DeployedProcess, Engine, Resource } from './engine/port.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { insertRow } from './platform/database/rows.ts'
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

export interface Deploying {
  engine: Engine
  database: Database
  clock: Clock
  tasks: Tasks
  violations: Violations
  /** Of the installation. */
  root: string
  /** Of the processes, read once for the whole product. */
  elementNames: ElementNames
}

export async function deployModels(deploying: Deploying): Promise<DeployedModel[]> {
  const { engine, tasks, violations, root, elementNames } = deploying
  const resources = readModels(root)
  await requireOneDiscretion(resources, violations)
  const { processes, decisions, forms } = await engine.deploy(resources)
  tasks.rememberForms(forms)
  await keepModels(deploying, processes, resources)
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

/** A broker gives no model back: what was deployed is kept, once for each version. */
async function keepModels(
  { database, clock }: Deploying,
  processes: DeployedProcess[],
  resources: Resource[],
): Promise<void> {
  const contents = new Map(resources.map(({ name, content }) => [name, content]))
  await database.write(async ({ sql }) => {
    for (const { processDefinitionKey, processId, version, resourceName } of processes)
      await insertRow(
        sql,
        'deployed_models',
        {
          process_definition_key: processDefinitionKey,
          process_id: processId,
          version,
          resource_name: resourceName,
          content: contents.get(resourceName)!,
          deployed_at: clock.now(),
        },
        database.dialect.insertIgnore,
      )
  })
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
