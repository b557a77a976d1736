/** The two sides of a move: where the bureau lives, and where it shall. */
import type { Engine } from '../../engine/port.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { type Database, openDatabase } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log.ts'

export interface Side {
  config: Config
  database: Database
  /** The database without its password. */
  address: string
}

export interface Sides {
  from: Side
  /** The same database as `from` where only the engine changes. */
  to: Side
  samePlace: boolean
  /** Where the cases go on with another engine. */
  broker: Engine | undefined
  clock: Clock
  log: Log
  close(): Promise<void>
}

export async function openSides(
  from: Config,
  to: Config,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Sides> {
  const source = {
    config: from,
    database: openDatabase(from.database),
    address: withoutPassword(from.database),
  }
  const samePlace = from.database === to.database
  const target = samePlace
    ? { ...source, config: to }
    : { config: to, database: openDatabase(to.database), address: withoutPassword(to.database) }
  const broker = from.engine === to.engine ? undefined : await openBroker(to, { clock, log })
  return {
    from: source,
    to: target,
    samePlace,
    broker,
    clock,
    log,
    async close() {
      await broker?.close()
      if (!samePlace) await target.database.close()
      await source.database.close()
    },
  }
}

async function openBroker(config: Config, parts: { clock: Clock; log: Log }): Promise<Engine> {
  // The broker's client is loaded only where there is a broker.
  const { createZeebeEngine } = await import('../../engine/zeebe/index.ts')
  const { zeebeGateway: gatewayAddress, zeebeRest: restAddress, redisUrl, feedName } = config
  return createZeebeEngine({ gatewayAddress, restAddress, redisUrl, feedName }, parts)
}

function withoutPassword(database: string): string {
  if (database.startsWith('sqlite:')) return database
  const url = new URL(database)
  url.password = ''
  return url.toString()
}
