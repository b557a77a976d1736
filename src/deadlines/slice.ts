/** Builds the deadlines slice: the register of limits, the calendar, and the limits that run on cases. */
import type { AuditValue } from '../audit/entry.ts'
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import { type Clock, isoInstant, legalDay } from '../platform/clock.ts'
import { risingIds } from '../platform/ids.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Calendar, type CalendarFile, createCalendar, readCalendarFile } from './calendar.ts'
import { computeDue, type Course, type Due, excludedDays } from './compute-due.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { type LimitRule, readLimits, seedLimits } from './limits.ts'
import * as rows from './rows.ts'
import type { Deadline, Deadlines, Limit } from './service.ts'
import { readColourRules, timeLeft } from './time-left.ts'

export interface DeadlinesParts {
  database: Database
  clock: Clock
  audit: Audit
  /** The folder `data/`. */
  seedFolder: string
  /** Instead of data/calendar.yaml. */
  calendarFile?: CalendarFile
}

export interface DeadlinesSlice extends Deadlines {
  calendar: Calendar
  /** Loads data/limits.csv; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

export function createDeadlines({
  database,
  clock,
  audit,
  seedFolder,
  calendarFile,
}: DeadlinesParts): DeadlinesSlice {
  const calendar = createCalendar(calendarFile ?? readCalendarFile(seedFolder))
  const colours = readColourRules(seedFolder)
  const { dialect } = database
  const newId = risingIds(clock)
  let kept: Map<string, LimitRule> | undefined

  async function rule(sql: Sql, code: string): Promise<LimitRule> {
    kept ??= await readLimits(sql)
    const found = kept.get(code)
    if (!found) throw problem('not-found', `没有期限规则 ${code}`)
    return found
  }

  const courseOf = (
    { row, extensions, pauses }: rows.DeadlineFacts,
    { direction, moves }: LimitRule,
  ): Course => ({
    startedAt: Number(row.started_at),
    lengths: [row, ...extensions].map(({ length, unit }) => ({ length: Number(length), unit })),
    pauses: pauses.map(({ from_on: fromOn, to_on: toOn }) => ({ fromOn, toOn })),
    direction,
    moves,
  })

  /** Computes the last day anew from the facts and writes it. */
  async function recompute(sql: Sql, row: rows.DeadlineRow): Promise<void> {
    const [facts] = await rows.withChildren(sql, [row])
    const due = computeDue(courseOf(facts!, await rule(sql, row.limit_code)), calendar)
    await rows.updateRow(sql, { ...row, due_on: due.dueOn, due_at: due.dueAt, provisional: due.provisional })
  }

  async function view(sql: Sql, list: rows.DeadlineRow[]): Promise<Deadline[]> {
    const now = clock.now()
    const facts = await rows.withChildren(sql, list)
    return Promise.all(facts.map(async (one) => toDeadline(one, await rule(sql, one.row.limit_code), now)))
  }

  const viewOf = async (sql: Sql, id: string): Promise<Deadline> =>
    (await view(sql, [(await rows.findRow(sql, { id }))!]))[0]!

  function toDeadline(facts: rows.DeadlineFacts, limit: LimitRule, now: number): Deadline {
    const { row, extensions, pauses } = facts
    const dueAt = Number(row.due_at)
    const endedAt = row.ended_at === null ? null : Number(row.ended_at)
    const state = row.state === 'running' && now > dueAt ? 'over' : row.state
    const measured = {
      state,
      unit: row.unit,
      startedAt: Number(row.started_at),
      startsOn: row.starts_on,
      dueOn: row.due_on,
      dueAt,
      excludedDays: excludedDays(courseOf(facts, limit), calendar),
      endedAt,
      provisional: Boolean(row.provisional),
    }
    return {
      id: row.id,
      caseId: row.case_id,
      limit: row.limit_code,
      name: limit.name,
      subject: row.subject,
      state,
      startsOn: row.starts_on,
      dueOn: row.due_on,
      dueAt,
      provisional: measured.provisional,
      excludedDays: measured.excludedDays,
      extensions: extensions.map(({ length, unit, basis }) => ({ length: Number(length), unit, basis })),
      pauses: pauses.map(({ from_on: fromOn, to_on: toOn, reason, basis }) => ({
        fromOn,
        toOn,
        reason,
        basis,
      })),
      endedOn: endedAt === null ? null : legalDay(endedAt),
      ...timeLeft(measured, now, calendar, colours),
      basis: row.basis,
    }
  }

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

  const dueOf = ({ length, unit, direction, moves }: LimitRule, at: number): Due =>
    computeDue({ startedAt: at, lengths: [{ length, unit }], pauses: [], direction, moves }, calendar)

  /** The row of a limit that starts to run. */
  function begun(
    { code, length, unit, basis: basisOfLimit }: LimitRule,
    due: Due,
    { caseId, subject, at, basis }: { caseId: string; subject: string; at: number; basis?: string },
  ): rows.DeadlineRow {
    return {
      id: newId(),
      case_id: caseId,
      limit_code: code,
      subject,
      basis: basis ?? basisOfLimit,
      state: 'running',
      started_at: at,
      starts_on: legalDay(at),
      length,
      unit,
      due_on: due.dueOn,
      due_at: due.dueAt,
      provisional: due.provisional,
      ended_at: null,
    }
  }

  const slice: DeadlinesSlice = {
    calendar,
    async seed(tx) {
      await seedLimits(tx.sql, dialect, seedFolder)
      kept = undefined
      tx.afterCommit(() => (kept = undefined))
    },
    async limits() {
      kept ??= await readLimits(database.sql)
      return [...kept.values()].map(toLimit)
    },
    limit: async (code) => toLimit(await rule(database.sql, code)),
    dueOf: async (code, at) => dueOf(await rule(database.sql, code), at),
    addWorkingDays: (day, n) => calendar.addWorkingDays(day, n),
    isWorkingDay: (day) => calendar.isWorkingDay(day),

    // Starting and ending are consequences of acts that are in the audit log themselves; moving a limit is an act of its own.
    async start(tx, _actor, { caseId, limit, subject = '', at = clock.now(), basis }) {
      const running = await rows.findRow(tx.sql, { caseId, limit, subject }, dialect.forUpdate)
      if (running) return viewOf(tx.sql, running.id)
      const found = await rule(tx.sql, limit)
      const row = begun(found, dueOf(found, at), { caseId, subject, at, basis })
      await rows.insertRow(tx.sql, row)
      return viewOf(tx.sql, row.id)
    },
    async startMany(tx, starts) {
      const begin: rows.DeadlineRow[] = []
      // Most of many starts share their day, and with it their due day.
      const dues = new Map<string, Due>()
      for (const start of starts) {
        const limit = await rule(tx.sql, start.limit)
        const key = `${start.limit} ${limit.unit === 'hour' ? start.at : legalDay(start.at)}`
        const due = dues.get(key) ?? dueOf(limit, start.at)
        dues.set(key, due)
        begin.push(begun(limit, due, { subject: '', ...start }))
      }
      await insertRows(tx.sql, 'deadlines', begin, dialect)
    },

    async stop(tx, _actor, key, at = clock.now()) {
      const row = await rows.findRow(tx.sql, key, dialect.forUpdate)
      if (!row) return undefined
      if (row.ended_at === null) {
        if (row.state === 'suspended') {
          await rows.closePause(tx.sql, row.id, legalDay(at))
          await recompute(tx.sql, row)
        }
        const { due_at: dueAt } = (await rows.findRow(tx.sql, { id: row.id }))!
        const state = at <= Number(dueAt) ? 'met' : 'over'
        await tx.sql.run('UPDATE deadlines SET state = ?, ended_at = ? WHERE id = ?', [state, at, row.id])
      }
      return viewOf(tx.sql, row.id)
    },

    async suspend(tx, actor, key, { reason, basis, at = clock.now() }) {
      const row = await rows.lockRow(tx.sql, key, dialect)
      if (row.unit === 'hour') throw problem('conflict', '以小时计算的期限不能中止')
      if (row.state !== 'running' || at > Number(row.due_at))
        throw problem('conflict', '该期限未在计算中或者已经届满，不能中止')
      await rows.openPause(tx.sql, clock.now(), { deadline_id: row.id, from_on: legalDay(at), reason, basis })
      await rows.updateRow(tx.sql, { ...row, state: 'suspended' })
      await note(tx, actor, 'deadline.suspended', row, { fromOn: legalDay(at), reason }, basis)
      return viewOf(tx.sql, row.id)
    },

    async resume(tx, actor, key, at = clock.now()) {
      const row = await rows.lockRow(tx.sql, key, dialect)
      if (row.state !== 'suspended') throw problem('conflict', '该期限没有中止，无需恢复')
      await rows.closePause(tx.sql, row.id, legalDay(at))
      await recompute(tx.sql, { ...row, state: 'running' })
      const deadline = await viewOf(tx.sql, row.id)
      await note(tx, actor, 'deadline.resumed', row, {
        dueOn: deadline.dueOn,
        excludedDays: deadline.excludedDays,
      })
      return deadline
    },

    async dueIfExtended(sql, key, extension) {
      const row = await rows.findRow(sql, key)
      if (!row) throw problem('not-found', '没有该项期限')
      const [facts] = await rows.withChildren(sql, [row])
      const course = courseOf(facts!, await rule(sql, row.limit_code))
      return computeDue({ ...course, lengths: [...course.lengths, extension] }, calendar).dueOn
    },

    async extend(tx, actor, key, { length, unit, basis }) {
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
    async ofCases(caseIds, sql = database.sql) {
      if (caseIds.length === 0) return []
      const list = await sql.all<rows.DeadlineRow>(
        `SELECT * FROM deadlines WHERE case_id IN (${caseIds.map(() => '?').join(', ')}) ORDER BY ended_at IS NOT NULL, due_at`,
        caseIds,
      )
      return view(sql, list)
    },
    async dueBefore(at, limit = 100) {
      const list = await database.sql.all<rows.DeadlineRow>(
        "SELECT * FROM deadlines WHERE state IN ('running', 'over') AND ended_at IS NULL AND due_at < ? ORDER BY due_at LIMIT ?",
        [at, limit],
      )
      return view(database.sql, list)
    },
  }
  return slice
}

function toLimit({ code, name, startsAt, length, unit, basis, note, confirmed }: LimitRule): Limit {
  return { code, name, startsAt, length, unit, basis, note, confirmed }
}
