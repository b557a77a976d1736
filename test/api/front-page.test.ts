/** The front page counts what there is, for everybody who asks, once in a while. */
import { expect } from 'chai'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'

describe('the front page', () => {
  it('counts open cases, and tasks by role, once for many who ask', async function () {
    this.timeout(180_000)
    const bureau = await openWholeBureau({ engine: onEmbedded })
    for (let cases = 0; cases < 2; cases++) {
      const { lead, caseId } = await startCase(bureau)
      await bureau.task(lead, 'enter-case', caseId)
    }
    await bureau.quiet()
    const counted: string[] = []
    const { sql } = bureau.database
    const { all } = sql
    sql.all = (text, values) => {
      if (text.includes('GROUP BY')) counted.push(text)
      return all(text, values)
    }
    const server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
    try {
      const pages = await Promise.all(
        [1, 2, 3].map(async () => (await fetch(`${server.address}/status`)).text()),
      )
      for (const page of pages) {
        expect(page).to.contain('在办 2 件，已结 0 件')
        expect(page).to.match(/<td>办案人员<\/td><td class="number">2<\/td>/)
      }
      expect(counted).to.have.length(2)
    } finally {
      sql.all = all
      await server.close()
      await bureau.close()
    }
  })
})
