/** Sign-in at another provider: whether there is one, the way there, and what it answered. */
import { z } from 'zod'
import { type Reply, type Route, route } from '../platform/route.ts'
import type { Actor } from './actor.ts'
import type { Identity, SignedIn } from './service.ts'
import { type Keep, keep } from './session-cookie.ts'

const tag = '登录与账号'
const answered = z.object({
  attempt: z.string().max(100).describe('开始登录时得到的凭据'),
  query: z.string().max(4000).describe('认证服务返回本页面时地址中 ? 之后的内容'),
  code: z.string().max(20, '验证码过长').optional().describe('第二重验证的验证码，或者一个恢复码'),
  keep,
})

/** What every way of signing in is answered with. */
export interface SessionAnswer {
  form: z.ZodType
  reply(signedIn: SignedIn, to: { keep: Keep; secure: boolean }): Promise<Reply>
}

export function oidcRoutes(identity: Identity, session: SessionAnswer): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/session/ways',
      summary: '可用的登录方式',
      tag,
      open: true,
      response: z.object({ password: z.boolean(), oidc: z.boolean() }),
      handle: async () => ({ body: { password: true, oidc: identity.oidc.configured } }),
    }),
    route({
      method: 'post',
      path: '/session/oidc',
      summary: '以统一身份认证登录：取得认证服务的地址',
      tag,
      open: true,
      response: z.object({ address: z.string(), attempt: z.string() }),
      handle: async () => ({
        status: 201,
        headers: { 'cache-control': 'no-store' },
        body: await identity.oidc.begin(),
      }),
    }),
    route<Actor, undefined, undefined, typeof answered>({
      method: 'post',
      path: '/session/oidc/answer',
      summary: '以统一身份认证登录：提交认证服务的答复',
      description: '账号须已开通：认证服务给出的用户名与账号的用户名一致，不会新建账号。',
      tag,
      open: true,
      body: answered,
      response: session.form,
      async handle({ body: { keep, ...answer }, from, secure }) {
        return session.reply(await identity.oidc.answer({ ...answer, from }), { keep, secure })
      },
    }),
  ]
}
