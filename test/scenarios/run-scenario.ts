import { openBureauOverHttp, type Setting } from './bureau-over-http.ts'
import { Checks, type Findings } from './checks.ts'
import { ordinaryCase } from './ordinary-case.ts'

/** By name: a story and its checks. */
export const scenarios = { 'ordinary-case': ordinaryCase }

export type ScenarioName = keyof typeof scenarios

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
