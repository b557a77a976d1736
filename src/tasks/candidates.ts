/**
 * Whose a task is: candidate users are officer ids; candidate groups are `case-officers:<caseId>`, `role:<code>` (of the whole bureau) and
 * `role:<code>:<departmentId>`. A grant over the bureau covers every department's group of its role.
 */
import type { Actor } from '../identity/actor.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'

/** How the engine and the tables name a person: by officer, or by account where there is no officer. */
export function personId(actor: Actor): string {
  return actor.officerId ?? actor.accountId
}

export interface Memberships {
  users: string[]
  groups: string[]
  /** `role:legal-section:` stands for that role in every department. */
  prefixes: string[]
}

export function membershipsOf(actor: Actor, caseIds: string[]): Memberships {
  const groups = caseIds.map((caseId) => `case-officers:${caseId}`)
  const prefixes: string[] = []
  for (const { role, scope, departmentId } of actor.roles) {
    if (scope === 'bureau') {
      groups.push(`role:${role}`)
      prefixes.push(`role:${role}:`)
    } else if (departmentId !== null) groups.push(`role:${role}:${departmentId}`)
  }
  return { users: [...new Set([personId(actor), actor.accountId])], groups, prefixes }
}

/** A condition over task_candidates `c`, and its values. */
export function isCandidate({ users, groups, prefixes }: Memberships): {
  condition: string
  values: SqlValue[]
} {
  const places = (list: string[]) => list.map(() => '?').join(', ')
  const ways = [`(c.kind = 'user' AND c.candidate IN (${places(users)}))`]
  if (groups.length > 0) ways.push(`(c.kind = 'group' AND c.candidate IN (${places(groups)}))`)
  // The id after the last colon is what differs: a range finds it by the index.
  for (const _prefix of prefixes) ways.push("(c.kind = 'group' AND c.candidate >= ? AND c.candidate < ?)")
  return {
    condition: `(${ways.join(' OR ')})`,
    values: [...users, ...groups, ...prefixes.flatMap((prefix) => [prefix, `${prefix.slice(0, -1)};`])],
  }
}

export async function mayTake(sql: Sql, userTaskKey: string, memberships: Memberships): Promise<boolean> {
  const { condition, values } = isCandidate(memberships)
  const rows = await sql.all(
    `SELECT 1 FROM task_candidates c WHERE c.user_task_key = ? AND ${condition} LIMIT 1`,
    [userTaskKey, ...values],
  )
  return rows.length > 0
}
