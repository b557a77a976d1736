import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import { migrations } from '../../src/migrations/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { sqliteFile } from '../databases.ts'
import { doorTests } from './door-tests.ts'

doorTests('the embedded engine', async () => {
  const file = await sqliteFile()
  const database = openDatabase(file.url)
  await migrate(database, migrations)
  const engine = await createEmbeddedEngine({ database, clock: systemClock(), log: createLog('silent') })
  const close = async () => {
    await engine.close()
    await database.close()
    await file.drop()
  }
  return { ...engine, close }
})
