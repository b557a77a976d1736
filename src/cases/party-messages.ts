/**
 * What the party does, as an officer records it: a statement, a hearing asked for, rights waived, a payment. Each is a fact and a message to the model,
 * in one transaction.
 */
import { z } from 'zod'
import type { Settlement, Ticket } from '../engine/outbox/index.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import { legalDay, parseInstant } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { isIssued } from './decision-round.ts'
import { fineLeft, nothingLeft, surchargeLeft } from './enforcement/money.ts'
import { followPlan } from './enforcement/plan.ts'
import { overtakeRefund } from './enforcement/refund.ts'
import { overtakeStay } from './enforcement/stay.ts'
import { dataOf, effectiveFacts, writeFact } from './facts.ts'
import { heardThere, messageOfRequest, requireHearingTime } from './hearing/party-side.ts'
import { lastHearing } from './hearing/proceedings.ts'
import { decisionSubjects, isLate } from './late-statement.ts'
import type { CaseFactRow, CaseRow, PartyMessageRow } from './model.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf } from './room.ts'
import { requireWaiver } from './waiver.ts'
import { requireReceivedAfter } from './when-received.ts'
import { yuan } from '../platform/yuan.ts'

const instant = z.iso.datetime({ offset: true })
const note = z.string().max(2000).optional()

/** What comes with each message. */
export const partyMessages = {
  'statement-received': z.strictObject({ receivedAt: instant, content: z.string().min(1).max(4000) }),
  'hearing-requested': z.strictObject({ receivedAt: instant, note }),
  'hearing-withdrawn': z.strictObject({ receivedAt: instant, note }),
  'rights-waived': z.strictObject({
    receivedAt: instant,
    evidenceId: z
      .string({ error: '放弃陈述申辩、听证应当有当事人签名的书面材料，请先收入本案证据再登记' })
      .min(1)
      .describe('当事人签名的放弃书，或者写明放弃的送达回证：本案的一件证据'),
    note,
  }),
  'payment-received': z
    .strictObject({
      /** Of the fine. */
      paidFen: z.number().int().nonnegative(),
      /** Of a surcharge that has been decided. */
      surchargeFen: z.number().int().nonnegative().optional(),
      paidOn: z.iso.date(),
      receiptNumber: z.string().max(60).optional(),
      /** 自动履行, 分期缴纳, … */
      way: z.string().max(40).optional(),
    })
    .refine(({ paidFen, surchargeFen = 0 }) => paidFen + surchargeFen > 0, {
      path: ['paidFen'],
      message: '缴款数额应当大于零',
    }),
  /** 对催告的陈述、申辩 (行政强制法 第三十六条). */
  'demand-statement-received': z.strictObject({ receivedAt: instant, content: z.string().min(1).max(4000) }),
} as const

export type PartyMessageName = keyof typeof partyMessages

const day = 86_400_000
/**
 * Milliseconds that a message waits for the case to come to where it is awaited: the party may act a little before that. What it states while an earlier
 * statement is reviewed waits for that review, since every statement is reviewed (行政处罚法 第四十五条，行政强制法 第三十六条).
 */
const patience = (name: PartyMessageName) =>
  name === 'statement-received' || name === 'demand-statement-received' ? 90 * day : day

export async function recordPartyMessage(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  name: PartyMessageName,
  given: unknown,
): Promise<{ id: string; ticket?: Ticket }> {
  const parsed = partyMessages[name].safeParse(given)
  if (!parsed.success) {
    throw problem(
      'input-invalid',
      '填写的内容有误',
      parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    )
  }
  return room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    await requireTime(room, tx, row, name, parsed.data)
    const { evidenceId } = parsed.data as { evidenceId?: string }
    if (evidenceId !== undefined) await requireWaiver(room, tx.sql, row, evidenceId)
    const late = name === 'statement-received' && (await isLate(room, tx.sql, caseId))
    const id = room.newId()
    await insertRow<PartyMessageRow>(tx.sql, 'party_messages', {
      id,
      case_id: caseId,
      name,
      data: JSON.stringify(parsed.data),
      recorded_by: actor.officerId!,
      state: 'submitted',
      at: room.clock.now(),
      effective_at: null,
    })
    await writeFact(room, tx, {
      caseId,
      kind: name,
      data: { ...factOf(name, parsed.data, row), ...(late && { late }) },
      actor,
      state: 'submitted',
      actId: id,
    })
    await room.audit.append(tx, {
      actor,
      action: `party.${name}`,
      object: { type: 'case', id: caseId },
      caseId,
      after: { message: id, ...(evidenceId !== undefined && { evidence: evidenceId }) },
    })
    if (late || !(await isAwaited(room, tx, row, name, parsed.data))) {
      await settleMessage(room, tx, id, { outcome: 'effective', answer: null })
      if (late) await room.approvals.tellOvertaken(tx, caseId, decisionSubjects)
      return { id }
    }
    const ticket = await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name: name === 'hearing-requested' ? await messageOfRequest(room, row) : name,
        correlationKey: caseId,
        timeToLive: patience(name),
        messageId: `${name}-${id}`,
        variables: {},
      },
      act: { kind: 'party-message', id },
    })
    return { id, ticket }
  })
}

/** A message that comes before its time, or when nothing waits for it any more, would wait for something that may never come. */
async function requireTime(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  name: PartyMessageName,
  data: object,
): Promise<void> {
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  if (name === 'payment-received') {
    if (row.decided_at === null || row.fine_fen === null || row.fine_fen === 0)
      throw problem('conflict', '尚未作出罚款决定，不能登记缴款')
    if (row.paid_at !== null) throw problem('conflict', '罚款已经缴清')
    if (row.enforcement_ended_at !== null) throw problem('conflict', '已经终结执行')
    return
  }
  const { receivedAt } = data as { receivedAt: string }
  if (name === 'demand-statement-received') {
    const demanded = await isIssued(room, tx.sql, row, 'demand-notice')
    if (!demanded || row.paid_at !== null || row.enforcement_ended_at !== null)
      throw problem('conflict', '只有在催告书出具之后、履行完毕之前才能登记')
    if (dataOf(await effectiveFacts(tx.sql, row.id), 'court-filing'))
      throw problem('conflict', '已经申请人民法院强制执行，不再由本机关复核（行政强制法 第三十六条）')
    return requireReceivedAfter(room, tx.sql, row, name, receivedAt)
  }
  if (!(await isIssued(room, tx.sql, row, 'advance-notice')) || row.decided_at !== null)
    throw problem('conflict', '只有在告知书出具之后、处罚决定作出之前才能登记')
  await requireHearingTime(room, tx, row, name, data)
  await requireReceivedAfter(room, tx.sql, row, name, receivedAt)
}

/** An instalment is a fact now, and the case goes on when the rest is paid; a statement beside a hearing is heard there. */
async function isAwaited(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  name: PartyMessageName,
  data: object,
): Promise<boolean> {
  if (name === 'statement-received') return !heardThere(await lastHearing(tx.sql, row.id))
  if (name === 'payment-received')
    return isPaid(room, tx, row, data as z.infer<(typeof partyMessages)['payment-received']>)
  return true
}

async function isPaid(
  { clock }: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  { paidFen, surchargeFen = 0, paidOn }: { paidFen: number; surchargeFen?: number; paidOn: string },
): Promise<boolean> {
  const left = { paidFen: fineLeft(row), surchargeFen: surchargeLeft(row) }
  const faults: FieldProblem[] = []
  if (paidFen > left.paidFen) faults.push({ path: 'paidFen', message: `尚欠 ${yuan(left.paidFen)} 元` })
  if (surchargeFen > left.surchargeFen)
    faults.push({ path: 'surchargeFen', message: `已决定而未缴的加处罚款为 ${yuan(left.surchargeFen)} 元` })
  if (paidOn > legalDay(clock.now())) faults.push({ path: 'paidOn', message: '缴款日期不能晚于今天' })
  if (paidOn < legalDay(Number(row.decided_at)))
    faults.push({ path: 'paidOn', message: '缴款日期不能早于作出处罚决定之日' })
  if (faults.length > 0) throw problem('input-invalid', '缴款与应缴不符', faults)
  const paid = {
    paid_fen: row.paid_fen + paidFen,
    surcharge_paid_fen: row.surcharge_paid_fen + surchargeFen,
  }
  await updateRows<CaseRow>(sql, 'cases', { id: row.id }, paid)
  return nothingLeft(sql, { ...row, ...paid })
}

/** Of instalments the fact says what is paid in all. */
function factOf(name: PartyMessageName, data: object, row: CaseRow): FormData {
  if (name !== 'payment-received') return data as FormData
  const { paidFen, surchargeFen = 0, ...rest } = data as { paidFen: number; surchargeFen?: number }
  const surcharge = row.surcharge_paid_fen + surchargeFen
  return { ...rest, paidFen: row.paid_fen + paidFen, ...(surcharge > 0 && { surchargeFen: surcharge }) }
}

export async function settleMessage(
  room: CaseRoom,
  tx: WriteTransaction,
  id: string,
  settlement: Settlement,
): Promise<void> {
  const [message] = await tx.sql.all<PartyMessageRow>('SELECT * FROM party_messages WHERE id = ?', [id])
  if (!message || message.state !== 'submitted') return
  const state = settlement.outcome
  const effective_at = state === 'effective' ? room.clock.now() : null
  await updateRows<PartyMessageRow>(tx.sql, 'party_messages', { id }, { state, effective_at })
  await updateRows<CaseFactRow>(tx.sql, 'case_facts', { act_id: id }, { state, effective_at })
  if (message.name !== 'payment-received') return
  const {
    paidFen,
    surchargeFen = 0,
    paidOn,
  } = JSON.parse(message.data) as {
    paidFen: number
    surchargeFen?: number
    paidOn: string
  }
  if (state === 'void') {
    await tx.sql.run(
      'UPDATE cases SET paid_fen = paid_fen - ?, surcharge_paid_fen = surcharge_paid_fen - ? WHERE id = ?',
      [paidFen, surchargeFen, message.case_id],
    )
    await overtakeRefund(room, tx, await findCase(tx.sql, message.case_id), systemActor('party-message'))
    return
  }
  const row = await findCase(tx.sql, message.case_id)
  await followPlan(room, tx, row, systemActor('party-message'), paidOn)
  if (!(await nothingLeft(tx.sql, row))) return
  await overtakeStay(room, tx, row.id, systemActor('party-message'))
  await updateRows<CaseRow>(
    tx.sql,
    'cases',
    { id: row.id },
    { paid_at: parseInstant(`${paidOn}T00:00:00+08:00`) },
  )
}
