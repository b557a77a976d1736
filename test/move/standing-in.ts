/** No test of its own: an embedded engine of its own stands in for the broker, since both keep the same port. So the command is told without Java and Redis. */
import type { Sides } from '../../src/cli/move/sides.ts'
import { type ThrowAway, sqliteFile } from '../databases.ts'
import { openEngine, type TestEngine } from '../engine/open-engine.ts'
import type { Leaving } from './moved-bureau.ts'

export interface StandIn {
  broker: TestEngine
  store: ThrowAway
  /** Where `zhiheng move` would go: a database and a broker that nobody uses yet. */
  sides: Sides
  /** The same target with another broker. */
  onAnotherBroker(broker: TestEngine): Sides
  drop(): Promise<void>
}

export async function openStandIn(old: Leaving): Promise<StandIn> {
  const store = await sqliteFile()
  const broker = await openEngine()
  const here = await old.sidesTo({ ...old.bureau.config, database: store.url })
  const on = ({ engine }: TestEngine, zeebeGateway: string): Sides => ({
    ...here,
    broker: engine,
    to: { ...here.to, config: { ...here.to.config, engine: 'zeebe', zeebeGateway } },
  })
  return {
    broker,
    store,
    sides: on(broker, 'broker-1:26500'),
    onAnotherBroker: (other) => on(other, 'broker-2:26500'),
    async drop() {
      await here.close()
      await broker.close()
      await store.drop()
    },
  }
}
