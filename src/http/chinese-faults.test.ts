import { expect } from 'chai'
import { z } from 'zod'
import { chineseFault } from './chinese-faults.ts'

describe('faults of an input in Chinese', () => {
  const said = (schema: z.ZodType, input: unknown) =>
    schema.safeParse(input, { error: chineseFault }).error?.issues.map(({ message }) => message)

  it('say what is missing, too few, too many, too short and too long', () => {
    expect(said(z.object({ name: z.string() }), {})).to.deep.equal(['必须填写'])
    expect(said(z.array(z.string()).min(1), [])).to.deep.equal(['至少 1 项'])
    expect(said(z.array(z.string()).max(1), ['a', 'b'])).to.deep.equal(['至多 1 项'])
    expect(said(z.string().min(2), '一')).to.deep.equal(['至少 2 个字'])
    expect(said(z.string().max(1), '一二')).to.deep.equal(['至多 1 个字'])
    expect(said(z.number().min(1), 0)).to.deep.equal(['不小于 1'])
    expect(said(z.number().max(1), 2)).to.deep.equal(['不大于 1'])
  })
})
