/** The embedded engine on a database of its own for each case, with a clock that stands still. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import { migrations } from '../../src/migrations/index.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { mariadbDatabase } from '../databases.ts'
import type { Theatre } from './stage.ts'

const defaultNow = Date.parse('2026-01-05T00:00:00Z')
const engineMigrations = migrations.filter(({ name }) => name < '0010')
const log = createLog('error')

export function embeddedTheatre(databaseKind: 'sqlite' | 'mariadb'): Theatre {
  const template = sqliteTemplate()
  return {
    engine: 'embedded',
    places: 1,
    turn: () => 'together',
    async stageFor({ now = defaultNow }) {
      const { url, drop } = await (databaseKind === 'sqlite' ? template.copy() : mariadbDatabase())
      const clock = new ControlledClock(now)
      const records: FeedRecord[] = []
      let database: Database = openDatabase(url)
      if (databaseKind === 'mariadb') await migrate(database, engineMigrations)
      const open = () =>
        createEmbeddedEngine({
          database,
          clock,
          log,
          onBatch: async (transaction, batch) =>
            transaction.afterCommit(() => records.push(...batch.records)),
        })
      let engine = await open()
      return {
        engine: () => engine,
        resource: (resource) => resource,
        name: (name) => name,
        own: (text) => text,
        records: () => records,
        settle: () => engine.idle(),
        now: async () => clock.now(),
        async advance(milliseconds) {
          clock.advance(milliseconds)
          await engine.idle()
        },
        async restart() {
          await engine.close()
          await database.close()
          database = openDatabase(url)
          engine = await open()
          await engine.idle()
        },
        async dispose() {
          await engine.close()
          await database.close()
          await drop()
        },
      }
    },
    close: () => template.remove(),
  }
}

/** A database that is migrated once; each case gets a copy of its file. */
function sqliteTemplate() {
  let made: Promise<string> | undefined
  let copies = 0
  async function make(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'zhiheng-conformance-'))
    const database = openDatabase(`sqlite:${join(folder, 'made.db')}`)
    await migrate(database, engineMigrations)
    // One whole file: what was written last may stand in a log that the closing connection folds in at some later moment.
    await database.close()
    new Libsql(join(folder, 'made.db')).exec(`VACUUM INTO '${join(folder, 'template.db')}'`)
    return folder
  }
  return {
    async copy(): Promise<{ url: string; drop(): Promise<void> }> {
      const folder = await (made ??= make())
      const file = join(folder, `case-${++copies}.db`)
      await copyFile(join(folder, 'template.db'), file)
      const drop = async () => {
        for (const ending of ['', '-wal', '-shm']) await rm(file + ending, { force: true })
      }
      return { url: `sqlite:${file}`, drop }
    },
    async remove(): Promise<void> {
      if (made) await rm(await made, { recursive: true, force: true })
    },
  }
}
