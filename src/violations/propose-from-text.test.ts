import { join } from 'node:path'
import { expect } from 'chai'
import { type Bureau, openBureau } from '../../test/registers/bureau.ts'
import { projectRoot } from '../platform/project-root.ts'
import { readEverydayWords } from './everyday-words.ts'

const today = '2026-03-02'

/** What people might say, in other words than data/violation-words.yaml; the first code is the one meant, others are as right. */
const sayings: [string, ...string[]][] = [
  ['店铺货物摆到人行道上', 'SR-001'],
  ['五金店把铁架子都摆到店外去了', 'SR-001'],
  ['早餐店桌子凳子摆到了外面的人行道', 'SR-001'],
  ['有人把一堆黄沙卸在街道旁边好几天没清', 'SR-002'],
  ['公共广场上堆了很多木板', 'SR-002'],
  ['一男子走路时把烟蒂扔在地上', 'SR-003'],
  ['有人在街角小便', 'SR-003'],
  ['电线杆上到处是办证的小广告', 'SR-004'],
  ['公交站牌被人贴了招租广告', 'SR-004'],
  ['一栋楼的楼顶新立了一块巨大的广告牌，没有审批', 'SR-005'],
  ['高速路口的大型户外广告没有手续', 'SR-005'],
  ['拉砂石的大货车没有盖布，石子掉了一路', 'SR-006'],
  ['渣土车经过后地上全是泥', 'SR-006'],
  ['业主把剩饭和塑料袋混在一起丢进垃圾桶', 'SR-007', 'SR-008'],
  ['住户不按规定把垃圾分类', 'SR-007'],
  ['一家公司的垃圾没有按要求分类', 'SR-008'],
  ['宾馆把各种生活垃圾混在一个桶里', 'SR-008', 'SR-007'],
  ['工程车半夜把建筑垃圾倒在荒地上', 'SR-009'],
  ['装修队把碎砖头倒在小区外面', 'SR-009'],
  ['餐馆的泔水被养猪的人收走', 'SR-010'],
  ['饭店每天的餐厨垃圾交给没有资质的个人', 'SR-010'],
  ['没拿到规划许可证就开始盖厂房', 'GH-001', 'GH-002'],
  ['有人在自家楼顶上违法搭了一间房', 'GH-002', 'GH-001'],
  ['空地上未经审批搭起了彩钢板房', 'GH-003'],
  ['工地的临时板房批准期限早过了还没拆', 'GH-004'],
  ['有人在公园折断树枝', 'LH-001'],
  ['花坛里的花被人拔掉了', 'LH-001'],
  ['小区门口的大树被人砍了', 'LH-002'],
  ['物业没报批就把十几棵树锯了', 'LH-002'],
  ['有居民把绿化带圈起来种菜', 'LH-003'],
  ['绿地被铺上水泥当停车位', 'LH-003'],
  ['施工队没有手续就把马路挖了一条沟', 'SZ-001'],
  ['有公司擅自开挖人行道埋电缆', 'SZ-001'],
  ['自来水管爆了抢修挖路，事后一直不补办手续', 'SZ-002'],
  ['洗车行的污水直接排进下水管网，没有许可证', 'SZ-003'],
  ['工厂有排水许可证，但是排出的污水超过了要求', 'SZ-004'],
  ['有人在出租屋里偷偷卖煤气罐', 'SZ-005'],
  ['没有许可证的黑煤气点', 'SZ-005'],
  ['工地偷接消防栓用水', 'SZ-006'],
  ['有人私接自来水管不经过水表', 'SZ-006'],
  ['楼下饭馆的油烟直接排到居民窗口', 'HB-001'],
  ['面馆没有安装油烟净化设备', 'HB-001'],
  ['路边有人在烤羊肉串，烟很大', 'HB-002'],
  ['夜宵摊在街上用炭火烧烤', 'HB-002'],
  ['工地的泥土没有覆盖，风一吹到处是灰', 'HB-003'],
  ['拆迁工地不洒水扬尘很大', 'HB-003'],
  ['村里有人在田里焚烧稻草', 'HB-004'],
  ['环卫工把树叶堆起来点火烧了', 'HB-004'],
  ['有人在小区里用大音响唱歌，多次劝阻不听', 'HB-005', 'HB-006'],
  ['服装店门口的喇叭整天喊打折', 'HB-006', 'HB-005'],
  ['隔壁工地凌晨一点还在打桩，睡不着', 'HB-007'],
  ['夜里十二点工地还在浇混凝土', 'HB-007'],
  ['小贩没有营业执照在街头卖炒饭', 'GS-001'],
  ['推着三轮车在校门口摆摊卖水果', 'GS-002', 'GS-001'],
  ['轿车停在盲道上', 'JT-001'],
  ['人行道上停满了汽车', 'JT-001'],
  ['村民把稻谷晒在公路上', 'JT-002'],
  ['有人在路上装地锁占车位', 'JT-002'],
  ['有货车把渣土卸到河边', 'SL-001'],
  ['有人往河里倾倒生活垃圾', 'SL-001'],
  ['河滩上有人建了养鸭棚', 'SL-002'],
  ['工厂自己打了一口井抽地下水', 'SL-003'],
  ['楼上装修把承重墙砸了', 'FC-001'],
  ['装修工人在承重墙上开了一扇门', 'FC-001'],
  ['一楼业主把公共架空层占了当自家仓库', 'FC-002', 'FC-003'],
  ['物业把小区的公共用房租给了超市', 'FC-003'],
  ['房东把房子租出去没去备案', 'FC-004', 'FC-005'],
  ['公寓管理公司出租的房屋都没登记备案', 'FC-005', 'FC-004'],
  ['没有资质的施工队接了学校的工程', 'FC-006'],
  ['有居民在防空洞里堆放杂物', 'RF-001', 'RF-002'],
  ['一家公司把地下人防工程改成了仓库', 'RF-002', 'RF-001'],
  ['有人没有批准就占了耕地建厂', 'RF-003'],
]

describe('everyday words to violations', () => {
  let bureau: Bureau
  before(async () => (bureau = await openBureau()))
  after(() => bureau.close())

  it('has at least five phrases for each violation, and none for another', async () => {
    const words = readEverydayWords(join(projectRoot(), 'data'))
    const codes = (await bureau.violations.list({ onDay: today })).map(({ code }) => code)
    expect([...words.keys()].sort()).to.deep.equal([...codes].sort())
    const all = [...words.values()].flat()
    expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).to.deep.equal([])
    expect(sayings.filter(([text]) => all.includes(text))).to.deep.equal([])
  })

  it('proposes the violation that was meant: nine of ten among the first three', async function () {
    let first = 0
    let amongThree = 0
    const missed: string[] = []
    for (const [text, ...meant] of sayings) {
      const found = await bureau.violations.proposeFromText(text, today, 3)
      const codes = found.map(({ violation }) => violation.code)
      if (meant.includes(codes[0]!)) first++
      if (codes.includes(meant[0]!)) amongThree++
      else missed.push(`${text}: ${codes.join(' ')} instead of ${meant[0]}`)
    }
    const share = (count: number) => Math.round((count / sayings.length) * 1000) / 10
    this.test!.title += ` (${sayings.length} sayings: first ${share(first)} %, first three ${share(amongThree)} %)`
    expect(amongThree / sayings.length, missed.join('\n')).to.be.at.least(0.9)
    expect(first / sayings.length, missed.join('\n')).to.be.at.least(0.8)
  })

  it('says which words speak for it', async () => {
    const [best] = await bureau.violations.proposeFromText('店铺货物摆到人行道上', today)
    expect(best!.violation.code).to.equal('SR-001')
    expect(best!.matched).to.include('人行道')
    expect(best!.nearest).not.to.equal('')
  })

  it('proposes nothing for nothing, and nothing that does not count on the day', async () => {
    expect(await bureau.violations.proposeFromText('？！…', today)).to.deep.equal([])
    expect(await bureau.violations.proposeFromText('xyz', today)).to.deep.equal([])
    expect(await bureau.violations.proposeFromText('露天烧烤', '2020-01-01')).to.deep.equal([])
  })
})
