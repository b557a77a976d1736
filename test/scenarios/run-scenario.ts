import { openBureauOverHttp, type Setting } from './bureau-over-http.ts'
import { Checks, type Findings } from './checks.ts'
import { ordinaryCase } from './ordinary-case.ts'
import { summaryCase } from './summary-case.ts'

/** By name: a story and its checks. */
export const scenarios = { 'ordinary-case': ordinaryCase, 'summary-case': summaryCase }

export type ScenarioName = keyof typeof scenarios

/** A story that has lost its checks is no story. */
export const leastChecks: Record<ScenarioName, number> = { 'ordinary-case': 300, 'summary-case': 110 }

/** A story that cannot go on is a failure among the others. */
export async function runScenario(name: ScenarioName, setting: Setting): Promise<Findings> {
  const checks = new Checks()
  const bureau = await openBureauOverHttp(setting)
  try {
    await scenarios[name](bureau, checks)
  } catch (error) {
    checks.equal('the story goes on to its end', (error as Error).message, '')
  } finally {
    await bureau.close()
  }
  return checks.findings(name)
}
