/** Accounts and what is granted to them. Only an administrator changes them, never their own; every change is in the audit log. */
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Actor, type Grant, isSystem, type RoleCode } from './actor.ts'
import { type AccountRow, defineIdentityModels, type GrantRow } from './model.ts'
import type { LockOut } from './lock-out.ts'
import { noPassword } from './password.ts'
import type { Policy } from './policy.ts'
import type { RoleTable } from './role-table.ts'
import type { SecondFactor } from './second-factor.ts'
import type { Account, Holder, NewAccount, Password } from './service.ts'

interface Parts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  roleTable: RoleTable
  lockOut: LockOut
  secondFactor: SecondFactor
  revokeSessions(tx: WriteTransaction, accountId: string, except?: string): Promise<void>
  /** @throws Problem `conflict` for who has left. */
  requireOnDuty(sql: Sql, officerId: string): Promise<void>
}

export function createAccounts(parts: Parts) {
  const { database, clock, audit, policy, roleTable, lockOut, secondFactor, revokeSessions, requireOnDuty } =
    parts
  const { accounts, grants } = defineIdentityModels(database.sequelize)

  const toGrant = ({ role, scope, department_id: departmentId }: GrantRow): Grant => ({
    role,
    scope,
    departmentId,
  })
  // Inside a transaction everything is read on its own connection: a second one might wait for a pool that waits for this one.
  const grantsOfAccount = async (accountId: string, sql: Sql = database.sql): Promise<Grant[]> => {
    const rows = await sql.all<GrantRow>(
      'SELECT role, scope, department_id FROM role_grants WHERE account_id = ? ORDER BY id',
      [accountId],
    )
    return rows.map(toGrant)
  }

  const toAccount = async (row: AccountRow): Promise<Account> => ({
    id: row.id,
    officerId: row.officer_id,
    userName: row.user_name,
    name: row.name,
    disabled: Boolean(row.disabled),
    password: row.password_hash === noPassword ? 'none' : row.password_due ? 'one-time' : 'own',
    roles: await grantsOfAccount(row.id),
  })

  const find = async (id: string, sql: Sql = database.sql): Promise<AccountRow> => {
    const [row] = await sql.all<AccountRow>('SELECT * FROM accounts WHERE id = ?', [id])
    if (!row) throw problem('not-found', '账号不存在')
    return row
  }

  /** Nobody widens their own rights. */
  const requireOther = (actor: Actor, accountId: string) => {
    policy.require(actor, 'account.edit')
    if (!isSystem(actor) && actor.accountId === accountId)
      throw problem('forbidden', '不能修改自己的账号与授权，请由另一名管理员办理')
  }

  function requireApart(roles: readonly RoleCode[]): void {
    const [one, other] = roleTable.conflictIn(roles) ?? []
    if (one && other)
      throw problem('input-invalid', `“${one.title}”与“${other.title}”须由不同的人担任（职责分离）`, [
        { path: 'roles', message: `不能同时授予“${one.title}”和“${other.title}”` },
      ])
  }

  async function writeGrants(tx: WriteTransaction, accountId: string, roles: Grant[]): Promise<void> {
    requireApart(roles.map(({ role }) => role))
    for (const { role, scope, departmentId } of roles) {
      if ((scope === 'squad' || scope === 'department') && departmentId === null) {
        throw problem('input-invalid', '部门范围的授权须指明部门', [{ path: 'roles', message: '须指明部门' }])
      }
      await grants.create(
        { id: ulid(clock.now()), account_id: accountId, role, scope, department_id: departmentId },
        { transaction: tx.sequelize },
      )
    }
  }

  return {
    find,
    requireOther,
    grantsOfAccount,
    requireApart,

    async requireCode(actor: Actor, code: string): Promise<void> {
      const { user_name: userName } = await find(actor.accountId)
      await lockOut.requireUnlocked(userName)
      if (await database.write((tx) => secondFactor.use(tx, actor.accountId, code))) return
      await lockOut.noteFailure(userName, actor.from)
      throw problem('sign-in-failed', '验证码不正确或者已经用过')
    },

    async resetSecondFactor(tx: WriteTransaction, actor: Actor, accountId: string): Promise<void> {
      requireOther(actor, accountId)
      await find(accountId, tx.sql)
      await secondFactor.remove(tx, actor, accountId, 'account.second-factor-reset')
      await revokeSessions(tx, accountId)
    },

    account: async (id: string) => toAccount(await find(id)),
    async accounts(): Promise<Account[]> {
      const rows = (await accounts.findAll({ raw: true, order: ['user_name'] })) as unknown as AccountRow[]
      return Promise.all(rows.map(toAccount))
    },

    async addAccount(
      tx: WriteTransaction,
      actor: Actor,
      { id = ulid(clock.now()), officerId, userName, name, roles }: NewAccount,
      password: Password,
    ): Promise<Account> {
      policy.require(actor, 'account.edit')
      const fault = (path: string, detail: string) =>
        problem('conflict', detail, [{ path, message: '已被使用' }])
      // Asked for twice at once: the second transaction meets the unique key, runs again, and sees the first.
      const [held] = await tx.sql.all('SELECT id FROM accounts WHERE officer_id = ?', [officerId])
      if (held) throw fault('officerId', `${name}已有账号`)
      const [named] = await tx.sql.all('SELECT id FROM accounts WHERE user_name = ?', [userName])
      if (named) throw fault('userName', `用户名 ${userName} 已被使用`)
      const row: AccountRow = {
        id,
        officer_id: officerId,
        user_name: userName,
        name,
        password_hash: password.kind === 'none' ? noPassword : password.hash,
        password_due: password.kind === 'one-time',
        disabled: false,
        created_at: clock.now(),
      }
      await insertRow(tx.sql, 'accounts', row)
      await writeGrants(tx, id, roles)
      const after = { userName, officerId, roles: roles.map((grant) => ({ ...grant })) }
      await audit.append(tx, { actor, action: 'account.added', object: { type: 'account', id }, after })
      return { id, officerId, userName, name, disabled: false, password: password.kind, roles }
    },

    async setDisabled(
      tx: WriteTransaction,
      actor: Actor,
      accountId: string,
      disabled: boolean,
    ): Promise<void> {
      requireOther(actor, accountId)
      const { disabled: before, officer_id: officerId } = await find(accountId, tx.sql)
      if (!disabled && officerId !== null) await requireOnDuty(tx.sql, officerId)
      await tx.sql.run('UPDATE accounts SET disabled = ? WHERE id = ?', [disabled, accountId])
      if (disabled) await revokeSessions(tx, accountId)
      const action = disabled ? 'account.disabled' : 'account.enabled'
      await audit.append(tx, {
        actor,
        action,
        object: { type: 'account', id: accountId },
        before: Boolean(before),
        after: disabled,
      })
    },

    async lockHolder(tx: WriteTransaction, actor: Actor, officerId: string): Promise<void> {
      const rows = await tx.sql.all<{ id: string }>(
        'SELECT id FROM accounts WHERE officer_id = ? AND disabled = 0',
        [officerId],
      )
      for (const { id } of rows) {
        await tx.sql.run('UPDATE accounts SET disabled = ? WHERE id = ?', [true, id])
        await revokeSessions(tx, id)
        await audit.append(tx, {
          actor,
          action: 'account.disabled',
          object: { type: 'account', id },
          before: false,
          after: true,
        })
      }
    },

    async setGrants(tx: WriteTransaction, actor: Actor, accountId: string, roles: Grant[]): Promise<void> {
      requireOther(actor, accountId)
      await find(accountId, tx.sql)
      const before = await grantsOfAccount(accountId, tx.sql)
      await tx.sql.run('DELETE FROM role_grants WHERE account_id = ?', [accountId])
      await writeGrants(tx, accountId, roles)
      const listed = (list: Grant[]) => list.map((grant) => ({ ...grant }))
      await audit.append(tx, {
        actor,
        action: 'account.grants-changed',
        object: { type: 'account', id: accountId },
        before: listed(before),
        after: listed(roles),
      })
    },

    async renameHolder({ sql }: WriteTransaction, officerId: string, name: string): Promise<void> {
      await sql.run('UPDATE accounts SET name = ? WHERE officer_id = ?', [name, officerId])
    },

    async holders(role: RoleCode): Promise<Holder[]> {
      const rows = await database.sql.all<GrantRow & { officer_id: string }>(
        `SELECT g.account_id, a.officer_id, g.role, g.scope, g.department_id FROM role_grants g JOIN accounts a ON a.id = g.account_id
         WHERE g.role = ? AND a.disabled = 0 AND a.officer_id IS NOT NULL`,
        [role],
      )
      return rows.map((row) => ({
        accountId: row.account_id,
        officerId: row.officer_id,
        grant: toGrant(row),
      }))
    },

    async grantsOf(officerId: string, sql: Sql = database.sql): Promise<Grant[]> {
      const rows = await sql.all<GrantRow>(
        `SELECT g.role, g.scope, g.department_id FROM role_grants g JOIN accounts a ON a.id = g.account_id WHERE a.officer_id = ? AND a.disabled = 0`,
        [officerId],
      )
      return rows.map(toGrant)
    },
  }
}
