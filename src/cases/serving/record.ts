/** Attempts as officers record them: sent and under way, or ended at once; several for one document until one succeeds. */
import { z } from 'zod'
import type { Ticket } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf } from '../room.ts'
import {
  type Attempt,
  attemptsOf,
  documentsToServe,
  findAttempt,
  isServed,
  requireServable,
} from './attempts.ts'
import { requireTried } from './check.ts'
import { prepareResult, type Result, writeResult } from './conclude.ts'
import { requireWanted } from './given-up.ts'
import type { AttemptDocumentRow, AttemptRow, AttemptState, Particulars, Way } from './model.ts'

const text = (most: number) => z.string().trim().min(1, '请填写').max(most)

export const particulars = {
  place: text(200).optional(),
  recipient: text(100).optional(),
  recipientRelation: text(40).optional(),
  refusal: text(500).optional(),
  witness: text(100).optional(),
  recordingIds: z.array(z.string()).max(50).optional(),
  trackingNumber: text(60).optional(),
  entrustedTo: text(100).optional(),
  sentOn: z.iso.date().optional(),
  channel: text(120).optional(),
  returned: z.boolean().optional(),
  remark: text(500).optional(),
}
const documentIds = z.array(z.string()).min(1, '至少一份文书').max(20)
/** Ways in which the paper goes out first and its result comes later. */
const sent = ['mail', 'entrusted'] as const
const tried = ['in-person', 'left', 'electronic', ...sent] as const

export const newAttempt = z.strictObject({
  way: z.enum(tried),
  documentIds,
  outcome: z.enum(['served', 'failed', 'under-way']),
  at: z.iso.datetime({ offset: true }).describe('送达、未能送达或者发出的时间'),
  reason: text(1000).optional().describe('未能送达的原因'),
  ...particulars,
})
export const attemptResult = z.strictObject({
  outcome: z.enum(['served', 'failed']),
  at: z.iso.datetime({ offset: true }),
  reason: text(1000).optional(),
  ...particulars,
})

export async function recordAttempt(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  given: z.infer<typeof newAttempt>,
): Promise<{ attemptId: string; ticket?: Ticket }> {
  const { way, documentIds: ids, outcome, at, reason, ...said } = given
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.edit', await policyObjectOf(sql, row))
  await requireServable(room, sql, row, ids)
  await requireWanted(room, sql, caseId, ids)
  const attempt = freshAttempt(room, actor, { caseId, way, documentIds: ids, particulars: said })
  if (outcome === 'under-way') return sendOut(room, actor, attempt, parseInstant(at))
  const result = resultOf({ outcome, at, reason, said })
  const prepared = await prepareResult(room, attempt, result)
  const ticket = await room.database.write(async (tx) => {
    await insertAttempt(tx, attempt)
    return writeResult(room, tx, actor, attempt, prepared)
  })
  return { attemptId: attempt.row.id, ...(ticket && { ticket }) }
}

export async function endAttempt(
  room: CaseRoom,
  actor: Actor,
  attemptId: string,
  { outcome, at, reason, ...said }: z.infer<typeof attemptResult>,
): Promise<{ ticket?: Ticket }> {
  const { sql } = room.database
  const seen = await findAttempt(sql, attemptId)
  const { case_id: caseId, way } = seen.row
  room.policy.require(actor, 'case.edit', await policyObjectOf(sql, await findCase(sql, caseId)))
  if (way === 'announcement')
    throw problem('conflict', '公告期满自动视为送达；期间领取文书的，另行登记直接送达')
  requireUnderWay(seen.row)
  const result = resultOf({ outcome, at, reason, said: { ...seen.particulars, ...said } })
  const prepared = await prepareResult(room, seen, result)
  const ticket = await room.database.write(async (tx) => {
    const attempt = await findAttempt(tx.sql, attemptId)
    requireUnderWay(attempt.row, seen.row.version)
    return writeResult(room, tx, actor, attempt, prepared)
  })
  return { ...(ticket && { ticket }) }
}

function requireUnderWay({ state, version }: AttemptRow, seen = version): void {
  if (state !== 'under-way' || version !== seen) throw problem('conflict', '这次送达已经有了结果')
}

function resultOf(given: {
  outcome: 'served' | 'failed'
  at: string
  reason: string | undefined
  said: Particulars
}): Result {
  const { outcome, at, reason, said } = given
  if (outcome === 'failed' && reason === undefined)
    throw problem('input-invalid', '没有写明原因', [{ path: 'reason', message: '未能送达的，须写明原因' }])
  return { outcome, at: parseInstant(at), particulars: said, ...(reason !== undefined && { reason }) }
}

async function sendOut(
  room: CaseRoom,
  actor: Actor,
  attempt: Attempt,
  at: number,
): Promise<{ attemptId: string }> {
  const { way, case_id: caseId } = attempt.row
  const { trackingNumber, entrustedTo } = attempt.particulars
  const faults: FieldProblem[] = []
  if (!(sent as readonly string[]).includes(way))
    faults.push({ path: 'outcome', message: '只有邮寄、委托送达先发出、后有结果' })
  if (way === 'mail' && !trackingNumber) faults.push({ path: 'trackingNumber', message: '须填写邮件号码' })
  if (way === 'entrusted' && !entrustedTo) faults.push({ path: 'entrustedTo', message: '须填写受托机关' })
  if (faults.length > 0) throw problem('input-invalid', '送达的记录不完整', faults)
  const documents = await documentsToServe(room, room.database.sql, caseId, attempt.documentIds)
  requireTried(room, { at, particulars: attempt.particulars, documents })
  const underWay: Attempt = {
    ...attempt,
    row: { ...attempt.row, state: 'under-way', began_at: at },
    particulars: { ...attempt.particulars, sentOn: attempt.particulars.sentOn ?? legalDay(at) },
  }
  await room.database.write(async (tx) => {
    await requireServable(room, tx.sql, await lockCase(room, tx, caseId), attempt.documentIds)
    await requireUnserved(room, tx, caseId, attempt.documentIds)
    await insertAttempt(tx, underWay)
    await room.audit.append(tx, {
      actor,
      action: 'service.sent',
      object: { type: 'service-attempt', id: attempt.row.id },
      caseId,
      after: { way, documents: attempt.documentIds },
      authority: room.serviceRules.ways[way].law,
    })
  })
  return { attemptId: attempt.row.id }
}

/** @throws Problem `input-invalid` where a document is none to serve, `conflict` where one has been served. */
export async function requireUnserved(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  ids: string[],
): Promise<Attempt[]> {
  await documentsToServe(room, tx.sql, caseId, ids)
  const attempts = await attemptsOf(tx.sql, caseId)
  if (ids.some((id) => isServed(attempts, id))) throw problem('conflict', '文书已经送达')
  return attempts
}

export function freshAttempt(
  { newId, clock }: CaseRoom,
  actor: Actor,
  given: { caseId: string; way: Way; documentIds: string[]; particulars: Particulars; state?: AttemptState },
): Attempt {
  const row: AttemptRow = {
    id: newId(),
    case_id: given.caseId,
    way: given.way,
    state: given.state ?? 'submitted',
    data: '',
    began_at: null,
    served_at: null,
    reason: null,
    act_id: null,
    proof_id: null,
    recorded_by: actor.officerId ?? actor.accountId,
    recorded_at: clock.now(),
    ended_at: null,
    version: 1,
  }
  return { row, particulars: given.particulars, documentIds: [...new Set(given.documentIds)] }
}

export async function insertAttempt(
  { sql }: WriteTransaction,
  { row, particulars: said, documentIds: ids }: Attempt,
): Promise<void> {
  await insertRow<AttemptRow>(sql, 'service_attempts', { ...row, data: JSON.stringify(said) })
  for (const document_id of ids)
    await insertRow<AttemptDocumentRow>(sql, 'service_attempt_documents', { attempt_id: row.id, document_id })
}
