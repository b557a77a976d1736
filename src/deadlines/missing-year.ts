/** From 1 November on the coming year should be known: the notice is out by then, and working-day limits that begin in December reach into it. */
import type { Identity } from '../identity/service.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { addDays, weekday } from '../platform/legal-day.ts'
import { type Calendar, yearMissing } from './calendar.ts'
import type { Notifier } from './remind.ts'

const warnedFrom = '11-01'

export interface MissingYear {
  year: string
  words: string
}

export function missingYear(calendar: Pick<Calendar, 'knows'>, today: string): MissingYear | undefined {
  const thisYear = today.slice(0, 4)
  const coming = String(Number(thisYear) + 1)
  const missing = !calendar.knows(today)
    ? thisYear
    : today.slice(5) >= warnedFrom && !calendar.knows(`${coming}-01-01`)
      ? coming
      : undefined
  if (missing === undefined) return undefined
  return {
    year: missing,
    words: `${yearMissing(missing)}：以工作日计算、跨入该年度的期限届时算不出来，流程会停下。请按国务院办公厅的通知录入，另一人确认（POST /calendar/${missing}/arrangements）。`,
  }
}

/** Once a week to each administrator and rule owner. */
export async function warnOfMissingYear(
  tx: WriteTransaction,
  notifier: Notifier,
  parts: {
    missing: MissingYear | undefined
    clock: Clock
    dialect: Dialect
    identity: Pick<Identity, 'holders'>
  },
): Promise<void> {
  const { missing, clock, dialect, identity } = parts
  if (!missing) return
  const today = legalDay(clock.now())
  const monday = addDays(today, -((weekday(today) + 6) % 7))
  const holders = (
    await Promise.all((['administrator', 'rule-owner'] as const).map((role) => identity.holders(role)))
  ).flat()
  if (holders.length === 0) return
  const week = { calendar_year: missing.year, week: monday }
  if (!(await insertRow(tx.sql, 'calendar_reminders', week, dialect.insertIgnore))) return
  await notifier.send(tx, {
    officerIds: holders.map(({ officerId }) => officerId),
    kind: 'calendar-missing',
    text: missing.words,
  })
}
