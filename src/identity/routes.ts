/** Sign-in, sign-out, who I am, and the accounts for the administrator. */
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { type Action, actions } from './actions.ts'
import { type Actor, type RoleCode, roleCodes } from './actor.ts'
import type { Identity } from './service.ts'

const grant = z.object({
  role: z.enum(roleCodes as [RoleCode, ...RoleCode[]]),
  scope: z.enum(['own', 'squad', 'department', 'bureau']),
  departmentId: z.string().nullable(),
})

const me = z.object({
  accountId: z.string(),
  officerId: z.string().nullable(),
  name: z.string(),
  roles: z.array(grant.extend({ title: z.string() })),
  actions: z.array(z.string()).describe('我可以做的事'),
})

const account = z.object({
  id: z.string(),
  officerId: z.string().nullable(),
  userName: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  roles: z.array(grant),
})

const signIn = z.object({
  userName: z.string({ error: '请输入用户名' }).min(1, '请输入用户名').max(60, '用户名过长'),
  password: z.string({ error: '请输入密码' }).min(1, '请输入密码').max(200, '密码过长'),
})
const accountPath = z.object({ accountId: z.string() })
const passwordChange = z.object({ current: z.string(), next: z.string() })
const accountChange = z.object({ disabled: z.boolean().optional(), roles: z.array(grant).optional() })

const tag = '登录与账号'

export function identityRoutes(identity: Identity, database: Database): Route<Actor>[] {
  const describe = (actor: Actor): z.infer<typeof me> => ({
    accountId: actor.accountId,
    officerId: actor.officerId,
    name: actor.name,
    roles: actor.roles.map((one) => ({
      ...one,
      title: identity.roleTable.roles.get(one.role)?.title ?? one.role,
    })),
    actions: (Object.keys(actions) as Action[]).filter((action) => identity.may(actor, action)),
  })

  return [
    route<Actor, undefined, undefined, typeof signIn>({
      method: 'post',
      path: '/session',
      summary: '登录',
      tag,
      open: true,
      body: signIn,
      response: z.object({ token: z.string(), expiresAt: z.number().describe('UTC 毫秒'), me }),
      async handle({ body, from }) {
        const { token, expiresAt, actor } = await identity.signIn({ ...body, from })
        return { status: 201, body: { token, expiresAt, me: describe(actor) } }
      },
    }),
    route<Actor>({
      method: 'delete',
      path: '/session',
      summary: '退出登录',
      tag,
      async handle({ asker }) {
        await identity.signOut(asker)
        return { status: 204 }
      },
    }),
    route<Actor>({
      method: 'get',
      path: '/me',
      summary: '当前用户',
      tag,
      response: me,
      handle: async ({ asker }) => ({ body: describe(asker) }),
    }),
    route<Actor, undefined, undefined, typeof passwordChange>({
      method: 'put',
      path: '/me/password',
      summary: '修改密码',
      tag,
      body: passwordChange,
      async handle({ asker, body }) {
        await identity.changePassword(asker, body.current, body.next)
        return { status: 204 }
      },
    }),
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
    route<Actor, typeof accountPath, undefined, typeof accountChange>({
      method: 'patch',
      path: '/accounts/{accountId}',
      summary: '停用、启用账号，调整授权',
      tag,
      params: accountPath,
      body: accountChange,
      response: account,
      async handle({ asker, params: { accountId }, body }) {
        await database.write(async (tx) => {
          if (body.roles !== undefined) await identity.setGrants(tx, asker, accountId, body.roles)
          if (body.disabled !== undefined) await identity.setDisabled(tx, asker, accountId, body.disabled)
        })
        return { body: await identity.account(accountId) }
      },
    }),
  ]
}
