/** Throw-away databases for tests and benches: a SQLite file in a temporary folder, a MariaDB database of its own name. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'

export interface ThrowAway {
  url: string
  drop(): Promise<void>
}

export type MakeDatabase = () => Promise<ThrowAway>

export async function sqliteFile(): Promise<ThrowAway> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-'))
  return {
    url: `sqlite:${join(folder, 'zhiheng.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

/** On the server that ZHIHENG_TEST_MARIADB names (default root without a password on 127.0.0.1:3306). */
export async function mariadbDatabase(): Promise<ThrowAway> {
  const server = process.env.ZHIHENG_TEST_MARIADB ?? 'mariadb://root@127.0.0.1:3306'
  const name = `zh_${randomBytes(6).toString('hex')}`
  const run = async (statement: string) => {
    const connection = await mysql.createConnection({ uri: server.replace(/^mariadb:/, 'mysql:') })
    await connection.query(statement)
    await connection.end()
  }
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return { url: `${server}/${name}`, drop: () => run(`DROP DATABASE ${name}`) }
}
