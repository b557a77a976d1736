/**
 * Lock-out after failures in a row, wrong passwords and wrong codes counted together, by the hash of the typed name whether it exists or not: neither the
 * answer nor its time tells which names exist.
 */
import { createHash } from 'node:crypto'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { tooOften } from '../platform/problem.ts'
import { systemActor } from './actor.ts'
import type { SignInRules } from './sign-in-rules.ts'

export interface LockOut {
  /** @throws Problem `too-many-requests` while the name is locked. */
  requireUnlocked(userName: string): Promise<void>
  noteFailure(userName: string, from: string): Promise<void>
  clear(tx: WriteTransaction, userName: string): Promise<void>
}

export function createLockOut(parts: {
  database: Database
  clock: Clock
  audit: Audit
  rules: SignInRules
}): LockOut {
  const { database, clock, audit, rules } = parts
  const hashOf = (userName: string) => createHash('sha256').update(userName).digest('hex')

  return {
    async requireUnlocked(userName) {
      const [tried] = await database.sql.all<{ locked_until: number }>(
        'SELECT locked_until FROM sign_in_failures WHERE name_hash = ?',
        [hashOf(userName)],
      )
      if (!tried || tried.locked_until <= clock.now()) return
      const wait = tried.locked_until - clock.now()
      throw tooOften(
        `密码或验证码多次错误，已暂停登录。请 ${Math.ceil(wait / 60_000)} 分钟后再试，或者请系统管理员重置密码。`,
        wait,
      )
    },

    async noteFailure(userName, from) {
      const nameHash = hashOf(userName)
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
        if (locked)
          await audit.append(tx, {
            actor: { ...systemActor('sign-in'), from },
            action: 'sign-in.locked',
            object: { type: 'sign-in', id: nameHash.slice(0, 16) },
          })
      })
    },

    async clear(tx, userName) {
      await tx.sql.run('DELETE FROM sign_in_failures WHERE name_hash = ?', [hashOf(userName)])
    },
  }
}
