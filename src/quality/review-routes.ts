/** Reviews of archived cases 案卷评查: drawn, arranged, rated by two who do not see each other, the ratings that come of it, and appeals against them. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { officerPath, rating, text } from '../officers/schemas.ts'
import { entityTag } from '../platform/entity-tag.ts'
import { type Route, route } from '../platform/route.ts'
import { reviewStates } from './model.ts'
import type { Quality } from './service.ts'

const tag = '案卷评查'
const optional = z.string().nullable()
const remark = z.string().trim().min(1).max(1000)
const sheet = z.strictObject({
  scores: z
    .array(
      z.strictObject({
        criterion: z.string().max(60),
        points: z.number().int().min(0).max(100),
        remark: remark.optional().describe('扣分的理由'),
      }),
    )
    .max(100),
  knockOuts: z
    .array(z.strictObject({ criterion: z.string().max(60), remark }))
    .max(50)
    .default([])
    .describe('一票否决'),
  remark: remark.optional(),
})
const review = z.object({
  id: z.string(),
  caseId: z.string(),
  caseNumber: optional,
  caseTitle: z.string(),
  departmentId: z.string(),
  sampleId: optional.describe('抽查；直接评查的为空'),
  state: z.enum(reviewStates),
  needed: z.number().describe('几名评查人'),
  points: z.number().nullable(),
  grade: optional,
  gradeName: optional,
  knockedOut: z.boolean().nullable(),
  openedBy: z.string(),
  openedAt: z.number(),
  concludedAt: z.number().nullable(),
  version: z.number(),
  raters: z
    .array(
      z.object({
        officerId: z.string(),
        name: z.string(),
        ratedAt: z.number().nullable(),
        sheet: sheet.nullable(),
        points: z.number().nullable(),
        grade: optional,
        knockedOut: z.boolean().nullable(),
      }),
    )
    .describe('结果作出之前，评查人只能看到本人的评查'),
})
const criterion = z.looseObject({ code: z.string(), name: z.string(), law: z.string().optional() })
const sample = z.object({
  id: z.string(),
  period: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  perSquad: z.number(),
  seedSeq: z.number().describe('作为种子的审计日志行号：该期间的最后一行'),
  seed: z.string(),
  candidates: z.number(),
  drawnBy: z.string(),
  drawnName: z.string(),
  drawnAt: z.number(),
  reviews: z.array(z.object({ id: z.string(), caseId: z.string(), departmentId: z.string() })),
})
const casePath = z.object({ caseId: z.string() })
const reviewPath = z.object({ reviewId: z.string() })
const ratingPath = z.object({ ratingId: z.string() })

export function reviewRoutes(quality: Quality): Route<Actor>[] {
  return [...arranging(quality), ...reading(quality), ...appealing(quality)]
}

const reply = <Body extends { version: number }>(body: Body, status = 200) => ({
  status,
  headers: { etag: entityTag(body.version) },
  body,
})

function arranging(quality: Quality): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/quality-samples',
      summary: '抽取一个期间归档的案卷评查',
      description:
        '每个中队抽取的件数见 data/quality.yaml。签号由该期间审计日志最后一行的指纹和案件编号算出，谁都可以复算；每个期间只抽一次。',
      tag,
      creates: true,
      body: z.strictObject({ period: z.string().max(10).describe('季度，如 2026-Q3') }),
      response: sample,
      handle: async ({ asker, body: { period } }) => ({
        status: 201,
        body: await quality.drawSample(asker, period),
      }),
    }),
    route({
      method: 'get',
      path: '/quality-samples',
      summary: '历次抽查，新的在前',
      tag,
      response: z.object({ items: z.array(sample) }),
      handle: async ({ asker }) => ({ body: { items: await quality.samples(asker) } }),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/quality-review',
      summary: '评查一件已归档的案件',
      tag,
      params: casePath,
      response: review,
      handle: async ({ asker, params }) => reply(await quality.openReview(asker, params.caseId), 201),
    }),
    route({
      method: 'post',
      path: '/quality-reviews/{reviewId}/raters',
      summary: '指定评查人：没有参与过本案的两人；结果不一致时第三人',
      tag,
      params: reviewPath,
      body: z.strictObject({ officerIds: z.array(z.string().max(26)).min(1).max(2) }),
      response: review,
      handle: async ({ asker, params, body }) =>
        reply(await quality.appointRaters(asker, params.reviewId, body.officerIds)),
    }),
    route({
      method: 'post',
      path: '/quality-reviews/{reviewId}/raters/replacement',
      summary: '更换尚未提交评查表的评查人，写明理由',
      tag,
      params: reviewPath,
      body: z.strictObject({
        officerId: z.string().max(26).describe('被更换的评查人'),
        successorId: z.string().max(26).describe('接替的评查人'),
        reason: text('更换理由', 500),
      }),
      response: review,
      handle: async ({ asker, params, body }) =>
        reply(await quality.replaceRater(asker, params.reviewId, body)),
    }),
    route({
      method: 'post',
      path: '/quality-reviews/{reviewId}/rating',
      summary: '提交评查表（指定的评查人，各自独立，提交后不能修改）',
      description: '总分、等次由系统算出；全部提交后作出结果，相差过大或者等次不同的须由第三人评查。',
      tag,
      params: reviewPath,
      body: sheet,
      response: review,
      handle: async ({ asker, params, body }) => reply(await quality.rate(asker, params.reviewId, body)),
    }),
  ]
}

function reading(quality: Quality): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/quality-reviews',
      summary: '案卷评查列表，新的在前',
      tag,
      query: z.object({
        state: z.enum(reviewStates).optional(),
        mine: z.stringbool().optional().describe('只看待我评查的'),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(review), next: optional }),
      handle: async ({ asker, query }) => ({ body: await quality.list(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/quality-reviews/{reviewId}',
      summary: '一次案卷评查，连同评查项目',
      tag,
      params: reviewPath,
      response: review.extend({ criteria: z.array(criterion), knockOuts: z.array(criterion) }),
      async handle({ asker, params }) {
        const { view, criteria, knockOuts } = await quality.review(asker, params.reviewId)
        return reply({ ...view, criteria, knockOuts })
      },
    }),
    route<Actor, typeof officerPath>({
      method: 'get',
      path: '/officers/{officerId}/ratings',
      summary: '人员的案卷评查结果（本人、部门负责人、督察可见）',
      tag,
      params: officerPath,
      response: z.object({ ratings: z.array(rating) }),
      handle: async ({ asker, params: { officerId } }) => ({
        body: { ratings: await quality.ratings(asker, officerId) },
      }),
    }),
  ]
}

function appealing(quality: Quality): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/ratings/{ratingId}/appeal',
      summary: '对评查结果提出申诉（本人，期限内）',
      tag,
      params: ratingPath,
      body: z.object({ reason: text('申诉理由', 2000) }),
      response: rating,
      handle: async ({ asker, params: { ratingId }, body: { reason } }) => ({
        status: 200,
        body: await quality.appeal(asker, ratingId, reason),
      }),
    }),
    route({
      method: 'post',
      path: '/ratings/{ratingId}/answer',
      summary: '答复申诉（评查人和办理、审批过本案的人以外）',
      tag,
      params: ratingPath,
      body: z.object({ grade: text('等次', 20), answer: text('答复', 2000) }),
      response: rating,
      handle: async ({ asker, params: { ratingId }, body }) => ({
        status: 200,
        body: await quality.answerAppeal(asker, ratingId, body),
      }),
    }),
  ]
}
