/** What the routes of the register of laws take and answer. */
import { z } from 'zod'

export const tag = '法律法规库'
export const day = z.iso.date('日期应为 YYYY-MM-DD')
export const lawLevel = z.enum([
  'law',
  'administrative-regulation',
  'local-regulation',
  'department-rule',
  'bureau-rule',
])
export const lawForm = z.object({
  name: z.string(),
  title: z.string(),
  level: z.string(),
  confirmed: z.boolean(),
})
export const articleForm = z.object({
  law: z.string(),
  key: z.string(),
  article: z.number(),
  branch: z.number(),
  words: z.string(),
  asks: z.string(),
})
const heading = z.object({
  kind: z.enum(['part', 'subpart', 'chapter', 'section']),
  number: z.number(),
  title: z.string(),
})
const paragraph = z.object({
  text: z.string(),
  items: z.array(
    z.object({
      number: z.number(),
      text: z.string(),
      subitems: z.array(z.object({ number: z.number(), text: z.string() })),
    }),
  ),
})
export const textArticleForm = z.object({
  number: z.number(),
  branch: z.number(),
  place: z.array(heading),
  paragraphs: z.array(paragraph),
})
export const versionArticleForm = textArticleForm.extend({ key: z.string(), text: z.string() })
export const decisionForm = z.object({
  article: z.string().nullable().describe('被引用的条款号；为空指整部法律'),
  becomes: z.string().nullable().describe('改为引用哪一条，如 某法#60；为空指终止引用'),
})
export const versionForm = z.object({
  id: z.string(),
  law: z.string(),
  version: z.number(),
  kind: z.enum(['text', 'repeal']),
  state: z.enum(['proposed', 'confirmed', 'returned']),
  promulgatedBy: z.string(),
  promulgatedOn: z.string().nullable(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  articleCount: z.number(),
  decisions: z.array(decisionForm),
})
export const citationForm = z.object({
  kind: z.enum(['violation', 'limit', 'template']),
  id: z.string(),
  name: z.string(),
  article: z.string().nullable(),
})
export const confirmationForm = z.object({
  step: z.enum(['proposed', 'amended', 'confirmed', 'returned']),
  name: z.string(),
  at: z.number(),
  note: z.string(),
})
/** What a step of the procedure asks by law. */
export const dutyForm = z.object({
  stage: z.enum(['entry', 'filing', 'investigation', 'decision', 'closing']),
  elements: z.array(z.string()).describe('流程节点标识；为空的属于整个阶段'),
  duty: z.string(),
  reference: z.string().describe('法律简称和条号，如 行政处罚法#55'),
})
export const reason = z.object({
  reason: z.string({ error: '请说明理由' }).trim().min(1, '请说明理由').max(500, '理由不超过 500 字'),
})
