/** The calendar over HTTP: which years are known, and the arrangement of a year entered by one and confirmed by another. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { confirmationForm, day, reason } from '../laws/forms.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import type { Deadlines } from './service.ts'

const tag = '工作日历'
const year = z.string().regex(/^20\d{2}$/, '年份如 2027')
const yearPath = z.object({ year })
const arrangementPath = z.object({ arrangementId: z.string() })
const days = z.array(day).max(80)
const arrangement = z.object({
  noticeNumber: z.string().trim().min(1).max(60).describe('国务院办公厅通知的文号，如 国办发明电〔2025〕7号'),
  noticeOn: day.describe('通知的日期'),
  holidays: days.min(1).describe('放假的日期，含其中的周末'),
  workdays: days.describe('调休上班的周末'),
})
const entered = arrangement.extend({
  id: z.string(),
  year,
  state: z.enum(['proposed', 'confirmed', 'returned']),
  enteredAt: z.number(),
  confirmedAt: z.number().nullable(),
})

export function calendarRoutes(parts: {
  deadlines: Deadlines
  policy: Policy
  database: Database
}): Route<Actor>[] {
  const { deadlines, policy, database } = parts
  const { calendarYears } = deadlines
  return [
    route<Actor, typeof yearPath>({
      method: 'get',
      path: '/calendar/{year}',
      summary: '一个年度的放假安排：是否已知、录入和确认的经过',
      tag,
      params: yearPath,
      response: z.object({
        year,
        known: z.boolean().describe('该年度的工作日能否计算'),
        warning: z.string().nullable().describe('十一月起下一年度仍未录入时的提醒'),
        arrangements: z.array(entered),
        confirmations: z.array(confirmationForm),
      }),
      async handle({ asker, params }) {
        policy.require(asker, 'law.read')
        const found = await calendarYears.ofYear(params.year)
        const known = deadlines.knowsYear(params.year)
        return {
          body: { year: params.year, known, warning: deadlines.missingYear()?.words ?? null, ...found },
        }
      },
    }),
    route<Actor, typeof yearPath, undefined, typeof arrangement>({
      method: 'post',
      path: '/calendar/{year}/arrangements',
      summary: '按国务院办公厅的通知录入年度放假安排，并提请确认',
      tag,
      params: yearPath,
      body: arrangement,
      response: entered,
      async handle({ asker, params, body }) {
        return { body: await database.write((tx) => calendarYears.enter(tx, asker, params.year, body)) }
      },
    }),
    route<Actor, typeof arrangementPath>({
      method: 'post',
      path: '/calendar-arrangements/{arrangementId}/confirmation',
      summary: '对照通知确认放假安排（录入人以外的一人），立即生效，不用重启',
      tag,
      params: arrangementPath,
      response: entered,
      async handle({ asker, params }) {
        const confirmed = await database.write((tx) => calendarYears.confirm(tx, asker, params.arrangementId))
        await deadlines.refresh()
        return { status: 200, body: confirmed }
      },
    }),
    route<Actor, typeof arrangementPath, undefined, typeof reason>({
      method: 'post',
      path: '/calendar-arrangements/{arrangementId}/return',
      summary: '退回录入的放假安排',
      tag,
      params: arrangementPath,
      body: reason,
      async handle({ asker, params, body }) {
        await database.write((tx) => calendarYears.sendBack(tx, asker, params.arrangementId, body.reason))
        return { status: 204 }
      },
    }),
  ]
}
