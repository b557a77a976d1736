/** Extension 延长 of sealing and seizure: once, within the limit, by at most what limits.csv says (行政强制法 第二十五条). The time of an appraisal is not counted. */
import { type Actor, systemActor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ExtensionRow, MeasureRow, RequestRow } from './model.ts'
import { type OpenedRequest, openRequest } from './requests.ts'
import { changeMeasure, limitKey, lockMeasure, type PropertyRoom, requireOnCase } from './room.ts'

const law = '行政强制法 第二十五条'

export async function applyForExtension(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  { days, reason }: { days: number; reason: string },
): Promise<OpenedRequest & { measure: MeasureRow }> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  const most = await longestExtension(room, measure)
  if (days > most)
    throw problem('input-invalid', '延长过久', [{ path: 'days', message: `至多延长 ${most} 日（${law}）` }])
  if (measure.state !== 'executed' || measure.approved_at === null)
    throw problem('conflict', '措施尚未批准、实施，或者已经办结，不能延长')
  const extended = await tx.sql.all('SELECT 1 FROM measure_extensions WHERE measure_id = ?', [measureId])
  if (extended.length > 0) throw problem('conflict', `只能延长一次（${law}）`)
  if (await isOver(room, tx, measure)) throw problem('conflict', '期限已经届满或者不在计算，不能延长')
  return { measure, ...(await openRequest(room, tx, actor, measure, { act: 'extend', reason, days })) }
}

async function longestExtension({ rules, deadlines }: PropertyRoom, { kind }: MeasureRow): Promise<number> {
  const { extension, title, law: basis } = rules.measures[kind]
  if (extension === undefined) throw problem('conflict', `${title}不能延长（${basis}）`)
  return (await deadlines.limit(extension)).length
}

async function isOver(room: PropertyRoom, tx: WriteTransaction, measure: MeasureRow): Promise<boolean> {
  const { deadline } = await room.deadlines.check(tx, limitKey(room, measure))
  return deadline.state !== 'running' && deadline.state !== 'suspended'
}

/** The approvers agreed: effective, unless the limit had run out by then. */
export async function extend(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  { id, days }: RequestRow,
): Promise<'agreed' | 'lapsed'> {
  if (measure.state !== 'executed' || (await isOver(room, tx, measure))) return 'lapsed'
  const { deadline } = await room.deadlines.check(tx, limitKey(room, measure))
  await room.deadlines.extend(tx, systemActor('property.extend'), limitKey(room, measure), {
    length: days!,
    unit: 'calendar_day',
    basis: law,
  })
  await insertRow<ExtensionRow>(tx.sql, 'measure_extensions', {
    measure_id: measure.id,
    request_id: id,
    days: days!,
    effective_at: room.clock.now(),
    due_before: deadline.dueOn,
  })
  await changeMeasure(tx, measure, {})
  return 'agreed'
}

/** 检测、检验、鉴定 begins or ends: its time is not counted. */
export async function appraise(
  room: PropertyRoom,
  actor: Actor,
  measureId: string,
  { step, reason }: { step: 'begin' | 'end'; reason: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const measure = await lockMeasure(room, tx, measureId)
    await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
    if (measure.state !== 'executed' || room.rules.measures[measure.kind].extension === undefined)
      throw problem('conflict', `只有在查封、扣押期间，鉴定的时间才不计入期限（${law}）`)
    const key = limitKey(room, measure)
    if (step === 'begin') await room.deadlines.suspend(tx, actor, key, { reason, basis: law })
    else await room.deadlines.resume(tx, actor, key)
    await room.audit.append(tx, {
      actor,
      action: step === 'begin' ? 'measure.appraisal-begun' : 'measure.appraisal-ended',
      object: { type: 'measure', id: measureId },
      caseId: measure.case_id,
      after: { reason },
      authority: law,
    })
    await changeMeasure(tx, measure, {})
  })
}
