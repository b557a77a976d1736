/** `engine-waiting`: what 100,000 waiting instances cost: a step beside the same step with 100, and a restart until the first answer. */
import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import type { Engine } from '../../src/engine/port.ts'
import { migrations } from '../../src/migrations/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { sqliteFile } from '../../test/databases.ts'
import { type Bench, round } from '../result.ts'

const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="bench">
<bpmn:process id="waiting" isExecutable="true">
  <bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
  <bpmn:serviceTask id="wait"><bpmn:extensionElements><zeebe:taskDefinition type="=kind"/></bpmn:extensionElements><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing></bpmn:serviceTask>
  <bpmn:endEvent id="end"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="wait"/>
  <bpmn:sequenceFlow id="f1" sourceRef="wait" targetRef="end"/>
</bpmn:process></bpmn:definitions>`
const steps = 400

export const engineWaiting: Bench = {
  name: 'engine-waiting',
  async run({ quick, say }) {
    const many = quick ? 20_000 : 100_000
    const file = await sqliteFile()
    const database = openDatabase(file.url)
    await migrate(database, migrations)
    const parts = { database, clock: systemClock(), log: createLog('error') }
    let engine = await createEmbeddedEngine(parts)
    try {
      await engine.deploy([{ name: 'waiting.bpmn', content: model }])
      await pile(engine, 100)
      await stepCost(engine) // compiles the path
      const few = median([await stepCost(engine), await stepCost(engine), await stepCost(engine)])
      await pile(engine, many - 100)
      say(`${many} instances wait`)
      const withMany = median([await stepCost(engine), await stepCost(engine), await stepCost(engine)])
      say(`a step: ${round(few, 3)} ms with 100 waiting, ${round(withMany, 3)} ms with ${many}`)
      await engine.close()
      const began = performance.now()
      engine = await createEmbeddedEngine(parts)
      await engine.execute({ verb: 'createInstance', processId: 'waiting', variables: { kind: 'step' } })
      const restart = (performance.now() - began) / 1000
      const ratio = withMany / few
      return [
        {
          name: 'engine-waiting/step',
          value: round(withMany, 3),
          unit: 'ms',
          peer: 'itself with 100 waiting',
          peerValue: round(few, 3),
          ratio: round(ratio),
          goal: '≤ 1.5×',
          met: ratio <= 1.5,
        },
        {
          name: 'engine-waiting/restart',
          value: round(restart),
          unit: 's',
          peer: '',
          peerValue: null,
          ratio: null,
          goal: '≤ 5 s to the first answer',
          met: restart <= 5,
        },
      ]
    } finally {
      await engine.close()
      await database.close()
      await file.drop()
    }
  },
}

async function pile(engine: Engine, count: number): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      while (left-- > 0)
        await engine.execute({ verb: 'createInstance', processId: 'waiting', variables: { kind: 'wait' } })
    }),
  )
}

/** @returns milliseconds of one instance: created, its job activated and completed, one after the other. */
async function stepCost(engine: Engine): Promise<number> {
  const began = performance.now()
  for (let i = 0; i < steps; i++) {
    await engine.execute({ verb: 'createInstance', processId: 'waiting', variables: { kind: 'step' } })
    const [job] = await engine.activateJobs({
      type: 'step',
      worker: 'bench',
      timeout: 60_000,
      maxJobs: 1,
      requestTimeout: 1_000,
    })
    await engine.execute({ verb: 'completeJob', jobKey: job!.key })
  }
  return (performance.now() - began) / steps
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
