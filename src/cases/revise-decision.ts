/**
 * What review and litigation do to a decision (行政复议法 第六十三条至第六十七条, 行政诉讼法 第七十条、第七十四条至第七十七条), in the transaction in which they take effect: revoked
 * 撤销, changed 变更, illegal but standing 确认违法, or to be made again 责令重新作出.
 */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { accruedBy, dischargeWhenSettled, surchargeDecidedUntil } from './enforcement/money.ts'
import { owedBack } from './enforcement/overpaid.ts'
import { overtakeRefund } from './enforcement/refund.ts'
import { writeFact } from './facts.ts'
import type { CaseRow } from './model.ts'
import { revokePublication } from './publicity/publication.ts'
import { orderRedo } from './redo-decision.ts'
import { type CaseRoom, findCase, lockCase } from './room.ts'
import { endEarly, stopCourse } from './side-flows/end-early.ts'

export type Revision = {
  caseId: string
  /** Article of the outcome. */
  authority: string
} & (
  | { to: 'revoked' | 'illegal' }
  | { to: 'changed'; fineFen?: number }
  | { to: 'redo'; from: 'investigation' | 'decision' }
)

/** What came of it. `refundFen`: paid beyond what is owed now. */
export interface Revised {
  [name: string]: string | number | null
  decision: Revision['to']
  refundFen: number
  /** What becomes of its publication 公开; null: there is none. */
  publication: 'to-check' | 'to-withdraw' | null
}

/** What a revision may change of the case's row: as it was before, these stand in the audit line, from which a replay takes the revision back. */
const revisable = [
  'stage',
  'state',
  'decided_at',
  'served_at',
  'paid_at',
  'closed_at',
  'archived_at',
  'fine_fen',
  'paid_fen',
  'suspended_at',
  'decision_state',
  'reopened_at',
  'surcharge_fen',
  'surcharge_paid_fen',
  'voided_paid_fen',
  'enforcement_ended_at',
] as const satisfies (keyof CaseRow)[]

export type Revisable = Pick<CaseRow, (typeof revisable)[number]>

/** Of the audit line `case.decision-revised`. */
export interface RevisionLine {
  before: Revisable
  after: Pick<CaseRow, 'stage' | 'state'> & {
    decision: Revision['to']
    refundFen: number
    publication?: Revised['publication']
    /** Ids of facts that count no more. */
    voided: string[]
  }
}

export async function reviseDecision(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  revision: Revision,
): Promise<Revised> {
  const row = await lockCase(room, tx, revision.caseId)
  if (row.decided_at === null) throw problem('conflict', '案件没有决定')
  const publication = await revokePublication(room, tx, row.id, actor)
  const voided = await apply(room, tx, actor, row, revision)
  const after = await findCase(tx.sql, row.id)
  await overtakeRefund(room, tx, after, actor)
  const refundFen = owedBack(after)
  await noteRevision(room, tx, actor, row, revision, refundFen)
  const { stage, state } = after
  await room.audit.append(tx, {
    actor,
    action: 'case.decision-revised',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    ...({
      before: pick(row, revisable),
      after: { stage, state, decision: revision.to, refundFen, publication, voided },
    } satisfies RevisionLine),
    authority: revision.authority,
  })
  return { decision: revision.to, refundFen, publication }
}

function pick<R extends object, K extends keyof R>(row: R, columns: readonly K[]): Pick<R, K> {
  return Object.fromEntries(columns.map((column) => [column, row[column]])) as Pick<R, K>
}

const words: Record<Revision['to'], string> = {
  revoked: '处罚决定被撤销',
  changed: '处罚决定被变更',
  illegal: '处罚决定被确认违法',
  redo: '处罚决定被撤销并责令重新作出',
}

/** What a refund rests on: its request comes later. */
async function noteRevision(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id: caseId, fine_fen }: CaseRow,
  { to, authority }: Revision,
  refundFen: number,
): Promise<void> {
  const decisions = ['penalty-decision', 'summary-decision']
  const issued = (await room.documents.ofCase(tx.sql, caseId)).filter(
    ({ kind, state }) => decisions.includes(kind) && state === 'issued',
  )
  const data = {
    decision: to,
    words: words[to],
    authority,
    refundFen,
    fineFenBefore: fine_fen,
    decisionNumber: issued.at(-1)?.number ?? null,
  }
  await writeFact(room, tx, { caseId, kind: 'decision-revision', data, actor, state: 'effective' })
}

/** @returns ids of the facts that count no more. */
async function apply(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  revision: Revision,
): Promise<string[]> {
  const change = (changes: Partial<CaseRow>) =>
    tx.sql
      .run('UPDATE cases SET version = version + 1 WHERE id = ?', [row.id])
      .then(() => updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, changes))
  switch (revision.to) {
    case 'illegal':
      await change({ decision_state: 'illegal' })
      return []
    case 'changed':
      await changeFine(room, tx, actor, row, revision.fineFen)
      return []
    case 'revoked':
      await room.parties.revokeRecord(tx, actor, row.id, revision.authority)
      if (row.state === 'open') await endEarly(room, tx, row, 'revoked', actor)
      else await stopCourse(room, tx, row, actor)
      await change({ decision_state: 'revoked' })
      return []
    case 'redo':
      await room.parties.revokeRecord(tx, actor, row.id, revision.authority)
      return orderRedo(room, tx, actor, row, revision.from, revision.authority)
  }
}

async function changeFine(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  fineFen: number | undefined,
): Promise<void> {
  const owed = fineFen ?? row.fine_fen ?? 0
  const surcharge_fen = await surchargeOn(room, tx.sql, row, owed)
  const changed = { ...row, fine_fen: owed, surcharge_fen, decision_state: 'changed' as const }
  await updateRows<CaseRow>(
    tx.sql,
    'cases',
    { id: row.id },
    { fine_fen: owed, surcharge_fen, decision_state: 'changed', version: row.version + 1 },
  )
  if (row.party_id !== null && row.violation_code !== null)
    await room.parties.addRecord(tx, actor, {
      partyId: row.party_id,
      violationCode: row.violation_code,
      decidedOn: legalDay(Number(row.decided_at)),
      fineFen: owed,
      ...(owed > 0 && { penalised: true }),
      caseId: row.id,
    })
  // Fully paid by what was paid before: the case need not wait for more, once what is owed back has gone back.
  if (row.fine_fen) await dischargeWhenSettled(room, tx, changed, `changed-${row.id}-${row.version}`, actor)
}

/** The surcharge follows the fine: what had accrued on this one by the day of the last decision on it, and no more than was decided. */
async function surchargeOn(room: CaseRoom, sql: Sql, row: CaseRow, fineFen: number): Promise<number | null> {
  const until = await surchargeDecidedUntil(sql, row)
  if (until === undefined) return row.surcharge_fen
  const { fen } = await accruedBy(room, sql, { ...row, fine_fen: fineFen }, until)
  return Math.min(row.surcharge_fen ?? 0, fen)
}
