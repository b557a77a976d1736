/** Something that a case decided on the spot may have waited for with its closing is done: its flow looks again (closing.ts). */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { type CaseRoom, findCase } from './room.ts'

/** Milliseconds: the flow may be between asking and waiting. */
const patience = 60_000

export async function tellMayClose(
  { outbox, newId }: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
): Promise<void> {
  const { case_procedure, state } = await findCase(tx.sql, caseId)
  if (case_procedure !== 'summary' || state !== 'open') return
  await outbox.add(tx, {
    stream: caseId,
    command: {
      verb: 'publishMessage',
      name: 'closing-cleared',
      correlationKey: caseId,
      timeToLive: patience,
      messageId: `closing-cleared-${newId()}`,
      variables: {},
    },
  })
}
