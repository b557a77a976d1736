/**
 * Facts that hold a key of the engine. Both engines number from the same key on, so keys of before the move are marked as such: their first digit becomes 0,
 * which no key of Zeebe begins with (and they still come first in order). What is open then gets the key that it has there.
 */
import type { Dialect } from '../../platform/database/dialect.ts'
import { insertRows, type Row } from '../../platform/database/rows.ts'
import type { Sql } from '../../platform/database/sql.ts'

/** By table. A test holds this list against the schema. */
export const keyColumns: { [table: string]: string[] } = {
  process_instances: ['process_instance_key', 'parent_key', 'process_definition_key'],
  deployed_models: ['process_definition_key'],
  tasks: ['user_task_key', 'element_instance_key', 'process_instance_key'],
  task_candidates: ['user_task_key'],
  task_acts: ['user_task_key'],
  approvals: ['process_instance_key'],
  approval_decisions: ['user_task_key'],
  cases: ['process_instance_key'],
  measures: ['process_instance_key'],
  trace: ['element_instance_key', 'process_instance_key'],
  incidents: ['incident_key', 'process_instance_key', 'job_key'],
  job_answers: ['job_key'],
}
/** Messages to people that lead to a task. */
const taskLink = '/tasks/'

/** What only the embedded engine reads: nothing of it goes along to Zeebe. */
export const embeddedTables: readonly string[] = ['engine_row', 'engine_definition', 'engine_log']

export const ofBefore = (key: string): string => `0${key.slice(1)}`

/** A row as it is copied when the engine changes. */
export function withKeysOfBefore(table: string, row: Row): Row {
  const changed = { ...row }
  for (const column of keyColumns[table] ?? []) {
    const key = row[column]
    if (typeof key === 'string') changed[column] = ofBefore(key)
  }
  if (table === 'notifications' && typeof row.link === 'string' && row.link.startsWith(taskLink))
    changed.link = taskLink + ofBefore(row.link.slice(taskLink.length))
  return changed
}

/** The same for all rows that are there already: the engine changes, the database stays. */
export async function markKeysOfBefore(sql: Sql, { name }: Dialect): Promise<void> {
  const joined = (...parts: string[]) =>
    name === 'sqlite' ? parts.join(' || ') : `CONCAT(${parts.join(', ')})`
  for (const [table, columns] of Object.entries(keyColumns))
    for (const column of columns)
      await sql.run(
        `UPDATE ${table} SET ${column} = ${joined("'0'", `SUBSTR(${column}, 2)`)} WHERE ${column} IS NOT NULL`,
      )
  await sql.run(
    `UPDATE notifications SET link = ${joined(`'${taskLink}0'`, `SUBSTR(link, ${taskLink.length + 2})`)} WHERE link LIKE '${taskLink}%'`,
  )
  for (const table of embeddedTables) await sql.run(`DELETE FROM ${table}`)
}

/** @param keys of the embedded engine → of Zeebe, for everything that is open */
export async function rewriteOpenKeys(
  sql: Sql,
  dialect: Dialect,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  await sql.run('DELETE FROM move_keys')
  const rows = [...keys].map(([old, new_key]) => ({ old_key: ofBefore(old), new_key }))
  await insertRows(sql, 'move_keys', rows, dialect)
  for (const [table, columns] of Object.entries(keyColumns))
    for (const column of columns)
      await sql.run(
        `UPDATE ${table} SET ${column} = (SELECT m.new_key FROM move_keys m WHERE m.old_key = ${table}.${column}) WHERE ${column} IN (SELECT old_key FROM move_keys)`,
      )
  const links = await sql.all<{ id: string; link: string }>(
    `SELECT id, link FROM notifications WHERE link LIKE '${taskLink}%'`,
  )
  const there = new Map(rows.map(({ old_key, new_key }) => [taskLink + old_key, taskLink + new_key]))
  for (const { id, link } of links.filter((one) => there.has(one.link)))
    await sql.run('UPDATE notifications SET link = ? WHERE id = ?', [there.get(link)!, id])
  await sql.run('DELETE FROM move_keys')
}
