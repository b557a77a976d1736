/**
 * Reminders of a measure's limits (job property.watch): at the instants that data/property.yaml sets before the end, and again and again once it is over,
 * as long as the limit runs. Moved limits (appraisal, extension) move the instants with them.
 */
import { isoInstant } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { MeasureRow } from './model.ts'
import { limitKey, lockMeasure, type PropertyRoom, urgentLimit } from './room.ts'

const hour = 3_600_000
const day = 24 * hour

export interface Watched {
  /** The limit still runs: ask again at `checkAt`. */
  stillOpen: boolean
  /** ISO. */
  checkAt: string
}

export async function watchLimit(
  room: PropertyRoom,
  tx: WriteTransaction,
  measureId: string,
  what: 'report' | 'hold',
): Promise<Watched> {
  const measure = await lockMeasure(room, tx, measureId)
  const now = room.clock.now()
  const key =
    what === 'report'
      ? { caseId: measure.case_id, limit: urgentLimit, subject: measureId }
      : limitKey(room, measure)
  const running = (await room.deadlines.ofCase(measure.case_id, tx.sql)).some(
    ({ subject, limit, endedOn }) => subject === measureId && limit === key.limit && endedOn === null,
  )
  if (!running) return { stillOpen: false, checkAt: isoInstant(now) }
  const { deadline, nextCheckAt } = await room.deadlines.check(tx, key)
  if (deadline.state === 'suspended') return { stillOpen: true, checkAt: nextCheckAt! }
  const { before, between } = scheduleOf(room, what)
  const points = [...before.map((length) => deadline.dueAt - length), deadline.dueAt + 1]
  while (points.at(-1)! <= now) points.push(points.at(-1)! + between)
  points.sort((a, b) => a - b)
  const column = what === 'report' ? 'report_reminded_at' : 'hold_reminded_at'
  // What lay before the limit began, in a short limit, is nothing to be reminded of.
  const since = measure[column] ?? measure.executed_at ?? 0
  const reached = points.findLast((point) => point <= now)
  if (reached !== undefined && reached > since) {
    await updateRows<MeasureRow>(tx.sql, 'measures', { id: measureId }, { [column]: reached })
    await remind(room, tx, measure, what, deadline)
  }
  return { stillOpen: true, checkAt: isoInstant(points.find((point) => point > now)!) }
}

function scheduleOf({ rules }: PropertyRoom, what: 'report' | 'hold'): { before: number[]; between: number } {
  const { report, hold } = rules.reminders
  return what === 'report'
    ? { before: report.hoursBefore.map((hours) => hours * hour), between: report.hoursBetween * hour }
    : { before: hold.daysBefore.map((days) => days * day), between: hold.daysBetween * day }
}

/** The officers of the case; once the limit is over, the head of their department too. */
async function remind(
  { tasks, cases, officers, rules, clock }: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  what: 'report' | 'hold',
  { state, left, dueOn }: { state: string; left: string; dueOn: string },
): Promise<void> {
  const over = state === 'over'
  const { title, extension } = rules.measures[measure.kind]
  const heads = over
    ? await officers.findApprovers({
        role: 'department-head',
        scope: 'department',
        departmentId: measure.department_id,
        at: clock.now(),
      })
    : []
  const texts = {
    report: over
      ? `当场${title}超过二十四小时尚未补办批准，请立即报告，未获批准的立即解除（行政强制法 第十九条）`
      : `当场${title}须在二十四小时内报告并补办批准，${left}（行政强制法 第十九条）`,
    hold: over
      ? `${title}期限已于 ${dueOn} 届满，应当立即作出处理或者解除`
      : `${title}期限至 ${dueOn}，${left}，请${extension ? '作出处理决定、解除或者申请延长' : '作出处理决定'}`,
  }
  await tasks.notifications.send(tx, {
    officerIds: [...(await cases.handlers(tx, measure.case_id)), ...heads.map(({ officerId }) => officerId)],
    caseId: measure.case_id,
    kind: over ? 'measure-limit-over' : 'measure-limit-near',
    text: texts[what],
    link: `/measures/${measure.id}`,
  })
}
