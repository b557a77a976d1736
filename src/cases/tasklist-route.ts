/** The page 待办 in one call. */
import { z } from 'zod'
import { deadlineForm } from '../deadlines/deadline-form.ts'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { taskForm } from '../tasks/index.ts'
import type { Cases } from './service.ts'

const left = deadlineForm.pick({ colour: true, colourWord: true, left: true })
const words = z.object({
  name: z.string(),
  onBehalfOf: z.string().nullable(),
  decision: z.string(),
  opinion: z.string(),
  at: z.number(),
})

export function tasklistRoute(cases: Cases): Route<Actor> {
  return route({
    method: 'get',
    path: '/tasklist',
    summary: '待办页：我的待办，连同剩余时间和上一级的意见',
    description: '次序与 GET /tasks 相同；sent 是送到我这里的人和他的意见，流程自己送来的没有。',
    tag: '待办',
    query: z.object({
      assigned: z.stringbool().optional().describe('只看分配给我的'),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    response: z.object({
      items: z.array(taskForm.extend({ due: left.nullable(), sent: words.nullable() })),
      next: z.string().nullable(),
    }),
    handle: async ({ asker, query }) => ({ body: await cases.tasklist(asker, query) }),
  })
}
