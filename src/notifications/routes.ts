/** One's own notifications outside the product. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { entityTag, versionOf } from '../platform/entity-tag.ts'
import { type Route, route } from '../platform/route.ts'
import { channels, quietHours } from './rules.ts'
import type { OutsideNotifications } from './service.ts'

const tag = '待办'
const path = '/me/notification-settings'
const hours = quietHours.nullable()
const settings = z.object({
  mail: z.string().nullable(),
  webhookUrl: z.string().nullable(),
  quietHours: hours.describe('本人的免打扰时段，北京时间'),
  bureauQuietHours: hours.describe('本机关的免打扰时段'),
  mailPossible: z.boolean().describe('是否配置了邮件服务器'),
  kinds: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      urgent: z.boolean().describe('不受免打扰时段限制'),
      mail: z.boolean(),
      webhook: z.boolean(),
    }),
  ),
  version: z.number(),
})
const change = z.strictObject({
  mail: z.email({ error: '应当是邮箱地址' }).max(200, '邮箱地址过长').nullable().optional(),
  webhookUrl: z
    .url({ error: '应当是 https:// 开头的地址', protocol: /^https?$/ })
    .max(500, '地址过长')
    .nullable()
    .optional(),
  quietHours: hours.optional(),
  choices: z
    .array(z.strictObject({ kind: z.string(), channel: z.enum(channels), chosen: z.boolean() }))
    .max(200)
    .optional(),
})

export function outsideNotificationRoutes(outside: OutsideNotifications): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path,
      summary: '我的通知设置：邮件、Webhook、免打扰时段',
      tag,
      response: settings,
      async handle({ asker }) {
        const body = await outside.settings(asker)
        return { headers: { etag: entityTag(body.version) }, body }
      },
    }),
    route<Actor, undefined, undefined, typeof change>({
      method: 'patch',
      path,
      summary: '修改通知设置',
      description:
        '请求头 If-Match 为读取时的 ETag。邮件和 Webhook 只含事项、案号和链接。Webhook 以 POST 发送 JSON，X-Zhiheng-Signature 为 t=毫秒,v1=HMAC-SHA256(密钥, 毫秒.正文)；新地址的密钥只在答复中显示这一次。',
      tag,
      body: change,
      response: settings.extend({ webhookSecret: z.string().optional() }),
      async handle({ asker, body, ifMatch }) {
        const changed = await outside.change(asker, body, versionOf(ifMatch))
        return {
          headers: { etag: entityTag(changed.version), 'cache-control': 'no-store' },
          body: changed,
        }
      },
    }),
    route({
      method: 'get',
      path: `${path}/deliveries`,
      summary: '最近发出的通知及结果',
      tag,
      response: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            kind: z.string(),
            channel: z.enum(channels),
            state: z.enum(['waiting', 'sending', 'sent', 'failed']),
            attempts: z.number(),
            nextAt: z.number().nullable(),
            error: z.string().nullable(),
            createdAt: z.number(),
            settledAt: z.number().nullable(),
          }),
        ),
      }),
      handle: async ({ asker }) => ({ body: { items: await outside.deliveries(asker) } }),
    }),
  ]
}
