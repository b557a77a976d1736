/** 责令重新作出: a decision that was revoked goes back to where it has to be made again (行政复议法 第六十四条, 行政诉讼法 第七十条). */
import type { Actor } from '../identity/actor.ts'
import { isoInstant } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { voidFacts } from './decision-round.ts'
import { earlierViolations } from './earlier-violations.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'
import { stopCourse } from './side-flows/end-early.ts'

/** Milliseconds that a message waits: the case may not have come yet to where it is awaited. */
const patience = 30 * 86_400_000

/** With its 90 days anew, and nothing of the round before that still counts. @returns ids of the facts that count no more. */
export async function orderRedo(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  from: 'investigation' | 'decision',
  authority: string,
): Promise<string[]> {
  if (row.case_procedure === 'summary')
    throw problem(
      'conflict',
      '当场处罚决定被撤销、须重新作出的，登记为撤销，再由线索按普通程序立案（行政处罚法 第五十四条）',
    )
  await stopCourse(room, tx, row, actor)
  const facts = await effectiveFacts(tx.sql, row.id)
  const voided = await voidFacts(tx, row.id, from)
  const now = room.clock.now()
  await updateRows<CaseRow>(
    tx.sql,
    'cases',
    { id: row.id },
    {
      // The stage before the one that begins: job case.advance takes the step.
      stage: from === 'decision' ? 'investigation' : 'filing',
      state: 'open',
      decided_at: null,
      served_at: null,
      paid_at: null,
      closed_at: null,
      archived_at: null,
      fine_fen: null,
      paid_fen: 0,
      surcharge_fen: null,
      surcharge_paid_fen: 0,
      voided_paid_fen: Number(row.voided_paid_fen) + row.paid_fen + row.surcharge_paid_fen,
      enforcement_ended_at: null,
      suspended_at: null,
      process_instance_key: null,
      decision_state: null,
      reopened_at: now,
      version: row.version + 1,
    },
  )
  const { dueAt } = await room.deadlines.start(tx, actor, {
    caseId: row.id,
    limit: 'case-decision',
    at: now,
    basis: authority,
  })
  const report = dataOf(facts, 'report')
  await room.outbox.add(tx, {
    stream: row.id,
    command: {
      verb: 'publishMessage',
      name: `${from}-redo-ordered`,
      correlationKey: row.id,
      timeToLive: patience,
      messageId: `redo-${row.id}-${now}`,
      variables: {
        caseId: row.id,
        departmentId: row.department_id,
        squadCode: row.squad_code,
        leadOfficerId: row.lead_officer_id,
        drafterId: row.lead_officer_id,
        procedure: row.case_procedure,
        violationCode: row.violation_code,
        partyId: row.party_id,
        partyKind: row.party_kind ?? 'citizen',
        caseDueAt: isoInstant(dueAt),
        fineFen: typeof report?.fineFen === 'number' ? report.fineFen : 0,
        outsideRange: report?.outsideRange === true,
        complexCase: report?.complexCase === true,
        heavyPenalty: report?.heavyPenalty === true,
        bigCase: false,
        hearingRequired: false,
        collectiveDiscussion: false,
        legalReviewRequired: true,
        ...(await earlierViolations(room, row)),
        harm: 'none',
        corrected: false,
        cooperative: true,
        ageBand: 'adult',
        decisionKind: 'penalty-decision',
        proposedDecision: 'penalty',
      },
    },
  })
  return voided
}
