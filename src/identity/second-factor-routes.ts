/** The second factor: set up, renewed, given up; reset by another administrator. */
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import type { Actor } from './actor.ts'
import type { Identity } from './service.ts'

const tag = '登录与账号'
const path = '/me/second-factor'
const password = z.object({
  password: z.string({ error: '请输入密码' }).min(1, '请输入密码').max(200, '密码过长'),
})
const code = z.object({
  code: z.string({ error: '请输入验证码' }).min(6, '请输入验证码').max(20, '验证码过长'),
})
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe('恢复码，只显示这一次') })
const noStore = { 'cache-control': 'no-store' }

export function secondFactorRoutes(identity: Identity, database: Database): Route<Actor>[] {
  const { secondFactor } = identity
  return [
    route<Actor, undefined, undefined, typeof password>({
      method: 'post',
      path,
      summary: '设置第二重验证：取得密钥和二维码',
      description: '用手机上的验证器（TOTP，RFC 6238）扫码，再以 PUT 提交显示的验证码，才算设置完成。',
      tag,
      enrolling: true,
      body: password,
      response: z.object({ secret: z.string(), uri: z.string(), svg: z.string().describe('二维码') }),
      async handle({ asker, body }) {
        const { userName } = await identity.requirePassword(asker, body.password)
        return { status: 201, headers: noStore, body: await secondFactor.begin(asker, userName) }
      },
    }),
    route<Actor, undefined, undefined, typeof code>({
      method: 'put',
      path,
      summary: '确认第二重验证，得到恢复码',
      tag,
      enrolling: true,
      body: code,
      response: recoveryCodes,
      async handle({ asker, body }) {
        const codes = await database.write(async (tx) => {
          const given = await secondFactor.confirm(tx, asker, body.code)
          await identity.endEnrolling(tx, asker)
          await identity.revokeSessions(tx, asker.accountId, asker.sessionId)
          return given
        })
        return { headers: noStore, body: { recoveryCodes: codes } }
      },
    }),
    route<Actor, undefined, undefined, typeof code>({
      method: 'post',
      path: `${path}/recovery-codes`,
      summary: '重新生成恢复码，旧的作废',
      tag,
      body: code,
      response: recoveryCodes,
      async handle({ asker, body }) {
        await identity.requireCode(asker, body.code)
        const codes = await database.write((tx) => secondFactor.renewRecoveryCodes(tx, asker))
        return { status: 201, headers: noStore, body: { recoveryCodes: codes } }
      },
    }),
    route<Actor, undefined, undefined, typeof code>({
      method: 'post',
      path: `${path}/removal`,
      summary: '停用第二重验证（角色要求的，下次登录须重新设置）',
      tag,
      body: code,
      async handle({ asker, body }) {
        await identity.requireCode(asker, body.code)
        await database.write((tx) =>
          secondFactor.remove(tx, asker, asker.accountId, 'account.second-factor-removed'),
        )
        return { status: 204 }
      },
    }),
    route({
      method: 'delete',
      path: '/accounts/{accountId}/second-factor',
      summary: '重置他人的第二重验证（手机和恢复码都丢失时），其登录全部失效',
      tag,
      params: z.object({ accountId: z.string() }),
      async handle({ asker, params: { accountId } }) {
        await database.write((tx) => identity.resetSecondFactor(tx, asker, accountId))
        return { status: 204 }
      },
    }),
  ]
}
