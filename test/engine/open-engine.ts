/** An embedded engine on a new SQLite file with a clock that stands still. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BatchObserver,
  createEmbeddedEngine,
  type EmbeddedEngine,
} from '../../src/engine/embedded/index.ts'
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import { engine as engineTables } from '../../src/migrations/0001-engine.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'

export interface TestEngine {
  engine: EmbeddedEngine
  readonly database: Database
  readonly clock: ControlledClock
  /** All records until now. */
  records(): Promise<FeedRecord[]>
  /** Closes the engine and opens it again from its database. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export async function openEngine(options: { onBatch?: BatchObserver } = {}): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-engine-'))
  const database = openDatabase(`sqlite:${join(folder, 'engine.db')}`)
  await migrate(database, [engineTables])
  const clock = new ControlledClock(Date.parse('2026-01-05T00:00:00Z'))
  const log = createLog('silent')
  const open = () => createEmbeddedEngine({ database, clock, log, ...options })
  const test: TestEngine = {
    engine: await open(),
    database,
    clock,
    async records() {
      await test.engine.idle()
      const [row] = await database.sql.all<{ last: number | null }>(
        'SELECT MAX(last_position) AS last FROM engine_log',
      )
      const found: FeedRecord[] = []
      if (!row?.last) return found
      const done = new AbortController()
      for await (const { records, position } of test.engine.feed('', done.signal)) {
        found.push(...records)
        if (Number(position) >= row.last) done.abort()
      }
      return found
    },
    async reopen() {
      await test.engine.close()
      test.engine = await open()
    },
    async close() {
      await test.engine.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
  return test
}
