/** New accounts 开立账号: of an officer on file or of somebody from outside, by an administrator; the first administrator of a bureau by the command line. */
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Actor, systemActor } from './actor.ts'
import { newOneTimePassword } from './password.ts'
import type { Policy } from './policy.ts'
import type { RoleTable } from './role-table.ts'
import type { Account, NewAccount, OfficersOnFile, OpenedAccount, Password } from './service.ts'

interface Parts {
  database: Database
  policy: Policy
  roleTable: RoleTable
  /** Whether there is another provider to sign in at. */
  elsewhere: boolean
  addAccount(tx: WriteTransaction, actor: Actor, account: NewAccount, password: Password): Promise<Account>
}

export const userNameForm = /^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._@-]{1,59}$/
export const userNameFault = '用户名须为 2 至 60 个字母、数字、汉字或 . _ @ -，以字母、数字或汉字开头'

export function createAccountOpening({ database, policy, roleTable, elsewhere, addAccount }: Parts) {
  let officers: OfficersOnFile | undefined

  const refuse = (path: string, message: string) => problem('input-invalid', message, [{ path, message }])

  async function nameOf(sql: Sql, officerId: string | null, name: string | undefined): Promise<string> {
    if (officerId === null) {
      if (name === undefined) throw refuse('name', '没有人员档案的账号须填写姓名')
      return name
    }
    if (name !== undefined) throw refuse('name', '有人员档案的账号用档案上的姓名，不另填')
    const officer = await officers!.get(officerId, sql)
    if (!officer.active) throw problem('conflict', `${officer.name}已经离岗，不能开立账号`)
    return officer.name
  }

  /** One-time or none. */
  async function firstPassword(kind: 'one-time' | 'none') {
    if (kind === 'none') return { shown: null, password: { kind } as const }
    const { password, passwordHash: hash } = await newOneTimePassword()
    return { shown: password, password: { kind, hash } as const }
  }

  return {
    useOfficers(given: OfficersOnFile): void {
      officers = given
    },

    async requireOnDuty(sql: Sql, officerId: string): Promise<void> {
      const { name, active } = await officers!.get(officerId, sql)
      if (!active) throw problem('conflict', `${name}已经离岗，账号不能启用`)
    },

    async openAccount(
      actor: Actor,
      {
        userName,
        officerId,
        name,
        roles,
        password: kind,
      }: Omit<NewAccount, 'id' | 'name'> & { name?: string | undefined; password: 'one-time' | 'none' },
    ): Promise<OpenedAccount> {
      policy.require(actor, 'account.edit')
      if (officerId !== null && officerId === actor.officerId)
        throw problem('forbidden', '不能给自己开立账号，请由另一名管理员办理')
      if (!userNameForm.test(userName)) throw refuse('userName', userNameFault)
      if (kind === 'none' && !elsewhere) throw refuse('password', '没有配置统一身份认证，账号不能没有密码')
      const { shown, password } = await firstPassword(kind)
      const account = await database.write(async (tx) =>
        addAccount(
          tx,
          actor,
          { userName, officerId, name: await nameOf(tx.sql, officerId, name), roles },
          password,
        ),
      )
      return { account, oneTimePassword: shown }
    },

    async openFirstAdministrator(userName: string, name?: string): Promise<OpenedAccount> {
      if (!userNameForm.test(userName)) throw refuse('userName', userNameFault)
      if (name !== undefined && !/^\S.{0,59}$/u.test(name)) throw refuse('name', '姓名须为 1 至 60 个字')
      const { shown, password } = await firstPassword('one-time')
      const actor: Actor = { ...systemActor('first-administrator'), from: 'command line' }
      const account = await database.write(async (tx) => {
        const [known] = await tx.sql.all<{ user_name: string }>(
          `SELECT a.user_name FROM role_grants g JOIN accounts a ON a.id = g.account_id
           WHERE g.role = 'administrator' AND a.disabled = 0 ORDER BY a.user_name LIMIT 1`,
        )
        if (known)
          throw problem('conflict', `已有系统管理员 ${known.user_name}，账号请由系统管理员新建、重置密码`)
        return addAccount(
          tx,
          actor,
          {
            userName,
            officerId: null,
            name: name ?? roleTable.roles.get('administrator')!.title,
            roles: [{ role: 'administrator', scope: 'bureau', departmentId: null }],
          },
          password,
        )
      })
      return { account, oneTimePassword: shown }
    },
  }
}
