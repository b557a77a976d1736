/** Issuing a supervision notice 执法监督通知书: out of a review or on its own; numbered and printed as every document, and the time to mend begins. */
import { z } from 'zod'
import type { SupervisionFacts } from '../../documents/supervision-facts.ts'
import { untilNumbered } from '../../documents/numbering.ts'
import type { PreparedIssue } from '../../documents/issue.ts'
import { printed } from '../../documents/printed.ts'
import type { Actor } from '../../identity/actor.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { findReview, personOf, type QualityRoom } from '../room.ts'
import { type NoticeRow, remedyLimit } from './model.ts'
import { headsOf, noteNotice, tell } from './notices.ts'
import { text } from '../../platform/required-text.ts'

export const newNotice = z.strictObject({
  departmentId: text(26).optional().describe('被监督的部门；针对案件的不填，为案件的承办部门'),
  caseId: text(26).optional().describe('针对的案件'),
  reviewId: text(26).optional().describe('由案卷评查发现的，该次评查'),
  defects: z
    .array(z.strictObject({ what: text(1000), basis: text(200).optional() }))
    .min(1)
    .max(50)
    .describe('存在的问题及不符合的规定'),
  demand: text(2000).describe('整改要求'),
})
export type NewNotice = z.output<typeof newNotice>

const kind = 'supervision-notice'
interface About {
  departmentId: string
  caseId: string | null
  reviewId: string | null
  review: string | undefined
}

export async function issueNotice(room: QualityRoom, actor: Actor, given: NewNotice): Promise<NoticeRow> {
  room.identity.require(actor, 'supervision.raise')
  const issuer = personOf(actor)
  const about = await whatItIsAbout(room, given)
  const id = room.newId()
  return untilNumbered(async () => {
    const prepared = await print(room, actor, id, about, given)
    return room.database.write((tx) => write(room, tx, actor, issuer, id, about, given, prepared))
  })
}

async function whatItIsAbout(
  { database, cases, officers, rules }: QualityRoom,
  { departmentId, caseId, reviewId }: NewNotice,
): Promise<About> {
  const refuse = (path: string, message: string) =>
    problem('input-invalid', '监督对象不对', [{ path, message }])
  const review = reviewId === undefined ? undefined : await findReview(database.sql, reviewId)
  if (review && review.state !== 'concluded') throw refuse('reviewId', '评查尚未作出结果')
  if (review && caseId !== undefined && caseId !== review.case_id)
    throw refuse('caseId', '不是该次评查的案件')
  const about = review?.case_id ?? caseId
  const department = about === undefined ? departmentId : (await cases.row(database, about)).department_id
  if (department === undefined) throw refuse('departmentId', '请选择被监督的部门，或者案件、评查')
  if (departmentId !== undefined && departmentId !== department)
    throw refuse('departmentId', '不是案件的承办部门')
  await officers.department(department)
  const grade = rules.grades.find(({ code }) => code === review?.grade)?.name
  return {
    departmentId: department,
    caseId: about ?? null,
    reviewId: review?.id ?? null,
    review: review && `${Number(review.points)}分，${grade}`,
  }
}

async function print(
  { documents, deadlines, clock, officers, cases }: QualityRoom,
  actor: Actor,
  id: string,
  { departmentId, caseId, review }: About,
  { defects, demand }: NewNotice,
): Promise<PreparedIssue> {
  const { name: department } = await officers.department(departmentId)
  const label = caseId === null ? undefined : (await cases.labels([caseId])).get(caseId)
  const { dueOn: until } = await deadlines.dueOf(remedyLimit, clock.now())
  const supervision: SupervisionFacts = {
    department,
    ...(label?.number && { caseNumber: label.number }),
    ...(label && { caseTitle: label.title }),
    ...(review !== undefined && { review }),
    defects: defects.map(({ what, basis }, index) => ({
      no: index + 1,
      what,
      ...(basis !== undefined && { basis }),
    })),
    demand,
    until,
    issuer: actor.name,
  }
  return printed(
    documents.prepareIssue(id, kind, () => Promise.resolve({ bureau: documents.bureau, supervision })),
  )
}

async function write(
  room: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  issuer: string,
  id: string,
  { departmentId, caseId, reviewId }: About,
  { defects, demand }: NewNotice,
  prepared: PreparedIssue,
): Promise<NoticeRow> {
  const { id: documentId, number } = await room.documents.issue(tx, actor, prepared)
  const row: NoticeRow = {
    id,
    department_id: departmentId,
    case_id: caseId,
    review_id: reviewId,
    state: 'issued',
    defects: JSON.stringify(defects),
    demand,
    number: number!,
    document_id: documentId,
    issued_by: issuer,
    issued_name: actor.name,
    issued_at: room.clock.now(),
    escalated_at: null,
    version: 1,
  }
  await insertRow<NoticeRow>(tx.sql, 'supervision_notices', row)
  const { dueOn } = await room.deadlines.start(tx, actor, { caseId: id, limit: remedyLimit })
  const after = { department: departmentId, number: row.number, defects: defects.length, until: dueOn }
  await noteNotice(room, tx, actor, row, 'issued', after)
  await tell(room, tx, row, await headsOf(room, departmentId), 'issued', `，请在 ${dueOn} 前整改并答复`)
  return row
}
