/** The hot look-up behind every request: one row by the hash of the token. */
import type { Sql } from '../platform/database/sql.ts'

export interface SessionHit {
  session_id: string
  account_id: string
  officer_id: string | null
  name: string
  enrolling: number | boolean
  password_due: number | boolean
}

/** @param now epoch ms; an expired or revoked session and a disabled account are not found. */
export async function findSession(sql: Sql, tokenHash: string, now: number): Promise<SessionHit | undefined> {
  const [hit] = await sql.all<SessionHit>(
    `SELECT s.id AS session_id, a.id AS account_id, a.officer_id, a.name, a.password_due, s.enrolling FROM sessions s JOIN accounts a ON a.id = s.account_id
     WHERE s.token_hash = ? AND s.expires_at > ? AND s.revoked_at IS NULL AND a.disabled = 0`,
    [tokenHash, now],
  )
  return hit
}
