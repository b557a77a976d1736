/** No test of its own: one broker for all chapters that try the adapter on a real one, as its start is costly, and the pieces of their models. */
import { expect } from 'chai'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import { type FeedBatch, Refusal } from '../../src/engine/port.ts'
import { createZeebeEngine, type RunningBroker, startBroker } from '../../src/engine/zeebe/index.ts'

export const bpmn = (id: string, content: string) => ({
  name: `${id}.bpmn`,
  content: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="test">
<bpmn:message id="paid" name="${id}-paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=caseId"/></bpmn:extensionElements></bpmn:message>
<bpmn:signal id="stop" name="${id}-stop"/>
<bpmn:process id="${id}" isExecutable="true">${content}</bpmn:process></bpmn:definitions>`,
})
export const start = '<bpmn:startEvent id="start"/>'
export const end = '<bpmn:endEvent id="end"/>'
export const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`
export const job = (id: string, type: string) =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements></bpmn:serviceTask>`
export const userTask = (id: string) =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="legal"/></bpmn:extensionElements></bpmn:userTask>`

let chapters = 0
let started: Promise<void> | undefined
let broker: RunningBroker | undefined
let engine: ReturnType<typeof createZeebeEngine> | undefined

async function open(): Promise<void> {
  broker = await startBroker({ controlledClock: true })
  engine = createZeebeEngine(broker, { clock: systemClock(), log: createLog('silent') })
}
async function stop(): Promise<void> {
  await engine?.close()
  await broker?.stop()
  engine = broker = started = undefined
}
// Where a chapter was left out of the run, the last one is never seen.
after(stop)

/** The broker lives from the first chapter to the last one that calls this. */
export function adapterOnBroker() {
  chapters++
  before(() => (started ??= open()))
  after(async () => {
    if (--chapters === 0) await stop()
  })

  const begin = (processId: string, variables = {}) =>
    engine!.execute({ verb: 'createInstance', processId, variables })
  const take = (type: string, requestTimeout = 5_000) =>
    engine!.activateJobs({ type, worker: 'w', timeout: 60_000, maxJobs: 1, requestTimeout })
  const refusal = async (promise: Promise<unknown>): Promise<Refusal> => {
    const outcome = await promise.then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(outcome).to.be.instanceOf(Refusal)
    return outcome as Refusal
  }
  const feedUntil = async (seen: (record: FeedRecord) => boolean, from = ''): Promise<FeedBatch[]> => {
    const batches: FeedBatch[] = []
    for await (const batch of engine!.feed(from, AbortSignal.timeout(30_000))) {
      batches.push(batch)
      if (batch.records.some(seen)) return batches
    }
    throw new Error(`not seen among ${batches.flatMap(({ records }) => records).length} records`)
  }

  return {
    get broker() {
      return broker!
    },
    get engine() {
      return engine!
    },
    begin,
    take,
    refusal,
    feedUntil,
  }
}
