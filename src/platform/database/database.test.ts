import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { DataTypes } from 'sequelize'
import { type Database, openDatabase } from './database.ts'
import { migrate, migrateDown, type Migration } from './migrate.ts'

describe('database on SQLite', () => {
  let database: Database
  beforeEach(async () => {
    database = openDatabase(`sqlite:${join(mkdtempSync(join(tmpdir(), 'zhiheng-database-')), 'test.db')}`)
    await database.write(({ sql }) => sql.run('CREATE TABLE things (id TEXT PRIMARY KEY, n INTEGER)'))
  })
  afterEach(() => database.close())

  const ids = async () =>
    (await database.sql.all<{ id: string }>('SELECT id FROM things ORDER BY id')).map((row) => row.id)

  it('does not show a transaction that is under way', async () => {
    await database.write(async ({ sql }) => {
      await sql.run('INSERT INTO things VALUES (?, ?)', ['a', 1])
      expect(await ids()).to.deep.equal([])
    })
    expect(await ids()).to.deep.equal(['a'])
  })

  it('keeps nothing of a transaction that fails, and runs no after-commit action', async () => {
    let acted = false
    const failed = await database
      .write(async (transaction) => {
        transaction.afterCommit(() => (acted = true))
        await transaction.sql.run('INSERT INTO things VALUES (?, ?)', ['a', 1])
        throw new Error('no')
      })
      .catch((error: Error) => error.message)
    expect({ failed, ids: await ids(), acted }).to.deep.equal({ failed: 'no', ids: [], acted: false })
  })

  it('queues writers instead of refusing them', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    await Promise.all(
      numbers.map((n) =>
        database.write(async ({ sql }) => {
          const [row] = await sql.all<{ count: number }>('SELECT count(*) AS count FROM things')
          await new Promise((resolve) => setImmediate(resolve))
          await sql.run('INSERT INTO things VALUES (?, ?)', [String(n), row!.count])
        }),
      ),
    )
    const rows = await database.sql.all<{ n: number }>('SELECT n FROM things ORDER BY n')
    expect(rows.map((row) => row.n)).to.deep.equal(numbers)
  })

  it('shares the transaction between models and plain SQL', async () => {
    const Thing = database.sequelize.define('thing', {
      id: { type: DataTypes.STRING, primaryKey: true },
      n: DataTypes.INTEGER,
    })
    await database.write(async ({ sequelize, sql }) => {
      await Thing.create({ id: 'a', n: 1 }, { transaction: sequelize })
      expect(await sql.all('SELECT id FROM things')).to.have.length(1)
    })
    expect(await Thing.count()).to.equal(1)
  })

  it('migrates forward and back', async () => {
    const migration: Migration = {
      name: '0001-x',
      up: async (sql) => void (await sql.run('CREATE TABLE x (id TEXT)')),
      down: async (sql) => void (await sql.run('DROP TABLE x')),
    }
    const tables = async () =>
      (await database.sql.all<{ name: string }>("SELECT name FROM sqlite_master WHERE name = 'x'")).length
    expect(await migrate(database, [migration])).to.deep.equal(['0001-x'])
    expect(await migrate(database, [migration])).to.deep.equal([])
    expect(await tables()).to.equal(1)
    await migrateDown(database, [migration], 0)
    expect(await tables()).to.equal(0)
  })
})
