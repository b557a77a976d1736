/**
 * Sign-in, sessions and lock-out. A token is 256 random bits; the table holds its SHA-256, so who reads the database cannot act as anybody. Failures are
 * counted by the hash of the typed name, whether it exists or not: neither the answer nor its time tells which names exist.
 */
import { createHash, randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Actor, type Grant, systemActor } from './actor.ts'
import { findSession, type SessionHit } from './find-session.ts'
import { passwordMatches } from './password.ts'
import type { SignedIn } from './service.ts'

export interface SignInRules {
  /** How long a session lives, ms. */
  sessionLength: number
  /** Failures in a row after which a name is locked. */
  failuresAllowed: number
  /** How long it stays locked, ms. */
  lockLength: number
}

export const defaultSignInRules: SignInRules = {
  sessionLength: 12 * 3600_000,
  failuresAllowed: 5,
  lockLength: 15 * 60_000,
}

/** A hash nobody's password has, so that an unknown name costs as much time as a wrong password. */
const hashOfNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$KklHc6Bdl1gmUnqG4ATBYg$95SrSZnah95eefO69M2ScLhLGTplp/CpMfSJWouOL0Q'

interface Parts {
  database: Database
  clock: Clock
  audit: Audit
  rules: SignInRules
  grantsOfAccount(accountId: string, sql?: Sql): Promise<Grant[]>
}

interface AccountHit {
  id: string
  officer_id: string | null
  name: string
  password_hash: string
  disabled: number
}

export function createSessions({ database, clock, audit, rules, grantsOfAccount }: Parts) {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const attempts = (nameHash: string) =>
    database.sql.all<{ failures: number; locked_until: number }>(
      'SELECT failures, locked_until FROM sign_in_failures WHERE name_hash = ?',
      [nameHash],
    )

  async function noteFailure(nameHash: string, from: string): Promise<void> {
    const now = clock.now()
    await database.write(async (tx) => {
      const { onConflictReplace, forUpdate } = database.dialect
      await tx.sql.run(
        `INSERT INTO sign_in_failures (name_hash, failures, locked_until) VALUES (?, 0, 0) ${onConflictReplace(['name_hash'], ['name_hash'])}`,
        [nameHash],
      )
      const [row] = await tx.sql.all<{ failures: number }>(
        `SELECT failures FROM sign_in_failures WHERE name_hash = ? ${forUpdate}`,
        [nameHash],
      )
      const failures = (row?.failures ?? 0) + 1
      const locked = failures >= rules.failuresAllowed
      await tx.sql.run('UPDATE sign_in_failures SET failures = ?, locked_until = ? WHERE name_hash = ?', [
        locked ? 0 : failures,
        locked ? now + rules.lockLength : 0,
        nameHash,
      ])
      if (locked) {
        const actor = { ...systemActor('sign-in'), from }
        await audit.append(tx, {
          actor,
          action: 'sign-in.locked',
          object: { type: 'sign-in', id: nameHash.slice(0, 16) },
        })
      }
    })
  }

  async function open(
    tx: WriteTransaction,
    account: AccountHit,
    from: string,
    nameHash: string,
  ): Promise<SignedIn> {
    const now = clock.now()
    const token = randomBytes(32).toString('base64url')
    const sessionId = ulid(now)
    const expiresAt = now + rules.sessionLength
    await tx.sql.run('DELETE FROM sign_in_failures WHERE name_hash = ?', [nameHash])
    await tx.sql.run(
      'INSERT INTO sessions (id, account_id, token_hash, from_address, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      [sessionId, account.id, sha256(token), from, now, expiresAt],
    )
    const roles = await grantsOfAccount(account.id, tx.sql)
    const actor: Actor = {
      accountId: account.id,
      officerId: account.officer_id,
      name: account.name,
      roles,
      from,
      sessionId,
    }
    await audit.append(tx, { actor, action: 'session.opened', object: { type: 'session', id: sessionId } })
    return { token, expiresAt, actor }
  }

  return {
    async signIn({
      userName,
      password,
      from,
    }: {
      userName: string
      password: string
      from: string
    }): Promise<SignedIn> {
      const nameHash = sha256(userName)
      const [tried] = await attempts(nameHash)
      if (tried && tried.locked_until > clock.now()) {
        const minutes = Math.ceil((tried.locked_until - clock.now()) / 60_000)
        throw problem(
          'too-many-requests',
          `密码多次错误，已暂停登录。请 ${minutes} 分钟后再试，或请系统管理员重置密码。`,
        )
      }
      const [account] = await database.sql.all<AccountHit>(
        'SELECT id, officer_id, name, password_hash, disabled FROM accounts WHERE user_name = ?',
        [userName],
      )
      const matches = await passwordMatches(account?.password_hash ?? hashOfNobody, password)
      if (!account || !matches || account.disabled) {
        await noteFailure(nameHash, from)
        throw problem('sign-in-failed', '用户名或密码不正确，请核对后再试。')
      }
      return database.write((tx) => open(tx, account, from, nameHash))
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
      return { accountId, officerId, name, roles: await grantsOfAccount(accountId), from, sessionId }
    },

    async revokeSessions(tx: WriteTransaction, accountId: string, except = ''): Promise<void> {
      await tx.sql.run(
        'UPDATE sessions SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL AND id <> ?',
        [clock.now(), accountId, except],
      )
    },
  }
}
