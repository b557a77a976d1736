/**
 * Sending what is due. A process takes a message before it sends it, so two do not send it twice; one that ends in between leaves it taken, and after a while
 * it is sent again: at least once, under the same message id. What fails is tried again later and later, then given up, visibly.
 */
import type { NotificationRow } from '../tasks/notifications.ts'
import { type DeliveryRow, places } from './model.ts'
import { type OutsideRoom, settingsOf } from './room.ts'
import { ruleOf } from './rules.ts'
import { postWebhook } from './webhook.ts'

const batch = 50
/** Milliseconds after which a message that somebody has taken and not settled is anybody's again. */
const abandoned = 300_000

/** @returns how many were tried. */
export async function sendDue(room: OutsideRoom): Promise<number> {
  const { database, clock } = room
  const now = clock.now()
  const due = await database.sql.all<DeliveryRow>(
    `SELECT * FROM notification_deliveries WHERE (state = 'waiting' AND next_at <= ?) OR (state = 'sending' AND next_at <= ?)
     ORDER BY next_at, id LIMIT ${batch}`,
    [now, now - abandoned],
  )
  for (const delivery of due) if (await take(room, delivery)) await tryOne(room, delivery)
  return due.length
}

/** As it was seen: of two processes one takes it, of two looks at an abandoned one the first. */
async function take(
  { database, clock }: OutsideRoom,
  { id, state, attempts }: DeliveryRow,
): Promise<boolean> {
  const { changes } = await database.write(({ sql }) =>
    sql.run(
      "UPDATE notification_deliveries SET state = 'sending', next_at = ?, attempts = attempts + 1 WHERE id = ? AND state = ? AND attempts = ?",
      [clock.now(), id, state, Number(attempts)],
    ),
  )
  return changes === 1
}

async function tryOne(room: OutsideRoom, delivery: DeliveryRow): Promise<void> {
  const { database, clock, log, rules } = room
  try {
    await deliver(room, delivery)
    await database.write(({ sql }) =>
      sql.run(
        "UPDATE notification_deliveries SET state = 'sent', settled_at = ?, last_error = NULL WHERE id = ?",
        [clock.now(), delivery.id],
      ),
    )
  } catch (error) {
    const reason = (error as Error).message.slice(0, 200)
    const wait = rules.retryMinutes[Number(delivery.attempts)]
    log.warn({ delivery: delivery.id, channel: delivery.channel, reason }, 'a notification was not delivered')
    await database.write(({ sql }) =>
      wait === undefined
        ? sql.run(
            "UPDATE notification_deliveries SET state = 'failed', settled_at = ?, last_error = ? WHERE id = ?",
            [clock.now(), reason, delivery.id],
          )
        : sql.run(
            "UPDATE notification_deliveries SET state = 'waiting', next_at = ?, last_error = ? WHERE id = ?",
            [clock.now() + wait * 60_000, reason, delivery.id],
          ),
    )
  }
}

async function deliver(room: OutsideRoom, { id, notification_id, officer_id, channel }: DeliveryRow) {
  const { database, cipher, clock, rules, publicAddress, sendMail, allowed } = room
  const [notification] = await database.sql.all<NotificationRow>('SELECT * FROM notifications WHERE id = ?', [
    notification_id,
  ])
  const settings = await settingsOf(database.sql, officer_id)
  const address = channel === 'mail' ? settings?.mail : settings?.webhook_url
  if (!notification || !settings || !address) throw new Error('no address any more')
  const { kind, case_id: caseId, link, created_at: at } = notification
  const { title } = ruleOf(rules, kind)
  const caseNumber = caseId === null ? null : await room.caseNumber(caseId)
  const whole = link === null ? publicAddress : `${publicAddress}${link}`
  if (channel === 'mail') {
    if (!sendMail) throw new Error('no mail server is configured')
    await sendMail({
      to: cipher.open(address, places.mail),
      subject: `【执衡】${title}`,
      // No name, no text of the message: a mailbox is not ours. Who may read more reads it in the product.
      text: [
        title,
        `案号：${caseNumber ?? '尚无案号'}`,
        `请登录办理：${whole}`,
        '',
        '本邮件由系统发出，请勿回复。',
      ].join('\r\n'),
      messageId: `${id}@zhiheng`,
    })
    return
  }
  await postWebhook({
    url: cipher.open(address, places.webhook_url),
    secret: cipher.open(settings.webhook_secret!, places.webhook_secret),
    deliveryId: id,
    body: JSON.stringify({ id, kind, title, caseNumber, link: whole, at: Number(at) }),
    at: clock.now(),
    allowed,
  })
}
