/** The accounts, for the administrator. */
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { userNameFault, userNameForm } from './account-opening.ts'
import { type Actor, type RoleCode, roleCodes } from './actor.ts'
import type { Identity } from './service.ts'

export const grant = z.object({
  role: z.enum(roleCodes as [RoleCode, ...RoleCode[]]),
  scope: z.enum(['own', 'squad', 'department', 'bureau']),
  departmentId: z.string().max(26).nullable(),
})

const account = z.object({
  id: z.string(),
  officerId: z.string().nullable(),
  userName: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  password: z
    .enum(['own', 'one-time', 'none'])
    .describe('own 本人的密码；one-time 一次性密码，尚未修改；none 没有密码，以统一身份认证登录'),
  roles: z.array(grant),
})
const newAccount = z.object({
  userName: z.string({ error: '请输入用户名' }).regex(userNameForm, userNameFault),
  officerId: z.string().max(26).nullable().describe('人员档案；没有档案的为 null，并填 name'),
  name: z.string().trim().min(1, '请输入姓名').max(60, '姓名过长').optional(),
  roles: z.array(grant),
  password: z
    .enum(['one-time', 'none'])
    .default('one-time')
    .describe('one-time 一次性密码；none 没有密码，只以统一身份认证登录'),
})
const oneTimePassword = z.string().describe('一次性密码，只显示这一次；本人登录后须先修改')
const accountChange = z.object({ disabled: z.boolean().optional(), roles: z.array(grant).optional() })
const accountPath = z.object({ accountId: z.string() })

const tag = '登录与账号'
const noStore = { 'cache-control': 'no-store' }

export function accountRoutes(identity: Identity, database: Database): Route<Actor>[] {
  return [
    route<Actor>({
      method: 'get',
      path: '/accounts',
      summary: '账号列表',
      tag,
      response: z.object({ accounts: z.array(account) }),
      async handle({ asker }) {
        identity.require(asker, 'account.read')
        return { body: { accounts: await identity.accounts() } }
      },
    }),
    route<Actor, undefined, undefined, typeof newAccount>({
      method: 'post',
      path: '/accounts',
      summary: '开立账号，得到一次性密码',
      description:
        '姓名取自人员档案；没有档案的另填姓名。一次性密码只在答复中出现一次，请当面交给本人；本人登录后须先修改密码，才能办理其他事项。授权的规则与调整授权相同，不能给自己开立。',
      tag,
      body: newAccount,
      response: z.object({ account, oneTimePassword: oneTimePassword.nullable() }),
      handle: async ({ asker, body }) => ({
        status: 201,
        headers: noStore,
        body: await identity.openAccount(asker, body),
      }),
    }),
    route<Actor, typeof accountPath, undefined, typeof accountChange>({
      method: 'patch',
      path: '/accounts/{accountId}',
      summary: '停用、启用账号，调整授权',
      tag,
      params: accountPath,
      body: accountChange,
      response: account,
      async handle({ asker, params: { accountId }, body }) {
        // A change of nothing would show the account all the same.
        identity.require(asker, 'account.edit')
        await identity.account(accountId)
        await database.write(async (tx) => {
          if (body.roles !== undefined) await identity.setGrants(tx, asker, accountId, body.roles)
          if (body.disabled !== undefined) await identity.setDisabled(tx, asker, accountId, body.disabled)
        })
        return { body: await identity.account(accountId) }
      },
    }),
    route<Actor, typeof accountPath>({
      method: 'post',
      path: '/accounts/{accountId}/password-reset',
      summary: '重置他人的密码，得到一次性密码；其登录全部失效',
      description: '因多次输错而暂停的登录同时恢复。不能重置自己的，自己的用“修改密码”。',
      tag,
      params: accountPath,
      response: z.object({ oneTimePassword }),
      handle: async ({ asker, params: { accountId } }) => ({
        status: 201,
        headers: noStore,
        body: { oneTimePassword: await identity.resetPassword(asker, accountId) },
      }),
    }),
  ]
}
