/** Every table from one database into another, page by page, in one transaction; read back and compared before it is committed. */
import { createHash } from 'node:crypto'
import type { Database } from '../../platform/database/database.ts'
import { insertRows, type Row } from '../../platform/database/rows.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { written } from '../backup/table-file.ts'
import { rowsOf, tablesOf, withoutForeignKeys } from '../backup/tables.ts'

/** @param change what a row becomes on the way. @throws Error in Chinese where the copy is not the same. */
export async function copyTables(
  from: Database,
  to: Database,
  {
    except,
    change,
    onProgress,
  }: {
    except: readonly string[]
    change: (table: string, row: Row) => Row
    onProgress?: (share: number, what: string) => void
  },
): Promise<void> {
  await from.snapshot((source) =>
    to.write(async ({ sql }) => {
      const names = (await tablesOf(source, from.dialect)).filter((name) => !except.includes(name))
      await withoutForeignKeys(sql, to, async () => {
        for (const table of await tablesOf(sql, to.dialect)) await sql.run(`DELETE FROM ${table}`)
        for (const [index, name] of names.entries()) {
          onProgress?.(index / names.length, name)
          const digest = new Digest()
          for await (const page of rowsOf(source, from.dialect, name)) {
            const rows = page.map((row) => change(name, row))
            rows.forEach((row) => digest.add(row))
            await insertRows(sql, name, rows, to.dialect)
          }
          const there = await digestOf(sql, to, name, digest.columns)
          if (there.rows !== digest.rows)
            throw new Error(`表 ${name} 应有 ${digest.rows} 行，复制了 ${there.rows} 行`)
          if (there.sum !== digest.sum) throw new Error(`表 ${name} 复制后的内容与原来的不符`)
        }
      })
    }),
  )
}

async function digestOf(
  sql: Sql,
  { dialect }: Database,
  name: string,
  columns: string[] | undefined,
): Promise<Digest> {
  const digest = new Digest(columns)
  for await (const page of rowsOf(sql, dialect, name)) page.forEach((row) => digest.add(row))
  return digest
}

/** Of rows in any order: the databases may sort their keys differently. */
class Digest {
  rows = 0
  sum = 0n
  columns: string[] | undefined

  constructor(columns?: string[]) {
    this.columns = columns
  }

  add(row: Row): void {
    this.columns ??= Object.keys(row)
    const text = JSON.stringify(this.columns.map((column) => written(row[column])))
    this.sum += createHash('sha256').update(text).digest().readBigUInt64BE()
    this.rows++
  }
}
