/** The head of the department agrees to a correction that needs it, or refuses it: never one of the officers of the case. */
import { z } from 'zod'
import type { Ticket } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { requireVersion } from '../../platform/entity-tag.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf, requireActive } from '../room.ts'
import { apply, withDrafts } from './correct-fact.ts'
import type { FactCorrectionRow } from './model.ts'
import { propose, standingFact } from './proposed.ts'

export const correctionDecision = z.strictObject({ agree: z.boolean(), opinion: text(1000) })

export async function findCorrection(sql: Sql, id: string, lock = ''): Promise<FactCorrectionRow> {
  const [row] = await sql.all<FactCorrectionRow>(`SELECT * FROM fact_corrections WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '没有这一更正')
  return row
}

export async function decideCorrection(
  room: CaseRoom,
  actor: Actor,
  correctionId: string,
  decision: z.output<typeof correctionDecision>,
): Promise<{ id: string; state: FactCorrectionRow['state']; ticket?: Ticket }> {
  const { database } = room
  const { case_id: caseId } = await findCorrection(database.sql, correctionId)
  if (!decision.agree)
    return database.write(async (tx) => {
      const row = await lockCase(room, tx, caseId)
      await decided(room, tx, actor, row, correctionId, decision)
      return { id: correctionId, state: 'refused' }
    })
  const admit = async (tx: WriteTransaction, row: CaseRow) => {
    await requireDecider(room, tx.sql, actor, row, correctionId)
    requireActive(row)
    const asked = await findCorrection(tx.sql, correctionId)
    requireVersion((await standingFact(room, tx.sql, caseId, asked.fact_kind)).version, asked.fact_version)
    return propose(room, tx, actor, row, asked.fact_kind, JSON.parse(asked.changes) as FormData)
  }
  return withDrafts(room, caseId, admit, async (tx, row, proposed, drafts) => {
    const correction = await decided(room, tx, actor, row, correctionId, decision)
    return apply(room, tx, actor, row, correction, proposed, drafts)
  })
}

async function requireDecider(
  { policy }: CaseRoom,
  sql: Sql,
  actor: Actor,
  row: CaseRow,
  correctionId: string,
): Promise<FactCorrectionRow> {
  const correction = await findCorrection(sql, correctionId)
  const object = await policyObjectOf(sql, row)
  policy.require(actor, 'fact.consent', object)
  if (correction.requested_by === actor.accountId || object.officerIds.includes(actor.officerId ?? ''))
    throw problem('forbidden', '更正须由申请人、办案人员以外的人同意')
  if (correction.state !== 'requested') throw problem('conflict', '这一更正已经办理')
  return correction
}

async function decided(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  correctionId: string,
  { agree, opinion }: z.output<typeof correctionDecision>,
): Promise<FactCorrectionRow> {
  const correction = await requireDecider(room, tx.sql, actor, row, correctionId)
  const decision: Partial<FactCorrectionRow> = {
    decided_by: actor.accountId,
    decided_name: actor.name,
    opinion,
    decided_at: room.clock.now(),
    ...(!agree && { state: 'refused', open_mark: null }),
  }
  await updateRows<FactCorrectionRow>(tx.sql, 'fact_corrections', { id: correctionId }, decision)
  await room.audit.append(tx, {
    actor,
    action: `fact.correction-${agree ? 'agreed' : 'refused'}`,
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: { correction: correctionId, kind: correction.fact_kind, opinion },
  })
  if (correction.requested_officer !== null)
    await room.tasks.notifications.send(tx, {
      officerIds: [correction.requested_officer],
      caseId: row.id,
      kind: 'fact-correction-decided',
      text: agree ? '您申请的事实更正已经同意' : '您申请的事实更正没有同意',
      link: `/cases/${row.id}`,
    })
  return { ...correction, ...decision }
}
