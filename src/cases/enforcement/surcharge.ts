/**
 * 加处罚款 (行政处罚法 第七十二条第一款第一项, 行政强制法 第四十五条): so many per cent a day of what is due and not paid, never above the fine; days of review or litigation
 * do not count (行政处罚法 第七十三条第三款). Pure: days and fen in, fen out. Fractions of a fen are dropped from the sum, in the party's favour.
 */
import type { LegalDay } from '../../documents/facts.ts'
import { addDays } from '../../platform/legal-day.ts'

/** Days that do not count: `fromOn` is the first, `toOn` the first that counts again; null: still running. */
export interface Suspension {
  fromOn: LegalDay
  toOn: LegalDay | null
}

export interface SurchargeCourse {
  fineFen: number
  /** From the day after `after` on, `fen` in all should have been paid; a later entry takes the place of an earlier one. Ascending. */
  owed: { after: LegalDay; fen: number }[]
  payments: { on: LegalDay; fen: number }[]
  suspensions: Suspension[]
  /** `base`: of what is due and unpaid, or of the whole fine while anything of it is. */
  rule: { dailyPercent: number; base: 'unpaid' | 'fine' }
}

export interface Surcharge {
  /** The first day that counts; null where none does. */
  from: LegalDay | null
  days: number
  fen: number
  /** The amount has reached the fine. */
  capped: boolean
}

/** @param until the last day that is counted. */
export function accrue(
  { fineFen, owed, payments, suspensions, rule }: SurchargeCourse,
  until: LegalDay,
): Surcharge {
  let from: LegalDay | null = null
  let days = 0
  /** Hundredths of a fen. */
  let sum = 0
  const first = owed[0]
  if (first !== undefined)
    for (let day = addDays(first.after, 1); day <= until && sum < fineFen * 100; day = addDays(day, 1)) {
      if (isSuspended(day, suspensions)) continue
      const due = owed.findLast(({ after }) => after < day)!.fen
      const paid = payments.reduce((total, { on, fen }) => (on <= day ? total + fen : total), 0)
      const unpaid = Math.min(due, fineFen) - paid
      if (unpaid <= 0) continue
      from ??= day
      days++
      sum += (rule.base === 'fine' ? fineFen : unpaid) * rule.dailyPercent
    }
  const fen = Math.min(Math.floor(sum / 100), fineFen)
  return { from, days, fen, capped: fineFen > 0 && sum >= fineFen * 100 }
}

function isSuspended(day: LegalDay, suspensions: Suspension[]): boolean {
  return suspensions.some(({ fromOn, toOn }) => fromOn <= day && (toOn === null || day < toOn))
}
