/** Clues as what limits run on: whose they are. The verifier is responsible, or who registered it. */
import type { DueObject } from '../deadlines/owners.ts'
import type { Sql } from '../platform/database/sql.ts'
import { type ClueRow, openStates } from './model.ts'

export async function dueClues(sql: Sql, ids: string[]): Promise<DueObject[]> {
  if (ids.length === 0) return []
  const rows = await sql.all<ClueRow & { verifier: string | null }>(
    `SELECT k.*, o.name AS verifier FROM clues k LEFT JOIN officers o ON o.id = k.verifier_id WHERE k.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
  return rows.map((row) => ({
    kind: 'clue',
    id: row.id,
    number: row.number,
    title: row.place,
    departmentId: row.department_id,
    officers: [
      row.verifier_id === null
        ? { officerId: row.registered_by, name: row.registered_name }
        : { officerId: row.verifier_id, name: row.verifier ?? '' },
    ],
  }))
}

/** Of the clues that wait for an end. */
export async function clueIdsOf(sql: Sql, officerId: string): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(
    `SELECT id FROM clues WHERE state IN (${openStates.map(() => '?').join(', ')}, 'proposed') AND (verifier_id = ? OR (verifier_id IS NULL AND registered_by = ?))`,
    [...openStates, officerId, officerId],
  )
  return rows.map(({ id }) => id)
}
