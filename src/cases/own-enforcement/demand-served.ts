/** The party has the demand: from that day its limit runs (行政强制法 第三十五条第一项、第五十一条第一款第二项). */
import type { Actor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'
import { limits } from './conditions.ts'
import { openOwn, servedAt } from './model.ts'

export async function startDemandLimits(
  { deadlines }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  documentIds: string[],
  at: number,
): Promise<void> {
  const own = await openOwn(tx.sql, caseId)
  if (!own) return
  const start = (limit: string) => deadlines.start(tx, actor, { caseId, limit, subject: own.id, at })
  if (
    own.demand_document_id !== null &&
    documentIds.includes(own.demand_document_id) &&
    own.state === 'demanded'
  )
    await start(limits.demand)
  if (own.last_demand_document_id !== null && documentIds.includes(own.last_demand_document_id))
    await start(limits.lastDemand)
}

/** A demand that was handed over before its side flow had taken effect. */
export async function startIfServed(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  documentId: string,
): Promise<void> {
  const at = await servedAt(tx.sql, documentId)
  if (at !== undefined) await startDemandLimits(room, tx, actor, caseId, [documentId], at)
}
