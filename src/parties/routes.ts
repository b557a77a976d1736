/** The register of parties. Numbers travel in bodies, never in addresses: those end up in logs. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { entityTag, versionOf } from '../platform/entity-tag.ts'
import { type Route, route } from '../platform/route.ts'
import { exchangeRoutes } from './exchange-routes.ts'
import { mergeRoutes } from './merge-routes.ts'
import { relationRoutes } from './relation-routes.ts'
import {
  historyLine,
  newParty,
  party,
  partyChange,
  partyPath,
  partyQuery,
  reason,
  record,
  revealedParty,
} from './schemas.ts'
import type { Parties, PartyQuery } from './service.ts'
import { shownParty } from './shown-party.ts'

const tag = '服务对象库'
const page = {
  after: z.string().optional().describe('上一页的 next'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
const nameQuery = z.object({
  name: z.string({ error: '请输入姓名或者名称' }).min(1, '请输入姓名或者名称').optional(),
  prefix: partyQuery.shape.prefix,
  initials: partyQuery.shape.initials,
  kind: partyQuery.shape.kind,
  ...page,
})
const search = partyQuery.extend(page)
const found = z.object({ parties: z.array(party), next: z.string().nullable() })
const recordsQuery = z.object({
  violationCode: z.string().optional().describe('只看同一违法行为'),
  monthsBack: z.coerce.number().int().min(1).max(120).default(12),
})
const purpose = z.object({ purpose: reason('用途'), caseId: z.string().optional() })

export interface PartyRouteParts {
  parties: Parties
  policy: Policy
  database: Database
  clock: Clock
}

export function partyRoutes({ parties, policy, database, clock }: PartyRouteParts): Route<Actor>[] {
  const list = async (actor: Actor, query: PartyQuery & { limit: number }) => {
    const rows = await parties.search(actor, { ...query, limit: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    return {
      body: {
        parties: shown.map(shownParty),
        next: rows.length > query.limit ? shown.at(-1)!.id : null,
      },
    }
  }
  return [
    route<Actor, undefined, typeof nameQuery>({
      method: 'get',
      path: '/parties',
      summary: '按姓名、名称或者拼音首字母查询当事人',
      tag,
      query: nameQuery,
      response: found,
      handle: ({ asker, query }) => list(asker, query),
    }),
    route<Actor, undefined, undefined, typeof search>({
      method: 'post',
      path: '/parties/search',
      summary: '按姓名、电话或者完整证件号码查询当事人',
      tag,
      body: search,
      response: found,
      handle: async ({ asker, body }) => ({ status: 200, ...(await list(asker, body)) }),
    }),
    route<Actor, undefined, undefined, typeof newParty>({
      method: 'post',
      path: '/parties',
      summary: '登记当事人（证件号码已登记的返回原档案）',
      tag,
      body: newParty,
      response: z.object({ party, created: z.boolean() }),
      async handle({ asker, body }) {
        const { party: entered, created } = await database.write((tx) =>
          parties.findOrCreate(tx, asker, body),
        )
        return { status: created ? 201 : 200, body: { party: shownParty(entered), created } }
      },
    }),
    ...exchangeRoutes(parties, database),
    ...mergeRoutes(parties, database),
    ...relationRoutes(parties, database),
    route<Actor, typeof partyPath>({
      method: 'get',
      path: '/parties/{partyId}',
      summary: '当事人（脱敏）',
      tag,
      params: partyPath,
      response: party,
      async handle({ asker, params: { partyId } }) {
        const one = await parties.get(asker, partyId)
        return { headers: { etag: entityTag(one.version) }, body: shownParty(one) }
      },
    }),
    route<Actor, typeof partyPath, undefined, typeof partyChange>({
      method: 'patch',
      path: '/parties/{partyId}',
      summary: '修改当事人信息',
      description: '请求头 If-Match 为读取时的 ETag：他人已修改的不覆盖，返回 412。',
      tag,
      params: partyPath,
      body: partyChange,
      response: party,
      async handle({ asker, params: { partyId }, body, ifMatch }) {
        const version = versionOf(ifMatch)
        const one = await database.write((tx) => parties.update(tx, asker, partyId, body, version))
        return { headers: { etag: entityTag(one.version) }, body: shownParty(one) }
      },
    }),
    route<Actor, typeof partyPath>({
      method: 'get',
      path: '/parties/{partyId}/history',
      summary: '当事人档案的变更历史（脱敏）',
      tag,
      params: partyPath,
      response: z.object({ changes: z.array(historyLine) }),
      handle: async ({ asker, params: { partyId } }) => ({
        body: { changes: await parties.history(asker, partyId) },
      }),
    }),
    route<Actor, typeof partyPath, undefined, typeof purpose>({
      method: 'post',
      path: '/parties/{partyId}/reveal',
      summary: '查看当事人完整信息（记入审计日志）',
      tag,
      params: partyPath,
      body: purpose,
      response: revealedParty,
      async handle({ asker, params: { partyId }, body }) {
        return {
          status: 200,
          body: await database.write((tx) => parties.reveal(tx, asker, partyId, body.purpose, body.caseId)),
        }
      },
    }),
    route<Actor, typeof partyPath, typeof recordsQuery>({
      method: 'get',
      path: '/parties/{partyId}/records',
      summary: '当事人的违法记录（含已并入的档案）',
      tag,
      params: partyPath,
      query: recordsQuery,
      response: z.object({ records: z.array(record) }),
      async handle({ asker, params: { partyId }, query: { violationCode, monthsBack } }) {
        policy.require(asker, 'party.read')
        const records =
          violationCode === undefined
            ? await parties.records(partyId)
            : await parties.findRepeatRecord(partyId, violationCode, monthsBack, legalDay(clock.now()))
        return { body: { records } }
      },
    }),
  ]
}
