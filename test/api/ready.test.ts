/** `/readyz` is what a proxy asks before it sends people here: not only whether the process lives. */
import { expect } from 'chai'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'

describe('readiness', () => {
  it('ends when the database is gone', async () => {
    const bureau = await openWholeBureau({ engine: onEmbedded })
    const server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
    const ready = async () => (await fetch(`${server.address}/readyz`)).status
    try {
      expect(await ready()).to.equal(200)
      const { database } = bureau
      const asked = database.sql.all
      database.sql.all = () => Promise.reject(new Error('gone'))
      expect(await ready()).to.equal(503)
      database.sql.all = asked
      expect(await ready()).to.equal(200)
    } finally {
      await server.close()
      await bureau.close()
    }
  })
})
