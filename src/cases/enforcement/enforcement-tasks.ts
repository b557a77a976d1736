/** What the tasks of enforcement.bpmn ask beyond their forms, and what follows from them. */
import { systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { Completion, FormData, TaskActRow } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase } from '../room.ts'
import { endEnforcement } from './end.ts'
import { breakPlan } from './plan.ts'
import { openStay, stayed } from './stay.ts'

/** What is done to have the fine paid; not while enforcement is stayed. */
const pressing = new Set([
  'chase-payment',
  'draft-demand-notice',
  'serve-demand-notice',
  'draft-court-application',
  'file-court-application',
])

export async function acceptEnforcement(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { task, data }: Completion,
): Promise<void> {
  if (pressing.has(task.form_id) && (await openStay(tx.sql, row.id))) throw problem('conflict', stayed)
  if (task.form_id === 'file-court-application')
    await requireInTime(room, tx.sql, row, data.filedOn as string)
}

/** 行政强制法 第五十三条: not before there is an application; after three months the court takes none. */
async function requireInTime(
  { deadlines, documents }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  filedOn: string,
): Promise<void> {
  const application = await documents.latest(sql, row.id, 'court-enforcement-application')
  const issuedOn = legalDay(Number(application?.issued_at))
  if (filedOn < issuedOn)
    throw problem('input-invalid', '递交日期不对', [
      {
        path: 'filedOn',
        message: `强制执行申请书于 ${issuedOn} 出具，不能早于这一天（行政强制法 第五十五条）`,
      },
    ])
  const limit = (await deadlines.ofCase(row.id)).findLast((one) => one.limit === 'court-application')
  if (limit !== undefined && limit.endedOn === null && filedOn > limit.dueOn)
    throw problem(
      'conflict',
      `申请强制执行的期限已于 ${limit.dueOn} 届满（行政强制法 第五十三条），请申请终结执行`,
    )
}

/** In the transaction of the engine's verdict, which was to take the completion. */
export async function settleEnforcement(
  room: CaseRoom,
  tx: WriteTransaction,
  act: TaskActRow,
  caseId: string,
  data: FormData,
): Promise<void> {
  const actor = systemActor('enforcement')
  if (act.form_id === 'draft-demand-notice')
    await breakPlan(room, tx, await lockCase(room, tx, caseId), actor)
  if (act.form_id === 'record-court-ruling' && data.ruling === 'refused')
    await endEnforcement(room, tx, await lockCase(room, tx, caseId), actor, {
      ground: 'court-refused',
      reason: `${data.rulingNumber as string}`,
    })
  if (act.form_id === 'record-court-execution')
    await endEnforcement(room, tx, await lockCase(room, tx, caseId), actor, {
      ground: 'court-ended',
      reason: data.reason as string,
    })
}
