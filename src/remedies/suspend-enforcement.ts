/**
 * 停止执行: review and litigation do not stop the enforcement by themselves (行政处罚法 第七十三条); the bureau, the review organ or the court may (行政复议法 第四十二条, 行政诉讼法
 * 第五十六条). The surcharge, however, stands still for as long as they last (行政处罚法 第七十三条第三款).
 */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type RemedyRow, suspenders, type SuspensionRow } from './model.ts'
import { changeRemedy, lockRemedy, note, type RemedyRoom } from './room.ts'

export const newSuspension = z.strictObject({
  fromOn: z.iso.date(),
  orderedBy: z.enum(suspenders).describe('bureau 本机关、review-organ 复议机关、court 法院'),
  reason: z.string().trim().min(2).max(2000),
})
export type NewSuspension = z.output<typeof newSuspension>
export const suspensionEnd = z.strictObject({ toOn: z.iso.date().describe('恢复执行之日') })

const authority = '行政复议法 第四十二条、行政诉讼法 第五十六条'

export async function suspendEnforcement(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  { fromOn, orderedBy, reason }: NewSuspension,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    if (remedy.open_mark === null) throw problem('conflict', '复议、诉讼已经终结')
    if (fromOn < remedy.filed_on)
      throw problem('input-invalid', '日期不对', [{ path: 'fromOn', message: '不能早于申请、起诉之日' }])
    if (await openSuspension(tx.sql, remedyId)) throw problem('conflict', '已经停止执行')
    await insertRow<SuspensionRow>(tx.sql, 'enforcement_suspensions', {
      id: room.newId(),
      remedy_id: remedyId,
      case_id: remedy.case_id,
      from_on: fromOn,
      to_on: null,
      ordered_by: orderedBy,
      reason,
      recorded_by: actor.officerId ?? actor.accountId,
      recorded_at: room.clock.now(),
    })
    await changeRemedy(tx, remedy, {})
    await note(room, tx, actor, remedy, 'remedy.enforcement-suspended', { fromOn, orderedBy }, authority)
    return remedy
  })
}

export async function resumeEnforcement(
  room: RemedyRoom,
  actor: Actor,
  remedyId: string,
  { toOn }: z.output<typeof suspensionEnd>,
  version: number,
): Promise<RemedyRow> {
  return room.database.write(async (tx) => {
    const remedy = await lockRemedy(room, tx, actor, remedyId, version)
    const open = await openSuspension(tx.sql, remedyId)
    if (!open) throw problem('conflict', '没有停止执行')
    if (toOn < open.from_on)
      throw problem('input-invalid', '日期不对', [{ path: 'toOn', message: '不能早于停止执行之日' }])
    await endSuspension(tx.sql, remedyId, toOn)
    await changeRemedy(tx, remedy, {})
    await note(room, tx, actor, remedy, 'remedy.enforcement-resumed', { toOn }, authority)
    return remedy
  })
}

async function openSuspension(sql: Sql, remedyId: string): Promise<SuspensionRow | undefined> {
  const [row] = await sql.all<SuspensionRow>(
    'SELECT * FROM enforcement_suspensions WHERE remedy_id = ? AND to_on IS NULL',
    [remedyId],
  )
  return row
}

/** What the end of the remedy ends too. */
export async function endSuspension(sql: Sql, remedyId: string, toOn: string): Promise<void> {
  await sql.run('UPDATE enforcement_suspensions SET to_on = ? WHERE remedy_id = ? AND to_on IS NULL', [
    toOn,
    remedyId,
  ])
}
