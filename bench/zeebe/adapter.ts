/** `zeebe-adapter`: our adapter beside bare zeebe-node on the same broker, the same process, the same number in flight; measured in turn. */
import { createZeebeEngine, startBroker } from '../../src/engine/zeebe/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import { inProcessLoad } from '../engine/in-process-load.ts'
import { zeebeModel } from '../engine/three-tasks.ts'
import { type Bench, round } from '../result.ts'
import { bareZeebeNode } from './bare-zeebe-node.ts'

export const zeebeAdapter: Bench = {
  name: 'zeebe-adapter',
  async run({ quick, say }) {
    const instances = quick ? 300 : 1_000
    const rounds = quick ? 1 : 3
    const broker = await startBroker({})
    const engine = createZeebeEngine(broker, { clock: systemClock(), log: createLog('error') })
    try {
      const ours: number[] = []
      const theirs: number[] = []
      for (let i = -1; i < rounds; i++) {
        const bare = await bareZeebeNode(broker.gatewayAddress, zeebeModel)
        const peer = await bare.run(instances)
        await bare.close()
        const own = await inProcessLoad(engine, instances)
        say(`${i < 0 ? 'warm-up' : `round ${i + 1}`}: adapter ${round(own)}, bare ${round(peer)} instances/s`)
        if (i < 0) continue
        theirs.push(peer)
        ours.push(own)
      }
      const [value, peerValue] = [median(ours), median(theirs)]
      const ratio = value / peerValue
      return [
        {
          name: 'zeebe-adapter',
          value: round(value),
          unit: 'instances/s',
          peer: 'bare zeebe-node, same broker',
          peerValue: round(peerValue),
          ratio: round(ratio),
          goal: '≥ 0.9×',
          met: ratio >= 0.9,
        },
      ]
    } finally {
      await engine.close()
      await broker.stop()
    }
  },
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
