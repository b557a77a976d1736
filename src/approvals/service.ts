/** Approvals 审批: what people do with them, and what the model's jobs ask of them. Each use case stands in a file of its own. */
import { approvalsAt } from './approvals-at.ts'
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { abandonApprovals, abandonStage, endApproval } from './close-approval.ts'
import { answerConsultation, consult, sendCopies } from './consult.ts'
import { acceptDecision, settleDecision } from './decide.ts'
import { enterTier, type EnteredTier } from './enter-tier.ts'
import { jump } from './jump.ts'
import type { ApprovalRow, Outcome } from './model.ts'
import { settleMove } from './move-token.ts'
import { openApproval, type OpenApproval } from './open-approval.ts'
import { decisionsById, lastWords, type LastWords } from './last-words.ts'
import { asksInPlaceOf, copiedTo, type CopiedApproval } from './lists.ts'
import { type Opinion, opinionsOf } from './opinions.ts'
import { tellOvertaken } from './overtaken.ts'
import { reassign, type Reassignment } from './reassign.ts'
import { recordTier, type RecordedTier } from './record-tier.ts'
import { escalate, remind, remindWhenDue } from './remind.ts'
import { removeTier } from './remove-tier.ts'
import type { ApprovalCases, ApprovalParts, ApprovalRoom } from './room.ts'
import type { Route } from './route.ts'
import { subjectsById } from './subjects.ts'
import { takeBack } from './take-back.ts'
import type { ApprovalCourse } from './tiers-passed.ts'
import { approvalCourses, type CaseHandler } from './courses.ts'
import { type ApprovalView, viewApproval } from './view.ts'
import { withdraw } from './withdraw.ts'

export interface Approvals {
  useCases(cases: ApprovalCases): void

  // What people do. Tickets say when the engine has done it. Decisions themselves are made by completing the task `review`.
  get(actor: Actor, approvalId: string): Promise<ApprovalView>
  withdraw(actor: Actor, approvalId: string, reason: string): Promise<Ticket>
  takeBack(actor: Actor, approvalId: string): Promise<Ticket>
  jump(actor: Actor, approvalId: string, to: { toTier: number; reason: string }): Promise<Ticket>
  removeTier(actor: Actor, approvalId: string, tierIndex: number): Promise<Ticket | undefined>
  reassign(actor: Actor, approvalId: string, to: Reassignment): Promise<Ticket>
  consult(
    actor: Actor,
    approvalId: string,
    question: { officerId: string; question: string },
  ): Promise<string>
  answerConsultation(actor: Actor, consultationId: string, answer: string): Promise<void>
  sendCopies(actor: Actor, approvalId: string, officerIds: string[]): Promise<void>
  remind(actor: Actor, approvalId: string): Promise<void>

  // What jobs ask, in the worker's transaction.
  open(tx: WriteTransaction, opening: OpenApproval): Promise<{ approvalId: string; route: Route }>
  enterTier(tx: WriteTransaction, tier: { approvalId: string; tierIndex: number }): Promise<EnteredTier>
  record(tx: WriteTransaction, tier: { approvalId: string; tierIndex: number }): Promise<RecordedTier>
  close(tx: WriteTransaction, closing: { approvalId: string; outcome: Outcome }): Promise<void>
  remindWhenDue(tx: WriteTransaction, approvalId: string): Promise<void>
  /** Whom the running approvals of these subjects wait for, and their drafter, hear that nobody agrees to them any more. */
  tellOvertaken(tx: WriteTransaction, caseId: string, subjects: readonly string[]): Promise<void>
  escalate(tx: WriteTransaction, approvalId: string): Promise<void>

  // What the cases slice reads.
  /** The case has ended early: what still waits for a tier falls. @param elsewhere stage whose approvals run in processes of their own. */
  abandon(tx: WriteTransaction, caseId: string, elsewhere: string): Promise<void>
  /** Of one part of the case, which its process has left. */
  abandonStage(tx: WriteTransaction, caseId: string, stage: string): Promise<void>
  /** The last approval of a stage. */
  latest(sql: Sql, caseId: string, stage: string): Promise<ApprovalRow | undefined>
  ofCase(sql: Sql, caseId: string): Promise<ApprovalRow[]>
  /** As they stood at the instant (epoch ms). */
  ofCaseAt(sql: Sql, caseId: string, at: number): Promise<ApprovalRow[]>
  opinions(sql: Sql, approval: ApprovalRow): Promise<Opinion[]>
  /** By approval. */
  lastWords(sql: Sql, approvalIds: string[]): Promise<Map<string, LastWords>>
  /** By approval: the officer in whose place this one is asked now 委托. */
  asksInPlaceOf(sql: Sql, officerId: string, approvalIds: string[]): Promise<Map<string, string>>
  /** What an officer got a copy of 抄送, last first. */
  copiedTo(
    sql: Sql,
    officerId: string,
    query: { cursor?: string; limit?: number },
  ): Promise<{ copies: CopiedApproval[]; next: string | null }>
  /** By decision (its id is that of the act): what was decided, with which words. */
  decisions(sql: Sql, ids: string[]): Promise<Map<string, LastWords>>
  /** By approval: what it is about, in words, e.g. 立案审批表. */
  subjects(sql: Sql, approvalIds: string[]): Promise<Map<string, string>>

  // What an auditor asks.
  /** How each of these went through its tiers. @param handlers of their cases. */
  courses(sql: Sql, approvals: ApprovalRow[], handlers: CaseHandler[]): Promise<ApprovalCourse[]>
  /** Those that were open at any time of the period (epoch ms). */
  within(sql: Sql, period: { from: number; until: number }): Promise<ApprovalRow[]>
}

export function createApprovals(parts: ApprovalParts): Approvals {
  let cases: ApprovalCases = {
    policyObject: () => Promise.resolve(undefined),
    whyRests: () => Promise.resolve(undefined),
    whyOvertaken: () => Promise.resolve(undefined),
    nameInMessages: () => Promise.resolve(undefined),
    nameOfAct: () => undefined,
  }
  const room: ApprovalRoom = { ...parts, newId: parts.tasks.newId, cases: () => cases }

  parts.tasks.onCompletion({
    formId: 'review',
    accept: (tx, completion) => acceptDecision(room, tx, completion),
    settled: (tx, act, settlement) => settleDecision(room, tx, act, settlement),
  })
  parts.outbox.onSettled('approval-move', (tx, act, settlement) => settleMove(tx, act.id, settlement))

  return {
    useCases(given) {
      cases = given
    },
    get: (actor, id) => viewApproval(room, actor, id),
    withdraw: (actor, id, reason) => withdraw(room, actor, id, reason),
    takeBack: (actor, id) => takeBack(room, actor, id),
    jump: (actor, id, to) => jump(room, actor, id, to),
    removeTier: (actor, id, tierIndex) => removeTier(room, actor, id, tierIndex),
    reassign: (actor, id, to) => reassign(room, actor, id, to),
    consult: (actor, id, question) => consult(room, actor, id, question),
    answerConsultation: (actor, id, answer) => answerConsultation(room, actor, id, answer),
    sendCopies: (actor, id, officerIds) => sendCopies(room, actor, id, officerIds),
    remind: (actor, id) => remind(room, actor, id),
    open: (tx, opening) => openApproval(room, tx, opening),
    enterTier: (tx, tier) => enterTier(room, tx, tier),
    record: (tx, tier) => recordTier(room, tx, tier),
    close: (tx, closing) => endApproval(room, tx, closing),
    remindWhenDue: (tx, id) => remindWhenDue(room, tx, id),
    tellOvertaken: (tx, caseId, subjects) => tellOvertaken(room, tx, caseId, subjects),
    escalate: (tx, id) => escalate(room, tx, id),
    abandon: (tx, caseId, elsewhere) => abandonApprovals(room, tx, caseId, elsewhere),
    abandonStage: (tx, caseId, stage) => abandonStage(room, tx, caseId, stage),
    async latest(sql, caseId, stage) {
      return (
        await sql.all<ApprovalRow>(
          'SELECT * FROM approvals WHERE case_id = ? AND stage = ? ORDER BY opened_at DESC, id DESC LIMIT 1',
          [caseId, stage],
        )
      )[0]
    },
    ofCaseAt: approvalsAt,
    ofCase: (sql, caseId) =>
      sql.all<ApprovalRow>('SELECT * FROM approvals WHERE case_id = ? ORDER BY opened_at, id', [caseId]),
    opinions: opinionsOf,
    lastWords,
    asksInPlaceOf,
    copiedTo,
    decisions: decisionsById,
    subjects: (sql, ids) => subjectsById(room, sql, ids),
    courses: (sql, approvals, handlers) => approvalCourses(sql, approvals, handlers, parts.clock.now()),
    within: (sql, { from, until }) =>
      sql.all<ApprovalRow>(
        'SELECT * FROM approvals WHERE opened_at <= ? AND (closed_at IS NULL OR closed_at >= ?) ORDER BY opened_at, id',
        [until, from],
      ),
  }
}
