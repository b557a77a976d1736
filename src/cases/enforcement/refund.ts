/**
 * 退还罚款: a refund that was approved (side flow `refund`) is paid once, with its voucher; then the books say so, and a case that waited for it goes on. While money
 * is owed back the case is neither closed nor archived. Where the decision changes once more and less of a kind is owed back than was approved, that refund is overtaken,
 * and what is owed then is asked for anew.
 */
import { z } from 'zod'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { insertRow, shown, type Shown, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { tellMayClose } from '../tell-may-close.ts'
import { dischargeWhenSettled } from './money.ts'
import { afterRefund, covers, type Overpaid, owedBack, sumOf } from './overpaid.ts'
import { yuan } from '../../platform/yuan.ts'

export interface RefundRow {
  id: string
  case_id: string
  side_flow_id: string
  fine_fen: number
  surcharge_fen: number
  voided_fen: number
  way: string
  state: 'approved' | 'paid' | 'overtaken'
  /** The case while it is approved and not paid: one at a time. */
  open_mark: string | null
  approved_at: number
  paid_on: string | null
  /** Number of the voucher 退款凭证. */
  voucher_number: string | null
  note: string | null
  recorded_by: string | null
  recorded_at: number | null
}

export type RefundView = Omit<Shown<RefundRow>, 'openMark'> & { amountFen: number }

const partsOf = ({ fine_fen, surcharge_fen, voided_fen }: RefundRow): Overpaid => ({
  fineFen: Number(fine_fen),
  surchargeFen: Number(surcharge_fen),
  voidedFen: Number(voided_fen),
})

/** Oldest first. */
export async function refundsOf(sql: Sql, caseId: string): Promise<RefundView[]> {
  const rows = await sql.all<RefundRow>('SELECT * FROM refunds WHERE case_id = ? ORDER BY id', [caseId])
  return rows.map((row) => {
    const { openMark: _mark, ...view } = shown(row)
    return { ...view, ...partsOf(row), amountFen: sumOf(partsOf(row)) }
  })
}

/** The books have changed. @param row as it is now. */
export async function overtakeRefund(
  { audit }: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
): Promise<void> {
  const [open] = await tx.sql.all<RefundRow>('SELECT * FROM refunds WHERE open_mark = ?', [row.id])
  if (!open || covers(row, partsOf(open))) return
  await updateRows<RefundRow>(tx.sql, 'refunds', { id: open.id }, { state: 'overtaken', open_mark: null })
  await audit.append(tx, {
    actor,
    action: 'refund.overtaken',
    object: { type: 'refund', id: open.id },
    caseId: row.id,
    after: { approvedFen: sumOf(partsOf(open)), owedBackFen: owedBack(row) },
  })
}

export async function requireNoRefundOpen(sql: Sql, caseId: string): Promise<void> {
  const open = await sql.all('SELECT 1 FROM refunds WHERE open_mark = ?', [caseId])
  if (open.length > 0) throw problem('conflict', '已经批准的退款尚未支付')
}

/** @throws Problem `conflict` while money is owed back to the party. */
export function requireNothingOwedBack(row: CaseRow): void {
  if (owedBack(row) > 0)
    throw problem('conflict', `应当退还当事人的 ${yuan(owedBack(row))} 元尚未退还，不能结案、归档`)
}

/** Approved. */
export async function insertRefund(
  { newId, clock }: CaseRoom,
  { sql }: WriteTransaction,
  caseId: string,
  sideFlowId: string,
  way: string,
  parts: Overpaid,
): Promise<void> {
  await insertRow<RefundRow>(sql, 'refunds', {
    id: newId(),
    case_id: caseId,
    side_flow_id: sideFlowId,
    fine_fen: parts.fineFen,
    surcharge_fen: parts.surchargeFen,
    voided_fen: parts.voidedFen,
    way,
    state: 'approved',
    open_mark: caseId,
    approved_at: clock.now(),
    paid_on: null,
    voucher_number: null,
    note: null,
    recorded_by: null,
    recorded_at: null,
  })
}

export const refundPayment = z.strictObject({
  paidOn: z.iso.date().describe('退款日期'),
  voucherNumber: z.string().trim().min(1).max(60).describe('退款凭证号'),
  note: z.string().trim().min(1).max(1000).optional(),
})

export async function payRefund(
  room: CaseRoom,
  actor: Actor,
  refundId: string,
  { paidOn, voucherNumber, note }: z.infer<typeof refundPayment>,
): Promise<RefundView> {
  const { database, policy, clock, audit } = room
  return database.write(async (tx) => {
    const [seen] = await tx.sql.all<RefundRow>('SELECT * FROM refunds WHERE id = ?', [refundId])
    if (!seen) throw problem('not-found', '没有这笔退款')
    const row = await lockCase(room, tx, seen.case_id)
    policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const [refund] = await tx.sql.all<RefundRow>(
      `SELECT * FROM refunds WHERE id = ? ${database.dialect.forUpdate}`,
      [refundId],
    )
    if (refund!.state === 'paid') throw problem('conflict', '这笔退款已经支付，不能重复支付')
    if (refund!.state === 'overtaken')
      throw problem('conflict', '决定又有变化，这笔退款不再支付，请按现在应退的数额重新申请')
    if (paidOn < legalDay(Number(refund!.approved_at)) || paidOn > legalDay(clock.now()))
      throw problem('input-invalid', '日期不对', [
        { path: 'paidOn', message: '应当在批准之后，且不晚于今天' },
      ])
    const parts = partsOf(refund!)
    const paid: Partial<RefundRow> = {
      state: 'paid',
      open_mark: null,
      paid_on: paidOn,
      voucher_number: voucherNumber,
      note: note ?? null,
      recorded_by: actor.officerId ?? actor.accountId,
      recorded_at: clock.now(),
    }
    await updateRows<RefundRow>(tx.sql, 'refunds', { id: refundId }, paid)
    const booked = { ...afterRefund(row, parts), version: row.version + 1 }
    await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, booked)
    const data = { refundId, ...parts, amountFen: sumOf(parts), paidOn, voucherNumber }
    await writeFact(room, tx, { caseId: row.id, kind: 'refund-paid', data, actor, state: 'effective' })
    await audit.append(tx, {
      actor,
      action: 'refund.paid',
      object: { type: 'refund', id: refundId },
      caseId: row.id,
      before: { owedBackFen: owedBack(row) },
      after: { amountFen: sumOf(parts), voucherNumber, owedBackFen: owedBack({ ...row, ...booked }) },
    })
    await dischargeWhenSettled(room, tx, { ...row, ...booked }, refundId, systemActor('refund'))
    await tellMayClose(room, tx, row.id)
    return (await refundsOf(tx.sql, row.id)).find(({ id }) => id === refundId)!
  })
}
