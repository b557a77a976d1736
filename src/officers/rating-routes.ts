/** Ratings of ended cases 案件评查, and appeals against them. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { officerPath, rating, text } from './schemas.ts'
import type { Officers } from './service.ts'

const tag = '案件评查'
const newRating = z.object({
  caseId: z.string(),
  officerId: z.string(),
  grade: text('等次', 20),
  reasons: text('理由', 2000),
})
const appeal = z.object({ reason: text('申诉理由', 2000) })
const answer = z.object({ grade: text('等次', 20), answer: text('答复', 2000) })
const ratingPath = z.object({ ratingId: z.string() })

export function ratingRoutes(officers: Officers, database: Database): Route<Actor>[] {
  return [
    route<Actor, undefined, undefined, typeof newRating>({
      method: 'post',
      path: '/ratings',
      summary: '评查已办结的案件',
      tag,
      body: newRating,
      response: rating,
      handle: async ({ asker, body }) => ({
        body: await database.write((tx) => officers.rateCase(tx, asker, body)),
      }),
    }),
    route<Actor, typeof officerPath>({
      method: 'get',
      path: '/officers/{officerId}/ratings',
      summary: '人员的案件评查结果（本人、部门负责人、督察可见）',
      tag,
      params: officerPath,
      response: z.object({ ratings: z.array(rating) }),
      handle: async ({ asker, params: { officerId } }) => ({
        body: { ratings: await officers.ratings(asker, officerId) },
      }),
    }),
    route<Actor, typeof ratingPath, undefined, typeof appeal>({
      method: 'post',
      path: '/ratings/{ratingId}/appeal',
      summary: '对评查结果提出申诉（本人，期限内）',
      tag,
      params: ratingPath,
      body: appeal,
      response: rating,
      handle: async ({ asker, params: { ratingId }, body: { reason } }) => ({
        status: 200,
        body: await database.write((tx) => officers.appealRating(tx, asker, ratingId, reason)),
      }),
    }),
    route<Actor, typeof ratingPath, undefined, typeof answer>({
      method: 'post',
      path: '/ratings/{ratingId}/answer',
      summary: '答复申诉（评查人以外的人）',
      tag,
      params: ratingPath,
      body: answer,
      response: rating,
      handle: async ({ asker, params: { ratingId }, body }) => ({
        status: 200,
        body: await database.write((tx) => officers.answerRating(tx, asker, ratingId, body)),
      }),
    }),
  ]
}
