/** One measurement on SQLite, and the same on MariaDB where one answers. */
import { mariadbDatabase, sqliteFile, type ThrowAway } from '../test/databases.ts'
import type { Result } from './result.ts'

export async function onBothDatabases(
  say: (line: string) => void,
  measure: (name: 'sqlite' | 'mariadb', store: ThrowAway) => Promise<Result[]>,
): Promise<Result[]> {
  const results = await measure('sqlite', await sqliteFile())
  const server = await mariadbDatabase().catch((error: Error) => say(`no MariaDB: ${error.message}`))
  if (server) results.push(...(await measure('mariadb', server)))
  return results
}
