/** Cases, what the party does, incidents. */
import { z } from 'zod'
import type { Outbox } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { parseInstant } from '../platform/clock.ts'
import { type Route, route } from '../platform/route.ts'
import { verdict, whenSettled } from '../tasks/index.ts'
import { correctionRoutes } from './corrections/routes.ts'
import { deskRoutes } from './desks/routes.ts'
import { enforcementRoutes } from './enforcement/routes.ts'
import { hearingRoutes } from './hearing/routes.ts'
import { stages } from './model.ts'
import { caseAtForm, casePageForm, caseSummary, taskPageForm } from './page-forms.ts'
import { type PartyMessageName, partyMessages } from './party-messages.ts'
import type { Cases } from './service.ts'
import { similarDecisionsRoute } from './similar-decisions-route.ts'
import { diagramsRoute } from './replay/diagrams-route.ts'
import { discussionRoutes } from './discussion/routes.ts'
import { type SideFlowCode, sideFlowKinds } from './side-flows/kinds.ts'
import { paperRoutes } from './papers/routes.ts'
import { ownEnforcementRoutes } from './own-enforcement/routes.ts'
import { publicityRoutes } from './publicity/routes.ts'
import { serviceRoutes } from './serving/routes.ts'
import { volumeRoutes } from './volumes/routes.ts'
import { summaryRulesRoute } from './summary/rules-route.ts'
import { summarySubmission } from './summary/submission.ts'
import { tasklistRoutes } from './tasklist-route.ts'

const casePath = z.object({ caseId: z.string() })
const page = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }
const instantQuery = z.object({
  instant: z.iso.datetime({ offset: true }).describe('时刻，如 2026-03-02T09:30:00+08:00'),
})
const words: Record<PartyMessageName, string> = {
  'statement-received': '登记陈述、申辩',
  'hearing-requested': '登记听证要求',
  'hearing-withdrawn': '登记撤回听证要求',
  'rights-waived': '登记放弃陈述、申辩',
  'payment-received': '登记缴款',
  'demand-statement-received': '登记对催告的陈述、申辩',
}

export function caseRoutes({ cases, outbox }: { cases: Cases; outbox: Outbox }): Route<Actor>[] {
  return [
    ...incidentRoutes(cases, outbox),
    ...hearingRoutes(cases, outbox),
    ...casesRoutes(cases, outbox),
    ...serviceRoutes({ cases, outbox }),
    ...enforcementRoutes({ cases }),
    ...paperRoutes(cases),
    ...ownEnforcementRoutes(cases),
    ...publicityRoutes(cases),
    ...correctionRoutes(cases, outbox),
    ...volumeRoutes(cases),
    ...deskRoutes(cases),
  ]
}

function casesRoutes(cases: Cases, outbox: Outbox): Route<Actor>[] {
  const tag = '案件'
  return [
    route({
      method: 'post',
      path: '/cases',
      summary: '由线索开案',
      description: '至少两名执法人员，证件有效（行政处罚法 第四十二条）。',
      tag,
      creates: true,
      body: z.strictObject({
        clueId: z.string(),
        leadOfficerId: z.string(),
        assistingOfficerIds: z.array(z.string()).min(1),
      }),
      response: verdict.extend({ caseId: z.string() }),
      async handle({ asker, body }) {
        const { caseId, ticket } = await cases.openCase(asker, body)
        const reply = await whenSettled(outbox, ticket, { caseId })
        return { status: 201, ...reply }
      },
    }),
    route({
      method: 'post',
      path: '/summary-cases',
      summary: '当场处罚（简易程序）',
      description:
        '一次请求完成线索、当事人、决定书编号与交付。编号由手机生成，断网重发同一请求得到同一决定（200）。违法事实确凿、公民二百元以下或者单位三千元以下罚款、警告方可适用（行政处罚法 第五十一条）。',
      tag,
      body: summarySubmission,
      response: z.object({
        caseId: z.string(),
        documentId: z.string(),
        number: z.string().describe('决定书文号'),
        pdf: z.string().describe('决定书的地址'),
      }),
      async handle({ asker, body }) {
        const { repeated, ...decision } = await cases.decideOnTheSpot(asker, body)
        return {
          status: repeated ? 200 : 201,
          body: { ...decision, pdf: `/api/v1/documents/${decision.documentId}/pdf` },
        }
      },
    }),
    summaryRulesRoute(cases),
    route({
      method: 'get',
      path: '/cases',
      summary: '案件列表',
      tag,
      query: z.object({
        stage: z.enum(stages).optional(),
        state: z.string().optional(),
        departmentId: z.string().optional(),
        number: z.string().optional(),
        mine: z.stringbool().optional(),
        partyId: z.string().optional().describe('当事人的案件，含已并入其档案的'),
        ...page,
      }),
      response: z.object({ items: z.array(caseSummary), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await cases.list(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}',
      summary: '案件页：事实、期限、待办、审批、文书、轨迹',
      tag,
      params: casePath,
      response: casePageForm,
      async handle({ asker, params }) {
        const body: z.infer<typeof casePageForm> = await cases.page(asker, params.caseId)
        return { headers: { etag: `"${body.case.version}"` }, body }
      },
    }),
    route({
      method: 'get',
      path: '/tasks/{userTaskKey}/page',
      summary: '任务页：表单、本步骤的职责和条文、事实、文书、各级意见、期限、当事人及其记录',
      description:
        '审批任务的文书是送审的文书，before 是同一事项先前的送审（退回的理由在其中）。不能阅读案件的办理人只见送审的内容。unweighed 是期限届满后收到、尚未复核的陈述、申辩；因此须退回的审批，approval.overtaken 写明原因。',
      tag: '待办',
      params: z.object({ userTaskKey: z.string() }),
      response: taskPageForm,
      async handle({ asker, params }) {
        const body: Omit<z.infer<typeof taskPageForm>, 'form'> = await cases.taskPage(
          asker,
          params.userTaskKey,
        )
        return { body }
      },
    }),
    route<Actor, typeof casePath, typeof instantQuery>({
      method: 'get',
      path: '/cases/{caseId}/at',
      summary: '案件回放：案件页在过去某一时刻的样子',
      description:
        '当时的事实、期限、待办、审批、文书、人员和流程位置；只含当时已经生效的内容。由各项历史和审计日志还原。',
      tag,
      params: casePath,
      query: instantQuery,
      response: caseAtForm,
      async handle({ asker, params, query }) {
        const body: z.infer<typeof caseAtForm> = await cases.at(
          asker,
          params.caseId,
          parseInstant(query.instant),
        )
        return { body }
      },
    }),
    diagramsRoute(cases),
    ...discussionRoutes(cases),
    ...tasklistRoutes(cases),
    similarDecisionsRoute(cases),
    ...(Object.keys(sideFlowKinds) as SideFlowCode[]).map((code) =>
      route<Actor, typeof casePath, undefined, z.ZodType<{ [field: string]: unknown }>>({
        method: 'post',
        path: `/cases/{caseId}/${code}`,
        summary: `申请${sideFlowKinds[code].title}`,
        description: `${sideFlowKinds[code].law}；逐级审批同意后生效。`,
        tag: '旁支事项',
        params: casePath,
        body: sideFlowKinds[code].fields,
        response: verdict.extend({ id: z.string() }),
        async handle({ asker, params, body }) {
          const { id, ticket } = await cases.requestSideFlow(asker, params.caseId, code, body)
          return { status: 201, ...(await whenSettled(outbox, ticket, { id })) }
        },
      }),
    ),
    ...(Object.keys(partyMessages) as PartyMessageName[]).map((name) =>
      route<Actor, typeof casePath, undefined, z.ZodType>({
        method: 'post',
        path: `/cases/{caseId}/${name}`,
        summary: words[name],
        tag: '当事人',
        params: casePath,
        body: partyMessages[name],
        response: verdict.partial().extend({ id: z.string() }),
        async handle({ asker, params, body }) {
          const { id, ticket } = await cases.recordPartyMessage(asker, params.caseId, name, body)
          return ticket === undefined
            ? { body: { state: 'effective', id } }
            : whenSettled(outbox, ticket, { id })
        },
      }),
    ),
  ]
}

function incidentRoutes(cases: Cases, outbox: Outbox): Route<Actor>[] {
  const tag = '流程异常'
  return [
    route({
      method: 'get',
      path: '/incidents',
      summary: '未处理的流程异常',
      tag,
      query: z.object({ caseId: z.string().optional() }),
      response: z.object({ items: z.array(z.looseObject({})) }),
      handle: async ({ asker, query }) => ({ body: { items: await cases.incidents(asker, query) } }),
    }),
    route({
      method: 'post',
      path: '/incidents/{incidentKey}/resolve',
      summary: '排除原因后重试',
      tag,
      params: z.object({ incidentKey: z.string() }),
      response: verdict,
      handle: async ({ asker, params }) =>
        whenSettled(outbox, await cases.resolveIncident(asker, params.incidentKey)),
    }),
  ]
}
