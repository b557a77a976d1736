/** Sign-in, sign-out, who I am, my password. */
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { type Action, actions } from './actions.ts'
import { accountRoutes, grant } from './account-routes.ts'
import type { Actor } from './actor.ts'
import { oidcRoutes, type SessionAnswer } from './oidc-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import type { Identity } from './service.ts'
import { keep, noSessionCookie, sessionCookie } from './session-cookie.ts'

const me = z.object({
  accountId: z.string(),
  officerId: z.string().nullable(),
  name: z.string(),
  roles: z.array(grant.extend({ title: z.string() })),
  actions: z.array(z.string()).describe('我可以做的事'),
  passwordDue: z.boolean().describe('登录用的是一次性密码，须先修改密码才能办理其他事项'),
  secondFactor: z
    .object({ enrolled: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.number() })
    .describe('第二重验证；required 而未 enrolled 的，须先设置才能办理其他事项'),
})

const signIn = z.object({
  userName: z.string({ error: '请输入用户名' }).min(1, '请输入用户名').max(60, '用户名过长'),
  password: z.string({ error: '请输入密码' }).min(1, '请输入密码').max(200, '密码过长'),
  code: z.string().max(20, '验证码过长').optional().describe('第二重验证的验证码，或者一个恢复码'),
  keep,
})
const passwordChange = z.object({
  current: z.string({ error: '请输入原密码' }).min(1, '请输入原密码').max(200, '密码过长').describe('原密码'),
  next: z.string({ error: '请输入新密码' }).min(1, '请输入新密码').max(200, '密码过长').describe('新密码'),
})

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
    passwordDue: actor.passwordDue === true,
    secondFactor: await identity.secondFactor.state(actor),
  })

  const session: SessionAnswer = {
    form: z.object({
      token: z.string().optional().describe('由浏览器保管的没有'),
      expiresAt: z.number().describe('UTC 毫秒'),
      me,
    }),
    async reply({ token, expiresAt, length, actor }, { keep, secure }) {
      const body = { expiresAt, me: await describe(actor) }
      if (keep === 'token') return { status: 201, body: { token, ...body } }
      return { status: 201, headers: { 'set-cookie': sessionCookie(token, length, secure) }, body }
    },
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
      async handle({ body: { keep, ...who }, from, secure }) {
        return session.reply(await identity.signIn({ ...who, from }), { keep, secure })
      },
    }),
    route<Actor>({
      method: 'delete',
      path: '/session',
      summary: '退出登录',
      tag,
      enrolling: true,
      passwordDue: true,
      async handle({ asker, secure }) {
        await identity.signOut(asker)
        return { status: 204, headers: { 'set-cookie': noSessionCookie(secure) } }
      },
    }),
    route<Actor>({
      method: 'get',
      path: '/me',
      summary: '当前用户',
      tag,
      enrolling: true,
      passwordDue: true,
      response: me,
      handle: async ({ asker }) => ({ body: await describe(asker) }),
    }),
    route<Actor, undefined, undefined, typeof passwordChange>({
      method: 'put',
      path: '/me/password',
      summary: '修改密码',
      description:
        '其他登录随即失效。新密码的要求见 data/sign-in.yaml；原密码连续输错与登录时一样会暂停。一次性密码须先在这里改掉，才能办理其他事项。',
      tag,
      passwordDue: true,
      body: passwordChange,
      async handle({ asker, body }) {
        await identity.changePassword(asker, body.current, body.next)
        return { status: 204 }
      },
    }),
    ...oidcRoutes(identity, session),
    ...secondFactorRoutes(identity, database),
    ...accountRoutes(identity, database),
  ]
}
