/** Sign-in and sessions. A token is 256 random bits; the table holds its SHA-256, so who reads the database cannot act as anybody. */
import { createHash, randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Actor, Grant } from './actor.ts'
import { findSession, type SessionHit } from './find-session.ts'
import type { LockOut } from './lock-out.ts'
import { noPassword, passwordMatches } from './password.ts'
import type { SecondFactor } from './second-factor.ts'
import type { SignedIn, SignInRequest } from './service.ts'
import type { SignInRules } from './sign-in-rules.ts'

interface Parts {
  database: Database
  clock: Clock
  audit: Audit
  rules: SignInRules
  lockOut: LockOut
  secondFactor: SecondFactor
  grantsOfAccount(accountId: string, sql?: Sql): Promise<Grant[]>
}

export interface AccountHit {
  id: string
  officer_id: string | null
  user_name: string
  name: string
  password_hash: string
  password_due: number | boolean
  disabled: number
}

/** What a sign-in reads of an account. */
export const accountColumns = 'id, officer_id, user_name, name, password_hash, password_due, disabled'

export function createSessions(parts: Parts) {
  const { database, clock, audit, rules, lockOut, secondFactor, grantsOfAccount } = parts
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  async function open(
    tx: WriteTransaction,
    account: AccountHit,
    from: string,
    { roles, enrolling, how }: { roles: Grant[]; enrolling: boolean; how: string },
  ): Promise<SignedIn> {
    const now = clock.now()
    const token = randomBytes(32).toString('base64url')
    const sessionId = ulid(now)
    const expiresAt = now + rules.sessionLength
    await lockOut.clear(tx, account.user_name)
    await tx.sql.run(
      'INSERT INTO sessions (id, account_id, token_hash, from_address, created_at, expires_at, enrolling) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [sessionId, account.id, sha256(token), from, now, expiresAt, enrolling],
    )
    const passwordDue = Boolean(account.password_due)
    const actor: Actor = {
      accountId: account.id,
      officerId: account.officer_id,
      name: account.name,
      roles: enrolling || passwordDue ? [] : roles,
      from,
      sessionId,
      ...(enrolling && { enrolling }),
      ...(passwordDue && { passwordDue }),
    }
    await audit.append(tx, {
      actor,
      action: 'session.opened',
      object: { type: 'session', id: sessionId },
      after: { how },
    })
    return { token, expiresAt, length: rules.sessionLength, actor }
  }

  /**
   * The last step of every sign-in: the second factor, where the account has one or a role asks for one, unless it was asked for elsewhere already.
   * @throws Problem `code-required`, `sign-in-failed`.
   */
  async function finish(
    account: AccountHit,
    from: string,
    how: string,
    { code, provenElsewhere = false }: { code?: string | undefined; provenElsewhere?: boolean },
  ): Promise<SignedIn> {
    const roles = await grantsOfAccount(account.id)
    const enrolled = await secondFactor.enrolled(account.id)
    if (enrolled && !provenElsewhere && code === undefined)
      throw problem('code-required', '请输入手机上显示的 6 位验证码，或者一个恢复码。')
    const opened = await database.write(async (tx) => {
      if (!enrolled || provenElsewhere) {
        const enrolling = !enrolled && !provenElsewhere && secondFactor.required(roles)
        return open(tx, account, from, { roles, enrolling, how })
      }
      const used = await secondFactor.use(tx, account.id, code!)
      return used && open(tx, account, from, { roles, enrolling: false, how: `${how}+${used}` })
    })
    if (opened) return opened
    await lockOut.noteFailure(account.user_name, from)
    throw problem('sign-in-failed', '验证码不正确或者已经用过，请等手机显示下一个验证码后再试。')
  }

  return {
    finish,

    async signIn({ userName, password, code, from }: SignInRequest): Promise<SignedIn> {
      await lockOut.requireUnlocked(userName)
      const [account] = await database.sql.all<AccountHit>(
        `SELECT ${accountColumns} FROM accounts WHERE user_name = ?`,
        [userName],
      )
      const matches = await passwordMatches(account?.password_hash ?? noPassword, password)
      if (!account || !matches || account.disabled) {
        await lockOut.noteFailure(userName, from)
        throw problem('sign-in-failed', '用户名或密码不正确，请核对后再试。')
      }
      return finish(account, from, 'password', { code })
    },

    async signOut(actor: Actor): Promise<void> {
      if (!actor.sessionId) return
      const { sessionId } = actor
      await database.write(async (tx) => {
        const { changes } = await tx.sql.run(
          'UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
          [clock.now(), sessionId],
        )
        if (changes > 0)
          await audit.append(tx, {
            actor,
            action: 'session.closed',
            object: { type: 'session', id: sessionId },
          })
      })
    },

    async actorOf(token: string, from: string): Promise<Actor | undefined> {
      const hit: SessionHit | undefined = await findSession(database.sql, sha256(token), clock.now())
      if (!hit) return undefined
      const { session_id: sessionId, account_id: accountId, officer_id: officerId, name } = hit
      const state: Pick<Actor, 'enrolling' | 'passwordDue'> = {
        ...(hit.enrolling && { enrolling: true }),
        ...(hit.password_due && { passwordDue: true }),
      }
      const roles = hit.enrolling || hit.password_due ? [] : await grantsOfAccount(accountId)
      return { accountId, officerId, name, roles, from, sessionId, ...state }
    },

    async revokeSessions(tx: WriteTransaction, accountId: string, except = ''): Promise<void> {
      await tx.sql.run(
        'UPDATE sessions SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL AND id <> ?',
        [clock.now(), accountId, except],
      )
    },

    /** The second factor stands: the session that set it up is now like any other. */
    async endEnrolling({ sql }: WriteTransaction, { sessionId }: Actor): Promise<void> {
      await sql.run('UPDATE sessions SET enrolling = 0 WHERE id = ?', [sessionId ?? ''])
    },
  }
}
