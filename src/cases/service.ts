/** Cases 案件: the case through its five stages, its facts, what the party does. Each use case stands in a file of its own. */
import type { DocumentFacts, LegalDay } from '../documents/facts.ts'
import type { IssuedDocument } from '../documents/issue.ts'
import type { Projection, Ticket } from '../engine/outbox/index.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import type { PolicyObject } from '../identity/policy.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { advanceCase } from './advance.ts'
import { afterIssue } from './after-issue.ts'
import {
  type CasePage,
  casePage,
  type CaseQuery,
  type CaseSummary,
  listCases,
  titlesOf,
} from './case-page.ts'
import { acceptForm, requireQualified, settleForm } from './complete-form.ts'
import { documentFacts } from './document-facts.ts'
import { dataOf, effectiveFacts, writeFact } from './facts.ts'
import type { DocumentInHand } from './gathered-case.ts'
import { handledCases } from './handled-cases.ts'
import { type IncidentView, listIncidents, resolveIncident } from './incidents.ts'
import { type CaseEnd, type CaseRow, dayOfRules, type Stage } from './model.ts'
import { type NewCase, openCase } from './open-case.ts'
import { type PartyMessageName, recordPartyMessage, settleMessage } from './party-messages.ts'
import { type CaseParts, type CaseRoom, findCase, officersOf, policyObjectOf } from './room.ts'
import type { SideFlowCode } from './side-flows/kinds.ts'
import { applySideFlow, refuseSideFlow, requestSideFlow, resumeCase } from './side-flows/side-flow.ts'
import { decideOnTheSpot, type SummaryDecision } from './summary/decide-on-the-spot.ts'
import type { SummarySubmission } from './summary/submission.ts'
import { traceProjection } from './trace-projection.ts'

export interface Cases {
  readonly projection: Projection

  openCase(actor: Actor, opening: NewCase): Promise<{ caseId: string; ticket: Ticket }>

  /** 简易程序, in one request and one transaction. */
  decideOnTheSpot(actor: Actor, submission: SummarySubmission): Promise<SummaryDecision>

  list(actor: Actor, query: CaseQuery): Promise<{ items: CaseSummary[]; next: string | null }>
  page(actor: Actor, caseId: string): Promise<CasePage>
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
  incidents(actor: Actor, query?: { caseId?: string }): Promise<IncidentView[]>
  resolveIncident(actor: Actor, incidentKey: string): Promise<Ticket>

  /** Asked before the closing report is accepted; a Problem keeps the case open. Once per slice, while the application is built. */
  beforeClosing(check: (tx: WriteTransaction, caseId: string) => Promise<void>): void

  // For workers, in their transaction.
  row(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<CaseRow>
  /** The day whose version of 违法行为 and 裁量阶次 counts. */
  dayOfRules(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<LegalDay>
  /** Ties the case to the process instance that runs it. */
  begin(tx: WriteTransaction, caseId: string, processInstanceKey: string): Promise<CaseRow>
  advance(tx: WriteTransaction, caseId: string, to: Stage | CaseEnd): Promise<void>
  afterIssue(tx: WriteTransaction, issued: IssuedDocument): Promise<void>
  archived(tx: WriteTransaction, caseId: string): Promise<void>
  applySideFlow(tx: WriteTransaction, id: string): Promise<{ suspended: boolean }>
  refuseSideFlow(tx: WriteTransaction, id: string, outcome: string): Promise<void>
  resume(tx: WriteTransaction, sideFlowId: string): Promise<void>
  /** What a job found out: effective at once. */
  recordFinding(tx: WriteTransaction, caseId: string, kind: string, data: FormData): Promise<void>
  /** The last effective fact of a kind. */
  fact(tx: Pick<WriteTransaction, 'sql'>, caseId: string, kind: string): Promise<FormData | undefined>
  handlers(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<string[]>
  /** Reads what is committed; outside the transaction. */
  documentFacts(caseId: string, inHand: DocumentInHand): Promise<DocumentFacts>
}

export function createCases(parts: CaseParts): Cases {
  const room: CaseRoom = { ...parts, newId: parts.tasks.newId, beforeClosing: [] }
  const { database, clues, evidence, tasks, approvals, documents, outbox, audit } = room
  const access = {
    policyObject: async (caseId: string) =>
      policyObjectOf(database.sql, await findCase(database.sql, caseId)),
    async caseIdsOf(officerId: string) {
      const rows = await database.sql.all<{ id: string }>(
        "SELECT c.id FROM case_officers o JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ? AND o.to_at IS NULL AND c.state = 'open'",
        [officerId],
      )
      return rows.map(({ id }) => id)
    },
    async labels(caseIds: string[]) {
      if (caseIds.length === 0) return new Map()
      const rows = await database.sql.all<CaseRow>(
        `SELECT * FROM cases WHERE id IN (${caseIds.map(() => '?').join(', ')})`,
        caseIds,
      )
      const titles = await titlesOf(room, rows)
      return new Map(rows.map(({ id, number, stage }) => [id, { number, stage, title: titles.get(id)! }]))
    },
    async requireFit(actor: Actor, formId: string) {
      if (formId === 'legal-review') await requireQualified(room, actor.officerId)
    },
  }
  tasks.useCaseAccess(access)
  approvals.useCases(access)
  documents.useCases({ ...access, facts: (caseId, inHand) => documentFacts(room, caseId, inHand) })
  parts.officers.useCases(handledCases)
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
    formId: '*',
    accept: (tx, completion) => acceptForm(room, tx, completion),
    settled: (tx, act, settlement) => settleForm(tx, act, settlement),
  })
  outbox.onSettled('party-message', (tx, act, settlement) => settleMessage(room, tx, act.id, settlement))

  return {
    projection: traceProjection(database),
    openCase: (actor, opening) => openCase(room, actor, opening),
    decideOnTheSpot: (actor, submission) => decideOnTheSpot(room, actor, submission),
    list: (actor, query) => listCases(room, actor, query),
    page: (actor, caseId) => casePage(room, actor, caseId),
    policyObject: access.policyObject,
    recordPartyMessage: (actor, caseId, name, data) => recordPartyMessage(room, actor, caseId, name, data),
    requestSideFlow: (actor, caseId, kind, given) => requestSideFlow(room, actor, caseId, kind, given),
    incidents: (actor, query) => listIncidents(room, actor, query),
    resolveIncident: (actor, key) => resolveIncident(room, actor, key),

    beforeClosing: (check) => void room.beforeClosing.push(check),
    row: (tx, caseId) => findCase(tx.sql, caseId),
    dayOfRules: async (tx, caseId) => dayOfRules(await findCase(tx.sql, caseId)),
    async begin(tx, caseId, processInstanceKey) {
      await updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { process_instance_key: processInstanceKey })
      return findCase(tx.sql, caseId)
    },
    advance: (tx, caseId, to) => advanceCase(room, tx, caseId, to),
    afterIssue: (tx, issued) => afterIssue(room, tx, issued),
    async archived(tx, caseId) {
      const row = await findCase(tx.sql, caseId)
      if (row.state !== 'closed') throw problem('conflict', '案件尚未结案，不能归档')
      await updateRows<CaseRow>(
        tx.sql,
        'cases',
        { id: caseId },
        { state: 'archived', archived_at: room.clock.now(), version: row.version + 1 },
      )
      await audit.append(tx, {
        actor: systemActor('case.archive'),
        action: 'case.archived',
        object: { type: 'case', id: caseId },
        caseId,
      })
    },
    applySideFlow: (tx, id) => applySideFlow(room, tx, id),
    refuseSideFlow: (tx, id, outcome) => refuseSideFlow(room, tx, id, outcome),
    resume: (tx, id) => resumeCase(room, tx, id),
    recordFinding: (tx, caseId, kind, data) =>
      writeFact(room, tx, { caseId, kind, data, actor: systemActor(kind), state: 'effective' }),
    fact: async (tx, caseId, kind) => dataOf(await effectiveFacts(tx.sql, caseId), kind),
    handlers: async (tx, caseId) => (await officersOf(tx.sql, caseId)).map(({ officer_id }) => officer_id),
    documentFacts: (caseId, inHand) => documentFacts(room, caseId, inHand),
  }
}
