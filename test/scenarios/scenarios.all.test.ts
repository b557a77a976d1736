/** The same stories where more than Node is there, and the long ones. */
import { expect } from 'chai'
import type { Setting } from './bureau-over-http.ts'
import { runScenario, type ScenarioName, scenarios, shortOnes } from './run-scenario.ts'

const settings: Setting[] = [
  { engine: 'embedded', database: 'mariadb' },
  { engine: 'zeebe', database: 'mariadb' },
]

describe('scenarios on MariaDB and Zeebe', function () {
  this.timeout(300_000)

  for (const setting of settings) for (const name of shortOnes) holds(name, setting)
})

describe('a year of the bureau', function () {
  this.timeout(1_800_000)

  holds('year', { engine: 'embedded', database: 'sqlite' })
  holds('year', { engine: 'zeebe', database: 'mariadb' })
})

function holds(name: ScenarioName, setting: Setting): void {
  it(`${name} holds all its checks on ${setting.engine} and ${setting.database}`, async () => {
    const { failures, passed } = await runScenario(name, setting)
    expect(failures).to.deep.equal([])
    expect(passed).to.be.at.least(scenarios[name].leastChecks)
  })
}
