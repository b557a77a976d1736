/** A message in the product becomes one outside, in the same transaction, by the rules and the person's choice; it waits for the end of quiet hours. */
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { NotificationRow } from '../tasks/notifications.ts'
import type { DeliveryRow, SettingsRow } from './model.ts'
import { choicesOf, type OutsideRoom, settingsOf } from './room.ts'
import { afterQuiet, channels, type QuietHours, ruleOf } from './rules.ts'

export async function enqueue(
  room: OutsideRoom,
  tx: WriteTransaction,
  { id, officer_id: officerId, kind }: NotificationRow,
): Promise<void> {
  const settings = await settingsOf(tx.sql, officerId)
  if (!settings) return
  // Who has left, or whose account is disabled for another reason, is told nothing outside.
  const [account] = await tx.sql.all('SELECT id FROM accounts WHERE officer_id = ? AND disabled = 0', [
    officerId,
  ])
  if (!account) return
  const choices = await choicesOf(tx.sql, officerId)
  const rule = ruleOf(room.rules, kind)
  const reachable = {
    mail: settings.mail !== null && room.sendMail !== undefined,
    webhook: settings.webhook_url !== null,
  }
  const now = room.clock.now()
  for (const channel of channels) {
    if (!reachable[channel] || !(choices.get(`${kind} ${channel}`) ?? rule[channel])) continue
    await insertRow<DeliveryRow>(tx.sql, 'notification_deliveries', {
      id: room.newId(),
      notification_id: id,
      officer_id: officerId,
      channel,
      state: 'waiting',
      attempts: 0,
      next_at: rule.urgent ? now : afterQuiet(now, quietOf(room, settings)),
      last_error: null,
      created_at: now,
      settled_at: null,
    })
  }
}

function quietOf({ rules }: OutsideRoom, { quiet_from: from, quiet_to: to }: SettingsRow): QuietHours[] {
  return [
    ...(rules.quietHours ? [rules.quietHours] : []),
    ...(from !== null && to !== null ? [{ from, to }] : []),
  ]
}
