/** The passwords of accounts: asked once more, changed by their owner, reset by another administrator. Neither they nor their hashes stand in any audit line. */
import type { Audit } from '../audit/service.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Actor } from './actor.ts'
import type { LockOut } from './lock-out.ts'
import type { AccountRow } from './model.ts'
import {
  hashPassword,
  newOneTimePassword,
  noPassword,
  passwordMatches,
  requireSoundPassword,
} from './password.ts'
import type { SignInRules } from './sign-in-rules.ts'

interface Parts {
  database: Database
  audit: Audit
  lockOut: LockOut
  rules: SignInRules
  find(accountId: string, sql?: Sql): Promise<AccountRow>
  /** @throws Problem `forbidden` for who may not keep accounts, and for one's own. */
  requireOther(actor: Actor, accountId: string): void
  revokeSessions(tx: WriteTransaction, accountId: string, except?: string): Promise<void>
}

export function createAccountPasswords(parts: Parts) {
  const { database, audit, lockOut, rules, find, requireOther, revokeSessions } = parts
  const object = (id: string) => ({ type: 'account', id })

  /** A stolen session is not enough to guess the password with. */
  async function requirePassword(
    actor: Actor,
    password: string,
  ): Promise<{ userName: string; passwordHash: string }> {
    const { password_hash: passwordHash, user_name: userName } = await find(actor.accountId)
    if (passwordHash === noPassword)
      throw problem('conflict', '您的账号没有密码，以统一身份认证登录；需要密码的请系统管理员重置密码')
    await lockOut.requireUnlocked(userName)
    if (await passwordMatches(passwordHash, password)) return { userName, passwordHash }
    await lockOut.noteFailure(userName, actor.from)
    throw problem('sign-in-failed', '密码不正确')
  }

  return {
    requirePassword,

    async changePassword(actor: Actor, current: string, next: string): Promise<void> {
      const { userName, passwordHash } = await requirePassword(actor, current)
      requireSoundPassword(next, { userName, current }, rules.password)
      const nextHash = await hashPassword(next)
      await database.write(async (tx) => {
        const { changes } = await tx.sql.run(
          'UPDATE accounts SET password_hash = ?, password_due = 0 WHERE id = ? AND password_hash = ?',
          [nextHash, actor.accountId, passwordHash],
        )
        // Who resets a password wins over who still knows the old one.
        if (changes === 0) throw problem('conflict', '密码刚刚已被修改或重置，请重新登录')
        await revokeSessions(tx, actor.accountId, actor.sessionId)
        await audit.append(tx, {
          actor,
          action: 'account.password-changed',
          object: object(actor.accountId),
        })
      })
    },

    async resetPassword(actor: Actor, accountId: string): Promise<string> {
      requireOther(actor, accountId)
      const { user_name: userName } = await find(accountId)
      const { password, passwordHash } = await newOneTimePassword()
      await database.write(async (tx) => {
        await tx.sql.run('UPDATE accounts SET password_hash = ?, password_due = 1 WHERE id = ?', [
          passwordHash,
          accountId,
        ])
        await lockOut.clear(tx, userName)
        await revokeSessions(tx, accountId)
        await audit.append(tx, { actor, action: 'account.password-reset', object: object(accountId) })
      })
      return password
    },
  }
}
