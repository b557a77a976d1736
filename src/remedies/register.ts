/**
 * A review, a suit or an appeal is registered when the bureau gets the copy. Whether the party went there in time is shown, not decided: that is for the organ
 * or the court. The bureau's time to answer begins.
 */
import { z } from 'zod'
import type { DocumentRow } from '../documents/model.ts'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import { appealLimit } from './rules.ts'
import { type RemedyKind, remedyKinds, type RemedyRow } from './model.ts'
import { changeRemedy, findRemedy, note, type RemedyRoom, requireOnCase } from './room.ts'
import { text } from '../platform/required-text.ts'

export const newRemedy = z.strictObject({
  kind: z.enum(remedyKinds).describe('review 行政复议、litigation 行政诉讼、appeal 上诉'),
  documentId: z.string().optional().describe('被申请复议、被诉的文书；不填为本案的决定'),
  priorId: z.string().optional().describe('诉讼之前的复议；上诉的一审'),
  organ: text(200).describe('复议机关或者法院'),
  applicant: text(200),
  reference: text(100).optional().describe('复议机关、法院的案号'),
  procedure: z.enum(['ordinary', 'simple']).default('ordinary'),
  filedOn: z.iso.date().describe('申请、起诉、上诉的日期'),
  receivedOn: z.iso.date().describe('本机关收到副本的日期'),
  claims: text(4000).describe('请求和理由'),
})
export type NewRemedy = z.output<typeof newRemedy>

export async function registerRemedy(
  room: RemedyRoom,
  actor: Actor,
  caseId: string,
  given: NewRemedy,
): Promise<RemedyRow> {
  const { database, deadlines, rules, cases, newId, clock } = room
  const today = legalDay(clock.now())
  return database.write(async (tx) => {
    const row = await cases.lock(tx, caseId)
    await requireOnCase(room, tx, actor, 'remedy.edit', caseId)
    if (given.filedOn > given.receivedOn || given.receivedOn > today)
      throw problem('input-invalid', '日期不对', [
        { path: 'receivedOn', message: '收到副本应当在申请、起诉之后，且不晚于今天' },
      ])
    const document = await challenged(room, tx, caseId, given.documentId)
    const prior = given.priorId === undefined ? undefined : await findRemedy(tx.sql, given.priorId)
    await requireOrder(tx.sql, caseId, given.kind, prior)
    // Not served, as far as is recorded: nothing ran against the party, who knew of it when it went there.
    const knownAt =
      (await cases.servedAt(tx, document.id)) ??
      (rules.decisions.includes(document.kind) ? row.served_at : null) ??
      startOfDay(given.filedOn)
    const limit = await limitOf(room, given.kind, prior, Number(knownAt))
    if (prior && given.kind === 'appeal')
      await changeRemedy(tx, prior, { state: 'appealed', open_mark: null, concluded_on: given.filedOn })
    const remedy: RemedyRow = {
      id: newId(),
      case_id: caseId,
      kind: given.kind,
      state: 'open',
      open_mark: caseId,
      document_id: document.id,
      prior_id: prior?.id ?? null,
      organ: given.organ,
      applicant: given.applicant,
      reference: given.reference ?? null,
      procedure_kind: given.procedure,
      filed_on: given.filedOn,
      received_on: given.receivedOn,
      limit_code: limit.code,
      limit_due_on: limit.dueOn,
      claims: given.claims,
      answer: null,
      answered_on: null,
      outcome: null,
      outcome_number: null,
      decided_on: null,
      outcome_received_on: null,
      reason: null,
      new_fine_fen: null,
      redo_from: null,
      redo_by: null,
      effect: null,
      concluded_on: null,
      publicity_withdrawn_on: null,
      registered_by: actor.officerId ?? actor.accountId,
      registered_at: clock.now(),
      version: 1,
    }
    await insertRow<RemedyRow>(tx.sql, 'remedies', remedy)
    const { name, answer, answerLaw } = rules.kinds[given.kind]
    await deadlines.start(tx, actor, {
      caseId,
      limit: answer[given.procedure],
      subject: remedy.id,
      at: startOfDay(given.receivedOn),
    })
    const after = { kind: given.kind, document: document.id, withinLimit: given.filedOn <= limit.dueOn }
    await note(room, tx, actor, remedy, 'remedy.registered', after, answerLaw)
    await room.tasks.notifications.send(tx, {
      officerIds: await cases.handlers(tx, caseId),
      caseId,
      kind: 'remedy-registered',
      text: `案件被提起${name}，请在期限内整理证据、依据和答复材料（${answerLaw}）`,
      link: `/cases/${caseId}`,
    })
    return remedy
  })
}

/** @throws Problem where it was not issued, or is nothing that can be challenged. */
async function challenged(
  { documents, rules }: RemedyRoom,
  { sql }: WriteTransaction,
  caseId: string,
  documentId: string | undefined,
): Promise<DocumentRow> {
  const issued = (await documents.ofCase(sql, caseId)).filter(({ state }) => state === 'issued')
  const acts = [...rules.decisions, ...rules.otherActs]
  const found =
    documentId === undefined
      ? issued.filter(({ kind }) => rules.decisions.includes(kind)).at(-1)
      : issued.find(({ id, kind }) => id === documentId && acts.includes(kind))
  if (!found) throw problem('conflict', '本案没有可以申请复议、提起诉讼的已出具文书')
  return found
}

/** One at a time (行政诉讼法 第四十四条、第四十五条; 行政复议法 第二十九条): an appeal follows its judgment, a suit its review. */
async function requireOrder(
  sql: Sql,
  caseId: string,
  kind: RemedyKind,
  prior: RemedyRow | undefined,
): Promise<void> {
  const refuse = (message: string) => problem('input-invalid', '前一程序不对', [{ path: 'priorId', message }])
  if (prior && prior.case_id !== caseId) throw refuse('不是本案的复议、诉讼')
  if (kind === 'appeal' && (prior?.kind !== 'litigation' || prior.state !== 'decided'))
    throw refuse('上诉须指明已经判决、尚未生效的一审诉讼')
  if (kind === 'litigation' && prior && (prior.kind !== 'review' || prior.state !== 'concluded'))
    throw refuse('须指明已经作出决定的行政复议')
  if (kind === 'review' && prior) throw refuse('行政复议没有前一程序')
  const [open] = await sql.all<RemedyRow>('SELECT * FROM remedies WHERE open_mark = ?', [caseId])
  if (open && open.id !== prior?.id)
    throw problem('conflict', '本案已有尚未审结的复议、诉讼（行政复议法 第二十九条、行政诉讼法 第四十四条）')
}

/** @param knownAt epoch ms at which the party got the document (行政复议法 第二十条, 行政诉讼法 第四十六条). */
async function limitOf(
  { deadlines, rules }: RemedyRoom,
  kind: RemedyKind,
  prior: RemedyRow | undefined,
  knownAt: number,
): Promise<{ code: string; dueOn: string }> {
  const { [kind]: own, litigation } = rules.kinds
  const following = () =>
    kind === 'appeal' ? appealLimit(rules, prior!.outcome!) : litigation.limitAfterReview
  const code = prior ? following() : own.limit
  const from = prior?.outcome_received_on ? startOfDay(prior.outcome_received_on) : knownAt
  return { code, dueOn: (await deadlines.dueOf(code, from)).dueOn }
}
