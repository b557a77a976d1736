import { expect } from 'chai'
import { inputMapping, outputMapping } from './io-mapping.ts'

describe('input and output mappings', () => {
  it('are one FEEL context', () => {
    expect(
      inputMapping([
        { source: '=a + 1', target: 'x' },
        { source: '=x * 2', target: 'y' },
      ]).text,
    ).to.equal('{x:a + 1,y:x * 2}')
  })

  it('take what does not begin with = as a text', () => {
    expect(
      inputMapping([
        { source: '7', target: 'n' },
        { source: 'say "hi"', target: 't' },
      ]).text,
    ).to.equal('{n:"7",t:"say \\"hi\\""}')
  })

  it('build objects for nested targets', () => {
    expect(
      inputMapping([
        { source: '=1', target: 'a.b' },
        { source: '=2', target: 'a.c' },
      ]).text,
    ).to.equal('{a:{b:1,c:2}}')
  })

  it('merge nested outputs into the variable that is there', () => {
    expect(outputMapping([{ source: '=1', target: 'a.b' }]).text).to.equal(
      '{a:if (a != null) then context merge(a,{b:1}) else {b:1}}',
    )
  })
})
