/** Whose a deadline is: what the slices above know of the case, clue or supervision notice it runs on. */
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { Deadline } from './service.ts'

/** With the word by which people know it. */
export const dueKinds = { case: '案件', clue: '线索', 'supervision-notice': '执法监督通知书' } as const
export type DueKind = keyof typeof dueKinds

export interface DueObject {
  kind: DueKind
  id: string
  number: string | null
  /** Chinese: party and violation, or where a clue was. */
  title: string
  departmentId: string
  /** Who is responsible, the lead officer 主办 first. */
  officers: { officerId: string; name: string }[]
}

export interface DueOwners {
  /** The objects of these ids that the slice knows; others are left out. */
  find(sql: Sql, ids: string[]): Promise<Map<string, DueObject>>
  /** Ids of the open ones that the officer handles. */
  ofOfficer(sql: Sql, officerId: string): Promise<string[]>
  /** A limit is over and people are about to be told, once: what the slice keeps of that. @returns who above is told as well. */
  whenOver?(tx: WriteTransaction, deadline: Deadline): Promise<string[]>
}

/** Several slices as one. */
export function together(slices: readonly DueOwners[]): Required<DueOwners> {
  return {
    async find(sql, ids) {
      const found = new Map<string, DueObject>()
      for (const { find } of slices)
        for (const [id, object] of await find(
          sql,
          ids.filter((one) => !found.has(one)),
        ))
          found.set(id, object)
      return found
    },
    async ofOfficer(sql, officerId) {
      const lists: string[] = []
      for (const { ofOfficer } of slices) lists.push(...(await ofOfficer(sql, officerId)))
      return lists
    },
    async whenOver(tx, deadline) {
      const above: string[] = []
      for (const { whenOver } of slices) above.push(...((await whenOver?.(tx, deadline)) ?? []))
      return above
    },
  }
}
