import { expect } from 'chai'
import { personalDataIn } from './personal-data.ts'

describe('personal data in what is published', () => {
  const organisation = {
    kind: 'organisation' as const,
    name: '示例餐饮有限公司',
    idNumber: '91330000MA27XXXX0A',
    phone: '0573-88886666',
  }
  const found = (text: string) => personalDataIn(text, organisation, '2026-03-02')

  it('is not the name or the code of an organisation, but its phone and anybody’s numbers', () => {
    expect(found('示例餐饮有限公司（91330000MA27XXXX0A），2026-03-02，罚款13812元')).to.deep.equal([])
    expect(found('电话0573 8888 6666')).to.deep.equal(['电话号码'])
    expect(found('厨师证件330481199001011236、手机１３８-１２３４-５６７８')).to.deep.equal([
      '身份证件号码',
      '电话号码',
    ])
  })

  it('is no run of digits that proves to be no citizen’s number', () => {
    expect(found('决定书330481199001011235号')).to.deep.equal([])
  })
})
