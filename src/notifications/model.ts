/** Rows of notifications outside the product. Addresses and secrets are sealed. */
import type { Channel } from './rules.ts'

export interface SettingsRow {
  officer_id: string
  /** Sealed. */
  mail: string | null
  /** Sealed: some services put their secret into the address. */
  webhook_url: string | null
  /** Sealed. */
  webhook_secret: string | null
  /** The person's own quiet hours, beside the bureau's. */
  quiet_from: string | null
  quiet_to: string | null
  version: number
  updated_at: number
}

export interface DeliveryRow {
  id: string
  notification_id: string
  officer_id: string
  channel: Channel
  /** `sending` only while a process is at it. */
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  attempts: number
  /** Epoch ms: not before. */
  next_at: number
  last_error: string | null
  created_at: number
  settled_at: number | null
}

/** Names of the sealed fields, as the cipher binds them. */
export const places = {
  mail: 'notification_settings.mail',
  webhook_url: 'notification_settings.webhook_url',
  webhook_secret: 'notification_settings.webhook_secret',
} as const
