/** Opening a case from a clue: no case without a clue. The model starts by the message `case-opened`, once, whatever happens in between. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import type { Officer } from '../officers/service.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { CaseOfficerRow, CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

export interface NewCase {
  clueId: string
  leadOfficerId: string
  assistingOfficerIds: string[]
}

/** Milliseconds that the message waits for a deployed model. */
const patience = 3_600_000

export async function openCase(
  room: CaseRoom,
  actor: Actor,
  { clueId, leadOfficerId, assistingOfficerIds }: NewCase,
): Promise<{ caseId: string; ticket: Ticket }> {
  const { officers, policy, clock, newId, audit, database, clues } = room
  // At least two officers, certificates valid (行政处罚法 第四十二条).
  await officers.assertNameable([leadOfficerId, ...assistingOfficerIds], legalDay(clock.now()))
  const lead = await officers.get(leadOfficerId)
  policy.require(actor, 'case.open', {
    departmentId: lead.departmentId,
    officerIds: [leadOfficerId, ...assistingOfficerIds],
  })
  const caseId = newId()
  const ticket = await database.write(async (tx) => {
    const clue = await clues.accept(tx, actor, clueId, caseId)
    await insertRow<CaseRow>(
      tx.sql,
      'cases',
      newCaseRow({
        id: caseId,
        procedure: 'ordinary',
        clueId,
        violationCode: clue.violation_code,
        occurredAt: clue.occurred_at,
        lead,
        openedAt: clock.now(),
      }),
    )
    await assignOfficers(room, tx, caseId, leadOfficerId, assistingOfficerIds)
    await audit.append(tx, {
      actor,
      action: 'case.opened',
      object: { type: 'case', id: caseId },
      caseId,
      after: { clue: clueId, lead: leadOfficerId, assisting: assistingOfficerIds },
    })
    return begin(room, tx, caseId, lead)
  })
  return { caseId, ticket }
}

export interface NewRelatedCase extends NewCase {
  violationCode: string | null
  /** Of the act, where it is known. */
  occurredAt: number | null
}

/** A case that begins out of another one's clue, once that has been approved; it is entered, filed and numbered like any other. */
export async function openRelatedCase(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { clueId, leadOfficerId, assistingOfficerIds, violationCode, occurredAt }: NewRelatedCase,
): Promise<string> {
  const lead = await room.officers.get(leadOfficerId)
  const caseId = room.newId()
  await insertRow<CaseRow>(
    tx.sql,
    'cases',
    newCaseRow({
      id: caseId,
      procedure: 'ordinary',
      clueId,
      violationCode,
      occurredAt,
      lead,
      openedAt: room.clock.now(),
    }),
  )
  await assignOfficers(room, tx, caseId, leadOfficerId, assistingOfficerIds)
  await begin(room, tx, caseId, lead)
  await room.audit.append(tx, {
    actor,
    action: 'case.opened',
    object: { type: 'case', id: caseId },
    caseId,
    after: { clue: clueId, lead: leadOfficerId, assisting: assistingOfficerIds },
  })
  return caseId
}

function begin({ outbox }: CaseRoom, tx: WriteTransaction, caseId: string, lead: Officer): Promise<Ticket> {
  return outbox.add(tx, {
    stream: caseId,
    command: {
      verb: 'publishMessage',
      name: 'case-opened',
      correlationKey: caseId,
      timeToLive: patience,
      messageId: `open-${caseId}`,
      variables: {
        caseId,
        departmentId: lead.departmentId,
        leadOfficerId: lead.id,
        procedure: 'ordinary',
      },
    },
  })
}

export function newCaseRow(opening: {
  id: string
  procedure: CaseRow['case_procedure']
  clueId: string
  violationCode: string | null
  occurredAt: number | null
  lead: Pick<Officer, 'id' | 'departmentId' | 'squad'>
  openedAt: number
}): CaseRow {
  const { id, procedure, clueId, violationCode, occurredAt, lead, openedAt } = opening
  return {
    id,
    number: null,
    case_procedure: procedure,
    stage: 'entry',
    state: 'open',
    clue_id: clueId,
    party_id: null,
    party_kind: null,
    violation_code: violationCode,
    occurred_on: occurredAt === null ? null : legalDay(occurredAt),
    lead_officer_id: lead.id,
    department_id: lead.departmentId,
    squad_code: lead.squad,
    opened_at: openedAt,
    filed_at: null,
    decided_at: null,
    served_at: null,
    paid_at: null,
    closed_at: null,
    archived_at: null,
    fine_fen: null,
    paid_fen: 0,
    process_instance_key: null,
    version: 1,
    suspended_at: null,
    decision_state: null,
    reopened_at: null,
    surcharge_fen: null,
    surcharge_paid_fen: 0,
    voided_paid_fen: 0,
    enforcement_ended_at: null,
  }
}

/** Who handles the case from now on; those who did before stay on record with the instant at which they left. */
export async function assignOfficers(
  { clock, database }: CaseRoom,
  { sql }: WriteTransaction,
  caseId: string,
  lead: string,
  assisting: string[],
): Promise<void> {
  const now = clock.now()
  const wanted = new Map<string, CaseOfficerRow['part']>([
    [lead, 'lead'],
    ...assisting.filter((id) => id !== lead).map((id) => [id, 'assisting'] as const),
  ])
  await sql.run('UPDATE case_officers SET to_at = ? WHERE case_id = ? AND to_at IS NULL', [now, caseId])
  for (const [officer_id, part] of wanted) {
    await insertRow<CaseOfficerRow>(
      sql,
      'case_officers',
      { case_id: caseId, officer_id, part, from_at: now, to_at: null },
      database.dialect.insertIgnore,
    )
    await updateRows<CaseOfficerRow>(
      sql,
      'case_officers',
      { case_id: caseId, officer_id },
      { part, to_at: null },
    )
  }
  await updateRows<CaseRow>(sql, 'cases', { id: caseId }, { lead_officer_id: lead })
}
