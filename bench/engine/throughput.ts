/**
 * `engine-throughput`: a process of three service tasks, durable on both sides, against Operaton 1.0.3 through the same external-task REST door and
 * on the same MariaDB, and against the local Zeebe broker through zeebe-node; in-process workers and SQLite beside them.
 */
import { join } from 'node:path'
import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import { startBroker } from '../../src/engine/zeebe/index.ts'
import { migrations } from '../../src/migrations/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { startChild } from '../child.ts'
import { mariadbDatabase, sqliteFile, type ThrowAway } from '../../test/databases.ts'
import { startOperaton } from '../peers/operaton/start.ts'
import { type Bench, type BenchOptions, type Result, round } from '../result.ts'
import { bareZeebeNode } from '../zeebe/bare-zeebe-node.ts'
import { inProcessLoad } from './in-process-load.ts'
import { deployToOperaton, restLoad } from './rest-load.ts'
import { operatonModel, zeebeModel } from './three-tasks.ts'

export const engineThroughput: Bench = { name: 'engine-throughput', run }

async function run(options: BenchOptions): Promise<Result[]> {
  const instances = options.quick ? 300 : 1_500
  const operaton = await measureOperaton(instances, options)
  const restMariadb = await onDatabase(mariadbDatabase, (url) => throughDoor(url, instances))
  options.say(`embedded, REST, MariaDB: ${round(restMariadb)} instances/s`)
  const restSqlite = await onDatabase(sqliteFile, (url) => throughDoor(url, instances))
  options.say(`embedded, REST, SQLite: ${round(restSqlite)} instances/s`)
  const inProcessMariadb = await onDatabase(mariadbDatabase, (url) => inProcess(url, instances * 2))
  const inProcessSqlite = await onDatabase(sqliteFile, (url) => inProcess(url, instances * 2))
  options.say(
    `embedded, in process: MariaDB ${round(inProcessMariadb)}, SQLite ${round(inProcessSqlite)} instances/s`,
  )
  const zeebe = await measureZeebe(instances, options)
  const beside = (name: string, value: number, peer: string, peerValue: number, goal: number): Result => {
    const ratio = value / peerValue
    return {
      name: `engine-throughput/${name}`,
      value: round(value),
      unit: 'instances/s',
      peer,
      peerValue: round(peerValue),
      ratio: round(ratio),
      goal: `≥ ${goal}×`,
      met: ratio >= goal,
    }
  }
  return [
    beside('rest-mariadb', restMariadb, 'Operaton 1.0.3, REST, same MariaDB', operaton, 3),
    beside('rest-sqlite', restSqlite, 'Operaton 1.0.3, REST, MariaDB', operaton, 3),
    beside('in-process-mariadb', inProcessMariadb, 'Operaton 1.0.3, REST, same MariaDB', operaton, 3),
    beside('in-process-sqlite', inProcessSqlite, 'Zeebe 8.5.8 through zeebe-node', zeebe, 1),
    beside('in-process-mariadb-zeebe', inProcessMariadb, 'Zeebe 8.5.8 through zeebe-node', zeebe, 1),
    beside('rest-mariadb-zeebe', restMariadb, 'Zeebe 8.5.8 through zeebe-node', zeebe, 1),
  ]
}

async function measureOperaton(instances: number, { quick, say }: BenchOptions): Promise<number> {
  return onDatabase(mariadbDatabase, async (url) => {
    const peer = await startOperaton(url)
    try {
      await deployToOperaton(peer.rest, operatonModel)
      // The JVM compiles as it goes: measured cold it would be unfairly slow.
      for (let i = 0; i < (quick ? 2 : 4); i++) await restLoad(peer.rest, 300)
      const value = await restLoad(peer.rest, instances)
      say(`Operaton, REST, MariaDB: ${round(value)} instances/s`)
      return value
    } finally {
      await peer.stop()
    }
  })
}

async function throughDoor(url: string, instances: number): Promise<number> {
  const server = await startChild(join(import.meta.dirname, 'door-server.ts'), [url])
  try {
    await restLoad(`${server.firstLine}/engine-rest`, 300)
    return await restLoad(`${server.firstLine}/engine-rest`, instances)
  } finally {
    await server.stop()
  }
}

async function inProcess(url: string, instances: number): Promise<number> {
  const database = openDatabase(url)
  await migrate(database, migrations)
  const engine = await createEmbeddedEngine({ database, clock: systemClock(), log: createLog('error') })
  try {
    await engine.deploy([{ name: 'three-tasks.bpmn', content: zeebeModel }])
    await inProcessLoad(engine, 300)
    return await inProcessLoad(engine, instances)
  } finally {
    await engine.close()
    await database.close()
  }
}

async function measureZeebe(instances: number, { say }: BenchOptions): Promise<number> {
  const broker = await startBroker({})
  try {
    const load = await bareZeebeNode(broker.gatewayAddress, zeebeModel)
    await load.run(300)
    const value = await load.run(instances)
    await load.close()
    say(`Zeebe through zeebe-node: ${round(value)} instances/s`)
    return value
  } finally {
    await broker.stop()
  }
}

async function onDatabase<T>(make: () => Promise<ThrowAway>, work: (url: string) => Promise<T>): Promise<T> {
  const database = await make()
  try {
    return await work(database.url)
  } finally {
    await database.drop()
  }
}
