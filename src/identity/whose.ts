/** Whose things a list is about: mine, my squad's, the bureau's, within one's rights. */
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Action } from './actions.ts'
import type { Actor } from './actor.ts'
import type { Policy } from './policy.ts'

export const whoseKinds = ['mine', 'squad', 'bureau'] as const

export interface Whose {
  /** `squad`: of the departments within one's reach, or of one's own department where that is the whole bureau. */
  whose: (typeof whoseKinds)[number]
  /** One of the departments within reach. */
  departmentId?: string
}

/**
 * @param thing in Chinese, for who is refused: 期限, 案件.
 * @throws Problem `forbidden` where the question reaches farther than the person.
 */
export async function whoseReach(
  { sql, policy }: { sql: Sql; policy: Pick<Policy, 'reach'> },
  actor: Actor,
  { whose, departmentId }: Whose,
  { action, thing }: { action: Action; thing: string },
): Promise<{ mine: true } | { all: true } | { departmentIds: string[] }> {
  const reach = policy.reach(actor, action)
  if (!reach) throw problem('forbidden', `您的角色不能查看${thing}`)
  if (whose === 'mine') return { mine: true }
  if (departmentId !== undefined && !reach.all && !reach.departmentIds.includes(departmentId))
    throw problem('forbidden', '该部门不在您的权限范围内')
  if (departmentId !== undefined) return { departmentIds: [departmentId] }
  if (whose === 'bureau') {
    if (!reach.all) throw problem('forbidden', `您的权限不及全局，请查看本部门的${thing}`)
    return { all: true }
  }
  return { departmentIds: reach.all ? await postOf(sql, actor) : reach.departmentIds }
}

/** The department in which the person is posted. */
async function postOf(sql: Sql, { officerId }: Actor): Promise<string[]> {
  if (officerId === null) return []
  const rows = await sql.all<{ department_id: string }>('SELECT department_id FROM officers WHERE id = ?', [
    officerId,
  ])
  return rows.map(({ department_id }) => department_id)
}
