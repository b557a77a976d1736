/** Where 本机关强制执行 ends by a step of its own; a stay that was only for it ends too. */
import type { Actor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { overtakeStay } from '../enforcement/stay.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { whyNothingOwed } from '../side-flows/requirements.ts'
import { closeOwn } from './close.ts'
import type { OwnEnd, OwnRow } from './model.ts'

export async function endOwn(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  own: OwnRow,
  actor: Actor,
  how: { by: OwnEnd; reason: string; law: string },
): Promise<void> {
  await closeOwn(room, tx, own, actor, how)
  if (whyNothingOwed(row) !== undefined) await overtakeStay(room, tx, row.id, actor)
}
