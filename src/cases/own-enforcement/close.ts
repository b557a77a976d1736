/** 本机关强制执行 is over: done, done by the party, agreed, ended by law. Its limits end with it. */
import type { Actor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRoom } from '../room.ts'
import { addStep, openOwn, type OwnEnd, type OwnRow } from './model.ts'

export async function closeOwn(
  room: CaseRoom,
  tx: WriteTransaction,
  own: OwnRow,
  actor: Actor,
  { by, reason, law }: { by: OwnEnd; reason: string; law: string },
): Promise<void> {
  await updateRows<OwnRow>(
    tx.sql,
    'own_enforcements',
    { id: own.id },
    { state: 'ended', open_mark: null, ended_at: room.clock.now(), ended_by: by },
  )
  for (const { id, subject, endedOn } of await room.deadlines.ofCase(own.case_id, tx.sql))
    if (subject === own.id && endedOn === null) await room.deadlines.stop(tx, actor, { id })
  await addStep(room, tx, actor, own, { kind: 'end', data: { by, reason }, law })
}

const law = '行政强制法 第四十条'

/** The decision is gone, or the case ends (第四十条). */
export async function revokeOwn(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
): Promise<void> {
  const own = await openOwn(tx.sql, caseId)
  const reason = '据以执行的行政决定被撤销，或者案件终结。'
  if (own) await closeOwn(room, tx, own, actor, { by: 'revoked', reason, law })
}

/** Nothing is owed any more: what was enforced for the money's sake is over; another duty stays. */
export async function settleMoney(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
): Promise<void> {
  const own = await openOwn(tx.sql, caseId)
  const reason = '罚款已经缴清，或者不再执行。'
  if (own && room.enforcementRules.own.means[own.means]?.asks.includes('money'))
    await closeOwn(room, tx, own, actor, { by: 'performed', reason, law })
}

/** @throws Problem `conflict`: a case is not closed while its enforcement is under way. */
export async function requireOwnEnded(sql: Sql, caseId: string): Promise<void> {
  const left = await sql.all<OwnRow>(
    "SELECT * FROM own_enforcements WHERE case_id = ? AND state <> 'ended'",
    [caseId],
  )
  if (left.some(({ state }) => state === 'to-tell'))
    throw problem('conflict', '立即代履行以后尚未通知当事人，不能结案（行政强制法 第五十二条）')
  if (left.length > 0)
    throw problem('conflict', '本机关的强制执行尚未完毕，也没有依法终结，不能结案（行政强制法 第四十条）')
}
