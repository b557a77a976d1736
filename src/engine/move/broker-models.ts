/**
 * The models on the broker: every version that was ever deployed here, in the same order, so that each instance goes on with the one that it began with. A
 * call activity starts the latest version of what it calls, so an older one is deployed once more for those whose called instance runs on it.
 */
import type { Definition, Definitions } from '../embedded/state/definitions.ts'
import type { Engine, Key } from '../port.ts'

export interface BrokerModels {
  /** The broker's number for the version that a definition of ours is there. */
  versionOf(definitionKey: Key): number
  /** Makes these what call activities start. */
  makeLatest(definitionKeys: Key[]): Promise<void>
  /** The newest of each, as it was here. */
  makeNewestLatest(): Promise<void>
}

export async function deployModelsOf(definitions: Definitions, engine: Engine): Promise<BrokerModels> {
  const versions = new Map<Key, number>()
  const latest = new Map<string, Key>()
  const all = definitions.all().sort((a, b) => (a.key < b.key ? -1 : 1))
  const newest = (kind: Definition['kind']) =>
    all.filter((one) => one.kind === kind && definitions.latest(kind, one.id) === one)

  async function deploy(definition: Definition): Promise<void> {
    const { processes } = await engine.deploy([
      { name: definition.resourceName, content: definition.content },
    ])
    for (const { processId, version } of processes) {
      const same = all.find(
        (one) => one.kind === 'process' && one.id === processId && one.content === definition.content,
      )
      if (!same) continue
      versions.set(same.key, version)
      latest.set(processId, same.key)
    }
  }

  const others = [...newest('decisions'), ...newest('form')]
  if (others.length > 0)
    await engine.deploy(others.map(({ resourceName: name, content }) => ({ name, content })))
  for (const definition of all) if (definition.kind === 'process') await deploy(definition)

  const models: BrokerModels = {
    versionOf(key) {
      const definition = definitions.get('process', key)
      const same = all.find(
        (one) => one.kind === 'process' && one.id === definition?.id && one.content === definition.content,
      )
      const version = same && versions.get(same.key)
      if (version === undefined) throw new Error(`process definition ${key} was not deployed`)
      return version
    },
    async makeLatest(keys) {
      for (const key of keys) {
        const definition = definitions.get('process', key)
        if (
          definition &&
          definitions.get('process', latest.get(definition.id) ?? '')?.content !== definition.content
        )
          await deploy(definition)
      }
    },
    makeNewestLatest: () => models.makeLatest(newest('process').map(({ key }) => key)),
  }
  return models
}
