/** 流程图: what a case's trace is drawn upon. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'

export function diagramsRoute(cases: Cases): Route<Actor> {
  return route({
    method: 'get',
    path: '/cases/{caseId}/diagrams',
    summary: '案件走过的流程图，各为其所用的版本',
    description: '流程图为 BPMN 2.0；案件页的 trace 是走过的节点，按 processInstanceKey 画在其上。',
    tag: '案件',
    params: z.object({ caseId: z.string() }),
    response: z.object({
      instances: z.array(
        z.object({
          processInstanceKey: z.string(),
          parentKey: z.string().nullable().describe('调用它的流程'),
          processId: z.string(),
          name: z.string(),
          version: z.number(),
          itsOwn: z.boolean().describe('false：当时的版本没有留存，画在最新的版本上'),
          state: z.enum(['active', 'completed', 'terminated']),
          startedAt: z.number(),
          endedAt: z.number().nullable(),
          model: z.string().describe('models 中的 key'),
        }),
      ),
      models: z.array(z.object({ key: z.string(), bpmn: z.string() })),
    }),
    async handle({ asker, params }) {
      return { body: await cases.diagrams(asker, params.caseId) }
    },
  })
}
