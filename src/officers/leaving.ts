/**
 * Leaving 离岗: the last post ends and no other follows. It can be recorded ahead, and takes effect on the day after; who has gone already is gone at once, whatever
 * they still had in hand. The account is locked, its sessions end, delegations from and to them end, and who leads hears what is to be handed over.
 */
import { type Actor, systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { OfficerRow } from './model.ts'
import { findOfficer, type OfficerRoom, recordEdit, today } from './room.ts'
import type { Officers } from './service.ts'

export function leaving(room: OfficerRoom): Pick<Officers, 'leave'> {
  return {
    async leave(tx, actor, officerId, { lastDay, reason }) {
      room.identity.require(actor, 'officer.edit')
      const officer = await findOfficer(tx.sql, officerId, room.database.dialect.forUpdate)
      if (!officer.active) throw problem('conflict', `${officer.name}已不在岗`)
      // Recorded once more, another day takes the place of the one before.
      await tx.sql.run(
        'UPDATE officer_posts SET to_on = ? WHERE officer_id = ? AND (to_on IS NULL OR to_on > ? OR to_on = ?)',
        [lastDay, officerId, lastDay, officer.left_on],
      )
      if (lastDay <= today(room)) {
        await goNow(room, tx, actor, { officer, lastDay, reason })
        return endWhatTheyHeld(room, tx)
      }
      await updateRows<OfficerRow>(tx.sql, 'officers', { id: officerId }, { left_on: lastDay })
      await recordEdit(room, tx, actor, 'officer.leave-ordered', officerId, {
        before: { lastDay: officer.left_on },
        after: { lastDay },
        authority: reason,
      })
      await tell(room, tx, officer, lastDay)
    },
  }
}

/** What a day that begins finds: who has no post from today on has left. */
export async function takeLeaves(room: OfficerRoom, tx: WriteTransaction): Promise<void> {
  const gone = await tx.sql.all<{ id: string; last_day: string }>(
    `SELECT o.id, MAX(p.to_on) AS last_day FROM officers o JOIN officer_posts p ON p.officer_id = o.id WHERE o.active = 1
     GROUP BY o.id HAVING SUM(CASE WHEN p.to_on IS NULL OR p.to_on >= ? THEN 1 ELSE 0 END) = 0`,
    [today(room)],
  )
  for (const { id, last_day: lastDay } of gone) {
    const officer = await findOfficer(tx.sql, id, room.database.dialect.forUpdate)
    // Another process may have been first.
    if (officer.active) await goNow(room, tx, systemActor('officer.leaving'), { officer, lastDay })
  }
  await endWhatTheyHeld(room, tx)
}

async function goNow(
  room: OfficerRoom,
  tx: WriteTransaction,
  actor: Actor,
  { officer, lastDay, reason }: { officer: OfficerRow; lastDay: string; reason?: string },
): Promise<void> {
  const { id } = officer
  await updateRows<OfficerRow>(tx.sql, 'officers', { id }, { active: false, left_on: lastDay })
  await recordEdit(room, tx, actor, 'officer.left', id, {
    after: { lastDay },
    ...(reason !== undefined && { authority: reason }),
  })
  await tell(room, tx, officer, lastDay)
}

const tell = (
  room: OfficerRoom,
  tx: WriteTransaction,
  { id, name, department_id }: OfficerRow,
  lastDay: string,
) => room.cases().tellOfLeaving(tx, { officerId: id, name, departmentId: department_id, lastDay })

/** Of everybody who has left, also before there was this rule. */
async function endWhatTheyHeld(room: OfficerRoom, tx: WriteTransaction): Promise<void> {
  const { identity, audit, clock } = room
  const actor = systemActor('officer.leaving')
  const now = clock.now()
  const holders = await tx.sql.all<{ id: string }>(
    'SELECT DISTINCT o.id FROM officers o JOIN accounts a ON a.officer_id = o.id WHERE o.active = 0 AND a.disabled = 0 ORDER BY o.id',
  )
  for (const { id } of holders) await identity.lockHolder(tx, actor, id)
  const delegations = await tx.sql.all<{ id: string }>(
    `SELECT d.id FROM delegations d JOIN officers f ON f.id = d.from_officer_id JOIN officers t ON t.id = d.to_officer_id
     WHERE d.revoked_at IS NULL AND d.to_at > ? AND (f.active = 0 OR t.active = 0) ORDER BY d.id`,
    [now],
  )
  for (const { id } of delegations) {
    await tx.sql.run('UPDATE delegations SET revoked_at = ? WHERE id = ?', [now, id])
    await audit.append(tx, { actor, action: 'delegation.ended', object: { type: 'delegation', id } })
  }
}
