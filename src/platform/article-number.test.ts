import { expect } from 'chai'
import { articleWords, chineseNumber } from './article-number.ts'

describe('numbers of articles', () => {
  it('reads as laws write them', () => {
    const examples: [number, string][] = [
      [1, '一'],
      [10, '十'],
      [18, '十八'],
      [20, '二十'],
      [101, '一百零一'],
      [110, '一百一十'],
      [118, '一百一十八'],
      [1260, '一千二百六十'],
      [1001, '一千零一'],
      [1010, '一千零一十'],
    ]
    for (const [number, words] of examples) expect(chineseNumber(number)).to.equal(words)
    expect(articleWords(55)).to.equal('第五十五条')
    expect(() => chineseNumber(0)).to.throw(RangeError)
  })
})
