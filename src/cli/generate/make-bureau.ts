/**
 * Makes the years of an invented bureau: day by day, what was seen becomes clues and cases, and what each asks for later happens later. Rows are those
 * that the product's use cases write for clues, cases, facts, documents, limits, parties, records and audit; what an engine would have left besides (tasks,
 * approvals, the trace) is not invented.
 */
import { join } from 'node:path'
import type { Application } from '../../application.ts'
import { htmlType } from '../../documents/model.ts'
import { readRegisterRules } from '../../parties/register-rules.ts'
import { addDays, addMonths, endOfDay, startOfDay, weekday } from '../../platform/legal-day.ts'
import { legalDay } from '../../platform/clock.ts'
import { projectRoot } from '../../platform/project-root.ts'
import { createAgenda } from './agenda.ts'
import { openBooks } from './books.ts'
import { bulkRows } from './bulk-rows.ts'
import { inventedPage } from './invented-page.ts'
import { ordinaryCase } from './ordinary-case.ts'
import { partyPool } from './parties.ts'
import { chances, readSquads } from './people.ts'
import { plainClue } from './plain-clue.ts'
import { type Random, seededRandom } from './random.ts'
import { rowIds } from './row-ids.ts'
import { rowWriter } from './row-writer.ts'
import type { Scene, Sighting } from './scene.ts'
import type { BureauShape } from './shape.ts'
import { summaryCase } from './summary-case.ts'

export interface Invented {
  cases: number
  clues: number
  /** Left to go on at the next start. */
  open: number
  from: string
  until: string
}

/** Cases begun between two commits. */
const together = 500
const minute = 60_000

export async function makeBureau(
  app: Pick<
    Application,
    'config' | 'database' | 'audit' | 'deadlines' | 'violations' | 'documents' | 'cipher' | 'numbering'
  >,
  shape: BureauShape,
  {
    cases,
    seed,
    until,
    onProgress,
  }: {
    cases: number
    seed: string
    until: string
    onProgress?: (share: number, cases: number) => void
  },
): Promise<Invented> {
  const { database, audit, deadlines } = app
  const from = addDays(addMonths(until, -shape.months), 1)
  const endsAt = endOfDay(until)
  const random = seededRandom(seed)
  const newId = rowIds(seed)
  const rows = bulkRows(database.dialect, database.sql.storedRow)
  const books = await openBooks({
    rows,
    newId,
    head: await audit.head(),
    numbering: app.numbering,
    bureau: app.documents.bureau.shortName,
    deadlines,
    dialect: database.dialect,
  })
  const squads = await readSquads(database.sql)
  const violations = (await app.violations.list({ onDay: from })).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  const tiers = new Map(
    await Promise.all(
      violations.map(async ({ code }) => [code, await app.violations.tiers(code, from)] as const),
    ),
  )
  const chance = chances(shape, squads, violations)
  const pool = partyPool({
    shape,
    random,
    rows,
    books,
    newId,
    cipher: app.cipher,
    organisationForms: readRegisterRules(join(projectRoot(), 'data')).organisationForms,
  })
  const agenda = createAgenda()
  const page = await inventedPage(shape.mark)
  const scene: Scene = {
    shape,
    random,
    rows,
    books,
    pool,
    newId,
    endsAt,
    page: {
      html: await app.documents.blobs.put(page.html, htmlType),
      pdf: await app.documents.blobs.put(page.pdf, 'application/pdf'),
    },
    later: (at, act) => agenda.add(at, act),
    workdayAfter: (at, days) => Math.min(endsAt, officeInstant(at, days)),
    tierOf: (violationCode, fineFen) => {
      const of = tiers.get(violationCode) ?? []
      return (of.find(({ maxFen }) => maxFen !== null && fineFen <= maxFen) ?? of[0]!).code
    },
  }
  await database.write(async (tx) => {
    await app.documents.blobs.keep(tx, scene.page.html)
    await app.documents.blobs.keep(tx, scene.page.pdf)
  })

  function officeInstant(at: number, days: number): number {
    const day = legalDay(at)
    const closes = startOfDay(day) + 17.5 * 60 * minute
    if (days === 0 && deadlines.isWorkingDay(day) && at < closes)
      return at + Math.floor(random.next() * (closes - at))
    return (
      startOfDay(workingDay(day, Math.max(1, days))) +
      (9 * 60 + random.whole(0, 500)) * minute +
      random.whole(0, 59_999)
    )
  }
  const kept = new Map<string, string>()
  function workingDay(day: string, days: number): string {
    const key = `${day} ${days}`
    const found = kept.get(key) ?? deadlines.addWorkingDays(day, days)
    kept.set(key, found)
    return found
  }

  function sighting(at: number): Sighting {
    const squad = chance.squad(random)
    const lead = random.pick(squad.officers)
    return {
      at,
      squad,
      lead,
      assisting: random.pick(squad.officers.filter((one) => one !== lead)),
      violation: chance.violation(random, Number(legalDay(at).slice(5, 7)) - 1),
      source: chance.source(random),
      place: pool.address(squad),
    }
  }

  const done: Invented = { cases: 0, clues: 0, open: 0, from, until }
  const stillOpen = () => done.open < shape.newestOrdinaryOpen && ++done.open > 0
  const ordinaryShare = shape.procedures.ordinary / (shape.procedures.ordinary + shape.procedures.summary)

  async function happen(at: number): Promise<void> {
    const seen = sighting(at)
    if (!random.chance(ordinaryShare) || !(await ordinaryCase(scene, seen, stillOpen)))
      await summaryCase(scene, { ...seen, source: 'patrol' })
    done.cases++
    done.clues++
    if (random.chance(shape.cluesWithoutCase)) {
      done.clues++
      await plainClue(scene, sighting(at))
    }
  }

  const writer = rowWriter(app.config.database)
  const flush = () => writer.write({ tables: rows.take(), statements: books.close() })
  try {
    let unwritten = 0
    for (const { day, many } of calendar(shape, from, until, cases)) {
      for (let n = 0; n < many; n++) {
        const at = sightedAt(random, day, endsAt)
        agenda.add(at, () => happen(at))
      }
      const evening = endOfDay(day)
      for (let act = agenda.take(evening); act; act = agenda.take(evening)) {
        const before = done.cases
        await act()
        unwritten += done.cases - before
        if (unwritten < together) continue
        unwritten = 0
        await flush()
        onProgress?.(done.cases / cases, done.cases)
      }
    }
    await flush()
  } finally {
    await writer.close()
  }
  onProgress?.(1, done.cases)
  return done
}

/** On the street from seven in the morning to nine in the evening. */
function sightedAt(random: Random, day: string, endsAt: number): number {
  return Math.min(endsAt, startOfDay(day) + Math.floor((7 + random.next() * 14) * 60 * minute))
}

/** How many cases begin on each day: seasons and days of the week, and exactly so many in all. */
function* calendar(shape: BureauShape, from: string, until: string, cases: number) {
  const all = Object.values(shape.categories)
  const weightOf = (day: string) => {
    const month = Number(day.slice(5, 7)) - 1
    const season = all.reduce((sum, { weight, season }) => sum + weight * season[month]!, 0)
    return season * shape.weekdays[weekday(day)]!
  }
  let total = 0
  for (let day = from; day <= until; day = addDays(day, 1)) total += weightOf(day)
  let reached = 0
  let given = 0
  for (let day = from; day <= until; day = addDays(day, 1)) {
    reached += weightOf(day)
    const due = day === until ? cases : Math.floor((cases * reached) / total)
    yield { day, many: due - given }
    given = due
  }
}
