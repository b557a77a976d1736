/** What of approvals stands in a person's lists: what they decide in another's place 委托, and what they got a copy of 抄送. */
import type { Sql } from '../platform/database/sql.ts'
import type { ApprovalRow, CopyRow, RoundCandidate, RoundRow } from './model.ts'

/** @returns by approval: the officer in whose place this one is asked now; nothing of an approval that asks them themselves, or not at all. */
export async function asksInPlaceOf(
  sql: Sql,
  officerId: string,
  approvalIds: string[],
): Promise<Map<string, string>> {
  if (approvalIds.length === 0) return new Map()
  const rounds = await sql.all<Pick<RoundRow, 'approval_id' | 'candidates'>>(
    `SELECT t.approval_id, t.candidates FROM approvals a JOIN approval_tiers t ON t.id = a.round_id
     WHERE a.id IN (${approvalIds.map(() => '?').join(', ')}) AND t.state = 'open'`,
    approvalIds,
  )
  return new Map(
    rounds.flatMap(({ approval_id, candidates }) => {
      const me = (JSON.parse(candidates) as RoundCandidate[]).find((one) => one.officerId === officerId)
      return me?.onBehalfOf ? [[approval_id, me.onBehalfOf] as const] : []
    }),
  )
}

export interface CopiedApproval {
  copy: CopyRow
  approval: ApprovalRow
}

/** Last first. @param query.cursor id of the last copy of the page before. */
export async function copiedTo(
  sql: Sql,
  officerId: string,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
): Promise<{ copies: CopiedApproval[]; next: string | null }> {
  const size = Math.min(limit, 200)
  const rows = await sql.all<CopyRow>(
    'SELECT * FROM approval_copies WHERE officer_id = ? AND id < ? ORDER BY id DESC LIMIT ?',
    [officerId, cursor ?? '~', size + 1],
  )
  const page = rows.slice(0, size)
  const ids = page.map(({ approval_id }) => approval_id)
  const approvals =
    ids.length === 0
      ? []
      : await sql.all<ApprovalRow>(
          `SELECT * FROM approvals WHERE id IN (${ids.map(() => '?').join(', ')})`,
          ids,
        )
  const byId = new Map(approvals.map((one) => [one.id, one]))
  return {
    copies: page.flatMap((copy) => {
      const approval = byId.get(copy.approval_id)
      return approval ? [{ copy, approval }] : []
    }),
    next: rows.length > size ? page.at(-1)!.id : null,
  }
}
