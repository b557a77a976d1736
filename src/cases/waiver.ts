/**
 * 放弃陈述申辩、听证: what a party gives up by a word cannot be proved in court, so the waiver rests on a paper that it has signed (行政处罚法 第四十四条、第四十五条) — the waiver
 * itself, or the proof of service of the notice on which it wrote it — which is evidence of the case.
 */
import type { EvidenceFileRow } from '../evidence/model.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

/** @throws Problem `input-invalid` for what is no evidence of the case, or was there before the party was told of its rights. */
export async function requireWaiver(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  evidenceId: string,
): Promise<void> {
  const refuse = (message: string) =>
    problem('input-invalid', '没有当事人放弃权利的书面材料', [{ path: 'evidenceId', message }])
  const file = await waiverFile(room, sql, row.id, evidenceId)
  if (!file) throw refuse('须是本案的证据：当事人签名的放弃书，或者写明放弃的送达回证')
  const notice = await room.documents.latest(sql, row.id, 'advance-notice')
  if (Number(file.arrived_at) < Number(notice?.issued_at))
    throw refuse('这件证据在告知书出具之前就已收入，不能证明当事人收到告知后放弃权利')
}

export async function waiverFile(
  { evidence }: Pick<CaseRoom, 'evidence'>,
  sql: Sql,
  caseId: string,
  evidenceId: string,
): Promise<EvidenceFileRow | undefined> {
  return (await evidence.ofCase(sql, caseId)).find(({ id }) => id === evidenceId)
}
