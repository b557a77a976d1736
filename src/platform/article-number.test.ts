import { expect } from 'chai'
import { articleWords, chineseNumber, readArticle } from './article-number.ts'

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

  it('go down to paragraph 款 and item 项, also of an article whose one paragraph nobody counts', () => {
    const words = (key: string) => {
      const place = readArticle(key)
      return place && articleWords(place.number, place.branch, place.paragraph, place.item)
    }
    expect(words('10-1')).to.equal('第十条之一')
    expect(words('18.1')).to.equal('第十八条第一款')
    expect(words('59.1.13')).to.equal('第五十九条第一款第（十三）项')
    expect(words('42.0.3')).to.equal('第四十二条第（三）项')
    for (const wrong of ['', '0', '18.', '18.0', '18.0.0', '18.1.0', '18-0', '第十八条', '18.1.2.3', '18 '])
      expect(readArticle(wrong), wrong).to.equal(undefined)
  })
})
