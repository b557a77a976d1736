/**
 * 自行撤销: who finds that a decision is wrong puts it right (行政处罚法 第七十五条). Once its withdrawal is approved the decision counts no more, with everything that
 * rested on it: what is owed, the party's record, what was published.
 */
import type { DocumentRow } from '../documents/model.ts'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { orderWithdrawal } from './publicity/order-withdrawal.ts'
import { owedBack } from './enforcement/overpaid.ts'
import { type Revised, reviseDecision, type Revision } from './revise-decision.ts'
import { type CaseRoom, lockCase } from './room.ts'

const decisions = ['penalty-decision', 'no-penalty-decision', 'summary-decision']
const authority = '行政处罚法 第七十五条'

export interface WithdrawnDocument {
  /** Of the act that withdrew it. */
  actId: string
  /** Where the case is taken up again; undefined: it ends. */
  redoFrom: 'investigation' | 'decision' | undefined
}

/** In the transaction that approves the withdrawal. What review or a court had revoked before is only marked on paper now. */
export async function withdrawDecision(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id, case_id: caseId, kind }: DocumentRow,
  { actId, redoFrom }: WithdrawnDocument,
): Promise<void> {
  if (!decisions.includes(kind)) return
  const row = await lockCase(room, tx, caseId)
  const latest = await room.documents.latest(tx.sql, caseId, kind)
  if (row.decided_at === null || row.decision_state === 'revoked' || latest?.id !== id) return
  const { publication } = await reviseDecision(room, tx, actor, {
    caseId,
    authority,
    ...(redoFrom === undefined ? { to: 'revoked' } : { to: 'redo', from: redoFrom }),
  })
  if (publication !== null)
    await orderWithdrawal(room, tx, actor, {
      caseId,
      subject: actId,
      on: legalDay(room.clock.now()),
      state: publication,
    })
}

/** What review and litigation do to a decision. One that the bureau has withdrawn meanwhile is gone already: their outcome is on record, and a new one is made only if they order it. */
export async function reviseByRemedy(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  revision: Revision,
): Promise<Revised> {
  const row = await lockCase(room, tx, revision.caseId)
  const issued = (await room.documents.ofCase(tx.sql, row.id)).filter(
    ({ kind, state }) => decisions.includes(kind) && state === 'issued',
  )
  const last = issued.at(-1)
  const acts = last ? await room.documents.acts.effective(tx.sql, last.id) : []
  const withdrawn = acts.some(({ kind }) => kind === 'withdrawal')
  if (withdrawn && (row.decided_at === null || revision.to !== 'redo'))
    return {
      decision: row.decided_at === null ? 'redo' : 'revoked',
      refundFen: owedBack(row),
      publication: null,
    }
  return reviseDecision(room, tx, actor, revision)
}
