import { expect } from 'chai'
import fc from 'fast-check'
import { birthDayOf, citizenNumberFault, creditCodeFault, normaliseIdNumber, sexOf } from './id-number.ts'

const today = '2026-03-02'
const isCitizenNumber = (text: string) => citizenNumberFault(text, today) === undefined
const isCreditCode = (text: string) => creditCodeFault(text) === undefined

describe('numbers that identify parties', () => {
  it('takes the examples of the standards', () => {
    expect(isCitizenNumber('11010519491231002X')).to.equal(true) // GB 11643-1999
    expect(isCitizenNumber('440524188001010014')).to.equal(true)
    expect(isCreditCode('91350100M000100Y43')).to.equal(true) // GB 32100-2015
  })

  it('finds any single wrong character, and any two neighbours that changed places', () => {
    for (const [number, valid, alphabet] of [
      ['11010519491231002X', isCitizenNumber, '0123456789X'],
      ['91350100M000100Y43', isCreditCode, '0123456789ABCDEFGHJKLMNPQRTUWXY'],
    ] as const) {
      fc.assert(
        fc.property(fc.nat({ max: 17 }), fc.constantFrom(...alphabet), (at, character) => {
          fc.pre(number[at] !== character)
          expect(valid(number.slice(0, at) + character + number.slice(at + 1))).to.equal(false)
        }),
      )
      for (let at = 0; at < 17; at++) {
        if (number[at] === number[at + 1]) continue
        expect(
          valid(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)),
          `${number} at ${at}`,
        ).to.equal(false)
      }
    }
  })

  it('refuses days that the calendar does not have', () => {
    expect(birthDayOf('11010519491231002X')).to.equal('1949-12-31')
    expect(birthDayOf('110105199002300020')).to.equal(null)
    expect(birthDayOf('110105199913010020')).to.equal(null)
    expect([sexOf('11010519491231002X'), sexOf('440524188001010014')]).to.deep.equal(['female', 'male'])
  })

  it('says what is wrong with a number', () => {
    const faults = (...numbers: string[]) => numbers.map((number) => citizenNumberFault(number, today))
    expect(
      faults('1101051949', '1101051949123100AX', '99010519491231002X', '110105194902310021'),
    ).to.deep.equal([
      '应为 18 位，现有 10 位',
      '前 17 位应为数字，末位为数字或者 X',
      '前两位“99”不是行政区划代码（GB/T 2260）',
      '第 7 至 14 位“19490231”不是日期',
    ])
    expect(citizenNumberFault('11010519491231002X', '1949-12-30')).to.equal('出生日期 1949-12-31 在今天之后')
    expect(citizenNumberFault('110105194912310021', today)).to.contain('校验码不符')
    expect(creditCodeFault('9135010OM000100Y43')).to.contain('不应有字符“O”')
    expect(creditCodeFault('9135A100M000100Y43')).to.contain('第 3 至 8 位应为数字')
    expect(creditCodeFault('91350100M000100Y44')).to.contain('校验码不符')
  })

  it('reads what people type', () => {
    expect(normaliseIdNumber(' １１０１０５ 19491231-002x ')).to.equal('11010519491231002X')
  })
})
