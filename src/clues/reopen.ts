/** Supervision 督察 opens again what was closed without a case; the limit of verification starts anew that day. */
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { record } from './history.ts'
import { type ClueState, clueStates } from './model.ts'
import { changeClue, type ClueRoom, lockClue } from './room.ts'

const reopenable: readonly ClueState[] = ['joined', 'educated', 'transferred', 'rejected']

export function mayReopen(state: ClueState): boolean {
  return reopenable.includes(state)
}

export async function reopenClue(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  { reason }: { reason: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.reopen', { departmentId: row.department_id })
    if (!mayReopen(row.state))
      throw problem(
        'conflict',
        row.state === 'accepted'
          ? '线索已经立案，请对案件督办'
          : `线索${clueStates[row.state]}，尚未办结，无需重新办理`,
      )
    await changeClue(tx, row, {
      state: 'received',
      verifier_id: null,
      disposal: null,
      case_id: null,
      decided_at: null,
    })
    await room.deadlines.start(tx, actor, { caseId: row.id, limit: room.rules.decisionLimit })
    await record(room, tx, actor, row, {
      act: 'clue.reopened',
      to: 'received',
      note: reason,
      before: { verifier: row.verifier_id, case: row.case_id },
    })
  })
}
