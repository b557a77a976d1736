/** The page 待办 in one call. */
import { z } from 'zod'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { taskForm, taskWhose } from '../tasks/index.ts'
import type { Cases } from './service.ts'

const left = deadlineForm.pick({ colour: true, colourWord: true, left: true })
const words = z.object({
  name: z.string(),
  onBehalfOf: z.string().nullable(),
  decision: z.string(),
  opinion: z.string(),
  at: z.number(),
})

const page = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }
const tag = '待办'

export function tasklistRoutes(cases: Cases): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/tasklist',
      summary: '待办页：我的待办，连同剩余时间和上一级的意见',
      description:
        '次序与 GET /tasks 相同；sent 是送到我这里的人和他的意见，流程自己送来的没有；inPlaceOf 是我受谁委托而审批。whose=delegated 只看受委托的，一页可能不满。',
      tag,
      query: z.object({ whose: z.enum([...taskWhose, 'delegated']).optional(), ...page }),
      response: z.object({
        items: z.array(
          taskForm.extend({
            due: left.nullable(),
            sent: words.nullable(),
            inPlaceOf: z.string().nullable(),
            assigneeName: z.string().nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.tasklists.open(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/tasklist/done',
      summary: '我办过的任务，最近的在前',
      description: 'decided 是审批任务中我的意见；撤回、拿回的审批也在其中。',
      tag,
      query: z.object(page),
      response: z.object({
        items: z.array(taskForm.extend({ actId: z.string(), doneAt: z.number(), decided: words.nullable() })),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.tasklists.done(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/tasklist/copied',
      summary: '抄送我的审批，最近的在前',
      tag,
      query: z.object(page),
      response: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            approvalId: z.string(),
            title: z.string(),
            caseId: z.string(),
            caseNumber: z.string().nullable(),
            caseTitle: z.string().nullable(),
            by: z.string(),
            at: z.number(),
            state: z.string(),
            outcome: z.string().nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.tasklists.copied(asker, query) }),
    }),
  ]
}
