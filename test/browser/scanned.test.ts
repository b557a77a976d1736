/** What a hand scanner types: the label as it is printed, also when an input method had a hand in it. */
import { expect } from 'chai'
import { isNumber, scannedItem } from '../../web/desktop/property/scanned.ts'

const id = '01KJP0Y9M03DTQCSGSB6ABGE86'

describe('the label of an item, as a scanner types it', () => {
  it('names the item, whatever an input method made of its signs', () => {
    for (const typed of [
      `zhiheng:property-items/${id}`,
      ` zhiheng:property-items/${id}\n`,
      `ZHIHENG:PROPERTY-ITEMS/${id}`,
      `zhiheng：property-items、${id.toLowerCase()}`,
      `ｚｈｉｈｅｎｇ：ｐｒｏｐｅｒｔｙ－ｉｔｅｍｓ／${id}`,
    ])
      expect(scannedItem(typed), typed).to.equal(id)
  })

  it('is nothing else', () => {
    for (const typed of ['', '三轮车', id, `zhiheng:cases/${id}`, `zhiheng:property-items/${id}0`])
      expect(scannedItem(typed), typed).to.equal(undefined)
    expect([isNumber('涉物〔2026〕第000001号'), isNumber('涉物〔2026〕'), isNumber('三轮车')]).to.deep.equal([
      true,
      false,
      false,
    ])
  })
})
