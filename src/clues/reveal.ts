/** A reporter in clear: for who handles the clue, with a purpose, and each look is in the audit log. */
import { type Actor, systemActor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { type Particulars, reporterOf, revealParticulars } from './particulars.ts'
import { type ClueRoom, findClue, policyObjectOf, sourceOf } from './room.ts'

export async function revealClue(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  purpose: string,
): Promise<Particulars> {
  const { database, policy, audit, cipher } = room
  if (purpose.trim() === '')
    throw problem('input-invalid', '请说明查看的用途', [{ path: 'purpose', message: '不能为空' }])
  return database.write(async (tx) => {
    const row = await findClue(tx.sql, clueId)
    policy.require(actor, 'clue.reveal', policyObjectOf(row))
    await audit.append(tx, {
      actor,
      action: 'clue.unmasked',
      object: { type: 'clue', id: clueId },
      authority: purpose.trim(),
    })
    return revealParticulars(row, cipher)
  })
}

/** For the 案源登记表 alone, which stays within the bureau. */
export async function reporterForRegistration(
  room: ClueRoom,
  clueId: string,
  caseId: string,
): Promise<{ name?: string; phone?: string }> {
  const { database, audit, cipher } = room
  const row = await findClue(database.sql, clueId)
  if (row.personal === null) return {}
  await database.write((tx) =>
    audit.append(tx, {
      actor: systemActor('document.render'),
      action: 'clue.unmasked',
      object: { type: 'clue', id: clueId },
      caseId,
      authority: '出具案源登记表',
    }),
  )
  return reporterOf(sourceOf(room, row.source), revealParticulars(row, cipher))
}
