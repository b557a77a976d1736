/** `law-search`: full-text search over 100,000 invented articles in force, on SQLite; queries of common and rare words, of one character, by number. */
import { openBureau } from '../../test/registers/bureau.ts'
import { articleWords } from '../../src/platform/article-number.ts'
import { percentileOf } from './percentile.ts'
import { type Bench, round } from '../result.ts'

const articlesOfALaw = 100
const goal = 20
/** The words that the invented articles are made of, the first ones far more often than the last ones. */
const words =
  '应当 可以 不得 规定 部门 单位 个人 责令 改正 处以 罚款 违反 管理 批准 许可 申请 登记 检查 施工 城市 道路 建筑 垃圾 分类 投放 堆放 占用 公共 场地 绿化 树木 河道 排放 污水 噪声 扬尘 油烟 烧烤 广告 车辆 运输 遗撒 燃气 供水 房屋 租赁 装修 承重 结构 听证 期限 纸船 折叠 放行 灯笼 风筝 石桥 竹筏'.split(
    ' ',
  )
const queries = [
  '听证 期限',
  '责令改正',
  '罚款',
  '建筑垃圾 堆放',
  '纸船放行',
  '不得占用公共场地堆放垃圾',
  '应当 规定 部门 罚款 违反',
  '灯',
  '竹筏',
  '第五十九条',
  '示例法12 7',
  '露天烧烤油烟',
]

export const lawSearch: Bench = {
  name: 'law-search',
  async run({ quick, say }) {
    const laws = quick ? 100 : 1_000
    const bureau = await openBureau()
    try {
      const [one, other] = [await bureau.actor('legal-rules-1'), await bureau.actor('legal-rules-2')]
      const { library } = bureau.laws
      const random = randomNumbers(7)
      for (let index = 0; index < laws; index++) {
        const name = `示例法${index}`
        await bureau.database.write(async (tx) => {
          await library.add(tx, one, { name, title: `${name}（虚构）`, level: 'bureau-rule' })
          const { id } = await library.importText(tx, one, name, {
            format: 'text',
            source: Buffer.from(inventedLaw(random)),
            promulgatedBy: '',
            promulgatedOn: null,
            effectiveFrom: '2026-01-01',
            decisions: [],
          })
          await library.confirmVersion(tx, other, id)
        })
        if ((index + 1) % 100 === 0) say(`${(index + 1) * articlesOfALaw} articles imported`)
      }
      const search = (index: number) => bureau.laws.search(queries[index % queries.length]!)
      await percentileOf(0.5, queries.length * 2, search) // what stays in memory is read once
      const value = await percentileOf(0.99, quick ? 240 : 1_200, search)
      return [
        {
          name: 'law-search/p99',
          value: round(value),
          unit: 'ms',
          peer: '',
          peerValue: null,
          ratio: null,
          goal: `≤ ${goal} ms over ${laws * articlesOfALaw} articles`,
          met: value <= goal,
        },
      ]
    } finally {
      await bureau.close()
    }
  },
}

function inventedLaw(random: () => number): string {
  const sentence = () =>
    Array.from(
      { length: 8 + Math.floor(random() * 14) },
      () => words[Math.floor(random() ** 2 * words.length)],
    ).join('')
  return Array.from(
    { length: articlesOfALaw },
    (_one, index) => `${articleWords(index + 1)}\u3000${sentence()}，${sentence()}。`,
  ).join('\n')
}

/** The same numbers in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
