/** Whose a deadline is: what the slices above know of the case or clue it runs on. */
import type { Sql } from '../platform/database/sql.ts'

export interface DueObject {
  kind: 'case' | 'clue'
  id: string
  number: string | null
  /** Chinese: party and violation, or where a clue was. */
  title: string
  departmentId: string
  /** Who is responsible, the lead officer 主办 first. */
  officers: { officerId: string; name: string }[]
}

export interface DueOwners {
  /** The cases and clues of these ids; those that are neither are left out. */
  find(sql: Sql, ids: string[]): Promise<Map<string, DueObject>>
  /** Ids of the open cases and clues that the officer handles. */
  ofOfficer(sql: Sql, officerId: string): Promise<string[]>
}

export const nobody: DueOwners = {
  find: () => Promise.resolve(new Map()),
  ofOfficer: () => Promise.resolve([]),
}
