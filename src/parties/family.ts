/** A party and those merged with it. A merge is a pointer from the merged to the survivor, so they form a tree; its root stands for all of them. */
import type { Sql } from '../platform/database/sql.ts'

/** The party that stands for this one: itself, or who survived the merges. */
export async function survivorOf(sql: Sql, partyId: string): Promise<string> {
  const [root] = await sql.all<{ id: string }>(
    `WITH RECURSIVE upwards (id, merged_into) AS (
       SELECT id, merged_into FROM parties WHERE id = ?
       UNION ALL SELECT p.id, p.merged_into FROM parties p JOIN upwards u ON p.id = u.merged_into)
     SELECT id FROM upwards WHERE merged_into IS NULL`,
    [partyId],
  )
  return root?.id ?? partyId
}

/** The survivor first. */
export async function familyOf(sql: Sql, partyId: string): Promise<string[]> {
  const rows = await sql.all<{ id: string }>(
    `WITH RECURSIVE upwards (id, merged_into) AS (
       SELECT id, merged_into FROM parties WHERE id = ?
       UNION ALL SELECT p.id, p.merged_into FROM parties p JOIN upwards u ON p.id = u.merged_into),
     family (id, depth) AS (
       SELECT id, 0 FROM upwards WHERE merged_into IS NULL
       UNION ALL SELECT p.id, f.depth + 1 FROM parties p JOIN family f ON p.merged_into = f.id)
     SELECT id FROM family ORDER BY depth, id`,
    [partyId],
  )
  return rows.length === 0 ? [partyId] : rows.map(({ id }) => id)
}

export const placesOf = (ids: unknown[]): string => ids.map(() => '?').join(', ')
