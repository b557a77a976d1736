/** What the officers' files 一人一档 say of cases, and who had a part in one. */
import type { HandledCases } from '../officers/service.ts'
import { legalDay } from '../platform/clock.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { Arrangement } from './hearing/model.ts'
import type { CaseFactRow, CaseOfficerRow, CaseState } from './model.ts'

export const handledCases: Pick<HandledCases, 'handledBy'> = {
  async handledBy(sql, officerId) {
    const rows = await sql.all<{
      opened_at: number
      state: CaseState
      part: CaseOfficerRow['part']
      to_at: number | null
    }>(
      'SELECT c.opened_at, c.state, o.part, o.to_at FROM case_officers o JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ?',
      [officerId],
    )
    return rows.map(({ opened_at, state, part, to_at }) => ({
      year: legalDay(Number(opened_at)).slice(0, 4),
      state,
      part,
      present: to_at === null,
    }))
  },
}

/** 办案人员 of cases, each with from when until when. */
export async function handlersOf(sql: Sql, caseIds: string[]): Promise<CaseOfficerRow[]> {
  if (caseIds.length === 0) return []
  return sql.all<CaseOfficerRow>(
    `SELECT * FROM case_officers WHERE case_id IN (${caseIds.map(() => '?').join(', ')}) ORDER BY from_at`,
    caseIds,
  )
}

/** Who handles the case or did at any time. */
export async function everHandled(sql: Sql, caseId: string): Promise<string[]> {
  const rows = await sql.all<{ officer_id: string }>(
    'SELECT DISTINCT officer_id FROM case_officers WHERE case_id = ? ORDER BY officer_id',
    [caseId],
  )
  return rows.map(({ officer_id }) => officer_id)
}

/**
 * Who handled it, did one of its tasks, decided in one of its approvals, voted on it 集体讨论, or was named to preside over its hearing 听证, to hear it or to keep
 * its record: none of them judges its quality.
 */
export async function tookPart(sql: Sql, caseId: string): Promise<string[]> {
  const acted = await sql.all<{ officer_id: string }>(
    `SELECT officer_id FROM task_acts WHERE case_id = ? AND officer_id IS NOT NULL
     UNION SELECT d.officer_id FROM approval_decisions d JOIN approvals a ON a.id = d.approval_id WHERE a.case_id = ? AND d.officer_id IS NOT NULL
     UNION SELECT v.officer_id FROM discussion_votes v JOIN discussions m ON m.id = v.discussion_id WHERE m.case_id = ?`,
    [caseId, caseId, caseId],
  )
  const arranged = await sql.all<Pick<CaseFactRow, 'data'>>(
    "SELECT data FROM case_facts WHERE case_id = ? AND kind = 'hearing-arrangement'",
    [caseId],
  )
  const named = arranged.flatMap(({ data }) => {
    const { hostId, recorderId, hearers = [] } = JSON.parse(data) as Arrangement
    return [hostId, recorderId, ...hearers.map(({ officerId }) => officerId)]
  })
  return [
    ...new Set([...(await everHandled(sql, caseId)), ...acted.map(({ officer_id }) => officer_id), ...named]),
  ]
}
