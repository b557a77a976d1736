/** An ordinary case 越门占道 from clue to archive with everything real: HTTP, embedded engine, models, workers, database, and printed documents. */
import { expect } from 'chai'
import { runScenario } from './run-scenario.ts'

describe('the scenario ordinary-case', function () {
  this.timeout(180_000)

  it('holds all its checks on the embedded engine and SQLite', async () => {
    const { failures, passed } = await runScenario('ordinary-case', {
      engine: 'embedded',
      database: 'sqlite',
    })
    expect(failures).to.deep.equal([])
    expect(passed).to.be.greaterThan(300)
  })
})
