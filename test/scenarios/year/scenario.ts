/**
 * A year of the demo bureau through HTTP: every story of stories.ts on one clock, then what must hold of everything, and what of the product the year has used.
 * It crosses a turn of the year, since numbers begin again there.
 */
import type { BureauOverHttp } from '../bureau-over-http.ts'
import type { Checks } from '../checks.ts'
import { coverageOf } from './coverage.ts'
import { requireInvariants } from './invariants.ts'
import { stories } from './stories.ts'
import { type Story, Year } from './year.ts'

/** A Monday; holidays of its year and of the next are known. */
export const firstDay = '2025-03-03'
const leastCases = 40
/** Stories that act at the same time: more than cores, so that one prints while another waits. */
const atOnce = 3

interface Played {
  name: string
  began: string
  ended: string
  outcome: string
}

/** Everything, with what has to be true of the whole. */
export async function year(bureau: BureauOverHttp, check: Checks): Promise<void> {
  const life = new Year(bureau, check, atOnce)
  const calendar: Played[] = []
  const play = (story: Story) => async () => {
    let outcome: string
    try {
      outcome = await story.play(life)
    } catch (error) {
      outcome = `中断：${(error as Error).message}`
      check.equal(`${story.name} goes on to its end`, (error as Error).message, '')
    }
    calendar.push({ name: story.name, began: story.begins, ended: life.calendar.today(), outcome })
  }
  await life.calendar.play(stories.map((story) => ({ begins: story.begins, play: play(story) })))
  await bureau.quiet()
  await requireInvariants(life)
  const { coverage, faults } = await coverageOf(bureau.sql)
  const [counted] = await bureau.sql.all<{ cases: number }>('SELECT COUNT(*) AS cases FROM cases')
  const cases = Number(counted!.cases)
  for (const [what, items] of Object.entries(faults)) check.equal(what, items, [])
  check.true(`${cases} cases are at least ${leastCases}`, cases >= leastCases)
  check.true('numbers of two years were given', await turnsTheYear(bureau))
  calendar.sort((a, b) => (a.began < b.began ? -1 : a.began > b.began ? 1 : a.name < b.name ? -1 : 1))
  check.add({ cases, coverage, calendar })
  for (const { name, began, ended, outcome } of calendar)
    check.tell(`${began} – ${ended}  ${name}：${outcome}`)
  for (const [area, { all, used, notYet, missing }] of Object.entries(coverage)) {
    check.tell(`${area}: ${used} of ${all}${missing.length > 0 ? `, not used: ${missing.join(', ')}` : ''}`)
    for (const [item, reason] of Object.entries(notYet)) check.tell(`  not yet ${item}: ${reason}`)
  }
}

async function turnsTheYear({ sql }: BureauOverHttp): Promise<boolean> {
  const numbers = await sql.all<{ number: string }>('SELECT number FROM cases WHERE number IS NOT NULL')
  return new Set(numbers.map(({ number }) => /〔(\d{4})〕/.exec(number)![1])).size > 1
}
