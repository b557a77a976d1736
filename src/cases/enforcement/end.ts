/** 终结执行 (行政强制法 第四十条): nothing more is asked of the party, and the case may be closed. */
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

const limits = new Set(['payment', 'instalment', 'demand-before-court', 'court-application'])

/** @param ground a key of `ends` in data/enforcement.yaml. */
export async function endEnforcement(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  { ground, reason }: { ground: string; reason: string },
): Promise<void> {
  if (row.enforcement_ended_at !== null) return
  const now = room.clock.now()
  for (const { id, limit, endedOn } of await room.deadlines.ofCase(row.id))
    if (endedOn === null && limits.has(limit)) await room.deadlines.stop(tx, actor, { id })
  const ended = { enforcement_ended_at: now, version: row.version + 1 }
  await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, ended)
  const words = room.enforcementRules.ends[ground] ?? ground
  const data = { ground, words, reason, endedOn: legalDay(now) }
  await writeFact(room, tx, { caseId: row.id, kind: 'enforcement-end', data, actor, state: 'effective' })
  await room.audit.append(tx, {
    actor,
    action: 'enforcement.ended',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: { ground },
    authority: '行政强制法 第四十条',
  })
}
