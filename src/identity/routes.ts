/** Sign-in, sign-out, who I am, and the accounts for the administrator. */
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { type Action, actions } from './actions.ts'
import { type Actor, type RoleCode, roleCodes } from './actor.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import type { Identity, SignedIn } from './service.ts'

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
  secondFactor: z
    .object({ enrolled: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.number() })
    .describe('第二重验证；required 而未 enrolled 的，须先设置才能办理其他事项'),
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
  code: z.string().max(20, '验证码过长').optional().describe('第二重验证的验证码，或者一个恢复码'),
})
const accountPath = z.object({ accountId: z.string() })
const passwordChange = z.object({ current: z.string(), next: z.string() })
const accountChange = z.object({ disabled: z.boolean().optional(), roles: z.array(grant).optional() })

const tag = '登录与账号'

export function identityRoutes(identity: Identity, database: Database): Route<Actor>[] {
  const describe = async (actor: Actor): Promise<z.infer<typeof me>> => ({
    accountId: actor.accountId,
    officerId: actor.officerId,
    name: actor.name,
    roles: actor.roles.map((one) => ({
      ...one,
      title: identity.roleTable.roles.get(one.role)?.title ?? one.role,
    })),
    actions: (Object.keys(actions) as Action[]).filter((action) => identity.may(actor, action)),
    secondFactor: await identity.secondFactor.state(actor),
  })

  const session = {
    form: z.object({ token: z.string(), expiresAt: z.number().describe('UTC 毫秒'), me }),
    show: async ({ token, expiresAt, actor }: SignedIn) => ({ token, expiresAt, me: await describe(actor) }),
  }

  return [
    route<Actor, undefined, undefined, typeof signIn>({
      method: 'post',
      path: '/session',
      summary: '登录',
      tag,
      open: true,
      body: signIn,
      response: session.form,
      async handle({ body, from }) {
        return { status: 201, body: await session.show(await identity.signIn({ ...body, from })) }
      },
    }),
    route<Actor>({
      method: 'delete',
      path: '/session',
      summary: '退出登录',
      tag,
      enrolling: true,
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
      enrolling: true,
      response: me,
      handle: async ({ asker }) => ({ body: await describe(asker) }),
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
    ...oidcRoutes(identity, session),
    ...secondFactorRoutes(identity, database),
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
  ]
}
