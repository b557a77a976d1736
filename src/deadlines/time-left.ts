/** What is left of a limit, as a colour 绿/蓝/红 and in words. Thresholds are data/deadlines.yaml. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type RoleCode, roleCodes } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { Calendar } from './calendar.ts'
import { dayNumber } from '../platform/legal-day.ts'
import type { DeadlineColour, DeadlineState, LimitUnit } from './service.ts'

const share = z.number().min(0).max(1)
const receivers = z.array(z.union([z.literal('officers'), z.enum(roleCodes as [RoleCode, ...RoleCode[]])]))
const hour = z.int().min(0).max(24)
const file = z.strictObject({
  blueFrom: share,
  redFrom: share,
  words: z.strictObject({ green: z.string(), blue: z.string(), red: z.string() }),
  remind: z.strictObject({
    hours: z.strictObject({ from: hour, to: hour }),
    blue: receivers,
    red: receivers,
    over: receivers,
  }),
})

export type ColourRules = z.infer<typeof file>

/** @throws ZodError naming the path of what is wrong in the file. */
export function readColourRules(seedFolder: string): ColourRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'deadlines.yaml'), 'utf8')))
}

export interface Measured {
  state: DeadlineState
  unit: LimitUnit
  /** Epoch ms. */
  startedAt: number
  startsOn: string
  dueOn: string
  dueAt: number
  excludedDays: number
  endedAt: number | null
  provisional: boolean
}

export interface TimeLeft {
  colour: DeadlineColour
  colourWord: string
  left: string
}

export function timeLeft(of: Measured, now: number, calendar: Calendar, rules: ColourRules): TimeLeft {
  const colour = colourOf(of, now, calendar, rules)
  const said = words(of, now, calendar)
  return {
    colour,
    colourWord: rules.words[colour],
    left: of.provisional && of.state === 'running' ? `${said}（暂按周末推算）` : said,
  }
}

function colourOf(
  of: Measured,
  now: number,
  calendar: Calendar,
  { blueFrom, redFrom }: ColourRules,
): DeadlineColour {
  if (of.state === 'over') return 'red'
  if (of.state === 'met') return 'green'
  const [left, total] =
    of.unit === 'hour'
      ? [of.dueAt - now, of.dueAt - of.startedAt]
      : [
          daysBetween(of, legalDay(now), of.dueOn, calendar).days,
          daysBetween(of, of.startsOn, of.dueOn, calendar).days - of.excludedDays,
        ]
  if (left <= total * redFrom) return 'red'
  return left <= total * blueFrom ? 'blue' : 'green'
}

function words(of: Measured, now: number, calendar: Calendar): string {
  if (of.state === 'suspended') return '已中止计时'
  if (of.state === 'met') return '已按期办结'
  const until = of.state === 'over' && of.endedAt !== null ? of.endedAt : now
  const late = of.endedAt === null ? '已超期' : '逾期办结，超期'
  if (of.unit === 'hour') {
    const hours = (of.dueAt - until) / 3_600_000
    return hours >= 0 ? `还剩 ${Math.ceil(hours)} 小时` : `${late} ${Math.ceil(-hours)} 小时`
  }
  const { days, unit } = daysBetween(of, legalDay(until), of.dueOn, calendar)
  if (until > of.dueAt) return `${late} ${Math.max(1, -days)} ${unit}`
  return days === 0 ? '今天到期' : `还剩 ${days} ${unit}`
}

/** Working days where the limit counts them and the years are known, else calendar days. */
function daysBetween(
  { unit }: Measured,
  from: string,
  to: string,
  calendar: Calendar,
): { days: number; unit: string } {
  if (unit === 'working_day' && calendar.knows(from) && calendar.knows(to)) {
    return { days: calendar.workingDaysBetween(from, to), unit: '个工作日' }
  }
  return { days: dayNumber(to) - dayNumber(from), unit: '天' }
}
