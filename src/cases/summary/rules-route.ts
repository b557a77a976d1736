/** What may be decided on the spot, for the page that asks: its choices are those that will not be refused. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'

const fen = z.number().int()

export function summaryRulesRoute(cases: Cases): Route<Actor> {
  return route({
    method: 'get',
    path: '/summary-procedure',
    summary: '简易程序的限额和当场收缴的情形',
    description:
      '金额的单位为分；依据 data/summary-procedure.yaml（行政处罚法 第五十一条、第六十八条、第六十九条）。',
    tag: '案件',
    response: z.object({
      mostFen: z.object({ citizen: fen, organisation: fen }).describe('当场罚款的最高额'),
      collectionGrounds: z.array(
        z.object({ code: z.string(), name: z.string(), law: z.string(), mostFen: fen.optional() }),
      ),
    }),
    handle: async ({ asker }) => ({ body: await cases.summaryRules(asker) }),
  })
}
