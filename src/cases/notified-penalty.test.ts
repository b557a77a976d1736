import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { owesHearing, readPenaltyKinds, statesFine } from './notified-penalty.ts'

const kinds = readPenaltyKinds(join(projectRoot(), 'data'))
const named = (text: string) => kinds.filter(({ words }) => words.test(text)).map(({ kind }) => kind)

describe('kinds of penalty in a text', () => {
  for (const [text, expected] of [
    ['罚款人民币三百元', ['罚款']],
    ['警告，罚款300元', ['警告', '罚款']],
    ['没收违法所得一百二十元', ['没收违法所得']],
    ['没收全部违法所得', ['没收违法所得']],
    ['没收烧烤炉一台', ['没收非法财物']],
    ['没收烧烤炉一台，没收违法所得一百二十元', ['没收违法所得', '没收非法财物']],
    ['没收违法所得一百二十元；没收用于违法经营的工具', ['没收违法所得', '没收非法财物']],
    ['暂扣道路运输证三个月', ['暂扣许可证件']],
    ['吊销《餐厨垃圾处置许可证》', ['吊销许可证件']],
    ['责令停业整顿十五日', ['责令停产停业']],
    ['降低资质等级', ['降低资质等级']],
    ['责令限期改正', []],
  ] as const)
    it(`${text}: ${expected.join('、') || 'none'}`, () => {
      expect(named(text)).to.deep.equal(expected)
    })

  it('name a fine, which only its amount may state', () => {
    for (const text of [
      '罚款人民币五百元',
      '罚款',
      '警告，处罚款 300 元',
      '罚 款五百元',
      '罚金一千元',
      '处罚500元',
      '罚人民币五百元',
    ])
      expect(statesFine(text), text).to.equal(true)
    for (const text of [
      '警告',
      '没收违法所得一百二十元',
      '警告，不并处罚款',
      '罚没收入一百元上缴国库',
      undefined,
    ])
      expect(statesFine(text), text).to.equal(false)
  })

  it('owe a hearing as 行政处罚法 第六十三条 says', () => {
    for (const text of ['吊销许可证件', '责令停产停业', '责令关闭', '降低资质等级', '限制从业'])
      expect(owesHearing(kinds, text), text).to.equal(true)
    for (const text of ['警告', '罚款五百元', '暂扣许可证件', '没收烧烤炉一台'])
      expect(owesHearing(kinds, text), text).to.equal(false)
  })
})
