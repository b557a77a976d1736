/** What falls due day by day within a span, for the calendar 日历: of each day how many, in which colours, and the first of them. */
import type { Actor } from '../identity/actor.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import type { Whose } from '../identity/whose.ts'
import { type DueItem, type DueReach, type DueRoom, reachOfDue, sourcesOf } from './due.ts'
import type { DeadlineRow } from './rows.ts'
import type { DeadlineColour } from './service.ts'

export interface DueDaysQuery extends Whose {
  /** First and last legal day. */
  from: string
  to: string
  /** Of one day, at most. */
  most: number
}

export interface DueDays {
  reach: DueReach
  /** By legal day; a day on which nothing falls due is not there. */
  days: Map<string, { counts: Record<DeadlineColour, number>; items: DueItem[] }>
}

interface DayCount {
  due_on: string
  total: number
  warned: number | null
  red: number | null
}

export async function dueByDay(room: DueRoom, actor: Actor, query: DueDaysQuery): Promise<DueDays> {
  const { sql, owners, now, view } = room
  const reach = await reachOfDue(room, actor, query)
  const span = [startOfDay(query.from), startOfDay(addDays(query.to, 1))]
  const days: DueDays['days'] = new Map()
  const first: DeadlineRow[] = []
  for (const { where, values } of sourcesOf(reach)) {
    const open = `${where} AND ended_at IS NULL AND due_at >= ? AND due_at < ?`
    const counts = await sql.all<DayCount>(
      `SELECT due_on, COUNT(*) AS total, SUM(CASE WHEN blue_at <= ? THEN 1 ELSE 0 END) AS warned, SUM(CASE WHEN red_at <= ? THEN 1 ELSE 0 END) AS red
       FROM deadlines WHERE ${open} GROUP BY due_on`,
      [now, now, ...values, ...span],
    )
    for (const { due_on, ...row } of counts) {
      const [total, warned, red] = [row.total, row.warned, row.red].map(Number) as [number, number, number]
      const day = days.get(due_on) ?? { counts: { green: 0, blue: 0, red: 0 }, items: [] }
      day.counts.green += total - warned
      day.counts.blue += warned - red
      day.counts.red += red
      days.set(due_on, day)
    }
    first.push(
      ...(await sql.all<DeadlineRow>(
        `SELECT * FROM (SELECT d.*, ROW_NUMBER() OVER (PARTITION BY due_on ORDER BY due_at, id) AS place FROM deadlines d WHERE ${open}) AS ranked WHERE place <= ?`,
        [...values, ...span, query.most],
      )),
    )
  }
  first.sort((a, b) => Number(a.due_at) - Number(b.due_at) || (a.id < b.id ? -1 : 1))
  const items = await view(first)
  const objects = await owners.find(sql, [...new Set(items.map(({ caseId }) => caseId))])
  for (const item of items) {
    const day = days.get(item.dueOn)
    if (day && day.items.length < query.most)
      day.items.push({ ...item, object: objects.get(item.caseId) ?? null })
  }
  return { reach, days }
}
