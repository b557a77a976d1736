/** Duplicates, and merging them 合并. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { mergeStates } from './merge.ts'
import { merge, party, partyPath, reason } from './schemas.ts'
import type { Duplicate } from './duplicates.ts'
import type { Parties } from './service.ts'
import { shownParty } from './shown-party.ts'

const tag = '服务对象库'
const duplicates = z.object({
  duplicates: z.array(z.object({ party, other: party, reasons: z.array(z.string()) })),
})
const proposal = z.object({
  mergedId: z.string().describe('被并入的档案'),
  survivorId: z.string().describe('保留的档案'),
  reason: reason('合并理由'),
})
const decision = z.object({ approve: z.boolean(), reason: reason('审批意见') })
const undo = z.object({ reason: reason('撤销理由') })
const mergePath = z.object({ mergeId: z.string() })
const mergeQuery = z.object({ state: z.enum(mergeStates).optional(), partyId: z.string().optional() })

export function mergeRoutes(parties: Parties, database: Database): Route<Actor>[] {
  const shown = ({ party: one, other, reasons }: Duplicate) => ({
    party: shownParty(one),
    other: shownParty(other),
    reasons,
  })
  return [
    route<Actor>({
      method: 'get',
      path: '/parties/duplicates',
      summary: '疑似重复的当事人档案及理由',
      tag,
      response: duplicates,
      handle: async ({ asker }) => ({ body: { duplicates: (await parties.duplicates(asker)).map(shown) } }),
    }),
    route<Actor, typeof partyPath>({
      method: 'get',
      path: '/parties/{partyId}/duplicates',
      summary: '与该档案疑似重复的档案及理由',
      tag,
      params: partyPath,
      response: duplicates,
      handle: async ({ asker, params: { partyId } }) => ({
        body: { duplicates: (await parties.duplicates(asker, partyId)).map(shown) },
      }),
    }),
    route<Actor, undefined, typeof mergeQuery>({
      method: 'get',
      path: '/party-merges',
      summary: '合并申请列表',
      tag,
      query: mergeQuery,
      response: z.object({ merges: z.array(merge) }),
      handle: async ({ asker, query }) => ({ body: { merges: await parties.merges(asker, query) } }),
    }),
    route<Actor, undefined, undefined, typeof proposal>({
      method: 'post',
      path: '/party-merges',
      summary: '提出合并',
      tag,
      body: proposal,
      response: merge,
      handle: async ({ asker, body }) => ({
        body: await database.write((tx) => parties.proposeMerge(tx, asker, body)),
      }),
    }),
    route<Actor, typeof mergePath, undefined, typeof decision>({
      method: 'post',
      path: '/party-merges/{mergeId}/decision',
      summary: '审批合并（申请人以外的人）',
      tag,
      params: mergePath,
      body: decision,
      response: merge,
      handle: async ({ asker, params: { mergeId }, body }) => ({
        status: 200,
        body: await database.write((tx) => parties.decideMerge(tx, asker, mergeId, body)),
      }),
    }),
    route<Actor, typeof mergePath, undefined, typeof undo>({
      method: 'post',
      path: '/party-merges/{mergeId}/undo',
      summary: '撤销合并，恢复原档案',
      tag,
      params: mergePath,
      body: undo,
      response: merge,
      handle: async ({ asker, params: { mergeId }, body }) => ({
        status: 200,
        body: await database.write((tx) => parties.undoMerge(tx, asker, mergeId, body.reason)),
      }),
    }),
  ]
}
