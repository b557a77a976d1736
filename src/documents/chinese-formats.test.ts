import { expect } from 'chai'
import fc from 'fast-check'
import {
  articleChinese,
  dateChinese,
  dateDotted,
  datetimeChinese,
  dayOfInstantChinese,
  idMasked,
  largestFen,
  moneyChinese,
  moneyUpper,
  phoneMasked,
} from './chinese-formats.ts'

/** Reads a 大写金额 back: an independent way to the same number. */
function fenOf(text: string): number {
  const digit = (character: string) => '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
  const body = text.replace(/^人民币/, '').replace(/整$/, '')
  const yuanAt = body.indexOf('元')
  const whole = yuanAt < 0 ? '' : body.slice(0, yuanAt)
  let fen = 0
  let group = 0
  let waiting = 0
  for (const character of whole) {
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[character]
    if (place) {
      group += waiting * place
      waiting = 0
    } else if (character === '万' || character === '亿') {
      fen += (group + waiting) * (character === '万' ? 10_000 : 100_000_000)
      group = 0
      waiting = 0
    } else waiting = digit(character)
  }
  fen = (fen + group + waiting) * 100
  const rest = yuanAt < 0 ? body : body.slice(yuanAt + 1)
  const jiao = /(.)角/.exec(rest)
  const cents = /(.)分/.exec(rest)
  return fen + (jiao ? digit(jiao[1]!) * 10 : 0) + (cents ? digit(cents[1]!) : 0)
}

describe('Chinese formats', () => {
  describe('大写金额', () => {
    const known: [number, string][] = [
      [0, '人民币零元整'],
      [1, '人民币壹分'],
      [10, '人民币壹角'],
      [105, '人民币壹元零伍分'],
      [110, '人民币壹元壹角'],
      [1030, '人民币壹拾元零叁角'],
      [200_000, '人民币贰仟元整'],
      [50_000, '人民币伍佰元整'],
      [1_005_030, '人民币壹万零伍拾元零叁角'],
      [1_000_000, '人民币壹万元整'],
      [10_500_000, '人民币壹拾万零伍仟元整'],
      [10_000_000_500, '人民币壹亿零伍元整'],
      [100_001_000_000, '人民币壹拾亿零壹万元整'],
      [168_032, '人民币壹仟陆佰捌拾元零叁角贰分'],
      [140_950, '人民币壹仟肆佰零玖元伍角'],
      [600_714, '人民币陆仟零柒元壹角肆分'],
    ]
    for (const [fen, text] of known) {
      it(`writes ${fen} fen as ${text}`, () => {
        expect(moneyUpper(fen)).to.equal(text)
      })
    }

    it('reads back to the same amount, for any amount', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: largestFen }), (fen) => fenOf(moneyUpper(fen)) === fen),
        { numRuns: 2000 },
      )
    })

    it('never says 零 twice in a row, nor ends in it', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: largestFen }),
          (fen) => !/零零|零整|零万|零亿|零分/.test(moneyUpper(fen)),
        ),
      )
    })

    it('differs for different amounts', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: largestFen }),
          fc.integer({ min: 0, max: largestFen }),
          (a, b) => (a === b ? moneyUpper(a) === moneyUpper(b) : moneyUpper(a) !== moneyUpper(b)),
        ),
      )
    })

    it('refuses what is no amount', () => {
      for (const bad of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, largestFen + 1]) {
        expect(() => moneyUpper(bad)).to.throw(RangeError)
        expect(() => moneyChinese(bad)).to.throw(RangeError)
      }
    })
  })

  it('writes amounts beside the 大写', () => {
    expect(moneyChinese(200_000)).to.equal('2000元')
    expect(moneyChinese(123_456)).to.equal('1234.56元')
    expect(moneyChinese(5)).to.equal('0.05元')
  })

  it('writes days, and refuses days that no calendar has', () => {
    expect(dateChinese('2026-11-23')).to.equal('2026年11月23日')
    expect(dateChinese('2028-02-29')).to.equal('2028年2月29日')
    expect(dateDotted('2026-01-05')).to.equal('2026.01.05')
    for (const bad of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-5', '2026/01/05', '']) {
      expect(() => dateChinese(bad), bad).to.throw(RangeError)
    }
  })

  it('shows instants in Asia/Shanghai', () => {
    expect(datetimeChinese('2026-11-22T16:05:00.000Z')).to.equal('2026年11月23日0时05分')
    expect(dayOfInstantChinese('2026-11-22T16:05:00Z')).to.equal('2026年11月23日')
    expect(dayOfInstantChinese('2026-11-22T15:59:59Z')).to.equal('2026年11月22日')
    expect(() => datetimeChinese('2026-11-22')).to.throw(RangeError)
  })

  it('writes articles', () => {
    expect(articleChinese('18')).to.equal('第十八条')
    expect(articleChinese('59.1.3')).to.equal('第五十九条第一款第（三）项')
    expect(articleChinese('第三十四条第一款')).to.equal('第三十四条第一款')
  })

  it('masks phones and ID numbers, short ones too', () => {
    expect(phoneMasked('13800001234')).to.equal('138****1234')
    expect(phoneMasked('12345')).to.equal('***45')
    expect(idMasked('330481198003150013')).to.equal('330481********0013')
    expect(idMasked('A1234567')).to.equal('********')
  })
})
