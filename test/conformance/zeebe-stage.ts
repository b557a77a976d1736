/**
 * One broker with a controlled clock for the whole run. Each case has names of its own (fresh-names.ts) and reads only its own records, so cases that
 * leave the clock alone are played side by side; what a case deployed and started is removed after it.
 */
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import type { Key, Resource } from '../../src/engine/port.ts'
import { brokerClock, createZeebeEngine } from '../../src/engine/zeebe/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { freshNames } from './fresh-names.ts'
import type { Case, PlainStep } from './read-case.ts'
import { sentinels } from './sentinels.ts'
import { sharedBroker } from './shared-broker.ts'
import type { Stage, Theatre, Turn } from './stage.ts'

/** The broker looks for back-offs that are over by itself: it is given this long after its clock has been moved. */
const backOffsEndWithin = 300
/** An answer of the broker may come before what it causes is in the log: two quiet markers in a row, this far apart, are idleness. */
const betweenMarkers = 40
const quietMarkers = 2
const markerLimit = 30_000

export async function zeebeTheatre(): Promise<Theatre> {
  const broker = await sharedBroker()
  const engine = createZeebeEngine(broker, { clock: systemClock(), log: createLog('silent') })
  const clock = brokerClock(broker.managementAddress)
  const stopped = new AbortController()
  const listeners = new Map<string, (record: FeedRecord) => void>()
  const markers = new Map<string, () => void>()
  /** Keys of decision graphs by the key of their deployment. */
  const graphs = new Map<Key, Key[]>()
  const messageNames = new Map<Key, string>()
  const reading = (async () => {
    for await (const { records } of engine.feed('', stopped.signal))
      for (const record of records) take(record)
  })()
  const run = `-r${process.pid.toString(36)}${Math.floor(performance.timeOrigin % 1e6).toString(36)}`
  let count = 0

  const watch = sentinels(engine, `sentinel${run}`, passMarker)

  function take(record: FeedRecord): void {
    watch.take(record)
    if (record.valueType === 'DEPLOYMENT') graphs.set(record.key, graphKeys(record.value))
    // The record of an expired message bears nothing but its key.
    if (record.valueType === 'MESSAGE' && record.value.name) messageNames.set(record.key, record.value.name)
    const { bpmnProcessId } = record.value as { bpmnProcessId?: string }
    const owner = bpmnProcessId ?? messageNames.get(record.key)
    if (owner === undefined) return
    if (record.valueType === 'MESSAGE' && record.intent === 'PUBLISHED') markers.get(owner)?.()
    const suffix = /-r[a-z0-9]+z\d+$/.exec(owner)?.[0]
    if (suffix) listeners.get(suffix)?.(record)
  }

  /** Publishes a message that nobody waits for, and waits until the feed has it: all that was done before it is in the feed by then. */
  async function passMarker(): Promise<void> {
    const name = `marker${run}n${++count}`
    const seen = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the feed of the broker stands still')), markerLimit)
      markers.set(name, () => (clearTimeout(timer), resolve()))
    })
    try {
      await engine.execute({ verb: 'publishMessage', name, correlationKey: 'marker', timeToLive: 0 })
      await seen
    } finally {
      markers.delete(name)
    }
  }

  let moved = false
  async function moveClock(move: () => Promise<void>): Promise<void> {
    moved = true
    await move()
  }

  async function stageFor(one: Case): Promise<Stage> {
    const names = freshNames(`${run}z${++count}`)
    const records: FeedRecord[] = []
    const deployments = new Map<Key, Key[]>()
    listeners.set(names.suffix, (record) => records.push(record))
    if (one.now !== undefined) await moveClock(() => clock.pin(one.now!))
    const settle = async () => {
      let quiet = 0
      let known = records.length
      while (quiet < quietMarkers) {
        await passMarker()
        quiet = records.length === known ? quiet + 1 : 0
        known = records.length
        if (quiet < quietMarkers) await pause(betweenMarkers)
      }
    }
    const recording = {
      ...engine,
      async deploy(resources: Resource[]) {
        const deployment = await engine.deploy(resources)
        const { key, processes, forms } = deployment
        deployments.set(key, [
          ...processes.map((process) => process.processDefinitionKey),
          ...forms.map((form) => form.formKey),
        ])
        return deployment
      },
    }
    return {
      engine: () => recording,
      resource: names.resource,
      name: names.fresh,
      own: names.own,
      records: () => records,
      settle,
      now: () => clock.now(),
      async advance(milliseconds) {
        const due = await watch.set(milliseconds, buffersMessages(one))
        await moveClock(() => clock.advance(milliseconds))
        await due()
        await pause(backOffsEndWithin)
        await settle()
      },
      restart: async () => {},
      async dispose() {
        for (const processInstanceKey of rootsAlive(records)) {
          await engine.execute({ verb: 'cancelInstance', processInstanceKey }).catch(() => {})
        }
        const keys = [...deployments].flatMap(([key, own]) => [...own, ...(graphs.get(key) ?? [])])
        for (const key of new Set(keys)) await engine.deleteResource(key).catch(() => {})
        listeners.delete(names.suffix)
      },
    }
  }

  return {
    engine: 'zeebe',
    places: 6,
    turn,
    stageFor,
    async close() {
      stopped.abort()
      if (moved) await clock.reset()
      await reading.catch(() => {})
      await engine.close()
      await broker.stop()
    },
  }
}

/**
 * The clock, the ids of decisions and forms, and the broker's own job types are shared by all cases. The clock only goes forward, since the broker's
 * own appointments (the search for expired messages) would wait until it has come back; so cases that begin at an instant come last.
 */
function turn({ now, steps, deploy, handlers }: Case): Turn {
  if (now !== undefined) return 'last'
  const movesTime = (step: PlainStep) => 'advanceTime' in step
  const shares =
    steps.some((step) => movesTime('fails' in step ? step.fails : step)) ||
    deploy.some(({ name }) => !name.endsWith('.bpmn')) ||
    [...handlers.keys()].some((type) => type.startsWith('io.camunda.zeebe:'))
  return shares ? 'alone' : 'together'
}

function buffersMessages({ steps }: Case): boolean {
  return steps.some((step) => {
    const plain = 'fails' in step ? step.fails : step
    return 'publishMessage' in plain && plain.publishMessage.timeToLive !== undefined
  })
}

function graphKeys(value: object): Key[] {
  const { decisionRequirementsMetadata = [] } = value as {
    decisionRequirementsMetadata?: { decisionRequirementsKey: string | number }[]
  }
  return decisionRequirementsMetadata.map(({ decisionRequirementsKey }) => String(decisionRequirementsKey))
}

function rootsAlive(records: FeedRecord[]): Key[] {
  const alive = new Set<Key>()
  for (const record of records) {
    if (record.valueType !== 'PROCESS_INSTANCE' || record.value.bpmnElementType !== 'PROCESS') continue
    if (record.intent === 'ELEMENT_ACTIVATING' && record.value.parentProcessInstanceKey === '-1')
      alive.add(record.key)
    if (record.intent === 'ELEMENT_COMPLETED' || record.intent === 'ELEMENT_TERMINATED')
      alive.delete(record.key)
  }
  return [...alive]
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
