/** The cases `c` that a question of the calendar is about. */
import type { DueReach } from '../../deadlines/due.ts'
import type { SqlValue } from '../../platform/database/sql.ts'

/** @returns undefined: none. */
export function casesOf(reach: DueReach): { where: string; values: SqlValue[] } | undefined {
  if ('all' in reach) return { where: '1 = 1', values: [] }
  const [column, values] = 'ids' in reach ? ['c.id', reach.ids] : ['c.department_id', reach.departmentIds]
  return values.length === 0
    ? undefined
    : { where: `${column} IN (${values.map(() => '?').join(', ')})`, values }
}
