/**
 * Which limits and which years of the calendar count now. Limits are confirmed text by text and years are entered while the bureau works, on any instance: each
 * looks whether something was confirmed since it read them.
 */
import type { Confirmations } from '../laws/confirmations.ts'
import type { RuleSource } from '../laws/rule-texts.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { type CalendarYears, createCalendarYears, yearsInForce } from './calendar-years.ts'
import type { Calendar } from './calendar.ts'
import {
  confirmLimit,
  type LimitRule,
  limitInWords,
  readLimitFile,
  readLimits,
  seedLimits,
} from './limits.ts'

interface Parts {
  database: Database
  clock: Clock
  confirmations: Confirmations
  newId: NewId
  calendar: Calendar
  fixedHolidays: readonly string[]
  /** The folder `data/`. */
  seedFolder: string
  /** An invented bureau asks nobody for confirmation. */
  demo: boolean
  /** Last days that were reckoned without the year are put right. */
  yearConfirmed(tx: WriteTransaction): Promise<void>
}

export interface RulesInForce {
  /** Reads what was confirmed since, wherever. */
  refresh(sql?: Sql): Promise<void>
  /** @throws Problem `not-found`. */
  rule(sql: Sql, code: string): Promise<LimitRule>
  all(sql: Sql): Promise<LimitRule[]>
  /** Limits as the file says them, for the legal section to confirm. */
  source: RuleSource
  calendarYears: CalendarYears
  /** @throws Problem `rule-unconfirmed` while any limit is, outside the demo bureau. */
  assertConfirmed(): Promise<void>
  /** Loads data/limits.csv; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

export function rulesInForce(parts: Parts): RulesInForce {
  const { database, clock, calendar, demo } = parts
  const file = readLimitFile(parts.seedFolder)
  let kept: Map<string, LimitRule> | undefined
  /** How many limits and years had been confirmed when limits and calendar were read. */
  let read: number | undefined
  const forget = () => {
    read = undefined
    kept = undefined
  }

  async function refresh(sql: Sql = database.sql): Promise<void> {
    const [row] = await sql.all<{ steps: number }>(
      "SELECT COUNT(*) AS steps FROM rule_confirmations WHERE subject_type IN ('limit', 'calendar-year') AND step = 'confirmed'",
    )
    const steps = Number(row!.steps)
    if (steps === read) return
    const inForce = await yearsInForce(sql)
    kept = undefined
    calendar.use(inForce)
    read = steps
  }
  const limits = async (sql: Sql) => (kept ??= await readLimits(sql))

  return {
    refresh,
    async rule(sql, code) {
      const found = (await limits(sql)).get(code)
      if (!found) throw problem('not-found', `没有期限规则 ${code}`)
      return found
    },
    all: async (sql) => [...(await limits(sql)).values()],
    source: {
      kind: 'limit',
      texts: () => file.map((limit) => ({ id: limit.code, name: limit.name, words: limitInWords(limit) })),
      async confirmed(tx, code, { name: by }) {
        const limit = file.find((one) => one.code === code)!
        await confirmLimit(tx.sql, limit, { by, on: legalDay(clock.now()) })
        tx.afterCommit(forget)
      },
    },
    calendarYears: createCalendarYears({
      ...parts,
      async changed(tx) {
        tx.afterCommit(forget)
        calendar.use(await yearsInForce(tx.sql))
        // Where the transaction fails after all, the next look takes this back.
        read = undefined
        await parts.yearConfirmed(tx)
      },
    }),
    async assertConfirmed() {
      if (demo) return
      const open = await database.sql.all<{ name: string }>(
        'SELECT name FROM limits WHERE confirmed_by IS NULL ORDER BY code',
      )
      if (open.length === 0) return
      const some = open.slice(0, 5).map(({ name }) => name)
      throw problem(
        'rule-unconfirmed',
        `本机关还有 ${open.length} 项期限没有经法制科两人确认（${some.join('、')}${open.length > some.length ? '等' : ''}），确认以前不能录入案件：期限算错会使处罚无效。请法制科在 GET /rule-texts?kind=limit 查看、提请、确认；确认以后重新提交即可，不用重启。`,
      )
    },
    async seed(tx) {
      await seedLimits(tx.sql, database.dialect, file)
      forget()
      await refresh(tx.sql)
      tx.afterCommit(() => (kept = undefined))
    },
  }
}
