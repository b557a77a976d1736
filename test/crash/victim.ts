/**
 * A process to be killed: facts and outbox rows in one transaction, commands answered by the embedded engine, jobs completed, all at full speed.
 * `node --import tsx victim.ts DATABASE_URL PREFIX` prints `answered <id>` once an answer has been given; it never ends by itself.
 */
import { createOutbox, connectEmbedded } from '../../src/engine/outbox/index.ts'
import { migrations } from '../../src/migrations/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { crashModel } from './crash-model.ts'

const [url, prefix] = process.argv.slice(2) as [string, string]
const database = openDatabase(url)
await migrate(database, migrations)
await database.write(({ sql }) =>
  sql.run('CREATE TABLE IF NOT EXISTS crash_facts (id VARCHAR(40) PRIMARY KEY)'),
)
const clock = systemClock()
const outbox = createOutbox(database, clock)
const link = await connectEmbedded({ database, clock, log: createLog('silent'), outbox, projections: [] })
await link.engine.deploy([{ name: 'crash.bpmn', content: crashModel }])
await link.start()
console.log('ready')

async function starter(number: number): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${prefix}-${number}-${i}`
    const ticket = await database.write(async (transaction) => {
      await transaction.sql.run('INSERT INTO crash_facts (id) VALUES (?)', [id])
      return outbox.add(transaction, {
        stream: id,
        command: { verb: 'createInstance', processId: 'crash', variables: { id } },
      })
    })
    if ((await outbox.settled(ticket, 10_000))?.outcome === 'effective')
      process.stdout.write(`answered ${id}\n`)
  }
}

async function worker(): Promise<void> {
  for (;;) {
    const jobs = await link.engine.activateJobs({
      type: 'work',
      worker: 'victim',
      timeout: 500,
      maxJobs: 8,
      requestTimeout: 200,
    })
    for (const { key } of jobs)
      await link.engine
        .execute({ verb: 'completeJob', jobKey: key, variables: { done: true } })
        .catch(() => {})
  }
}

await Promise.all([starter(1), starter(2), starter(3), starter(4), worker()])
