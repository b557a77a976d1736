/** The engine that a test runs the product on: what the configuration says of it, and how its time is moved. */
import { brokerClock, startBroker } from '../src/engine/zeebe/index.ts'
import type { readConfig } from '../src/platform/config.ts'

export interface EngineUnderTest {
  settings: Parameters<typeof readConfig>[1]
  /** @param instant epoch ms, never before the present one. */
  moveTo(instant: number): Promise<void>
  stop(): Promise<void>
}

export type StartEngine = (startsAt: number) => Promise<EngineUnderTest>

/** Lives by the product's own clock. */
export const onEmbedded: StartEngine = async () => ({
  settings: { engine: 'embedded' },
  moveTo: async () => {},
  stop: async () => {},
})

/** A broker of its own, whose clock stands still between moves. */
export const onZeebe: StartEngine = async (startsAt) => {
  const broker = await startBroker({ controlledClock: true })
  const clock = brokerClock(broker.managementAddress)
  await clock.pin(startsAt)
  return {
    settings: {
      engine: 'zeebe',
      zeebeGateway: broker.gatewayAddress,
      zeebeRest: broker.restAddress,
      redisUrl: broker.redisUrl,
      feedName: broker.feedName,
    },
    moveTo: (instant) => clock.pin(instant),
    stop: () => broker.stop(),
  }
}
