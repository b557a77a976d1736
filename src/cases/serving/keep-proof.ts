/** The proof 送达回证 that a model has issued belongs to the attempt that it tells of: the last that served a document of the kinds. */
import type { IssuedDocument } from '../../documents/issue.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'
import { attemptsOf, changeAttempt } from './attempts.ts'

export async function keepProof(
  { documents }: CaseRoom,
  tx: WriteTransaction,
  { caseId, id }: IssuedDocument,
  servedKinds: readonly string[],
): Promise<void> {
  const about = new Set(
    (await documents.ofCase(tx.sql, caseId))
      .filter(({ kind }) => servedKinds.includes(kind))
      .map((one) => one.id),
  )
  const attempt = (await attemptsOf(tx.sql, caseId)).findLast(
    ({ row, documentIds }) => row.state === 'served' && documentIds.some((one) => about.has(one)),
  )
  if (attempt?.row.proof_id === null) await changeAttempt(tx.sql, attempt.row, { proof_id: id })
}
