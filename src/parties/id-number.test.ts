import { expect } from 'chai'
import fc from 'fast-check'
import { birthDayOf, isCitizenNumber, isCreditCode, normaliseIdNumber, sexOf } from './id-number.ts'

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

  it('reads what people type', () => {
    expect(normaliseIdNumber(' １１０１０５ 19491231-002x ')).to.equal('11010519491231002X')
  })
})
