/** Ends of a clue that the officer reaches without an approver: a case of its own 立案, a case that is there 并案, education 教育办结. */
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { type ClueAct, record } from './history.ts'
import type { ClueRow, ClueState } from './model.ts'
import { changeClue, type ClueRoom, lockClue, policyObjectOf, requireOpen } from './room.ts'

/** Writes an end: state, words, the limit that is kept by it, history and audit. */
export async function endClue(
  room: ClueRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: ClueRow,
  end: Pick<ClueAct, 'act' | 'note' | 'onBehalfOf' | 'caseId' | 'after'> & { to: ClueState },
): Promise<void> {
  await changeClue(tx, row, {
    state: end.to,
    disposal: end.note ?? null,
    case_id: end.caseId ?? null,
    decided_at: room.clock.now(),
  })
  await room.deadlines.stop(tx, actor, { caseId: row.id, limit: room.rules.decisionLimit })
  await record(room, tx, actor, row, end)
}

/** In the transaction that opens the case. @throws Problem `conflict` when the clue has come to another end. */
export async function acceptClue(
  room: ClueRoom,
  tx: WriteTransaction,
  actor: Actor,
  clueId: string,
  caseId: string,
): Promise<ClueRow> {
  const row = await lockClue(room, tx, clueId)
  requireOpen(row)
  await endClue(room, tx, actor, row, { act: 'clue.accepted', to: 'accepted', caseId })
  return row
}

export async function joinClue(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<void> {
  room.policy.require(actor, 'case.read', await room.cases().joinable(caseId))
  await room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.decide', policyObjectOf(row))
    requireOpen(row)
    await endClue(room, tx, actor, row, { act: 'clue.joined', to: 'joined', note: reason, caseId })
  })
}

/** 批评教育、责令当场改正后办结: the act was slight and put right on the spot (行政处罚法 第三十三条). */
export async function educateClue(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  { reason }: { reason: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.decide', policyObjectOf(row))
    requireOpen(row)
    await endClue(room, tx, actor, row, { act: 'clue.educated', to: 'educated', note: reason })
  })
}
