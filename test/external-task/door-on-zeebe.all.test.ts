import { createZeebeEngine, type RunningBroker, startBroker } from '../../src/engine/zeebe/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { doorTests } from './door-tests.ts'

let broker: RunningBroker
doorTests('Zeebe', async () => {
  broker = await startBroker()
  return createZeebeEngine(broker, { clock: systemClock(), log: createLog('silent') })
})
after(() => broker?.stop())
