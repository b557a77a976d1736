/**
 * A process with nothing but the embedded engine and its external-task door, so that load and engine do not share an event loop, as with the peer.
 * `node --import tsx door-server.ts DATABASE_URL` prints its address. The start route is the peer's own, for the bench only.
 */
import express from 'express'
import { createEmbeddedEngine } from '../../src/engine/embedded/index.ts'
import { externalTaskRouter } from '../../src/engine/external-task/index.ts'
import { listen } from '../../src/http/server.ts'
import { migrations } from '../../src/migrations/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { createLog } from '../../src/platform/log.ts'
import { zeebeModel } from './three-tasks.ts'

const database = openDatabase(process.argv[2]!)
await migrate(database, migrations)
const clock = systemClock()
const log = createLog('error')
const engine = await createEmbeddedEngine({ database, clock, log })
await engine.deploy([{ name: 'three-tasks.bpmn', content: zeebeModel }])

const app = express()
app.post(
  '/engine-rest/process-definition/key/:processId/start',
  express.json(),
  async (request, response) => {
    const { processInstanceKey } = await engine.execute({
      verb: 'createInstance',
      processId: request.params.processId,
      variables: { n: 1 },
    })
    response.json({ id: processInstanceKey })
  },
)
app.use('/engine-rest', externalTaskRouter({ engine, authenticate: async () => true, clock, log }))
const server = await listen(app, '127.0.0.1', 0)
console.log(server.address)
process.on(
  'SIGTERM',
  () =>
    void server
      .close()
      .then(() => engine.close())
      .then(() => process.exit(0)),
)
