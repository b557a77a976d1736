/**
 * 结果: what the review organ or the court decided. A judgment of first instance takes effect when nobody appeals; everything else at once. What has taken effect
 * changes the decision and with it the case, in the same transaction.
 */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { Effect, RemedyRow } from './model.ts'
import { changeRemedy, findRemedy, lockRemedy, note, type RemedyRoom } from './room.ts'
import { appealLimit, type Outcome, outcomeOf } from './rules.ts'
import { endSuspension } from './suspend-enforcement.ts'
import { text } from '../platform/required-text.ts'

export const newOutcome = z.strictObject({
  outcome: text(30).describe('见 data/remedies.yaml'),
  decidedOn: z.iso.date(),
  receivedOn: z.iso.date().describe('本机关收到决定书、判决书的日期'),
  number: text(100).optional().describe('决定书、判决书文号'),
  reason: text(4000).describe('主要理由'),
  final: z.boolean().default(true).describe('已经生效；一审判决尚可上诉的填否'),
  newFineFen: z.number().int().min(0).optional().describe('变更后的罚款，分'),
  redo: z
    .strictObject({
      from: z.enum(['investigation', 'decision']).describe('从调查取证、从审查告知重新进行'),
      by: z.iso.date().optional().describe('责令的期限'),
    })
    .optional()
    .describe('责令重新作出'),
})
export type NewOutcome = z.output<typeof newOutcome>

export async function concludeRemedy(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  given: NewOutcome,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    if (remedy.state !== 'open') throw problem('conflict', '已经登记结果')
    const outcome = outcomeOf(room.rules, remedy.kind, given.outcome)
    requireSound(room, remedy, outcome, given)
    await changeRemedy(tx, remedy, {
      outcome: given.outcome,
      outcome_number: given.number ?? null,
      decided_on: given.decidedOn,
      outcome_received_on: given.receivedOn,
      reason: given.reason,
      new_fine_fen: given.newFineFen ?? null,
      redo_from: given.redo?.from ?? null,
      redo_by: given.redo?.by ?? null,
    })
    // What was not answered by now is over.
    await room.deadlines.stop(tx, actor, {
      caseId: remedy.case_id,
      limit: room.rules.kinds[remedy.kind].answer[remedy.procedure_kind],
      subject: remedy.id,
    })
    await note(
      room,
      tx,
      actor,
      remedy,
      'remedy.decided',
      { outcome: given.outcome, final: given.final },
      outcome.law,
    )
    if (given.final) await takeEffect(room, tx, actor, remedy, given.receivedOn)
    else await changeRemedy(tx, remedy, { state: 'decided' })
    return remedy
  })
}

/** Nobody has appealed: the judgment takes effect (行政诉讼法 第八十五条). */
export async function becomeFinal(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  on: string,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    if (remedy.state !== 'decided') throw problem('conflict', '没有尚未生效的判决、裁定')
    const { dueOn } = await room.deadlines.dueOf(
      appealLimit(room.rules, remedy.outcome!),
      startOfDay(remedy.outcome_received_on!),
    )
    if (on <= dueOn || on > legalDay(room.clock.now()))
      throw problem('input-invalid', '日期不对', [
        { path: 'on', message: `上诉期限至 ${dueOn}，届满后方才生效，且不晚于今天（行政诉讼法 第八十五条）` },
      ])
    await takeEffect(room, tx, actor, remedy, on)
    return remedy
  })
}

function requireSound({ clock }: RemedyRoom, remedy: RemedyRow, outcome: Outcome, given: NewOutcome): void {
  const faults: { path: string; message: string }[] = []
  const refuse = (path: string, message: string) => void faults.push({ path, message })
  if (given.decidedOn < remedy.filed_on || given.decidedOn > given.receivedOn)
    refuse('decidedOn', '应当在申请、起诉之后，收到之前')
  if (given.receivedOn > legalDay(clock.now())) refuse('receivedOn', '不能晚于今天')
  if (given.newFineFen !== undefined && outcome.effect !== 'changed')
    refuse('newFineFen', '只有变更的结果才有变更后的罚款')
  if (given.redo && !outcome.redo) refuse('redo', '这种结果不能责令重新作出')
  if (given.redo?.by !== undefined && given.redo.by < given.receivedOn) refuse('redo.by', '期限已经过去')
  if (!given.final && remedy.kind !== 'litigation') refuse('final', '只有一审判决尚可上诉')
  if (faults.length > 0) throw problem('input-invalid', '登记的结果有误', faults)
}

/** @param on the day from which it has effect. */
async function takeEffect(
  room: RemedyRoom,
  tx: WriteTransaction,
  actor: Actor,
  remedy: RemedyRow,
  on: string,
): Promise<void> {
  const { stated, effect } = await whatStands(room, tx, remedy)
  const done = await changeCase(room, tx, actor, remedy, stated, effect)
  await endSuspension(tx.sql, remedy.id, on)
  await changeRemedy(tx, remedy, {
    state: 'concluded',
    open_mark: null,
    concluded_on: on,
    effect: JSON.stringify({ effect, ...done }),
  })
  if (done.publication === 'to-withdraw' || done.publication === 'to-check')
    await room.cases.publicity.order(tx, actor, {
      caseId: remedy.case_id,
      subject: remedy.id,
      on,
      state: done.publication,
    })
  await note(room, tx, actor, remedy, 'remedy.concluded', { effect, on, ...done })
}

/** The outcome that counts: a court that upholds the judgment below, or an appeal that is withdrawn, leaves that one's. */
async function whatStands(
  { rules }: RemedyRoom,
  { sql }: WriteTransaction,
  remedy: RemedyRow,
): Promise<{ stated: RemedyRow; effect: Exclude<Effect, 'as-before'> }> {
  let stated = remedy
  for (;;) {
    const { effect } = outcomeOf(rules, stated.kind, stated.outcome!)
    if (effect !== 'as-before') return { stated, effect }
    stated = await findRemedy(sql, stated.prior_id!)
  }
}

async function changeCase(
  { documents, rules, cases }: RemedyRoom,
  tx: WriteTransaction,
  actor: Actor,
  remedy: RemedyRow,
  stated: RemedyRow,
  effect: Exclude<Effect, 'as-before'>,
): Promise<{ [name: string]: string | number | null }> {
  const document = (await documents.ofCase(tx.sql, remedy.case_id)).find(
    ({ id }) => id === remedy.document_id,
  )
  // Of another act only the outcome is on record; who is in charge of it acts on it.
  if (effect === 'stands' || !rules.decisions.includes(document!.kind)) return {}
  const { law: authority } = outcomeOf(rules, stated.kind, stated.outcome!)
  const on = { caseId: remedy.case_id, authority }
  if (effect === 'illegal') return cases.reviseDecision(tx, actor, { ...on, to: 'illegal' })
  if (effect === 'changed')
    return cases.reviseDecision(tx, actor, {
      ...on,
      to: 'changed',
      fineFen: stated.new_fine_fen ?? undefined,
    })
  return stated.redo_from === null
    ? cases.reviseDecision(tx, actor, { ...on, to: 'revoked' })
    : cases.reviseDecision(tx, actor, { ...on, to: 'redo', from: stated.redo_from })
}

export const publicityWithdrawal = z.strictObject({
  on: z.iso.date().describe('撤回的日期'),
  reason: text(1000).optional().describe('公开说明的理由；不填为复议、诉讼的结果'),
})

/** 撤回公开: within three working days, with the reason made public (行政处罚法 第四十八条). */
export async function withdrawPublicity(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  { on, reason }: z.output<typeof publicityWithdrawal>,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    const key = { caseId: remedy.case_id, limit: 'publicity-withdrawn', subject: remedy.id }
    if (remedy.concluded_on === null || remedy.publicity_withdrawn_on !== null)
      throw problem('conflict', '没有需要撤回的公开信息')
    if (on < remedy.concluded_on || on > legalDay(room.clock.now()))
      throw problem('input-invalid', '日期不对', [{ path: 'on', message: '应当在生效之后，且不晚于今天' }])
    const kept = await room.deadlines.stop(tx, actor, key, startOfDay(on))
    if (!kept) throw problem('conflict', '没有需要撤回的公开信息')
    const { stated } = await whatStands(room, tx, remedy)
    const { name } = outcomeOf(room.rules, stated.kind, stated.outcome!)
    await room.cases.publicity.withdraw(tx, actor, {
      caseId: remedy.case_id,
      on,
      reason: reason ?? `处罚决定经${room.rules.kinds[stated.kind].name}${name}`,
    })
    await changeRemedy(tx, remedy, { publicity_withdrawn_on: on })
    const after = { on, inTime: kept.state === 'met' }
    await note(room, tx, actor, remedy, 'remedy.publicity-withdrawn', after, '行政处罚法 第四十八条')
    return remedy
  })
}
