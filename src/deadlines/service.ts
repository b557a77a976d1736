/** Limits 期限 as facts that move: started, stopped, suspended, resumed, extended; with colours 绿/蓝/红 and words for what is left. */
import type { Actor } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { CalendarYears } from './calendar-years.ts'
import type { DueDays, DueDaysQuery } from './due-by-day.ts'
import type { DuePage, DueQuery } from './due.ts'
import type { DuePeriod } from './late.ts'
import type { DueOwners } from './owners.ts'
import type { Notifier } from './remind.ts'
import type { TimeLeft } from './time-left.ts'

export type LimitUnit = 'hour' | 'working_day' | 'calendar_day' | 'month' | 'year'

export interface Limit {
  code: string
  name: string
  /** What starts it, e.g. `decision served`. */
  startsAt: string
  length: number
  unit: LimitUnit
  /** `行政处罚法 第六十条`, as an officer reads it; 本机关规定 for a rule of the bureau. */
  basis: string
  note: string
  confirmed: { by: string; on: string } | null
}

export type DeadlineState = 'running' | 'suspended' | 'met' | 'over'
export type DeadlineColour = 'green' | 'blue' | 'red'

export interface Deadline {
  id: string
  /** The case, the clue 线索 or the supervision notice that it runs on. */
  caseId: string
  /** Code of the limit. */
  limit: string
  name: string
  /** What within the case it is about (a measure, a task); '' for the case itself. */
  subject: string
  state: DeadlineState
  /** Legal day of the event; not counted itself. */
  startsOn: string
  /** Last legal day; moves while nothing is suspended only by extension. */
  dueOn: string
  /** Epoch ms of the last second of the last day (of the last hour for limits in hours). */
  dueAt: number
  /** The year's calendar was not published when this was computed: only weekends were taken into account. */
  provisional: boolean
  /** Days that are not counted, in the limit's own unit. */
  excludedDays: number
  extensions: { length: number; unit: LimitUnit; basis: string }[]
  pauses: { fromOn: string; toOn: string | null; reason: string; basis: string; cause: string }[]
  endedOn: string | null
  colour: DeadlineColour
  /** 绿/蓝/红 beside the colour for who cannot see it. */
  colourWord: string
  /** 还剩 3 个工作日 · 今天到期 · 已超期 2 天 · 已中止计时 · 已办结 */
  left: string
  basis: string
}

/** Which deadline: by id, or the open one of a case by limit (and subject). */
export type DeadlineKey = { id: string } | { caseId: string; limit: string; subject?: string }

export interface DeadlineCheck {
  /** The limit has run out and nothing suspends it. */
  due: boolean
  /** ISO instant at which a timer should ask again (the due instant; tomorrow while suspended); null once met. */
  nextCheckAt: string | null
  deadline: Deadline
}

export interface Deadlines {
  limits(): Promise<Limit[]>
  /** @throws Problem `not-found`. */
  limit(code: string): Promise<Limit>
  /** A case begins only where all limits that it may meet are confirmed, so that none stops midway. @throws Problem `rule-unconfirmed` outside the demo bureau. */
  assertConfirmed(): Promise<void>
  /** Last day and instant of a limit without keeping it. @param at epoch ms of the event. @throws Problem `calendar-missing`. */
  dueOf(limit: string, at: number): Promise<{ dueOn: string; dueAt: number; provisional: boolean }>
  /** `n` working days after the day. @throws Problem `calendar-missing`. */
  addWorkingDays(day: string, n: number): string
  isWorkingDay(day: string): boolean
  /** Null where the year is not announced yet. */
  knownWorkingDay(day: string): boolean | null
  /** What is left of a time that no limit of the law measures, in working days. @param from epoch ms. @param dueAt epoch ms. */
  leftBetween(from: number, dueAt: number): TimeLeft

  /** Starts a limit; one that already runs for the same case, limit and subject is answered as it is. @param at epoch ms of the event, default now. */
  start(
    tx: WriteTransaction,
    actor: Actor,
    start: { caseId: string; limit: string; subject?: string; at?: number; basis?: string },
  ): Promise<Deadline>
  /** Starts limits of objects that are new in this transaction, so that none can run yet. */
  startMany(
    tx: WriteTransaction,
    starts: { caseId: string; limit: string; at: number; departmentId: string }[],
  ): Promise<void>
  /** Marks it met (or over, when it ended late). Without an open one: undefined. @param at epoch ms, default now. */
  stop(tx: WriteTransaction, actor: Actor, key: DeadlineKey, at?: number): Promise<Deadline | undefined>
  /**
   * Excluded time begins: hearing, appraisal, testing, announcement, 中止调查. The day itself is no longer counted. Several causes may keep a limit suspended at
   * once; each ends by itself, and days that fall under two are left out once.
   */
  suspend(
    tx: WriteTransaction,
    actor: Actor,
    key: DeadlineKey,
    why: { reason: string; basis: string; cause?: string; at?: number },
  ): Promise<Deadline>
  /** Excluded time of that cause ends: the day of resumption counts again, where no other cause is open. */
  resume(
    tx: WriteTransaction,
    actor: Actor,
    key: DeadlineKey,
    end?: { at?: number; cause?: string },
  ): Promise<Deadline>
  /** Last legal day that an extension would give; nothing is changed. */
  dueIfExtended(sql: Sql, key: DeadlineKey, extension: { length: number; unit: LimitUnit }): Promise<string>
  extend(
    tx: WriteTransaction,
    actor: Actor,
    key: DeadlineKey,
    extension: { length: number; unit: LimitUnit; basis: string },
  ): Promise<Deadline>
  /** Reads within the transaction when one is given; marks what has run out as over (needs the transaction). */
  check(tx: WriteTransaction, key: DeadlineKey): Promise<DeadlineCheck>
  /** @param sql of the transaction that has changed them. */
  ofCase(caseId: string, sql?: Sql): Promise<Deadline[]>
  /** As they were known at the instant. */
  ofCaseAt(caseId: string, at: number): Promise<Deadline[]>
  /** Of many objects, the open ones first, earliest first. */
  ofCases(caseIds: string[], sql?: Sql): Promise<Deadline[]>
  /** Not kept: of those due in the period, how many there were and which are late. */
  lateWithin(period: DuePeriod): Promise<{ due: number; late: Deadline[] }>
  /** Open deadlines due before the instant, earliest first. */
  dueBefore(at: number, limit?: number): Promise<Deadline[]>

  readonly calendarYears: CalendarYears
  /** Takes up limits and years that were confirmed since, here or in another process. */
  refresh(sql?: Sql): Promise<void>
  knowsYear(year: string): boolean
  /** The year that should be known by now, and the warning; undefined in the demo bureau, and while nothing is missing. */
  missingYear(): { year: string; words: string } | undefined
  /** Tells administrators and rule owners once a week that a year is missing. */
  warnOfMissingYear(tx: WriteTransaction, notifier: Notifier): Promise<void>

  /** What a slice knows of what limits run on. Once per slice, while the application is built. */
  useOwners(owners: DueOwners): void
  /** What is due for me, my squad, the bureau. @throws Problem `forbidden`, `input-invalid`. */
  due(actor: Actor, query: DueQuery): Promise<DuePage>
  /** Of each day of a span. @throws Problem `forbidden`. */
  dueByDay(actor: Actor, query: DueDaysQuery): Promise<DueDays>
  /** Tells people of what has turned blue, red, or is over since they were told. @returns how many limits. */
  remind(notifier: Notifier): Promise<number>
}
