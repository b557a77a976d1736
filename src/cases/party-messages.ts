/**
 * What the party does, as an officer records it: a statement, a hearing asked for, rights waived, a payment. Each is a fact and a message to the model,
 * in one transaction.
 */
import { z } from 'zod'
import type { Settlement, Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { parseInstant } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { writeFact } from './facts.ts'
import type { CaseFactRow, CaseRow, PartyMessageRow } from './model.ts'
import { type CaseRoom, lockCase, policyObjectOf } from './room.ts'

const instant = z.iso.datetime({ offset: true })
const note = z.string().max(2000).optional()

/** What comes with each message. */
export const partyMessages = {
  'statement-received': z.strictObject({ receivedAt: instant, content: z.string().min(1).max(4000) }),
  'hearing-requested': z.strictObject({ receivedAt: instant, note }),
  'rights-waived': z.strictObject({ receivedAt: instant, note }),
  'payment-received': z.strictObject({
    paidFen: z.number().int().positive(),
    paidOn: z.iso.date(),
    receiptNumber: z.string().max(60).optional(),
    /** 自动履行, 分期缴纳, … */
    way: z.string().max(40).optional(),
  }),
} as const

export type PartyMessageName = keyof typeof partyMessages

/** Milliseconds: the party may act a little before the case has come to where it waits. */
const patience = 86_400_000

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
    await requireTime(room, tx, row, name)
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
      data: factOf(name, parsed.data, row),
      actor,
      state: 'submitted',
      actId: id,
    })
    await room.audit.append(tx, {
      actor,
      action: `party.${name}`,
      object: { type: 'case', id: caseId },
      caseId,
      after: { message: id },
    })
    if (
      name === 'payment-received' &&
      !(await isPaid(
        room,
        tx,
        row,
        (parsed.data as z.infer<(typeof partyMessages)['payment-received']>).paidFen,
      ))
    ) {
      // An instalment: a fact now; the case goes on when the rest is paid.
      await settleMessage(room, tx, id, { outcome: 'effective', answer: null })
      return { id }
    }
    const ticket = await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name,
        correlationKey: caseId,
        timeToLive: patience,
        messageId: `${name}-${id}`,
        variables: {},
      },
      act: { kind: 'party-message', id },
    })
    return { id, ticket }
  })
}

/** A message that comes before its time would wait for something that may never come. */
async function requireTime(
  { documents }: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  name: PartyMessageName,
): Promise<void> {
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  if (name === 'payment-received') {
    if (row.decided_at === null || row.fine_fen === null || row.fine_fen === 0)
      throw problem('conflict', '尚未作出罚款决定，不能登记缴款')
    if (row.paid_at !== null) throw problem('conflict', '罚款已经缴清')
    return
  }
  const notice = await documents.latest(sql, row.id, 'advance-notice')
  if (notice?.state !== 'issued' || row.decided_at !== null)
    throw problem('conflict', '只有在告知书出具之后、处罚决定作出之前才能登记')
}

async function isPaid(
  _room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  now: number,
): Promise<boolean> {
  const paid = row.paid_fen + now
  if (row.fine_fen !== null && paid > row.fine_fen)
    throw problem('input-invalid', '缴款超过罚款', [
      { path: 'paidFen', message: `尚欠 ${row.fine_fen - row.paid_fen} 分` },
    ])
  await updateRows<CaseRow>(sql, 'cases', { id: row.id }, { paid_fen: paid })
  return paid === row.fine_fen
}

/** Of instalments the fact says what is paid in all. */
function factOf(name: PartyMessageName, data: object, row: CaseRow): FormData {
  if (name !== 'payment-received') return data as FormData
  const { paidFen, ...rest } = data as { paidFen: number }
  return { ...rest, paidFen: row.paid_fen + paidFen }
}

export async function settleMessage(
  { clock }: CaseRoom,
  tx: WriteTransaction,
  id: string,
  settlement: Settlement,
): Promise<void> {
  const [message] = await tx.sql.all<PartyMessageRow>('SELECT * FROM party_messages WHERE id = ?', [id])
  if (!message || message.state !== 'submitted') return
  const state = settlement.outcome
  const effective_at = state === 'effective' ? clock.now() : null
  await updateRows<PartyMessageRow>(tx.sql, 'party_messages', { id }, { state, effective_at })
  await updateRows<CaseFactRow>(tx.sql, 'case_facts', { act_id: id }, { state, effective_at })
  if (message.name !== 'payment-received') return
  const { paidFen, paidOn } = JSON.parse(message.data) as { paidFen: number; paidOn: string }
  if (state === 'void')
    await tx.sql.run('UPDATE cases SET paid_fen = paid_fen - ? WHERE id = ?', [paidFen, message.case_id])
  else
    await tx.sql.run('UPDATE cases SET paid_at = ? WHERE id = ? AND paid_fen >= fine_fen', [
      parseInstant(`${paidOn}T00:00:00+08:00`),
      message.case_id,
    ])
}
