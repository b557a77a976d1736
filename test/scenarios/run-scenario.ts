import { type BureauOverHttp, openBureauOverHttp, type Setting } from './bureau-over-http.ts'
import { Checks, type Findings } from './checks.ts'
import { ordinaryCase } from './ordinary-case.ts'
import { summaryCase } from './summary-case.ts'
import { morningOf } from './year/calendar.ts'
import { firstDay, year } from './year/scenario.ts'

interface Scenario {
  play: (bureau: BureauOverHttp, check: Checks) => Promise<void>
  /** A story that has lost its checks is no story. */
  leastChecks: number
  /** Epoch ms at which the bureau opens. */
  startsAt?: number
  /** Not among the stories that every change is tested with. */
  long?: true
}

/** By name: a story and its checks. */
export const scenarios = {
  'ordinary-case': { play: ordinaryCase, leastChecks: 300 },
  'summary-case': { play: summaryCase, leastChecks: 110 },
  year: { play: year, leastChecks: 4100, startsAt: morningOf(firstDay), long: true },
} as const satisfies { [name: string]: Scenario }

export type ScenarioName = keyof typeof scenarios

/** The stories that are told at every change. */
export const shortOnes = (Object.keys(scenarios) as ScenarioName[]).filter(
  (name) => !(scenarios[name] as Scenario).long,
)

/** A story that cannot go on is a failure among the others. */
export async function runScenario(name: ScenarioName, setting: Setting): Promise<Findings> {
  const checks = new Checks()
  const { play, startsAt }: Scenario = scenarios[name]
  const bureau = await openBureauOverHttp(setting, startsAt)
  try {
    await play(bureau, checks)
  } catch (error) {
    checks.equal('the story goes on to its end', (error as Error).message, '')
  } finally {
    await bureau.close()
  }
  return checks.findings(name)
}
