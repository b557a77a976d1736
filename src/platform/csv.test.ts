import { expect } from 'chai'
import { readCsv } from './csv.ts'

describe('CSV', () => {
  it('reads quotes, commas and line ends within cells', () => {
    expect(readCsv('\uFEFFa,b\r\n1,"x, ""y""\nz"\n\n,2')).to.deep.equal([
      { a: '1', b: 'x, "y"\nz' },
      { a: '', b: '2' },
    ])
  })

  it('names the line at fault', () => {
    expect(() => readCsv('a,b\n1,2\n3')).to.throw('line 3')
    expect(() => readCsv('a\n"x')).to.throw('quote')
  })
})
