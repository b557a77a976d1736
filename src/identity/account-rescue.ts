/**
 * The way back in for who runs the machine: a new one-time password and the end of a lock-out, by the command line. Whoever can write the database could do
 * as much by hand; here the person of the operating system stands in the audit log.
 */
import type { Audit } from '../audit/service.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Actor, systemActor } from './actor.ts'
import type { LockOut } from './lock-out.ts'
import type { AccountRow } from './model.ts'
import { newOneTimePassword } from './password.ts'
import type { SecondFactor } from './second-factor.ts'

interface Parts {
  database: Database
  audit: Audit
  lockOut: LockOut
  secondFactor: SecondFactor
  revokeSessions(tx: WriteTransaction, accountId: string): Promise<void>
}

export function createAccountRescue({ database, audit, lockOut, secondFactor, revokeSessions }: Parts) {
  const atTheMachine = (operator: string): Actor => ({
    ...systemActor('command-line'),
    name: operator,
    from: 'command line',
  })

  async function findNamed({ sql }: WriteTransaction, userName: string): Promise<AccountRow> {
    const [row] = await sql.all<AccountRow>('SELECT * FROM accounts WHERE user_name = ?', [userName])
    if (row && !row.disabled) return row
    if (row)
      throw problem(
        'conflict',
        `账号 ${userName} 已停用：请由系统管理员启用；没有未停用的系统管理员的，用 zhiheng accounts create-administrator 新建`,
      )
    const known = await sql.all<{ user_name: string }>(
      `SELECT DISTINCT a.user_name FROM role_grants g JOIN accounts a ON a.id = g.account_id
       WHERE g.role = 'administrator' AND a.disabled = 0 ORDER BY a.user_name`,
    )
    const names = known.map(({ user_name: name }) => name).join('、')
    throw problem('not-found', `没有账号 ${userName}${names === '' ? '' : `；系统管理员有 ${names}`}`)
  }

  return {
    async resetPasswordAtMachine(
      operator: string,
      userName: string,
      { withSecondFactor }: { withSecondFactor: boolean },
    ): Promise<string> {
      const actor = atTheMachine(operator)
      const { password, passwordHash } = await newOneTimePassword()
      await database.write(async (tx) => {
        const { id } = await findNamed(tx, userName)
        await tx.sql.run('UPDATE accounts SET password_hash = ?, password_due = 1 WHERE id = ?', [
          passwordHash,
          id,
        ])
        await lockOut.clear(tx, userName)
        await revokeSessions(tx, id)
        await audit.append(tx, { actor, action: 'account.password-reset', object: { type: 'account', id } })
        if (withSecondFactor) await secondFactor.remove(tx, actor, id, 'account.second-factor-reset')
      })
      return password
    },

    async unlockAtMachine(operator: string, userName: string): Promise<void> {
      await database.write(async (tx) => {
        const { id } = await findNamed(tx, userName)
        await lockOut.clear(tx, userName)
        await audit.append(tx, {
          actor: atTheMachine(operator),
          action: 'account.unlocked',
          object: { type: 'account', id },
        })
      })
    },
  }
}
