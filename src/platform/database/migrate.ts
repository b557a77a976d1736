/**
 * Migrations by umzug: numbered, forward and backward, the same list on both databases. A migration speaks plain SQL with the dialect's types.
 */
import type { Database } from './database.ts'
import type { Dialect } from './dialect.ts'
import type { ColumnSeal } from './sealed-columns.ts'
import type { Sql } from './sql.ts'

export interface Migration {
  /** `0001-engine`: applied in order of the list, never renamed once released. */
  name: string
  /** @param seal where a key is at hand. */
  up(sql: Sql, dialect: Dialect, seal?: ColumnSeal): Promise<void>
  down(sql: Sql, dialect: Dialect, seal?: ColumnSeal): Promise<void>
}

const ledger = 'schema_migrations'

/** @returns the names of the migrations that were applied now. @throws Error where a newer program was here before: what it keeps would be misread. */
export async function migrate(
  database: Database,
  migrations: Migration[],
  seal?: ColumnSeal,
): Promise<string[]> {
  // At most starts nothing is new, and then the migrator need not be loaded.
  const applied = new Set(await appliedTo(database))
  refuseNewer(applied, migrations)
  if (migrations.every(({ name }) => applied.has(name))) return []
  return (await (await umzug(database, migrations, seal)).up()).map((migration) => migration.name)
}

/** For a process that only reads, beside the one that writes. @throws Error where the database is another version's, or nobody's yet. */
export async function requireMigrated(database: Database, migrations: Migration[]): Promise<void> {
  const rows = await database.sql.all<{ name: string }>(`SELECT name FROM ${ledger}`).catch(() => [])
  const applied = new Set(rows.map(({ name }) => name))
  refuseNewer(applied, migrations)
  const missing = migrations.filter(({ name }) => !applied.has(name))
  if (missing.length > 0)
    throw new Error(
      applied.size === 0
        ? '数据库是空的：请先启动服务'
        : `数据库还没有升级到本程序的版本（差 ${missing.length} 项迁移）：请先用本程序启动服务`,
    )
}

function refuseNewer(applied: ReadonlySet<string>, migrations: Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  const newer = [...applied].filter((name) => !known.has(name))
  if (newer.length > 0)
    throw new Error(
      `数据库由更新版本的程序升级过（${newer.join('、')}），本程序不能使用它：请换用那个版本，或者恢复升级之前的备份`,
    )
}

/** Takes back the migrations down to and including `to`, or every one with `to: 0`. */
export async function migrateDown(
  database: Database,
  migrations: Migration[],
  to: string | 0,
  seal?: ColumnSeal,
): Promise<string[]> {
  return (await (await umzug(database, migrations, seal)).down({ to })).map((migration) => migration.name)
}

async function umzug(database: Database, migrations: Migration[], seal: ColumnSeal | undefined) {
  const { Umzug } = await import('umzug')
  return new Umzug({
    migrations: migrations.map((migration) => ({
      name: migration.name,
      // MariaDB commits DDL at once whatever the transaction; SQLite's is all or nothing.
      up: () => database.write(({ sql }) => migration.up(sql, database.dialect, seal)),
      down: () => database.write(({ sql }) => migration.down(sql, database.dialect, seal)),
    })),
    storage: {
      executed: () => appliedTo(database),
      logMigration: async ({ name }) => {
        await database.write(({ sql }) => sql.run(`INSERT INTO ${ledger} (name) VALUES (?)`, [name]))
      },
      unlogMigration: async ({ name }) => {
        await database.write(({ sql }) => sql.run(`DELETE FROM ${ledger} WHERE name = ?`, [name]))
      },
    },
    logger: undefined,
  })
}

async function appliedTo(database: Database): Promise<string[]> {
  const { keyText, tableOptions } = database.dialect
  await database.write(({ sql }) =>
    sql.run(`CREATE TABLE IF NOT EXISTS ${ledger} (name ${keyText(100)} PRIMARY KEY) ${tableOptions}`),
  )
  const rows = await database.sql.all<{ name: string }>(`SELECT name FROM ${ledger} ORDER BY name`)
  return rows.map((row) => row.name)
}
