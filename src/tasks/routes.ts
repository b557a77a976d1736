/** The tasklist, acts and their verdicts, notifications. */
import { z } from 'zod'
import type { Outbox } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { type Route, route } from '../platform/route.ts'
import type { FormData } from './form-schema.ts'
import type { Forms } from './forms.ts'
import { liveRoutes } from './live/routes.ts'
import type { Tasks } from './service.ts'
import { formOfTask, taskForm } from './task-form.ts'
import { taskWhose } from './list.ts'
import { verdict, whenSettled } from './verdict.ts'

const tag = '待办'
/** What GET /tasks and GET /tasklist may be asked for. */
export const whoseForm = z
  .enum(taskWhose)
  .optional()
  .describe(
    'mine（默认）分配给我的和我可以认领的；assigned 分配给我的；asked 指名由我办的；squad 权限所及部门（权限及于全局的，所在部门）的；bureau 全局的',
  )
const path = z.object({ userTaskKey: z.string() })
const completion = z.object({
  data: z.record(z.string(), z.unknown()).describe('表单内容，键见表单'),
  shown: z
    .array(z.object({ documentId: z.string(), sha256: z.string() }))
    .default([])
    .describe('办理时看到的文书及其指纹'),
})
const notification = z.object({
  id: z.string(),
  caseId: z.string().nullable(),
  kind: z.string(),
  text: z.string(),
  link: z.string().nullable(),
  createdAt: z.number(),
  readAt: z.number().nullable(),
})

export function taskRoutes({
  tasks,
  outbox,
  forms,
}: {
  tasks: Tasks
  outbox: Outbox
  forms: Forms
}): Route<Actor>[] {
  return [
    ...liveRoutes(tasks.live),
    route({
      method: 'get',
      path: '/tasks',
      summary: '我的待办',
      description: '分配给我的和我可以认领的，按期限先后。',
      tag,
      query: z.object({
        whose: whoseForm,
        caseId: z.string().optional(),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(taskForm), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await tasks.mine(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/tasks/{userTaskKey}',
      summary: '一项任务',
      tag,
      params: path,
      response: taskForm,
      handle: async ({ asker, params }) => ({ body: await tasks.get(asker, params.userTaskKey) }),
    }),
    route({
      method: 'post',
      path: '/tasks/{userTaskKey}/claim',
      summary: '认领任务',
      tag,
      params: path,
      response: verdict,
      handle: async ({ asker, params }) =>
        whenSettled(outbox, (await tasks.claim(asker, params.userTaskKey)).ticket),
    }),
    route({
      method: 'post',
      path: '/tasks/{userTaskKey}/unclaim',
      summary: '退回已认领的任务',
      tag,
      params: path,
      response: verdict,
      handle: async ({ asker, params }) =>
        whenSettled(outbox, (await tasks.unclaim(asker, params.userTaskKey)).ticket),
    }),
    route({
      method: 'post',
      path: '/tasks/{userTaskKey}/complete',
      summary: '办理任务',
      description: '内容按表单检查；流程引擎受理后生效，未受理的作废并说明理由。',
      tag,
      params: path,
      body: completion,
      response: verdict.extend({ actId: z.string() }),
      async handle({ asker, params, body }) {
        const { ticket, actId } = await tasks.complete(
          asker,
          params.userTaskKey,
          body.data as FormData,
          body.shown,
        )
        return whenSettled(outbox, ticket, { actId })
      },
    }),
    route({
      method: 'get',
      path: '/forms/{formId}',
      summary: '一个表单',
      tag,
      params: z.object({ formId: z.string() }),
      response: formOfTask,
      async handle({ params }) {
        const form = forms.get(params.formId)
        if (!form) throw problem('not-found', '没有这个表单')
        return { body: form }
      },
    }),
    route({
      method: 'get',
      path: '/acts/{ticket}',
      summary: '一次操作的结果',
      tag,
      params: z.object({ ticket: z.string() }),
      response: z.object({
        state: z.enum(['submitted', 'effective', 'void']),
        reason: z.string().optional(),
      }),
      async handle({ params }) {
        const status = await outbox.status(params.ticket)
        if (status === undefined) throw problem('not-found', '没有这次操作')
        if (status === 'submitted') return { body: { state: status } }
        return {
          body: { state: status.outcome, ...(status.outcome === 'void' && { reason: status.reason }) },
        }
      },
    }),
    route({
      method: 'get',
      path: '/notifications',
      summary: '我的通知',
      tag,
      query: z.object({
        unread: z.stringbool().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(notification) }),
      handle: async ({ asker, query }) => ({ body: { items: await tasks.notifications.mine(asker, query) } }),
    }),
    route({
      method: 'post',
      path: '/notifications/read',
      summary: '标为已读',
      tag,
      body: z.object({ ids: z.array(z.string()).min(1).max(200) }),
      async handle({ asker, body }) {
        await tasks.notifications.markRead(asker, body.ids)
        return { status: 204 }
      },
    }),
  ]
}
