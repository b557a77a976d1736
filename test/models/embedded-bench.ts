/** The embedded engine on a temporary SQLite database, on a clock that moves only when told. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import { engine as engineTables } from '../../src/migrations/0001-engine.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import type { Bench } from './model-run.ts'

export async function openEmbeddedBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-models-'))
  const database = openDatabase(`sqlite:${join(folder, 'models.db')}`)
  await migrate(database, [engineTables])
  const clock = new ControlledClock(Date.parse('2026-01-05T00:00:00Z'))
  const engine = await createEmbeddedEngine({ database, clock, log: pino({ level: 'silent' }) })
  return {
    engine,
    now: () => clock.now(),
    async advance(milliseconds) {
      clock.advance(milliseconds)
      await engine.idle()
    },
    async close() {
      await engine.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
