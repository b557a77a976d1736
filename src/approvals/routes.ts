/** Approvals: what a person sees and does. A decision itself is made by completing the task `review`. */
import { z } from 'zod'
import type { Outbox, Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { verdict, whenSettled } from '../tasks/index.ts'
import type { Approvals } from './service.ts'

const tag = '审批'
const path = z.object({ approvalId: z.string() })
const reason = z.string({ error: '请说明理由' }).trim().min(1, '请说明理由').max(1000)
const view = z.looseObject({
  id: z.string(),
  caseId: z.string(),
  stage: z.string(),
  subject: z.string(),
  state: z.enum(['running', 'moving', 'closed']),
  outcome: z.enum(['agreed', 'returned', 'rejected', 'withdrawn']).nullable(),
  drafterId: z.string(),
  documentIds: z.array(z.string()),
  tierIndex: z.number().nullable(),
  waitingFor: z.array(
    z.object({ officerId: z.string(), name: z.string(), onBehalfOf: z.string().nullable() }),
  ),
  route: z.array(
    z.object({ index: z.number(), tier: z.string(), role: z.string(), mode: z.string(), added: z.boolean() }),
  ),
  decisions: z.array(
    z.looseObject({
      id: z.string(),
      tierIndex: z.number(),
      tier: z.string(),
      name: z.string(),
      decision: z.string(),
      opinion: z.string(),
      at: z.number(),
      state: z.string(),
    }),
  ),
  overtaken: z.string().nullable().describe('现在不能同意、须退回起草人的原因'),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
})

export function approvalRoutes({
  approvals,
  outbox,
}: {
  approvals: Approvals
  outbox: Outbox
}): Route<Actor>[] {
  /** An operation that moves the token, answered when the engine has done it. */
  const move = <B extends z.ZodType>(
    name: string,
    summary: string,
    body: B,
    act: (actor: Actor, approvalId: string, body: z.infer<B>) => Promise<Ticket | undefined>,
  ) =>
    route<Actor, typeof path, undefined, B>({
      method: 'post',
      path: `/approvals/{approvalId}/${name}`,
      summary,
      tag,
      params: path,
      body,
      response: verdict.partial(),
      async handle({ asker, params, body: given }) {
        const ticket = await act(asker, params.approvalId, given as z.infer<B>)
        return ticket === undefined ? { body: { state: 'effective' } } : whenSettled(outbox, ticket)
      },
    })
  /** A fact beside the approval: nothing moves. */
  const note = <B extends z.ZodType>(
    name: string,
    summary: string,
    body: B,
    act: (actor: Actor, approvalId: string, body: z.infer<B>) => Promise<unknown>,
  ) =>
    route<Actor, typeof path, undefined, B>({
      method: 'post',
      path: `/approvals/{approvalId}/${name}`,
      summary,
      tag,
      params: path,
      body,
      async handle({ asker, params, body: given }) {
        await act(asker, params.approvalId, given as z.infer<B>)
        return { status: 204 }
      },
    })

  return [
    route({
      method: 'get',
      path: '/approvals/{approvalId}',
      summary: '一次审批：路线、意见、征询、抄送',
      tag,
      params: path,
      response: view,
      handle: async ({ asker, params }) => ({ body: await approvals.get(asker, params.approvalId) }),
    }),
    move('withdraw', '撤回', z.object({ reason }), (actor, id, body) =>
      approvals.withdraw(actor, id, body.reason),
    ),
    move('take-back', '拿回本人意见', z.object({}), (actor, id) => approvals.takeBack(actor, id)),
    move('jump', '督察跳转', z.object({ toTier: z.number().int().min(1), reason }), (actor, id, body) =>
      approvals.jump(actor, id, body),
    ),
    move('remove-tier', '减签', z.object({ tierIndex: z.number().int().min(1) }), (actor, id, body) =>
      approvals.removeTier(actor, id, body.tierIndex),
    ),
    move(
      'reassign',
      '转办',
      z.object({ toOfficerId: z.string(), reason, fromOfficerId: z.string().optional() }),
      (actor, id, body) => approvals.reassign(actor, id, body),
    ),
    note('consult', '征询意见', z.object({ officerId: z.string(), question: reason }), (actor, id, body) =>
      approvals.consult(actor, id, body),
    ),
    note('copies', '抄送', z.object({ officerIds: z.array(z.string()).min(1).max(50) }), (actor, id, body) =>
      approvals.sendCopies(actor, id, body.officerIds),
    ),
    note('remind', '催办', z.object({}), (actor, id) => approvals.remind(actor, id)),
    route({
      method: 'post',
      path: '/consultations/{consultationId}/answer',
      summary: '答复征询',
      tag,
      params: z.object({ consultationId: z.string() }),
      body: z.object({ answer: reason }),
      async handle({ asker, params, body }) {
        await approvals.answerConsultation(asker, params.consultationId, body.answer)
        return { status: 204 }
      },
    }),
  ]
}
