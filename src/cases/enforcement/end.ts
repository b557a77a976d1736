/** 终结执行 (行政强制法 第四十条): nothing more is asked of the party, and the case may be closed. */
import { type Actor, systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { tellDischarged } from './money.ts'
import { closeOwn } from '../own-enforcement/close.ts'
import { openOwn } from '../own-enforcement/model.ts'
import { whyNothingOwed } from '../side-flows/requirements.ts'
import { overtakeStay } from './stay.ts'

const limits = new Set(['payment', 'instalment', 'demand-before-court', 'court-application'])

/** @param ground a key of `ends` in data/enforcement.yaml. */
export async function endEnforcement(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  { ground, reason, law = '行政强制法 第四十条' }: { ground: string; reason: string; law?: string },
): Promise<void> {
  if (row.enforcement_ended_at !== null) return
  await overtakeStay(room, tx, row.id, actor)
  const now = room.clock.now()
  for (const { id, limit, endedOn } of await room.deadlines.ofCase(row.id, tx.sql))
    if (endedOn === null && limits.has(limit)) await room.deadlines.stop(tx, actor, { id })
  await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, { enforcement_ended_at: now })
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [row.id])
  const words = room.enforcementRules.ends[ground] ?? ground
  const data = { ground, words, reason, endedOn: legalDay(now) }
  await writeFact(room, tx, { caseId: row.id, kind: 'enforcement-end', data, actor, state: 'effective' })
  await room.audit.append(tx, {
    actor,
    action: 'enforcement.ended',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: { ground },
    authority: law,
  })
}

/** Stayed for three years: nothing is enforced any more, and the case goes on to its closing (行政强制法 第三十九条第二款). */
export async function endAfterStay(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  reason: string,
): Promise<void> {
  const law = '行政强制法 第三十九条'
  const actor = systemActor('enforcement.end-stay')
  const own = await openOwn(tx.sql, row.id)
  if (own) await closeOwn(room, tx, own, actor, { by: 'terminated', reason, law })
  if (whyNothingOwed(row) !== undefined) return
  await endEnforcement(room, tx, row, actor, { ground: 'three-years', reason, law })
  await tellDischarged(room, tx, row.id, `stay-${row.id}`)
}
