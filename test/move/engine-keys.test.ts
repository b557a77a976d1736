/** Every column that holds a key of the engine is known to `zhiheng move`: one that is forgotten would point at another task afterwards. */
import { expect } from 'chai'
import {
  keyColumns,
  markKeysOfBefore,
  rewriteOpenKeys,
  withKeysOfBefore,
} from '../../src/cli/move/engine-keys.ts'
import { migrations } from '../../src/migrations/index.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import { sqliteFile, type ThrowAway } from '../databases.ts'

describe('keys of the engine in the facts', () => {
  let store: ThrowAway
  let database: Database
  before(async () => {
    store = await sqliteFile()
    database = openDatabase(store.url)
    await migrate(database, migrations)
  })
  after(async () => {
    await database.close()
    await store.drop()
  })

  it('are listed, column by column', async () => {
    /** Columns that end in `_key` for another reason. */
    const others = ['idempotency_keys.idempotency_key', 'parties.name_key', 'clues.place_key']
    const columns = await database.sql.all<{ table: string; column: string }>(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.name LIKE '%\\_key' ESCAPE '\\' AND m.name NOT LIKE 'engine\\_%' ESCAPE '\\' AND m.name <> 'move_keys'`,
    )
    const found = columns
      .map(({ table, column }) => `${table}.${column}`)
      .filter((name) => !others.includes(name))
    const listed = Object.entries(keyColumns).flatMap(([table, names]) =>
      names.map((name) => `${table}.${name}`),
    )
    expect(found.sort()).to.deep.equal(listed.sort())
  })

  it('of before are marked, and those of what is open become the new ones, also where the two engines gave the same', async () => {
    const act = (id: string, user_task_key: string) => ({
      id,
      user_task_key,
      kind: 'claim',
      form_id: 'f',
      account_id: 'a',
      data: '{}',
      variables: '{}',
      state: 'effective',
      ticket: id,
      at: 1,
    })
    const message = (id: string, link: string | null) => ({
      id,
      officer_id: 'o',
      kind: 'k',
      text: 't',
      link,
      created_at: 1,
    })
    await database.write(async ({ sql }) => {
      await insertRow(sql, 'task_acts', act('ended', '2251799813685300'))
      await insertRow(sql, 'task_acts', act('open', '2251799813685400'))
      await insertRow(sql, 'notifications', message('ended', '/tasks/2251799813685300'))
      await insertRow(sql, 'notifications', message('open', '/tasks/2251799813685400'))
      await insertRow(sql, 'notifications', message('other', '/cases/01'))
      await markKeysOfBefore(sql, database.dialect)
      await rewriteOpenKeys(sql, database.dialect, new Map([['2251799813685400', '2251799813685300']]))
    })
    const keys = await database.sql.all('SELECT id, user_task_key FROM task_acts ORDER BY id')
    expect(keys.map((row) => ({ ...(row as object) }))).to.deep.equal([
      { id: 'ended', user_task_key: '0251799813685300' },
      { id: 'open', user_task_key: '2251799813685300' },
    ])
    const links = await database.sql.all<{ link: string }>('SELECT link FROM notifications ORDER BY id')
    expect(links.map(({ link }) => link)).to.deep.equal([
      '/tasks/0251799813685300',
      '/tasks/2251799813685300',
      '/cases/01',
    ])
    expect(withKeysOfBefore('notifications', message('copied', '/tasks/2251799813685300')).link).to.equal(
      '/tasks/0251799813685300',
    )
  })
})
