/** How parties belong together 关联. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { relationKinds } from './relations.ts'
import { day, partyPath, relation } from './schemas.ts'
import type { Parties } from './service.ts'

const tag = '服务对象库'
const newRelation = z.object({
  kind: z
    .enum(relationKinds, { error: `应为 ${relationKinds.join('、')} 之一` })
    .describe('法定代表人、经营者、从业人员、监护人'),
  otherId: z.string().describe('对方：单位，或者被监护人'),
  fromOn: day,
  toOn: day.optional(),
})
const relationPath = z.object({ relationId: z.string() })
const ending = z.object({ toOn: day.describe('最后一日') })

export function relationRoutes(parties: Parties, database: Database): Route<Actor>[] {
  return [
    route<Actor, typeof partyPath>({
      method: 'get',
      path: '/parties/{partyId}/relations',
      summary: '与当事人关联的人和单位',
      tag,
      params: partyPath,
      response: z.object({ relations: z.array(relation) }),
      handle: async ({ asker, params: { partyId } }) => ({
        body: { relations: await parties.relations(asker, partyId) },
      }),
    }),
    route<Actor, typeof partyPath, undefined, typeof newRelation>({
      method: 'post',
      path: '/parties/{partyId}/relations',
      summary: '登记关联',
      tag,
      params: partyPath,
      body: newRelation,
      response: relation,
      handle: async ({ asker, params: { partyId }, body }) => ({
        body: await database.write((tx) => parties.relate(tx, asker, { partyId, ...body })),
      }),
    }),
    route<Actor, typeof relationPath, undefined, typeof ending>({
      method: 'post',
      path: '/party-relations/{relationId}/end',
      summary: '登记关联的截止日期',
      tag,
      params: relationPath,
      body: ending,
      response: relation,
      handle: async ({ asker, params: { relationId }, body: { toOn } }) => ({
        status: 200,
        body: await database.write((tx) => parties.endRelation(tx, asker, relationId, toOn)),
      }),
    }),
  ]
}
