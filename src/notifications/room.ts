/** What the use cases of this folder share. */
import type { BlockList } from 'node:net'
import type { Audit } from '../audit/service.ts'
import type { FieldCipher } from '../identity/field-cipher.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'
import type { Notifications } from '../tasks/notifications.ts'
import type { SettingsRow } from './model.ts'
import type { NotificationRules } from './rules.ts'

/** A message as the mail server gets it. */
export interface Mail {
  to: string
  subject: string
  text: string
  /** Without angle brackets; the same for every try, so that a mailbox may drop a double. */
  messageId: string
}

export interface OutsideParts {
  database: Database
  clock: Clock
  log: Log
  audit: Audit
  cipher: FieldCipher
  /** The messages in the product, which these follow. */
  product: Notifications
  rules: NotificationRules
  /** Address of the product as people open it, without a slash at the end; '' where it is not known. */
  publicAddress: string
  /** Undefined where no mail server is configured. */
  sendMail: ((mail: Mail) => Promise<void>) | undefined
  /** Private networks that webhooks may reach all the same. */
  allowed: BlockList
  /** 案号 of a case, null before it has one. */
  caseNumber(caseId: string): Promise<string | null>
}

export interface OutsideRoom extends OutsideParts {
  newId: NewId
}

export async function settingsOf(sql: Sql, officerId: string, lock = ''): Promise<SettingsRow | undefined> {
  const [row] = await sql.all<SettingsRow>(
    `SELECT * FROM notification_settings WHERE officer_id = ? ${lock}`,
    [officerId],
  )
  return row
}

/** What the person has chosen otherwise than the rules: `kind channel` → whether. */
export async function choicesOf(sql: Sql, officerId: string): Promise<Map<string, boolean>> {
  const rows = await sql.all<{ kind: string; channel: string; chosen: number }>(
    'SELECT kind, channel, chosen FROM notification_choices WHERE officer_id = ?',
    [officerId],
  )
  return new Map(rows.map(({ kind, channel, chosen }) => [`${kind} ${channel}`, Boolean(chosen)]))
}
