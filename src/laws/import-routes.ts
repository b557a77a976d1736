/** Laws and their versions on the way in: added, tried, imported, repealed, confirmed or returned. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import {
  citationForm,
  confirmationForm,
  day,
  decisionForm,
  lawForm,
  lawLevel,
  reason,
  tag,
  textArticleForm,
  versionArticleForm,
  versionForm,
} from './forms.ts'
import type { NewText } from './law-library.ts'
import type { Laws } from './service.ts'

const lawPath = z.object({ law: z.string() })
const versionPath = z.object({ versionId: z.string() })
const newLaw = z.object({
  name: z
    .string()
    .trim()
    .min(2, '简称至少两个字')
    .max(80)
    .regex(/^[^#《》]+$/, '简称不含书名号和 #'),
  title: z.string().trim().min(2, '全称至少两个字').max(120),
  level: lawLevel,
})
const promulgation = {
  promulgatedBy: z.string().trim().max(120).default('').describe('公布机关与文号'),
  promulgatedOn: day.nullable().default(null),
  effectiveFrom: day.describe('施行日；废止的为废止之日'),
  decisions: z.array(decisionForm).max(2_000).default([]),
}
const newRepeal = z.object(promulgation)
const newText = z
  .object({
    format: z.enum(['text', 'docx', 'html']),
    text: z.string().optional().describe('format 为 text 或者 html 时的全文'),
    base64: z.base64().optional().describe('format 为 docx 时的文件'),
    ...promulgation,
  })
  .refine(
    ({ format, text, base64 }) => (format === 'docx' ? base64 !== undefined : text !== undefined),
    '请提供全文',
  )
const importQuery = z.object({
  dryRun: z.enum(['true', 'false']).default('false').describe('只拆分、不保存'),
})
const dryRun = z.object({
  text: z.object({ preamble: z.string(), appendix: z.string(), articles: z.array(textArticleForm) }),
  faults: z.array(z.object({ line: z.number(), text: z.string(), message: z.string() })),
  citations: z.array(
    z.object({
      article: z.string().nullable(),
      becomes: z.string().nullable(),
      basis: z.enum(['same-number', 'best-text', 'none']),
      similarity: z.number().nullable(),
      open: z.boolean(),
      citedBy: z.array(citationForm),
    }),
  ),
})
const wholeVersion = z.object({
  version: versionForm,
  preamble: z.string(),
  appendix: z.string(),
  articles: z.array(versionArticleForm),
  confirmations: z.array(confirmationForm),
})

export function importRoutes(parts: { laws: Laws; policy: Policy; database: Database }): Route<Actor>[] {
  const { laws, policy, database } = parts
  const { library, confirmations } = laws
  const asText = ({ format, text, base64, ...rest }: z.infer<typeof newText>): NewText => ({
    ...rest,
    format,
    source: format === 'docx' ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text ?? ''),
  })
  return [
    route<Actor, undefined, undefined, typeof newLaw>({
      method: 'post',
      path: '/laws',
      summary: '新增一部法律法规（名称）',
      tag,
      body: newLaw,
      response: lawForm,
      async handle({ asker, body }) {
        await database.write((tx) => library.add(tx, asker, body))
        return { body: { ...body, confirmed: false } }
      },
    }),
    route<Actor, typeof lawPath>({
      method: 'get',
      path: '/laws/{law}/versions',
      summary: '一部法律的各个版本',
      tag,
      params: lawPath,
      response: z.object({ versions: z.array(versionForm) }),
      async handle({ asker, params }) {
        policy.require(asker, 'law.read')
        return { body: { versions: await library.versions(params.law) } }
      },
    }),
    route<Actor, typeof lawPath, typeof importQuery, typeof newText>({
      method: 'post',
      path: '/laws/{law}/versions',
      summary: '导入法律文本（dryRun=true 时只返回拆分结果）',
      tag,
      params: lawPath,
      query: importQuery,
      body: newText,
      response: z.union([versionForm, dryRun]),
      async handle({ asker, params: { law }, query, body }) {
        if (query.dryRun === 'true')
          return { status: 200, body: await library.tryImport(asker, law, asText(body)) }
        const version = await database.write((tx) => library.importText(tx, asker, law, asText(body)))
        return { body: version }
      },
    }),
    route<Actor, typeof lawPath, undefined, typeof newRepeal>({
      method: 'post',
      path: '/laws/{law}/repeal',
      summary: '提请废止一部法律',
      tag,
      params: lawPath,
      body: newRepeal,
      response: versionForm,
      async handle({ asker, params, body }) {
        return { body: await database.write((tx) => library.repeal(tx, asker, params.law, body)) }
      },
    }),
    route<Actor, typeof versionPath>({
      method: 'get',
      path: '/law-versions/{versionId}',
      summary: '一个版本的全文与确认经过',
      tag,
      params: versionPath,
      response: wholeVersion,
      async handle({ asker, params: { versionId } }) {
        policy.require(asker, 'law.read')
        const whole = await laws.version(versionId)
        const steps = await confirmations.history({ type: 'law-version', id: versionId })
        return { body: { ...whole, confirmations: steps } }
      },
    }),
    route<Actor, typeof versionPath>({
      method: 'post',
      path: '/law-versions/{versionId}/confirmation',
      summary: '确认法律版本（提请人以外的一人）',
      tag,
      params: versionPath,
      response: versionForm,
      async handle({ asker, params }) {
        const version = await database.write((tx) => library.confirmVersion(tx, asker, params.versionId))
        return { status: 200, body: version }
      },
    }),
    route<Actor, typeof versionPath, undefined, typeof reason>({
      method: 'post',
      path: '/law-versions/{versionId}/return',
      summary: '退回法律版本',
      tag,
      params: versionPath,
      body: reason,
      async handle({ asker, params, body }) {
        await database.write((tx) => library.returnVersion(tx, asker, params.versionId, body.reason))
        return { status: 204 }
      },
    }),
  ]
}
