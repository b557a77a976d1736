/** 归档期限: what has ended is bound in time, by the flow where the case was closed, by its officers where it ended otherwise. */
import type { Actor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'

export const bindingLimit = 'archive'

/** The case has ended just now; without a paper there is nothing to bind. */
export async function beginTimeToBind(
  { deadlines, documents }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
): Promise<void> {
  const papers = await documents.ofCase(tx.sql, caseId)
  if (papers.some(({ state }) => state === 'issued'))
    await deadlines.start(tx, actor, { caseId, limit: bindingLimit })
}

export async function endTimeToBind(
  { deadlines }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
): Promise<void> {
  await deadlines.stop(tx, actor, { caseId, limit: bindingLimit })
}
