/**
 * Years of the calendar that people enter: one from the notice, another confirms against it (a wrong day makes dates wrong, and a penalty void). In force at once, in every
 * process, and kept with its history; a correction is another arrangement of the same year.
 */
import type { Actor } from '../identity/actor.ts'
import type { Confirmation, Confirmations } from '../laws/confirmations.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { arrangementFaults, type YearArrangement } from './year-arrangement.ts'

interface CalendarYearRow {
  id: string
  calendar_year: string
  state: 'proposed' | 'confirmed' | 'returned'
  /** The year while it is proposed: one waits at a time. */
  open_mark: string | null
  notice_number: string
  notice_on: string
  holidays: string
  workdays: string
  entered_at: number
  confirmed_at: number | null
}

export interface EnteredYear extends YearArrangement {
  id: string
  year: string
  state: CalendarYearRow['state']
  enteredAt: number
  confirmedAt: number | null
}

export interface CalendarYears {
  /** @throws Problem `input-invalid` naming each day, `conflict` while another arrangement of the year waits. */
  enter(tx: WriteTransaction, actor: Actor, year: string, arrangement: YearArrangement): Promise<EnteredYear>
  /** @throws Problem `forbidden` for who entered it. */
  confirm(tx: WriteTransaction, actor: Actor, id: string): Promise<EnteredYear>
  sendBack(tx: WriteTransaction, actor: Actor, id: string, reason: string): Promise<void>
  /** The newest first, with who entered, confirmed and returned what. */
  ofYear(year: string): Promise<{ arrangements: EnteredYear[]; confirmations: Confirmation[] }>
}

const subject = ({ id, year }: Pick<EnteredYear, 'id' | 'year'>) =>
  ({ type: 'calendar-year', id: `${year}@${id}` }) as const

export function createCalendarYears({
  database,
  clock,
  confirmations,
  fixedHolidays,
  newId,
  changed,
}: {
  database: Database
  clock: Clock
  confirmations: Confirmations
  fixedHolidays: readonly string[]
  newId: NewId
  /** What was confirmed counts from now on. */
  changed(tx: WriteTransaction): Promise<void>
}): CalendarYears {
  async function waiting(tx: WriteTransaction, id: string): Promise<EnteredYear> {
    const [row] = await tx.sql.all<CalendarYearRow>(
      `SELECT * FROM calendar_years WHERE id = ? ${database.dialect.forUpdate}`,
      [id],
    )
    if (!row) throw problem('not-found', '没有这份放假安排')
    if (row.state !== 'proposed') throw problem('conflict', '这份放假安排已经确认或者退回')
    return toEntered(row)
  }

  return {
    async enter(tx, actor, year, arrangement) {
      confirmations.require(actor, 'calendar-year', 'edit')
      const faults = arrangementFaults(year, arrangement, fixedHolidays, legalDay(clock.now()))
      if (faults.length > 0) throw problem('input-invalid', `有 ${faults.length} 处与放假安排不符`, faults)
      const row: CalendarYearRow = {
        id: newId(),
        calendar_year: year,
        state: 'proposed',
        open_mark: year,
        notice_number: arrangement.noticeNumber,
        notice_on: arrangement.noticeOn,
        holidays: JSON.stringify([...arrangement.holidays].sort()),
        workdays: JSON.stringify([...arrangement.workdays].sort()),
        entered_at: clock.now(),
        confirmed_at: null,
      }
      if (!(await insertRow(tx.sql, 'calendar_years', row, database.dialect.insertIgnore)))
        throw problem('conflict', `${year} 年已有一份放假安排待确认`)
      const entered = toEntered(row)
      await confirmations.propose(tx, actor, subject(entered), arrangementInWords(entered))
      return entered
    },
    async confirm(tx, actor, id) {
      confirmations.require(actor, 'calendar-year', 'confirm')
      const entered = await waiting(tx, id)
      await confirmations.confirm(tx, actor, subject(entered))
      const confirmedAt = clock.now()
      await tx.sql.run(
        "UPDATE calendar_years SET state = 'confirmed', open_mark = NULL, confirmed_at = ? WHERE id = ?",
        [confirmedAt, id],
      )
      await changed(tx)
      return { ...entered, state: 'confirmed', confirmedAt }
    },
    async sendBack(tx, actor, id, reason) {
      confirmations.require(actor, 'calendar-year', 'confirm')
      const entered = await waiting(tx, id)
      await confirmations.sendBack(tx, actor, subject(entered), reason)
      await tx.sql.run("UPDATE calendar_years SET state = 'returned', open_mark = NULL WHERE id = ?", [id])
    },
    async ofYear(year) {
      const rows = await database.sql.all<CalendarYearRow>(
        'SELECT * FROM calendar_years WHERE calendar_year = ? ORDER BY entered_at DESC, id DESC',
        [year],
      )
      return {
        arrangements: rows.map(toEntered),
        confirmations: await confirmations.historyOfTexts('calendar-year', year),
      }
    },
  }
}

/** Of each year the last that was confirmed. */
export async function yearsInForce(sql: Sql): Promise<Map<string, YearArrangement>> {
  const rows = await sql.all<CalendarYearRow>(
    "SELECT * FROM calendar_years WHERE state = 'confirmed' ORDER BY confirmed_at, id",
  )
  return new Map(rows.map((row) => [row.calendar_year, toEntered(row)]))
}

function arrangementInWords({ noticeNumber, noticeOn, holidays, workdays }: YearArrangement): string {
  return `${noticeNumber}（${noticeOn}）｜放假：${holidays.join('、')}｜上班：${workdays.join('、') || '无'}`
}

function toEntered(row: CalendarYearRow): EnteredYear {
  return {
    id: row.id,
    year: row.calendar_year,
    state: row.state,
    noticeNumber: row.notice_number,
    noticeOn: row.notice_on,
    holidays: JSON.parse(row.holidays) as string[],
    workdays: JSON.parse(row.workdays) as string[],
    enteredAt: Number(row.entered_at),
    confirmedAt: row.confirmed_at === null ? null : Number(row.confirmed_at),
  }
}
