/** The stories with everything real: HTTP, embedded engine, models, workers, database, and printed documents. */
import { expect } from 'chai'
import { runScenario, scenarios, shortOnes } from './run-scenario.ts'

describe('scenarios', function () {
  this.timeout(180_000)

  for (const name of shortOnes)
    it(`${name} holds all its checks on the embedded engine and SQLite`, async () => {
      const { failures, passed } = await runScenario(name, { engine: 'embedded', database: 'sqlite' })
      expect(failures).to.deep.equal([])
      expect(passed).to.be.at.least(scenarios[name].leastChecks)
    })
})
