/** Messages to people: what was asked, reminded, refused by the engine. Facts, read in the product; what goes outside follows by `onSent`. */
import type { Actor } from '../identity/actor.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow, shown, type Shown } from '../platform/database/rows.ts'
import { risingIds } from '../platform/ids.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { writeChange } from './live/changes.ts'
import type { NotificationRow } from './model.ts'

export interface Notice {
  officerIds: string[]
  caseId?: string | null
  /** `approval-reminder`, `task-void`, … */
  kind: string
  /** Chinese; no personal data of the party: the case's number, the document, what an approver said of it. */
  text: string
  /** Path within the product. */
  link?: string
}

export type { NotificationRow }

export interface Notifications {
  /** Once, while the application is built: what is told outside the product follows in the same transaction. */
  onSent(follow: (tx: WriteTransaction, notification: NotificationRow) => Promise<void>): void
  /** One message for each officer, in the caller's transaction. */
  send(tx: WriteTransaction, notice: Notice): Promise<void>
  /** The newest first; unread only when asked. */
  mine(actor: Actor, query?: { unread?: boolean; limit?: number }): Promise<Shown<NotificationRow>[]>
  markRead(actor: Actor, ids: string[]): Promise<void>
}

export function createNotifications({
  database,
  clock,
}: {
  database: Database
  clock: Clock
}): Notifications {
  const newId = risingIds(clock)
  let follow: (tx: WriteTransaction, notification: NotificationRow) => Promise<void> = () => Promise.resolve()
  return {
    onSent(given) {
      follow = given
    },
    async send(tx, { officerIds, caseId = null, kind, text, link }) {
      for (const officer_id of new Set(officerIds)) {
        const notification: NotificationRow = {
          id: newId(),
          officer_id,
          case_id: caseId,
          kind,
          text,
          link: link ?? null,
          created_at: clock.now(),
          read_at: null,
        }
        await insertRow<NotificationRow>(tx.sql, 'notifications', notification)
        await writeChange(tx.sql, clock.now(), {
          kind: 'notification',
          subject: notification.id,
          state: 'unread',
          audience: { users: [officer_id], groups: [] },
        })
        await follow(tx, notification)
      }
    },
    async mine(actor, { unread = false, limit = 50 } = {}) {
      if (actor.officerId === null) return []
      const rows = await database.sql.all<NotificationRow>(
        `SELECT * FROM notifications WHERE officer_id = ? ${unread ? 'AND read_at IS NULL' : ''} ORDER BY created_at DESC, id DESC LIMIT ?`,
        [actor.officerId, Math.min(limit, 200)],
      )
      return rows.map(shown)
    },
    async markRead(actor, ids) {
      const { officerId } = actor
      if (officerId === null || ids.length === 0) return
      await database.write(({ sql }) =>
        sql.run(
          `UPDATE notifications SET read_at = ? WHERE officer_id = ? AND read_at IS NULL AND id IN (${ids.map(() => '?').join(', ')})`,
          [clock.now(), officerId, ...ids],
        ),
      )
    },
  }
}
