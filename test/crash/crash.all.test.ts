/**
 * SIGKILL at random moments under load: no answered command is lost, none is applied twice, and the event log tells the same as the tables.
 * 50 rounds; ZHIHENG_TEST_CRASH_ROUNDS=1000 for more.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { sqliteFile } from '../databases.ts'
import { connectEmbedded, createOutbox } from '../../src/engine/outbox/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'

const rounds = Number(process.env.ZHIHENG_TEST_CRASH_ROUNDS ?? 50)
/** Killed and started again on one database; then everything is checked. */
const roundsPerDatabase = 10

describe('the embedded engine, killed', () => {
  it(`loses nothing that was answered and does nothing twice in ${rounds} rounds`, async function () {
    this.timeout(rounds * 10_000)
    let answers = 0
    for (let done = 0; done < rounds; done += roundsPerDatabase) {
      const file = await sqliteFile()
      try {
        const answered = new Set<string>()
        for (let round = 0; round < Math.min(roundsPerDatabase, rounds - done); round++)
          await lifeAndDeath(file.url, `r${round}`, answered)
        await examine(file.url, answered)
        answers += answered.size
      } finally {
        await file.drop()
      }
    }
    // On a busy machine some victims die before their first answer, but not all.
    expect(answers, 'answered before the kills').to.be.greaterThan(0)
  })
})

async function lifeAndDeath(url: string, prefix: string, answered: Set<string>): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'victim.ts'), url, prefix],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  const lines = createInterface(child.stdout)
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'ready') resolve()
      else answered.add(line.replace('answered ', ''))
    })
  })
  await Promise.race([
    ready,
    ended.then(([code]) => Promise.reject(new Error(`the victim ended by itself with ${code}`))),
  ])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 250))
  child.kill('SIGKILL')
  await ended
}

async function examine(url: string, answered: Set<string>): Promise<void> {
  const database = openDatabase(url)
  const outbox = createOutbox(database, systemClock())
  const link = await connectEmbedded({
    database,
    clock: systemClock(),
    log: createLog('silent'),
    outbox,
    projections: [],
  })
  try {
    await link.start()
    await link.quiet()
    const facts = (await database.sql.all<{ id: string }>('SELECT id FROM crash_facts')).map(({ id }) => id)
    const stopped = new AbortController()
    const created: string[] = []
    const began = new Set<string>()
    const [last] = await database.sql.all<{ last: number }>(
      'SELECT MAX(last_position) AS last FROM engine_log',
    )
    for await (const { records } of link.engine.feed('', stopped.signal)) {
      for (const record of records) {
        if (record.valueType === 'VARIABLE' && record.intent === 'CREATED' && record.value.name === 'id')
          created.push(JSON.parse(record.value.value) as string)
        if (
          record.valueType === 'PROCESS_INSTANCE' &&
          record.intent === 'ELEMENT_ACTIVATING' &&
          record.value.bpmnElementType === 'PROCESS'
        )
          began.add(record.key)
      }
      if (Number(records.at(-1)?.position ?? 0) >= Number(last!.last)) stopped.abort()
    }
    expect(
      [...answered].filter((id) => !created.includes(id)),
      'answered and lost',
    ).to.deep.equal([])
    // Every fact had its row in the same transaction: what was not answered before the kill is done at the next start, once.
    expect(created.sort(), 'once each').to.deep.equal(facts.sort())
    expect(began.size).to.equal(facts.length)
  } finally {
    await link.close()
    await database.close()
  }
}
