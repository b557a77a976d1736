/** Builds the deadlines slice: the register of limits, the calendar, and the limits that run on cases. */
import type { AuditValue } from '../audit/entry.ts'
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Identity } from '../identity/service.ts'
import { type Clock, isoInstant, legalDay } from '../platform/clock.ts'
import { risingIds } from '../platform/ids.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRows, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Calendar, type CalendarFile, createCalendar, readCalendarFile } from './calendar.ts'
import { markedBy } from './colour-marks.ts'
import { computeDue } from './compute-due.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { factsAt } from './deadlines-at.ts'
import { dueByDay } from './due-by-day.ts'
import { listDue } from './due.ts'
import { lateRows } from './late.ts'
import type { LimitRule } from './limits.ts'
import { type DueOwners, together } from './owners.ts'
import { createReckoning } from './reckoning.ts'
import { remindOfDue } from './remind.ts'
import * as rows from './rows.ts'
import type { Confirmations } from '../laws/confirmations.ts'
import type { RuleSource } from '../laws/rule-texts.ts'
import { rulesInForce } from './rules-in-force.ts'
import { missingYear, warnOfMissingYear } from './missing-year.ts'
import type { Deadline, Deadlines, Limit } from './service.ts'
import { readColourRules } from './time-left.ts'

export interface DeadlinesParts {
  database: Database
  clock: Clock
  audit: Audit
  identity: Pick<Identity, 'reach' | 'may' | 'require' | 'holders'>
  confirmations: Confirmations
  /** The folder `data/`. */
  seedFolder: string
  /** Instead of data/calendar.yaml. */
  calendarFile?: CalendarFile
  /** An invented bureau: see createCalendar. */
  demo?: boolean
}

export interface DeadlinesSlice extends Deadlines {
  /** Limits as the file says them, for the legal section to confirm. */
  ruleSource: RuleSource
  calendar: Calendar
  /** Loads data/limits.csv; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

export function createDeadlines({
  database,
  clock,
  audit,
  identity,
  confirmations,
  seedFolder,
  calendarFile,
  demo,
}: DeadlinesParts): DeadlinesSlice {
  const days = calendarFile ?? readCalendarFile(seedFolder)
  const calendar = createCalendar(days, demo)
  const colours = readColourRules(seedFolder)
  const { courseOf, marksOf, toDeadline, dueOf, begun, leftBetween } = createReckoning(calendar, colours)
  const { dialect } = database
  const newId = risingIds(clock)
  const slices: DueOwners[] = []
  const owners = together(slices)

  const rules = rulesInForce({
    database,
    clock,
    confirmations,
    newId,
    calendar,
    fixedHolidays: days.fixedHolidays,
    seedFolder,
    demo: demo === true,
    async yearConfirmed(tx) {
      const provisional = await tx.sql.all<rows.DeadlineRow>(
        'SELECT * FROM deadlines WHERE provisional = ? AND ended_at IS NULL',
        [true],
      )
      for (const row of provisional) await recompute(tx.sql, row)
    },
  })
  const { refresh, rule } = rules

  /** Computes the last day anew from the facts and writes it. */
  async function recompute(sql: Sql, row: rows.DeadlineRow): Promise<void> {
    const [facts] = await rows.withChildren(sql, [row])
    const course = courseOf(facts!, await rule(sql, row.limit_code))
    const due = computeDue(course, calendar)
    await rows.updateRow(sql, {
      ...row,
      due_on: due.dueOn,
      due_at: due.dueAt,
      provisional: due.provisional,
      ...marksOf(row, due, course),
      reminded: 0,
    })
  }

  /** Marks of limits from before there were any, or made by other thresholds. */
  async function refreshMarks(sql: Sql): Promise<void> {
    for (;;) {
      const list = await sql.all<rows.DeadlineRow>(
        'SELECT * FROM deadlines WHERE ended_at IS NULL AND (marked_by IS NULL OR marked_by <> ?) LIMIT 200',
        [markedBy(colours)],
      )
      if (list.length === 0) return
      const objects = await owners.find(sql, [...new Set(list.map(({ case_id }) => case_id))])
      for (const facts of await rows.withChildren(sql, list)) {
        const { row } = facts
        const due = { dueOn: row.due_on, dueAt: Number(row.due_at), provisional: Boolean(row.provisional) }
        const marks = marksOf(row, due, courseOf(facts, await rule(sql, row.limit_code)))
        await updateRows<rows.DeadlineRow>(
          sql,
          'deadlines',
          { id: row.id },
          { ...marks, department_id: objects.get(row.case_id)?.departmentId ?? row.department_id },
        )
      }
    }
  }

  async function view(sql: Sql, list: rows.DeadlineRow[]): Promise<Deadline[]> {
    const now = clock.now()
    const facts = await rows.withChildren(sql, list)
    return Promise.all(facts.map(async (one) => toDeadline(one, await rule(sql, one.row.limit_code), now)))
  }

  const dueRoom = () => ({
    sql: database.sql,
    policy: identity,
    owners,
    now: clock.now(),
    view: (list: rows.DeadlineRow[]) => view(database.sql, list),
  })

  const viewOf = async (sql: Sql, id: string): Promise<Deadline> =>
    (await view(sql, [(await rows.findRow(sql, { id }))!]))[0]!

  async function note(
    tx: WriteTransaction,
    actor: Actor,
    action: string,
    row: rows.DeadlineRow,
    after: AuditValue,
    authority?: string,
  ) {
    const object = { type: 'deadline', id: row.id }
    const before = { dueOn: row.due_on, state: row.state, limit: row.limit_code }
    await audit.append(tx, { actor, action, object, caseId: row.case_id, before, after, authority })
  }

  const slice: DeadlinesSlice = {
    calendar,
    ruleSource: rules.source,
    calendarYears: rules.calendarYears,
    refresh,
    knowsYear: (year) => calendar.knows(`${year}-01-01`),
    missingYear: () => (demo ? undefined : missingYear(calendar, legalDay(clock.now()))),
    warnOfMissingYear: (tx, notifier) =>
      warnOfMissingYear(tx, notifier, { missing: slice.missingYear(), clock, dialect, identity }),
    assertConfirmed: () => rules.assertConfirmed(),
    async seed(tx) {
      await rules.seed(tx)
      await refreshMarks(tx.sql)
    },
    limits: async () => (await rules.all(database.sql)).map(toLimit),
    limit: async (code) => toLimit(await rule(database.sql, code)),
    async dueOf(code, at) {
      await refresh()
      return dueOf(await rule(database.sql, code), at)
    },
    addWorkingDays: (day, n) => calendar.addWorkingDays(day, n),
    isWorkingDay: (day) => calendar.isWorkingDay(day),
    knownWorkingDay: (day) => (calendar.knows(day) ? calendar.isWorkingDay(day) : null),
    leftBetween: (from, dueAt) => leftBetween(from, dueAt, clock.now()),

    // Starting and ending are consequences of acts that are in the audit log themselves; moving a limit is an act of its own.
    async start(tx, _actor, { caseId, limit, subject = '', at = clock.now(), basis }) {
      await refresh(tx.sql)
      const running = await rows.findRow(tx.sql, { caseId, limit, subject }, dialect.forUpdate)
      if (running) return viewOf(tx.sql, running.id)
      const found = await rule(tx.sql, limit)
      const departmentId = (await owners.find(tx.sql, [caseId])).get(caseId)?.departmentId ?? null
      const row = begun(found, dueOf(found, at), { id: newId(), caseId, subject, at, basis, departmentId })
      await rows.insertRow(tx.sql, row)
      return viewOf(tx.sql, row.id)
    },
    async startMany(tx, starts) {
      await refresh(tx.sql)
      const begin: rows.DeadlineRow[] = []
      // Most of many starts share their day, and with it their due day and colours.
      const templates = new Map<string, rows.DeadlineRow>()
      for (const start of starts) {
        const limit = await rule(tx.sql, start.limit)
        const key = `${start.limit} ${limit.unit === 'hour' ? start.at : legalDay(start.at)}`
        const template =
          templates.get(key) ?? begun(limit, dueOf(limit, start.at), { id: '', subject: '', ...start })
        templates.set(key, template)
        const { caseId: case_id, at: started_at, departmentId: department_id } = start
        begin.push({ ...template, id: newId(), case_id, started_at, department_id })
      }
      await insertRows(tx.sql, 'deadlines', begin, dialect)
    },

    async stop(tx, _actor, key, at = clock.now()) {
      await refresh(tx.sql)
      const row = await rows.findRow(tx.sql, key, dialect.forUpdate)
      if (!row) return undefined
      if (row.ended_at === null) {
        if (row.state === 'suspended') {
          await rows.closePauses(tx.sql, row.id, legalDay(at), undefined)
          await recompute(tx.sql, row)
        }
        const { due_at: dueAt } = (await rows.findRow(tx.sql, { id: row.id }))!
        const state = at <= Number(dueAt) ? 'met' : 'over'
        await tx.sql.run('UPDATE deadlines SET state = ?, ended_at = ? WHERE id = ?', [state, at, row.id])
      }
      return viewOf(tx.sql, row.id)
    },

    async suspend(tx, actor, key, { reason, basis, cause = '', at = clock.now() }) {
      const row = await rows.lockRow(tx.sql, key, dialect)
      if (row.unit === 'hour') throw problem('conflict', '以小时计算的期限不能中止')
      const besides = row.state === 'suspended' && !(await rows.openCauses(tx.sql, row.id)).includes(cause)
      if (!besides && (row.state !== 'running' || at > Number(row.due_at)))
        throw problem('conflict', '该期限未在计算中或者已经届满，不能中止')
      const pause = { deadline_id: row.id, from_on: legalDay(at), reason, basis, cause }
      await rows.openPause(tx.sql, clock.now(), pause)
      await rows.updateRow(tx.sql, { ...row, state: 'suspended' })
      await note(tx, actor, 'deadline.suspended', row, { fromOn: legalDay(at), reason }, basis)
      return viewOf(tx.sql, row.id)
    },

    async resume(tx, actor, key, { at = clock.now(), cause = '' } = {}) {
      await refresh(tx.sql)
      const row = await rows.lockRow(tx.sql, key, dialect)
      const causes = await rows.openCauses(tx.sql, row.id)
      if (row.state !== 'suspended' || !causes.includes(cause))
        throw problem('conflict', '该期限没有中止，无需恢复')
      await rows.closePauses(tx.sql, row.id, legalDay(at), cause)
      await recompute(tx.sql, { ...row, state: causes.length > 1 ? 'suspended' : 'running' })
      const deadline = await viewOf(tx.sql, row.id)
      await note(tx, actor, 'deadline.resumed', row, {
        dueOn: deadline.dueOn,
        excludedDays: deadline.excludedDays,
      })
      return deadline
    },

    async dueIfExtended(sql, key, extension) {
      await refresh(sql)
      const row = await rows.findRow(sql, key)
      if (!row) throw problem('not-found', '没有该项期限')
      const [facts] = await rows.withChildren(sql, [row])
      const course = courseOf(facts!, await rule(sql, row.limit_code))
      return computeDue({ ...course, lengths: [...course.lengths, extension] }, calendar).dueOn
    },

    async extend(tx, actor, key, { length, unit, basis }) {
      await refresh(tx.sql)
      const row = await rows.lockRow(tx.sql, key, dialect)
      if (row.ended_at !== null) throw problem('conflict', '该期限已经办结，不能延长')
      if (!Number.isInteger(length) || length < 1)
        throw problem('input-invalid', '延长的天数须为正整数', [{ path: 'length', message: '须为正整数' }])
      await rows.insertExtension(tx.sql, clock.now(), { deadline_id: row.id, length, unit, basis })
      await recompute(tx.sql, { ...row, state: row.state === 'over' ? 'running' : row.state })
      const deadline = await viewOf(tx.sql, row.id)
      await note(tx, actor, 'deadline.extended', row, { length, unit, dueOn: deadline.dueOn }, basis)
      return deadline
    },

    async check(tx, key) {
      await refresh(tx.sql)
      const row = await rows.findRow(tx.sql, key, dialect.forUpdate)
      if (!row) throw problem('not-found', '没有该项期限')
      const now = clock.now()
      // Once the year's holidays are announced, what was reckoned with weekends only is put right.
      if (row.provisional && row.ended_at === null) await recompute(tx.sql, row)
      const deadline = await viewOf(tx.sql, row.id)
      if (deadline.endedOn !== null) return { due: false, nextCheckAt: null, deadline }
      if (deadline.state === 'suspended') {
        return { due: false, nextCheckAt: isoInstant(startOfDay(addDays(legalDay(now), 1))), deadline }
      }
      if (deadline.state === 'over') {
        await tx.sql.run("UPDATE deadlines SET state = 'over' WHERE id = ?", [row.id])
        return { due: true, nextCheckAt: null, deadline }
      }
      return { due: false, nextCheckAt: isoInstant(deadline.dueAt + 1), deadline }
    },

    ofCase: (caseId, sql) => slice.ofCases([caseId], sql),
    async ofCaseAt(caseId, at) {
      const list = await database.sql.all<rows.DeadlineRow>('SELECT * FROM deadlines WHERE case_id = ?', [
        caseId,
      ])
      const known: Deadline[] = []
      for (const facts of await rows.withChildren(database.sql, list)) {
        const lines = await audit.list({ object: { type: 'deadline', id: facts.row.id }, limit: 500 })
        const resumed = lines.filter(({ action }) => action === 'deadline.resumed').map((line) => line.at)
        const then = factsAt(facts, resumed, at)
        if (!then) continue
        const limit = await rule(database.sql, then.row.limit_code)
        const due = computeDue(courseOf(then, limit), calendar)
        const row = { ...then.row, due_on: due.dueOn, due_at: due.dueAt, provisional: due.provisional }
        known.push(toDeadline({ ...then, row }, limit, at))
      }
      const open = ({ endedOn }: Deadline) => Number(endedOn !== null)
      return known.sort((a, b) => open(a) - open(b) || a.dueAt - b.dueAt)
    },
    async ofCases(caseIds, sql = database.sql) {
      if (caseIds.length === 0) return []
      const list = await sql.all<rows.DeadlineRow>(
        `SELECT * FROM deadlines WHERE case_id IN (${caseIds.map(() => '?').join(', ')}) ORDER BY ended_at IS NOT NULL, due_at`,
        caseIds,
      )
      return view(sql, list)
    },
    async lateWithin(period) {
      await refresh()
      const { due, late } = await lateRows(database.sql, period, clock.now())
      const views: Deadline[] = []
      for (let from = 0; from < late.length; from += 200)
        views.push(...(await view(database.sql, late.slice(from, from + 200))))
      return { due, late: views }
    },
    async dueBefore(at, limit = 100) {
      const list = await database.sql.all<rows.DeadlineRow>(
        "SELECT * FROM deadlines WHERE state IN ('running', 'over') AND ended_at IS NULL AND due_at < ? ORDER BY due_at LIMIT ?",
        [at, limit],
      )
      return view(database.sql, list)
    },

    useOwners: (given) => void slices.push(given),
    due: (actor, query) => listDue(dueRoom(), actor, query),
    dueByDay: (actor, query) => dueByDay(dueRoom(), actor, query),
    async remind(notifier) {
      const now = clock.now()
      const { from, to } = colours.remind.hours
      const hour = (now - startOfDay(legalDay(now))) / 3_600_000
      const room = { owners, identity, colours, now, officeHours: hour >= from && hour < to, view }
      let reminded = 0
      for (;;) {
        const some = await database.write((tx) => remindOfDue(room, tx, notifier))
        if (some === 0) return reminded
        reminded += some
      }
    },
  }
  return slice
}

function toLimit({ code, name, startsAt, length, unit, basis, note, confirmed }: LimitRule): Limit {
  return { code, name, startsAt, length, unit, basis, note, confirmed }
}
