/** A broker of its own, with a controlled clock that stands still between moves, so that due dates can be compared. */
import { pino } from 'pino'
import { systemClock } from '../../src/platform/clock.ts'
import { brokerClock, createZeebeEngine, startBroker } from '../../src/engine/zeebe/index.ts'
import type { Bench } from './model-run.ts'

export async function openZeebeBench(): Promise<Bench> {
  const broker = await startBroker({ controlledClock: true })
  const clock = brokerClock(broker.managementAddress)
  const engine = createZeebeEngine(broker, { clock: systemClock(), log: pino({ level: 'silent' }) })
  let now = Math.floor((await clock.now()) / 1000) * 1000 + 1000
  await clock.pin(now)
  return {
    engine,
    now: () => now,
    async advance(milliseconds) {
      now += milliseconds
      await clock.pin(now)
    },
    async close() {
      await engine.close()
      await broker.stop()
    },
  }
}
