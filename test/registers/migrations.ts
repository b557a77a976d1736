import { expect } from 'chai'
import { migrations } from '../../src/migrations/index.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { migrate, migrateDown } from '../../src/platform/database/migrate.ts'
import type { MakeDatabase, ThrowAway } from '../databases.ts'

const tables = `
  absences accounts articles audit_head audit_lines deadline_extensions deadline_pauses deadlines delegations departments law_articles law_terms law_versions
  laws limits officer_posts officers parties party_records role_grants rule_confirmations sessions sign_in_failures violation_details violation_drafts violations`
  .trim()
  .split(/\s+/)

export function migrationsBehave(make: MakeDatabase): void {
  describe('migrations of the registers', () => {
    let made: ThrowAway
    let database: Database
    before(async () => {
      made = await make()
      database = openDatabase(made.url)
    })
    after(async () => {
      await database.close()
      await made.drop()
    })

    const present = async () => {
      const query =
        database.dialect.name === 'sqlite'
          ? "SELECT name FROM sqlite_master WHERE type = 'table'"
          : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
      const names = (await database.sql.all<{ name: string }>(query)).map(({ name }) => name)
      return tables.filter((table) => names.includes(table))
    }

    it('go forth, back, and forth again', async () => {
      await migrate(database, migrations)
      expect(await present()).to.deep.equal(tables)
      await migrateDown(database, migrations, 0)
      expect(await present()).to.deep.equal([])
      await migrate(database, migrations)
      expect(await present()).to.deep.equal(tables)
    })

    it('are not taken back by an older program: it does not start on what a newer one has changed', async () => {
      await migrate(database, migrations)
      const refused = await migrate(database, migrations.slice(0, -1)).then(
        () => '',
        (error: Error) => error.message,
      )
      expect(refused).to.include(migrations.at(-1)!.name)
      expect(await migrate(database, migrations)).to.deep.equal([])
    })
  })
}
