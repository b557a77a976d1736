/** Cases 案件: the case through its five stages, its facts, what the party does. Each use case stands in a file of its own. */
import type { z } from 'zod'
import type { IssuedPaper } from '../documents/issued-paper.ts'
import type { Projection, Ticket } from '../engine/outbox/index.ts'
import { type Actor } from '../identity/actor.ts'
import type { PolicyObject } from '../identity/policy.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type CasePage, casePage, type CaseQuery, type CaseSummary, listCases } from './case-page.ts'
import { departmentOfCase, labelsOf, nameInMessages, nameOfAct } from './case-names.ts'
import { acceptForm, settleForm } from './complete-form.ts'
import { type correctionDecision, decideCorrection } from './corrections/consent.ts'
import { correctFact, type factCorrection, settleCorrection } from './corrections/correct-fact.ts'
import type { FactCorrectionView } from './corrections/model.ts'
import { type FactPage, factPage, readCorrections } from './corrections/view.ts'
import { withdrawCorrection } from './corrections/withdraw.ts'
import { requireQualified } from './form-checks.ts'
import { concludeDiscussion, reopenDiscussion } from './discussion/conclude.ts'
import { discussionForm, discussionView, openDiscussion, recuse, vote } from './discussion/session.ts'
import { documentFacts } from './document-facts.ts'
import { desksOf, type Desks } from './desks/desks.ts'
import { dueOwners } from './due-owners.ts'
import { type EnforcementPage, enforcementPage } from './enforcement/enforcement-page.ts'
import { type OtherPenalty, type PenaltyExecution, recordExecution } from './enforcement/other-penalties.ts'
import { payRefund, type refundPayment, type RefundView } from './enforcement/refund.ts'
import { effectiveFacts } from './facts.ts'
import { handledCases } from './handled-cases.ts'
import { tellOfLeaving } from './leaving-officer.ts'
import type { PossibleHost } from './hearing/arrangement.ts'
import type { HearingState } from './hearing/model.ts'
import { rearrangeHearing, type Rearrangement, settleRearrangement } from './hearing/rearrange.ts'
import { type HearingLine, type HearingView, hearingsOf, hostsFor, listHearings } from './hearing/view.ts'
import { type IncidentView, listIncidents, resolveIncident, retryStopped } from './incidents.ts'
import { type CaseRow, type Stage } from './model.ts'
import { type NewCase, openCase } from './open-case.ts'
import { requireOwnEnded } from './own-enforcement/close.ts'
import { type partyNotice, tellParty } from './own-enforcement/immediate.ts'
import { type OwnStepCode, takeOwnStep } from './own-enforcement/steps.ts'
import { type PartyMessageName, recordPartyMessage, settleMessage } from './party-messages.ts'
import { createPublicity, type Publicity } from './publicity/publicity.ts'
import type { Revised, Revision } from './revise-decision.ts'
import { type CaseParts, type CaseRoom, findCase, lockCase, policyObjectOf } from './room.ts'
import { type CaseAt, caseAt } from './replay/case-at.ts'
import { type CaseDiagrams, diagramsOf } from './replay/diagrams.ts'
import type { SideFlowCode } from './side-flows/kinds.ts'
import { whyDecisionOvertaken } from './late-statement.ts'
import { whyApprovalRests } from './side-flows/at-rest.ts'
import { requestSideFlow } from './side-flows/side-flow.ts'
import { type SimilarDecisions, similarDecisions, type SimilarQuery } from './similar-decisions.ts'
import { decideOnTheSpot, type SummaryDecision } from './summary/decide-on-the-spot.ts'
import type { SummaryRules } from './summary/rules.ts'
import type { SummarySubmission } from './summary/submission.ts'
import {
  type announcementFields,
  requestAnnouncement,
  settleAnnouncementRequest,
} from './serving/announcement.ts'
import { type addressFields, confirmAddress } from './serving/confirm-address.ts'
import { type attemptResult, endAttempt, type newAttempt, recordAttempt } from './serving/record.ts'
import { type ServicePage, servicePage } from './serving/service-page.ts'
import { rebind, type rebinding, type VolumePage, volumePage } from './volumes/volumes.ts'
import { traceProjection } from './trace-projection.ts'
import { type appraisalWithdrawal, withdrawAppraisal } from './papers/appraisal.ts'
import { drawUpPaper } from './papers/draw-up.ts'
import type { PaperCode } from './papers/kinds.ts'
import { casesForWorkers, type CasesForWorkers } from './for-workers.ts'
import { type TaskPage, taskPage } from './task-page.ts'
import { reviseByRemedy, withdrawDecision } from './withdrawn-decision.ts'
import { createTasklists, type Tasklists } from './tasklist.ts'

export interface Cases extends CasesForWorkers {
  readonly projection: Projection

  openCase(actor: Actor, opening: NewCase): Promise<{ caseId: string; ticket: Ticket }>

  /** 简易程序, in one request and one transaction. */
  decideOnTheSpot(actor: Actor, submission: SummarySubmission): Promise<SummaryDecision>
  summaryRules(actor: Actor): Promise<SummaryRules>

  list(actor: Actor, query: CaseQuery): Promise<{ items: CaseSummary[]; next: string | null }>
  page(actor: Actor, caseId: string): Promise<CasePage>
  /** 案件回放: the page as it was. @param at epoch ms. @throws Problem `not-found`, `input-invalid`. */
  at(actor: Actor, caseId: string, at: number): Promise<CaseAt>
  /** The models it runs on, to draw its trace upon. @throws Problem `not-found`, `forbidden`. */
  diagrams(actor: Actor, caseId: string): Promise<CaseDiagrams>
  /** Department and officers of a case, for rights. @throws Problem `not-found`. */
  policyObject(caseId: string): Promise<PolicyObject>
  /** Statement, hearing, waiver, payment: recorded by an officer of the case. Without a ticket nothing goes to the engine yet (an instalment). */
  recordPartyMessage(
    actor: Actor,
    caseId: string,
    name: PartyMessageName,
    data: unknown,
  ): Promise<{ id: string; ticket?: Ticket }>
  /** 旁支事项: extension, suspension, termination, transfer, recusal, change of officers. @param given as the kind's fields say. */
  requestSideFlow(
    actor: Actor,
    caseId: string,
    kind: SideFlowCode,
    given: { [field: string]: unknown },
  ): Promise<{ id: string; ticket: Ticket }>
  /** 办案文书 that needs no approval. @param given as the kind's fields say. */
  drawUpPaper(
    actor: Actor,
    caseId: string,
    kind: PaperCode,
    given: { [field: string]: unknown },
  ): Promise<IssuedPaper>
  withdrawAppraisal(actor: Actor, caseId: string, given: z.infer<typeof appraisalWithdrawal>): Promise<void>
  /** A fact, with what of it may be corrected now. */
  factPage(actor: Actor, caseId: string, kind: string): Promise<FactPage>
  factCorrections(actor: Actor, caseId: string): Promise<FactCorrectionView[]>
  /** 更正案件事实. Without a ticket it waits for the head's consent, or is effective. @param version of the fact as it was read. */
  correctFact(
    actor: Actor,
    caseId: string,
    kind: string,
    correction: z.output<typeof factCorrection>,
    version: number,
  ): Promise<{ id: string; state: FactCorrectionView['state']; ticket?: Ticket }>
  decideCorrection(
    actor: Actor,
    correctionId: string,
    decision: z.output<typeof correctionDecision>,
  ): Promise<{ id: string; state: FactCorrectionView['state']; ticket?: Ticket }>
  withdrawCorrection(
    actor: Actor,
    correctionId: string,
  ): Promise<{ id: string; state: FactCorrectionView['state'] }>
  /** 听证, the newest first. */
  hearings(
    actor: Actor,
    query: { state?: HearingState; cursor?: string; limit?: number },
  ): Promise<{ items: HearingLine[]; next: string | null }>
  hearingsOf(actor: Actor, caseId: string): Promise<HearingView[]>
  /** Who may be designated to preside now. */
  hearingHosts(actor: Actor, caseId: string): Promise<PossibleHost[]>
  /** Before the session: another day, another host. */
  rearrangeHearing(
    actor: Actor,
    caseId: string,
    given: Rearrangement,
  ): Promise<{ id: string; ticket: Ticket }>
  /** 送达页. */
  servicePage(actor: Actor, caseId: string): Promise<ServicePage>
  /** Without a ticket nothing of the engine waits for it. */
  recordAttempt(
    actor: Actor,
    caseId: string,
    attempt: z.infer<typeof newAttempt>,
  ): Promise<{ attemptId: string; ticket?: Ticket }>
  endAttempt(
    actor: Actor,
    attemptId: string,
    result: z.infer<typeof attemptResult>,
  ): Promise<{ ticket?: Ticket }>
  requestAnnouncement(
    actor: Actor,
    caseId: string,
    request: z.infer<typeof announcementFields>,
  ): Promise<{ attemptId: string; ticket: Ticket }>
  confirmAddress(
    actor: Actor,
    caseId: string,
    address: z.infer<typeof addressFields>,
  ): Promise<{ id: string; documentId: string }>
  /** 执行页. */
  taskPage(actor: Actor, userTaskKey: string): Promise<TaskPage>
  readonly tasklists: Tasklists
  enforcementPage(actor: Actor, caseId: string): Promise<EnforcementPage>
  recordExecution(actor: Actor, caseId: string, execution: PenaltyExecution): Promise<OtherPenalty[]>
  /** 退还罚款: an approved refund has been paid. */
  payRefund(actor: Actor, refundId: string, payment: z.infer<typeof refundPayment>): Promise<RefundView>
  /** 本机关强制执行: a step of it. @param given as the step's fields say. */
  takeOwnStep(
    actor: Actor,
    caseId: string,
    step: OwnStepCode,
    given: { [field: string]: unknown },
  ): Promise<void>
  /** 立即代履行: the party that was not there knows now. */
  tellParty(actor: Actor, caseId: string, notice: z.infer<typeof partyNotice>): Promise<void>
  /** 公开页. */
  readonly publicity: Publicity
  /** Versions of the volume 卷宗, and what is in none of them. */
  volumePage(actor: Actor, caseId: string): Promise<VolumePage>
  /** What came after archiving is bound with the rest anew. */
  rebind(actor: Actor, caseId: string, given: z.infer<typeof rebinding>): Promise<VolumePage>
  /** What this bureau decided for the same violation. */
  similarDecisions(actor: Actor, caseId: string, query: SimilarQuery): Promise<SimilarDecisions>
  /** Lists over cases: 日历, 送达, 执行. */
  readonly desks: Desks
  /** 集体讨论. */
  readonly discussion: ReturnType<typeof discussions>
  incidents(actor: Actor, query?: { caseId?: string }): Promise<IncidentView[]>
  resolveIncident(actor: Actor, incidentKey: string): Promise<Ticket>
  /** What stopped for want of a year of the calendar that is known by now. */
  retryStopped(): Promise<void>

  /** Asked before the closing report is accepted; a Problem keeps the case open. Once per slice, while the application is built. */
  beforeClosing(check: (tx: WriteTransaction, caseId: string) => Promise<void>): void
  /** Asked before a case is joined to another 并案. */
  beforeJoining(check: (tx: WriteTransaction, caseId: string) => Promise<void>): void

  /** Under its lock. @throws Problem `not-found`. */
  lock(tx: WriteTransaction, caseId: string): Promise<CaseRow>
  /** What review or litigation makes of the decision, in the transaction in which it takes effect. */
  reviseDecision(tx: WriteTransaction, actor: Actor, revision: Revision): Promise<Revised>
  /** What was published of a decision that review or litigation has touched. @throws Problem where nothing is to be withdrawn. */
  /** Of the slice that keeps review and litigation; what is not given stays as it was. */
  useRemedies(answers: Partial<CaseRoom['remedies']>): void
  /** Does the case hold things that are sealed or seized? Once, by the slice that keeps them. */
  useGoods(goods: CaseRoom['goods']): void
  /** 案号 and 案由 of cases. */
  labels(caseIds: string[]): Promise<Map<string, { number: string | null; stage: Stage; title: string }>>
}

/** Collective discussion, as the routes call it. */
function discussions(room: CaseRoom) {
  return {
    open: (actor: Actor, caseId: string, given: Parameters<typeof openDiscussion>[3]) =>
      openDiscussion(room, actor, caseId, given),
    recuse: (actor: Actor, id: string, given: Parameters<typeof recuse>[3]) => recuse(room, actor, id, given),
    vote: (actor: Actor, id: string, given: Parameters<typeof vote>[3]) => vote(room, actor, id, given),
    view: (actor: Actor, id: string) => discussionView(room, actor, id),
  }
}

export function createCases(parts: CaseParts): Cases {
  const room: CaseRoom = {
    ...parts,
    newId: parts.tasks.newId,
    beforeClosing: [({ sql }, caseId) => requireOwnEnded(sql, caseId)],
    beforeJoining: [({ sql }, caseId) => requireOwnEnded(sql, caseId)],
    remedies: {
      suspensions: () => Promise.resolve([]),
      end: () => Promise.reject(new Error('no slice keeps review and litigation')),
      stopped: () => Promise.resolve(false),
    },
    goods: { held: () => Promise.resolve(false), disposed: () => Promise.resolve(false) },
  }
  const { database, clues, evidence, tasks, approvals, documents, outbox } = room
  const access = {
    policyObject: async (caseId: string) =>
      policyObjectOf(database.sql, await findCase(database.sql, caseId)),
    departmentOf: departmentOfCase,
    async caseIdsOf(officerId: string) {
      // The officer’s few cases first: SQLite would begin with all that are open.
      const rows = await database.sql.all<{ id: string }>(
        "SELECT c.id FROM case_officers o CROSS JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ? AND o.to_at IS NULL AND c.state IN ('open', 'joined')",
        [officerId],
      )
      return rows.map(({ id }) => id)
    },
    labels: (caseIds: string[]) => labelsOf(room, caseIds),
    approvalSubjects: (ids: string[]) => approvals.subjects(database.sql, ids),
    async requireFit(actor: Actor, formId: string) {
      if (formId === 'legal-review') await requireQualified(room, actor.officerId)
    },
  }
  tasks.useCaseAccess(access)
  approvals.useCases({
    ...access,
    whyRests: whyApprovalRests,
    whyOvertaken: whyDecisionOvertaken,
    nameInMessages: (sql, caseId) => nameInMessages(room, sql, caseId),
    nameOfAct,
  })
  documents.useCases({
    ...access,
    facts: (caseId, inHand) => documentFacts(room, caseId, inHand),
    withdrawn: (tx, actor, document, act) => withdrawDecision(room, tx, actor, document, act),
  })
  parts.officers.useCases({
    ...handledCases,
    tellOfLeaving: (tx, leaver) => tellOfLeaving(room, tx, leaver),
  })
  parts.deadlines.useOwners(dueOwners(room))
  evidence.useCases({
    async look(sql, caseId) {
      const row = await findCase(sql, caseId)
      return { object: await policyObjectOf(sql, row), number: row.number, open: row.state === 'open' }
    },
  })
  clues.useCases({
    async joinable(caseId) {
      const row = await findCase(database.sql, caseId)
      if (row.state !== 'open') throw problem('conflict', '案件已经办结，不能再并入线索')
      return policyObjectOf(database.sql, row)
    },
  })
  tasks.onCompletion({
    formId: discussionForm,
    async accept(tx, completion) {
      const minutes = await concludeDiscussion(room, tx, completion)
      return acceptForm(room, tx, { ...completion, data: { ...completion.data, ...minutes } })
    },
    async settled(tx, act, settlement) {
      if (settlement.outcome === 'void') await reopenDiscussion(tx, act.id)
      await settleForm(room, tx, act, settlement)
    },
  })
  tasks.onCompletion({
    formId: '*',
    accept: (tx, completion) => acceptForm(room, tx, completion),
    settled: (tx, act, settlement) => settleForm(room, tx, act, settlement),
  })
  outbox.onSettled('announcement-request', (tx, act, settlement) =>
    settleAnnouncementRequest(room, tx, act.id, settlement),
  )
  outbox.onSettled('party-message', (tx, act, settlement) => settleMessage(room, tx, act.id, settlement))
  outbox.onSettled('fact-correction', (tx, act, settlement) => settleCorrection(room, tx, act.id, settlement))
  outbox.onSettled('hearing-rearrangement', (tx, act, settlement) =>
    settleRearrangement(room, tx, act.id, settlement),
  )

  return {
    projection: traceProjection(database),
    openCase: (actor, opening) => openCase(room, actor, opening),
    decideOnTheSpot: (actor, submission) => decideOnTheSpot(room, actor, submission),
    async summaryRules(actor) {
      room.policy.require(actor, 'case.open')
      return room.summaryRules
    },
    list: (actor, query) => listCases(room, actor, query),
    page: (actor, caseId) => casePage(room, actor, caseId),
    at: (actor, caseId, at) => caseAt(room, actor, caseId, at),
    diagrams: (actor, caseId) => diagramsOf(room, actor, caseId),
    policyObject: access.policyObject,
    recordPartyMessage: (actor, caseId, name, data) => recordPartyMessage(room, actor, caseId, name, data),
    requestSideFlow: (actor, caseId, kind, given) => requestSideFlow(room, actor, caseId, kind, given),
    drawUpPaper: (actor, caseId, kind, given) => drawUpPaper(room, actor, caseId, kind, given),
    withdrawAppraisal: (actor, caseId, given) => withdrawAppraisal(room, actor, caseId, given),
    factPage: (actor, caseId, kind) => factPage(room, actor, caseId, kind),
    factCorrections: (actor, caseId) => readCorrections(room, actor, caseId),
    correctFact: (actor, caseId, kind, correction, version) =>
      correctFact(room, actor, caseId, kind, correction, version),
    decideCorrection: (actor, id, decision) => decideCorrection(room, actor, id, decision),
    withdrawCorrection: (actor, id) => withdrawCorrection(room, actor, id),
    hearings: (actor, query) => listHearings(room, actor, query),
    hearingsOf: (actor, caseId) => hearingsOf(room, actor, caseId),
    hearingHosts: (actor, caseId) => hostsFor(room, actor, caseId),
    rearrangeHearing: (actor, caseId, given) => rearrangeHearing(room, actor, caseId, given),
    taskPage: (actor, userTaskKey) => taskPage(room, actor, userTaskKey),
    tasklists: createTasklists(room),
    enforcementPage: (actor, caseId) => enforcementPage(room, actor, caseId),
    recordExecution: (actor, caseId, execution) => recordExecution(room, actor, caseId, execution),
    payRefund: (actor, refundId, payment) => payRefund(room, actor, refundId, payment),
    takeOwnStep: (actor, caseId, step, given) => takeOwnStep(room, actor, caseId, step, given),
    tellParty: (actor, caseId, notice) => tellParty(room, actor, caseId, notice),
    publicity: createPublicity(room),
    volumePage: (actor, caseId) => volumePage(room, actor, caseId),
    rebind: (actor, caseId, given) => rebind(room, actor, caseId, given),
    servicePage: (actor, caseId) => servicePage(room, actor, caseId),
    recordAttempt: (actor, caseId, attempt) => recordAttempt(room, actor, caseId, attempt),
    endAttempt: (actor, attemptId, result) => endAttempt(room, actor, attemptId, result),
    requestAnnouncement: (actor, caseId, request) => requestAnnouncement(room, actor, caseId, request),
    confirmAddress: (actor, caseId, address) => confirmAddress(room, actor, caseId, address),
    desks: desksOf(room),
    discussion: discussions(room),
    similarDecisions: async (actor, caseId, query) =>
      similarDecisions(room, actor, caseId, query, await effectiveFacts(database.sql, caseId)),
    incidents: (actor, query) => listIncidents(room, actor, query),
    resolveIncident: (actor, key) => resolveIncident(room, actor, key),
    retryStopped: () => retryStopped(room),

    useRemedies: (answers) => void Object.assign(room.remedies, answers),
    useGoods(goods) {
      room.goods = goods
    },
    beforeClosing: (check) => void room.beforeClosing.push(check),
    lock: (tx, caseId) => lockCase(room, tx, caseId),
    reviseDecision: (tx, actor, revision) => reviseByRemedy(room, tx, actor, revision),
    beforeJoining: (check) => void room.beforeJoining.push(check),
    labels: access.labels,
    ...casesForWorkers(room),
  }
}
