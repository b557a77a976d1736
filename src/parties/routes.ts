/** The register of parties. Numbers travel in bodies, never in addresses: those end up in logs. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import type { Parties, Party } from './service.ts'

const tag = '服务对象库'
const kind = z.enum(['citizen', 'organisation'], { error: '应为 citizen（公民）或 organisation（单位）' })
const fields = {
  name: z.string({ error: '请填写姓名或者名称' }).min(1, '请填写姓名或者名称'),
  idNumber: z.string().min(1).optional().describe('身份证号码或者统一社会信用代码'),
  phone: z.string().min(1).optional(),
  address: z.string().min(1).optional(),
  legalRepresentative: z.string().min(1).optional(),
  tradeName: z.string().min(1).optional(),
}
export const newParty = z.object({ kind, ...fields })
const change = z.object(fields).partial()
const party = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  legalRepresentative: z.string().nullable(),
  tradeName: z.string().nullable(),
  version: z.number(),
})
const revealed = party.extend({ birthDay: z.string().nullable(), sex: z.enum(['female', 'male']).nullable() })
const record = z.object({
  id: z.string(),
  partyId: z.string(),
  violationCode: z.string(),
  decidedOn: z.string(),
  fineFen: z.number(),
  caseId: z.string(),
})
const nameQuery = z.object({
  name: z.string({ error: '请输入姓名或者名称' }).min(1, '请输入姓名或者名称'),
  kind: kind.optional(),
})
const search = z.object({
  name: z.string().optional(),
  idNumber: z.string().optional(),
  kind: kind.optional(),
})
const path = z.object({ partyId: z.string() })
const recordsQuery = z.object({
  violationCode: z.string().optional().describe('只看同一违法行为'),
  monthsBack: z.coerce.number().int().min(1).max(120).default(12),
})
const purpose = z.object({
  purpose: z.string({ error: '请说明用途' }).trim().min(1, '请说明用途').max(200, '用途不超过 200 字'),
  caseId: z.string().optional(),
})

export interface PartyRouteParts {
  parties: Parties
  policy: Policy
  database: Database
  clock: Clock
}

export function partyRoutes({ parties, policy, database, clock }: PartyRouteParts): Route<Actor>[] {
  // The day of birth serves the rules on age; a list does not show it.
  const shown = ({ birthDay: _birthDay, ...rest }: Party) => rest
  const list = async (actor: Actor, query: z.infer<typeof search>) => ({
    body: { parties: (await parties.search(actor, query)).map(shown) },
  })
  return [
    route<Actor, undefined, typeof nameQuery>({
      method: 'get',
      path: '/parties',
      summary: '按姓名或者名称查询当事人',
      tag,
      query: nameQuery,
      response: z.object({ parties: z.array(party) }),
      handle: ({ asker, query }) => list(asker, query),
    }),
    route<Actor, undefined, undefined, typeof search>({
      method: 'post',
      path: '/parties/search',
      summary: '按姓名或者完整证件号码查询当事人',
      tag,
      body: search,
      response: z.object({ parties: z.array(party) }),
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
        const { party: found, created } = await database.write((tx) => parties.findOrCreate(tx, asker, body))
        return { status: created ? 201 : 200, body: { party: shown(found), created } }
      },
    }),
    route<Actor, typeof path>({
      method: 'get',
      path: '/parties/{partyId}',
      summary: '当事人（脱敏）',
      tag,
      params: path,
      response: party,
      handle: async ({ asker, params: { partyId } }) => ({ body: shown(await parties.get(asker, partyId)) }),
    }),
    route<Actor, typeof path, undefined, typeof change>({
      method: 'patch',
      path: '/parties/{partyId}',
      summary: '修改当事人',
      tag,
      params: path,
      body: change,
      response: party,
      async handle({ asker, params: { partyId }, body }) {
        return { body: shown(await database.write((tx) => parties.update(tx, asker, partyId, body))) }
      },
    }),
    route<Actor, typeof path, undefined, typeof purpose>({
      method: 'post',
      path: '/parties/{partyId}/reveal',
      summary: '查看当事人完整信息（记入审计日志）',
      tag,
      params: path,
      body: purpose,
      response: revealed,
      async handle({ asker, params: { partyId }, body }) {
        return {
          status: 200,
          body: await database.write((tx) => parties.reveal(tx, asker, partyId, body.purpose, body.caseId)),
        }
      },
    }),
    route<Actor, typeof path, typeof recordsQuery>({
      method: 'get',
      path: '/parties/{partyId}/records',
      summary: '当事人的违法记录',
      tag,
      params: path,
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
