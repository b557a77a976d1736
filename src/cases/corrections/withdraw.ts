/** Who asked for a correction, or an officer of the case, takes it back while the head of the department has not decided: another one may be asked for then. */
import type { Actor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import { problem } from '../../platform/problem.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { findCorrection } from './consent.ts'
import type { FactCorrectionRow } from './model.ts'

/** @throws Problem `conflict` once it is decided. */
export async function withdrawCorrection(
  room: CaseRoom,
  actor: Actor,
  correctionId: string,
): Promise<{ id: string; state: FactCorrectionRow['state'] }> {
  const { database, policy, audit } = room
  const { case_id: caseId } = await findCorrection(database.sql, correctionId)
  return database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const { state, fact_kind: kind } = await findCorrection(tx.sql, correctionId)
    if (state !== 'requested') throw problem('conflict', '这一更正已经办理，不能撤回')
    const withdrawn = { state: 'withdrawn', open_mark: null } as const
    await updateRows<FactCorrectionRow>(tx.sql, 'fact_corrections', { id: correctionId }, withdrawn)
    await audit.append(tx, {
      actor,
      action: 'fact.correction-withdrawn',
      object: { type: 'case', id: caseId },
      caseId,
      after: { correction: correctionId, kind },
    })
    return { id: correctionId, state: withdrawn.state }
  })
}
