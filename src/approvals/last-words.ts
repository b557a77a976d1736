/** Who sent an approval on to where it stands, and with which words: what the one who is asked next sees first. */
import type { Sql } from '../platform/database/sql.ts'
import type { DecisionRow } from './model.ts'

export interface LastWords {
  name: string
  onBehalfOf: string | null
  decision: DecisionRow['decision']
  opinion: string
  /** Epoch ms. */
  at: number
}

/** @returns by approval; nothing of one that nobody has acted on yet. */
export async function lastWords(sql: Sql, approvalIds: string[]): Promise<Map<string, LastWords>> {
  if (approvalIds.length === 0) return new Map()
  const rows = await sql.all<DecisionRow>(
    `SELECT d.* FROM approval_decisions d WHERE d.approval_id IN (${approvalIds.map(() => '?').join(', ')})
     AND d.state = 'effective' ORDER BY d.at, d.id`,
    approvalIds,
  )
  return new Map(rows.map((row) => [row.approval_id, wordsOf(row)]))
}

export async function decisionsById(sql: Sql, ids: string[]): Promise<Map<string, LastWords>> {
  if (ids.length === 0) return new Map()
  const rows = await sql.all<DecisionRow>(
    `SELECT * FROM approval_decisions WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, wordsOf(row)]))
}

const wordsOf = (row: DecisionRow): LastWords => ({
  name: row.officer_name,
  onBehalfOf: row.on_behalf_of,
  decision: row.decision,
  opinion: row.opinion,
  at: Number(row.at),
})
