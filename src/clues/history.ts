/** What happened to a clue 线索流转: one row for the page that shows it and one audit line, in the transaction of the act. */
import type { AuditValue } from '../audit/entry.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ClueHistoryRow, ClueRow, ClueState } from './model.ts'
import type { ClueRoom } from './room.ts'

export interface ClueAct {
  /** Past tense: `clue.verified`. */
  act: string
  /** Left out where the state stays as it is. */
  to?: ClueState
  /** In words, for the page. */
  note?: string
  onBehalfOf?: string | null
  caseId?: string
  /** Codes and ids for the audit line. */
  before?: { [name: string]: AuditValue }
  after?: { [name: string]: AuditValue | undefined }
}

/** @param row the clue as it was before the act. */
export async function record(
  room: ClueRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: Pick<ClueRow, 'id' | 'state'>,
  { act, to = row.state, note, onBehalfOf = null, caseId, before, after }: ClueAct,
): Promise<void> {
  await insertRow<ClueHistoryRow>(tx.sql, 'clue_history', {
    id: room.newId(),
    clue_id: row.id,
    act,
    from_state: row.state,
    to_state: to,
    note: note ?? null,
    officer_id: actor.officerId,
    name: actor.name,
    on_behalf_of: onBehalfOf ?? actor.onBehalfOf ?? null,
    at: room.clock.now(),
  })
  await room.audit.append(tx, {
    actor: onBehalfOf === null ? actor : { ...actor, onBehalfOf },
    action: act,
    object: { type: 'clue', id: row.id },
    caseId,
    before: { ...before, state: row.state },
    after: { ...after, state: to },
  })
}
