/** What workers and the slices around a case ask of it, mostly in a transaction of theirs; no right is asked for: nobody but the product calls these. */
import type { ApprovalFacts } from '../documents/decision-facts.ts'
import type { DocumentFacts, LegalDay } from '../documents/facts.ts'
import type { IssuedDocument } from '../documents/issue.ts'
import { systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { advanceCase } from './advance.ts'
import { afterIssue } from './after-issue.ts'
import { opinionFacts } from './approval-facts.ts'
import { closeSummaryCase } from './closing.ts'
import { documentFacts } from './document-facts.ts'
import { endAfterStay } from './enforcement/end.ts'
import { checkRemedies, courtTermStart } from './enforcement/remedies.ts'
import { lapse, resumeFromStay } from './enforcement/stay.ts'
import { requireNothingOwedBack } from './enforcement/refund.ts'
import { type EarlierViolations, earlierViolations } from './earlier-violations.ts'
import { dataOf, effectiveFacts, writeFact } from './facts.ts'
import type { DocumentInHand } from './gathered-case.ts'
import { everHandled, tookPart } from './handled-cases.ts'
import type { HearingOutcome } from './hearing/model.ts'
import { endHearing, lastHearing, openHearing } from './hearing/proceedings.ts'
import { type CaseEnd, type CaseRow, dayOfRules, type Stage } from './model.ts'
import { servedAt } from './own-enforcement/model.ts'
import { type CaseRoom, findCase, officersOf } from './room.ts'
import { standsIn } from './side-flows/relations.ts'
import {
  type AppliedSideFlow,
  applySideFlow,
  type PreparedSideFlow,
  prepareSideFlow,
} from './side-flows/apply-side-flow.ts'
import { refuseSideFlow, resumeCase } from './side-flows/side-flow.ts'
import { endTimeToBind } from './volumes/time-to-bind.ts'
import {
  endAnnouncement,
  prepareAnnouncementEnd,
  publishedAt,
  refuseAnnouncement,
} from './serving/announcement.ts'
import type { PreparedResult } from './serving/conclude.ts'

export interface CasesForWorkers {
  row(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<CaseRow>
  /** The day whose version of 违法行为 and 裁量阶次 counts. */
  dayOfRules(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<LegalDay>
  /** What was decided before against its party for the same violation. */
  earlierViolations(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<EarlierViolations>
  /** The case in which this one is decided: itself, or the one that it was joined to. */
  standsIn(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<string>
  /** Ties the case to the process instance that runs it. */
  begin(tx: WriteTransaction, caseId: string, processInstanceKey: string): Promise<CaseRow>
  /** @param processInstanceKey the instance that runs it, which is a new one after the decision had to be made again. */
  advance(
    tx: WriteTransaction,
    caseId: string,
    to: Stage | CaseEnd,
    processInstanceKey: string,
  ): Promise<void>
  /** @param served of a proof of service: the kinds that were served. */
  afterIssue(tx: WriteTransaction, issued: IssuedDocument, served?: readonly string[]): Promise<void>
  /** @returns closed, or when to look again (ISO). */
  closeSummaryCase(tx: WriteTransaction, caseId: string): Promise<{ closed: boolean; checkAgainAt: string }>
  archived(tx: WriteTransaction, caseId: string): Promise<void>
  /** Its documents, printed before the transaction that issues them. @throws DocumentError */
  prepareSideFlow(id: string, kinds: readonly string[]): Promise<PreparedSideFlow>
  applySideFlow(tx: WriteTransaction, id: string, prepared: PreparedSideFlow): Promise<AppliedSideFlow>
  /** 恢复执行, by the side flow that stayed it. */
  resumeEnforcement(tx: WriteTransaction, sideFlowId: string): Promise<void>
  /** The three years of a stay are over. @returns when to look again, epoch ms; null: enforcement is over. */
  lapseStay(tx: WriteTransaction, sideFlowId: string): Promise<number | null>
  refuseSideFlow(tx: WriteTransaction, id: string, outcome: string): Promise<void>
  resume(tx: WriteTransaction, sideFlowId: string): Promise<void>
  openHearing(tx: WriteTransaction, caseId: string): Promise<{ hearingId: string }>
  endHearing(tx: WriteTransaction, hearingId: string, outcome: HearingOutcome): Promise<void>
  /** Epoch ms at which the document was served; undefined: no service is recorded. */
  servedAt(tx: Pick<WriteTransaction, 'sql'>, documentId: string): Promise<number | undefined>
  /** Epoch ms of the hearing that was arranged last. */
  hearingStart(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<number | null>
  /** 公告送达: when it was published; its refusal; its end, printed before the transaction. */
  announcedAt(tx: Pick<WriteTransaction, 'sql'>, attemptId: string): Promise<number | undefined>
  refuseAnnouncement(tx: WriteTransaction, attemptId: string, reason: string): Promise<void>
  prepareAnnouncementEnd(attemptId: string): Promise<PreparedResult | undefined>
  endAnnouncement(
    tx: WriteTransaction,
    attemptId: string,
    prepared: PreparedResult | undefined,
  ): Promise<void>
  /** 行政强制法 第五十三条: is the time for review and litigation over, and from when the three months count. */
  checkRemedies(
    tx: Pick<WriteTransaction, 'sql'>,
    caseId: string,
  ): Promise<{ over: boolean; nextCheckAt: number }>
  courtTermStart(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<number>
  /** Epoch ms; undefined of a case that began out of another one's clue: what it is about was found just now. */
  clueReceivedAt(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<number | undefined>
  /** What a job found out: effective at once. */
  recordFinding(tx: WriteTransaction, caseId: string, kind: string, data: FormData): Promise<void>
  /** The last effective fact of a kind. */
  fact(tx: Pick<WriteTransaction, 'sql'>, caseId: string, kind: string): Promise<FormData | undefined>
  /** How many corrections of facts 更正 are effective: another number, and what was prepared from the facts is no longer true. */
  correctionsOf(caseId: string, tx?: Pick<WriteTransaction, 'sql'>): Promise<number>
  handlers(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<string[]>
  /** Who handles it or did at any time. */
  everHandled(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<string[]>
  /** They, and whoever did a task of it or decided in an approval. */
  tookPart(tx: Pick<WriteTransaction, 'sql'>, caseId: string): Promise<string[]>
  /** Reads what is committed; outside the transaction. */
  documentFacts(caseId: string, inHand: DocumentInHand): Promise<DocumentFacts>
  /** For documents: who said what in an approval of the case, tier by tier. */
  approvalFacts(caseId: string, approvalId: string): Promise<ApprovalFacts[]>
}

export function casesForWorkers(room: CaseRoom): CasesForWorkers {
  const { database, approvals, audit } = room
  return {
    standsIn: (tx, caseId) => standsIn(tx.sql, caseId),
    row: (tx, caseId) => findCase(tx.sql, caseId),
    earlierViolations: async (tx, caseId) => earlierViolations(room, await findCase(tx.sql, caseId)),
    dayOfRules: async (tx, caseId) => dayOfRules(await findCase(tx.sql, caseId)),
    async begin(tx, caseId, processInstanceKey) {
      await updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { process_instance_key: processInstanceKey })
      return findCase(tx.sql, caseId)
    },
    async advance(tx, caseId, to, processInstanceKey) {
      await updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { process_instance_key: processInstanceKey })
      await advanceCase(room, tx, caseId, to)
    },
    afterIssue: (tx, issued, served) => afterIssue(room, tx, issued, served),
    closeSummaryCase: (tx, caseId) => closeSummaryCase(room, tx, caseId),
    async archived(tx, caseId) {
      const row = await findCase(tx.sql, caseId)
      if (row.state !== 'closed') throw problem('conflict', '案件尚未结案，不能归档')
      requireNothingOwedBack(row)
      await updateRows<CaseRow>(
        tx.sql,
        'cases',
        { id: caseId },
        { state: 'archived', archived_at: room.clock.now(), version: row.version + 1 },
      )
      const actor = systemActor('case.archive')
      await endTimeToBind(room, tx, actor, caseId)
      await audit.append(tx, {
        actor,
        action: 'case.archived',
        object: { type: 'case', id: caseId },
        caseId,
      })
    },
    prepareSideFlow: (id, kinds) => prepareSideFlow(room, id, kinds),
    applySideFlow: (tx, id, prepared) => applySideFlow(room, tx, id, prepared),
    refuseSideFlow: (tx, id, outcome) => refuseSideFlow(room, tx, id, outcome),
    resume: (tx, id) => resumeCase(room, tx, id),
    resumeEnforcement: (tx, id) => resumeFromStay(room, tx, id),
    lapseStay: (tx, id) => lapse(room, tx, id, (row, reason) => endAfterStay(room, tx, row, reason)),
    openHearing: (tx, caseId) => openHearing(room, tx, caseId),
    endHearing: (tx, id, outcome) => endHearing(room, tx, id, outcome),
    servedAt: (tx, documentId) => servedAt(tx.sql, documentId),
    async hearingStart({ sql }, caseId) {
      const startsAt = (await lastHearing(sql, caseId))?.starts_at ?? null
      return startsAt === null ? null : Number(startsAt)
    },
    checkRemedies: async (tx, caseId) => checkRemedies(room, tx.sql, await findCase(tx.sql, caseId)),
    courtTermStart: async (tx, caseId) => courtTermStart(room, tx.sql, await findCase(tx.sql, caseId)),
    async clueReceivedAt({ sql }, caseId) {
      const clue = await room.clues.row(sql, (await findCase(sql, caseId)).clue_id)
      return clue.case_id === caseId ? Number(clue.received_at) : undefined
    },
    announcedAt: (tx, attemptId) => publishedAt(tx.sql, attemptId),
    refuseAnnouncement: (tx, attemptId, reason) => refuseAnnouncement(room, tx, attemptId, reason),
    prepareAnnouncementEnd: (attemptId) => prepareAnnouncementEnd(room, attemptId),
    endAnnouncement: (tx, attemptId, prepared) => endAnnouncement(room, tx, attemptId, prepared),
    async recordFinding(tx, caseId, kind, data) {
      await writeFact(room, tx, { caseId, kind, data, actor: systemActor(kind), state: 'effective' })
    },
    fact: async (tx, caseId, kind) => dataOf(await effectiveFacts(tx.sql, caseId), kind),
    async correctionsOf(caseId, { sql } = database) {
      const [row] = await sql.all<{ many: number }>(
        "SELECT COUNT(*) AS many FROM fact_corrections WHERE case_id = ? AND state = 'effective'",
        [caseId],
      )
      return Number(row!.many)
    },
    handlers: async (tx, caseId) => (await officersOf(tx.sql, caseId)).map(({ officer_id }) => officer_id),
    everHandled: (tx, caseId) => everHandled(tx.sql, caseId),
    tookPart: (tx, caseId) => tookPart(tx.sql, caseId),
    documentFacts: (caseId, inHand) => documentFacts(room, caseId, inHand),
    async approvalFacts(caseId, approvalId) {
      const approval = (await approvals.ofCase(database.sql, caseId)).find(({ id }) => id === approvalId)
      return approval ? opinionFacts(room, approval) : []
    },
  }
}
