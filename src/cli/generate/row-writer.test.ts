import { expect } from 'chai'
import { sqliteFile, type ThrowAway } from '../../../test/databases.ts'
import { type Database, openDatabase } from '../../platform/database/database.ts'
import { bulkRows } from './bulk-rows.ts'
import { rowWriter } from './row-writer.ts'

describe('A writer of rows', function () {
  this.timeout(60_000)
  let store: ThrowAway
  let database: Database
  beforeEach(async () => {
    store = await sqliteFile()
    database = openDatabase(store.url)
    await database.write(({ sql }) => sql.run('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)'))
  })
  afterEach(async () => {
    await database.close()
    await store.drop()
  })
  const things = (from: number, to: number) => {
    const rows = bulkRows(database.dialect)
    for (let id = from; id < to; id++) rows.add('things', { id, name: id % 2 === 0 ? null : `第${id}件` })
    return rows.take()
  }

  it('has written every batch and its statements when it is closed', async () => {
    const writer = rowWriter(store.url)
    await writer.write({ tables: things(0, 120), statements: [] })
    await writer.write({
      tables: things(120, 130),
      statements: [{ text: 'UPDATE things SET name = ? WHERE id = ?', values: ['最后', 129] }],
    })
    await writer.close()
    const rows = await database.sql.all<{ id: number; name: string | null }>(
      'SELECT * FROM things ORDER BY id',
    )
    expect(rows).to.have.length(130)
    expect([rows[0], rows[51], rows[129]]).to.deep.equal([
      { id: 0, name: null },
      { id: 51, name: '第51件' },
      { id: 129, name: '最后' },
    ])
  })

  it('says what went wrong with a batch, and nothing of that batch is there', async () => {
    const writer = rowWriter(store.url)
    await writer.write({
      tables: things(0, 3),
      statements: [{ text: 'UPDATE nothing SET a = 1', values: [] }],
    })
    const error = await writer.close().catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(Error).with.property('message').that.includes('nothing')
    expect(await database.sql.all('SELECT id FROM things')).to.deep.equal([])
  })
})
