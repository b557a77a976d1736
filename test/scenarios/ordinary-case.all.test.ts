import { expect } from 'chai'
import { runScenario } from './run-scenario.ts'

describe('the scenario ordinary-case where more than Node is there', function () {
  this.timeout(300_000)

  for (const setting of [
    { engine: 'embedded', database: 'mariadb' },
    { engine: 'zeebe', database: 'sqlite' },
    { engine: 'zeebe', database: 'mariadb' },
  ] as const) {
    it(`holds all its checks on ${setting.engine} and ${setting.database}`, async () => {
      const { failures, passed } = await runScenario('ordinary-case', setting)
      expect(failures).to.deep.equal([])
      expect(passed).to.be.greaterThan(300)
    })
  }
})
