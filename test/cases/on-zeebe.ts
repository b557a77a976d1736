/** A broker of its own under a clock that stands still between moves, started where the bureau's clock starts. */
import { connectZeebe } from '../../src/engine/outbox/index.ts'
import { brokerClock, createZeebeEngine, startBroker } from '../../src/engine/zeebe/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { EngineUnderTest } from './whole-bureau.ts'

export async function onZeebe(): Promise<EngineUnderTest> {
  const broker = await startBroker({ controlledClock: true })
  const clock = brokerClock(broker.managementAddress)
  const startsAt = Math.floor((await clock.now()) / 1000) * 1000 + 1000
  await clock.pin(startsAt)
  return {
    startsAt,
    async connect(parts) {
      const engine = createZeebeEngine(broker, { clock: systemClock(), log: parts.log })
      return {
        link: connectZeebe({ ...parts, engine }),
        async advance(milliseconds) {
          parts.clock.advance(milliseconds)
          await clock.pin(parts.clock.now())
        },
        close: () => broker.stop(),
      }
    },
  }
}
