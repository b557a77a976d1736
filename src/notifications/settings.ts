/** Each person's own choice: where, of what, and when not. */
import { randomBytes } from 'node:crypto'
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import { requireVersion } from '../platform/entity-tag.ts'
import { problem } from '../platform/problem.ts'
import { type DeliveryRow, places, type SettingsRow } from './model.ts'
import { addressesOf, AddressRefused } from './private-addresses.ts'
import { choicesOf, type OutsideRoom, settingsOf } from './room.ts'
import type { Channel, QuietHours } from './rules.ts'

export interface Settings {
  mail: string | null
  webhookUrl: string | null
  quietHours: QuietHours | null
  /** The bureau's, which hold as well. */
  bureauQuietHours: QuietHours | null
  mailPossible: boolean
  kinds: { kind: string; title: string; urgent: boolean; mail: boolean; webhook: boolean }[]
  version: number
}

export interface SettingsChange {
  mail?: string | null | undefined
  webhookUrl?: string | null | undefined
  quietHours?: QuietHours | null | undefined
  choices?: { kind: string; channel: Channel; chosen: boolean }[] | undefined
}

export type SettingsAnswer = Settings & { webhookSecret?: string }

function officerOf({ officerId }: Actor): string {
  if (officerId === null) throw problem('forbidden', '通知发给在册人员；本账号没有对应的人员')
  return officerId
}

export async function readSettings(room: OutsideRoom, actor: Actor): Promise<Settings> {
  const officerId = officerOf(actor)
  const { sql } = room.database
  return view(room, await settingsOf(sql, officerId), await choicesOf(sql, officerId))
}

function view(
  { cipher, rules, sendMail }: OutsideRoom,
  row: SettingsRow | undefined,
  choices: Map<string, boolean>,
): Settings {
  const open = (sealed: string | null | undefined, place: string) =>
    sealed ? cipher.open(sealed, place) : null
  return {
    mail: open(row?.mail, places.mail),
    webhookUrl: open(row?.webhook_url, places.webhook_url),
    quietHours: row?.quiet_from && row.quiet_to ? { from: row.quiet_from, to: row.quiet_to } : null,
    bureauQuietHours: rules.quietHours ?? null,
    mailPossible: sendMail !== undefined,
    kinds: Object.entries(rules.kinds).map(([kind, { title, urgent, ...usual }]) => ({
      kind,
      title,
      urgent,
      mail: choices.get(`${kind} mail`) ?? usual.mail,
      webhook: choices.get(`${kind} webhook`) ?? usual.webhook,
    })),
    version: Number(row?.version ?? 0),
  }
}

/** @returns with the secret of a new webhook, shown this once. */
export async function changeSettings(
  room: OutsideRoom,
  actor: Actor,
  change: SettingsChange,
  version: number,
): Promise<SettingsAnswer> {
  const { database, clock, audit, cipher, rules, allowed } = room
  const officerId = officerOf(actor)
  for (const { kind } of change.choices ?? [])
    if (!rules.kinds[kind])
      throw problem('input-invalid', '没有这种通知', [{ path: 'choices', message: `没有 ${kind}` }])
  if (change.webhookUrl) await requireReachable(change.webhookUrl, allowed)
  return database.write(async (tx) => {
    const row = await settingsOf(tx.sql, officerId, database.dialect.forUpdate)
    requireVersion(Number(row?.version ?? 0), version)
    const before = view(room, row, new Map())
    const isNew = change.webhookUrl !== undefined && change.webhookUrl !== before.webhookUrl
    const secret = isNew && change.webhookUrl ? randomBytes(24).toString('base64url') : undefined
    const seal = (text: string | null, place: string) => (text === null ? null : cipher.seal(text, place))
    const columns: Omit<SettingsRow, 'officer_id'> = {
      mail: change.mail === undefined ? (row?.mail ?? null) : seal(change.mail, places.mail),
      webhook_url: isNew ? seal(change.webhookUrl ?? null, places.webhook_url) : (row?.webhook_url ?? null),
      webhook_secret: isNew ? seal(secret ?? null, places.webhook_secret) : (row?.webhook_secret ?? null),
      quiet_from:
        change.quietHours === undefined ? (row?.quiet_from ?? null) : (change.quietHours?.from ?? null),
      quiet_to: change.quietHours === undefined ? (row?.quiet_to ?? null) : (change.quietHours?.to ?? null),
      version: Number(row?.version ?? 0) + 1,
      updated_at: clock.now(),
    }
    if (row)
      await updateRows<SettingsRow>(tx.sql, 'notification_settings', { officer_id: officerId }, columns)
    else await insertRow<SettingsRow>(tx.sql, 'notification_settings', { officer_id: officerId, ...columns })
    const { onConflictReplace } = database.dialect
    for (const { kind, channel, chosen } of change.choices ?? [])
      await tx.sql.run(
        `INSERT INTO notification_choices (officer_id, kind, channel, chosen) VALUES (?, ?, ?, ?) ${onConflictReplace(['officer_id', 'kind', 'channel'], ['chosen'])}`,
        [officerId, kind, channel, chosen ? 1 : 0],
      )
    await audit.append(tx, {
      actor,
      action: 'notification-settings.changed',
      object: { type: 'officer', id: officerId },
      after: { fields: Object.keys(change) },
    })
    const now = await settingsOf(tx.sql, officerId)
    return {
      ...view(room, now, await choicesOf(tx.sql, officerId)),
      ...(secret && { webhookSecret: secret }),
    }
  })
}

async function requireReachable(url: string, allowed: OutsideRoom['allowed']): Promise<void> {
  const refuse = (message: string) =>
    problem('input-invalid', '不能使用这个地址', [{ path: 'webhookUrl', message }])
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw refuse('应当是 https:// 开头的地址')
  if (username !== '' || password !== '') throw refuse('地址中不应含有用户名和密码')
  const addresses = await addressesOf(hostname, allowed).catch((error: unknown) => {
    throw refuse(
      error instanceof AddressRefused ? '不能是内部网络的地址；确有需要的请系统管理员配置' : '找不到这个主机',
    )
  })
  // What crosses other networks is encrypted; within the bureau's own, which its configuration names, it need not be.
  const inside = addresses.every(({ address, family }) =>
    allowed.check(address, family === 4 ? 'ipv4' : 'ipv6'),
  )
  if (protocol === 'http:' && !inside) throw refuse('应当是 https:// 开头的地址')
}

export interface Delivery {
  id: string
  kind: string
  channel: Channel
  state: DeliveryRow['state']
  attempts: number
  nextAt: number | null
  error: string | null
  createdAt: number
  settledAt: number | null
}

/** The newest first: what has become of what was to be sent. */
export async function deliveriesOf({ database }: OutsideRoom, actor: Actor): Promise<Delivery[]> {
  const rows = await database.sql.all<DeliveryRow & { kind: string }>(
    `SELECT d.*, n.kind FROM notification_deliveries d JOIN notifications n ON n.id = d.notification_id
     WHERE d.officer_id = ? ORDER BY d.id DESC LIMIT 100`,
    [officerOf(actor)],
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    state: row.state,
    attempts: Number(row.attempts),
    nextAt: row.state === 'waiting' ? Number(row.next_at) : null,
    error: row.last_error,
    createdAt: Number(row.created_at),
    settledAt: row.settled_at === null ? null : Number(row.settled_at),
  }))
}
