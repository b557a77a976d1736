/** The auditor's one page, of a case and of the bureau. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import { type Route, route } from '../platform/route.ts'
import type { Examination } from './service.ts'
import { bureauExamination, caseExamination } from './shapes.ts'

const tag = '审计'
const day = z.iso.date('日期应为 YYYY-MM-DD')

export function examinationRoutes({
  examination,
  clock,
}: {
  examination: Examination
  clock: Clock
}): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/audit/cases/{caseId}',
      summary: '检查一个案件',
      description:
        '逐项回答：每个期限是否遵守；每次审批是否按路线逐级、由不同的人通过；每个文号的去向；涉案财物的链条是否闭合；签发以后有没有改动；审计链是否完整；谁在何时以何角色、看着哪一稿做了什么。`findings` 是查出的问题，其余是据以得出的清单。只读，不改变任何内容。',
      tag,
      params: z.object({ caseId: z.string() }),
      response: caseExamination,
      handle: async ({ asker, params }) => ({ body: await examination.ofCase(asker, params.caseId) }),
    }),
    route({
      method: 'get',
      path: '/audit/bureau',
      summary: '检查全局',
      description:
        '期间内届满的期限、进行过的审批、签发的文书，期间所在各年的全部文号，全部涉案财物和整条审计链。`from`、`to` 含当日；不写的，从当年 1 月 1 日到今天。证据原件逐案检查时才逐件读出。',
      tag,
      query: z.object({ from: day.optional(), to: day.optional() }),
      response: bureauExamination,
      handle: async ({ asker, query }) => {
        const to = query.to ?? legalDay(clock.now())
        const from = query.from ?? `${to.slice(0, 4)}-01-01`
        return { body: await examination.ofBureau(asker, { from, to }) }
      },
    }),
  ]
}
