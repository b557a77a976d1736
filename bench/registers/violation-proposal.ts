/** `violation-proposal`: one sentence of everyday words to ranked violations. */
import { openBureau } from '../../test/registers/bureau.ts'
import { percentileOf } from './percentile.ts'
import { type Bench, round } from '../result.ts'

const day = '2026-03-02'
const goal = 30
const sentences = [
  '店铺货物摆到人行道上',
  '隔壁工地凌晨一点还在打桩，睡不着',
  '有人往河里倾倒生活垃圾',
  '楼下饭馆的油烟直接排到居民窗口，反映过好几次都没有人管，窗户都不敢打开，希望尽快派人来看看',
  '轿车停在盲道上',
  '占',
]

export const violationProposal: Bench = {
  name: 'violation-proposal',
  async run({ quick }) {
    const bureau = await openBureau()
    try {
      const propose = (index: number) =>
        bureau.violations.proposeFromText(sentences[index % sentences.length]!, day)
      await propose(0)
      const value = await percentileOf(0.95, quick ? 300 : 3_000, propose)
      return [
        {
          name: 'violation-proposal/p95',
          value: round(value),
          unit: 'ms',
          peer: '',
          peerValue: null,
          ratio: null,
          goal: `≤ ${goal} ms`,
          met: value <= goal,
        },
      ]
    } finally {
      await bureau.close()
    }
  },
}
