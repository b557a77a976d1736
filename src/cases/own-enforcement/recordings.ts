/** Photos and videos of what was done are evidence of the case (行政处罚法 第四十七条). */
import type { Sql } from '../../platform/database/sql.ts'
import { refuseFaults } from '../papers/kind.ts'

export async function requireRecordings(sql: Sql, caseId: string, ids: string[]): Promise<void> {
  const known = await sql.all<{ id: string }>(
    `SELECT id FROM evidence_files WHERE case_id = ? AND id IN (${ids.map(() => '?').join(', ')})`,
    [caseId, ...ids],
  )
  const found = new Set(known.map(({ id }) => id))
  refuseFaults(
    ids.map(
      (id, index) => !found.has(id) && { path: `recordingIds.${index}`, message: `本案没有证据文件 ${id}` },
    ),
  )
}
