/** What an approval is about, in words: the document that was submitted, or the act where no document is. */
import type { Sql } from '../platform/database/sql.ts'
import type { ApprovalRow } from './model.ts'
import type { ApprovalRoom } from './room.ts'

type Submitted = Pick<ApprovalRow, 'id' | 'subject' | 'document_ids'>

/** By approval, e.g. 立案审批表; nothing where neither a document nor a name of the act is known. */
export async function subjectsOf(
  { documents, cases }: ApprovalRoom,
  sql: Sql,
  approvals: readonly Submitted[],
): Promise<Map<string, string>> {
  const idsOf = ({ document_ids }: Submitted) => JSON.parse(document_ids) as string[]
  const known = new Map(
    (await documents.named(sql, [...new Set(approvals.flatMap(idsOf))])).map((one) => [one.id, one]),
  )
  const names = new Map<string, string>()
  for (const approval of approvals) {
    const submitted = idsOf(approval).flatMap((id) => known.get(id) ?? [])
    const name =
      (submitted.find(({ kind }) => kind === approval.subject) ?? submitted[0])?.name ??
      cases().nameOfAct(approval.subject)
    if (name !== undefined) names.set(approval.id, name)
  }
  return names
}

export async function subjectsById(
  room: ApprovalRoom,
  sql: Sql,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql.all<Submitted>(
    `SELECT id, subject, document_ids FROM approvals WHERE id IN (${ids.map(() => '?').join(', ')})`,
    [...ids],
  )
  return subjectsOf(room, sql, rows)
}

/** For messages: 《立案审批表》（示综执立字〔2026〕第000001号), with the 案由 before there is a number. No party is named: messages leave the product. */
export async function inMessages(room: ApprovalRoom, sql: Sql, row: ApprovalRow): Promise<string> {
  const subject = (await subjectsOf(room, sql, [row])).get(row.id)
  const written = row.document_ids !== '[]'
  const name = await room.cases().nameInMessages(sql, row.case_id)
  return `${subject === undefined ? '材料' : written ? `《${subject}》` : `“${subject}”事项`}${name === undefined ? '' : `（${name}）`}`
}
