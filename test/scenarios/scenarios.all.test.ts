/** The same stories where more than Node is there. */
import { expect } from 'chai'
import { leastChecks, runScenario, type ScenarioName } from './run-scenario.ts'

describe('scenarios on MariaDB and Zeebe', function () {
  this.timeout(300_000)

  for (const setting of [
    { engine: 'embedded', database: 'mariadb' },
    { engine: 'zeebe', database: 'mariadb' },
  ] as const)
    for (const [name, least] of Object.entries(leastChecks) as [ScenarioName, number][])
      it(`${name} holds all its checks on ${setting.engine} and ${setting.database}`, async () => {
        const { failures, passed } = await runScenario(name, setting)
        expect(failures).to.deep.equal([])
        expect(passed).to.be.at.least(least)
      })
})
