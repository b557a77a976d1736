import { expect } from 'chai'
import {
  evaluate,
  evaluateUnaryTests,
  ExpressionCache,
  FeelSyntaxError,
  parseExpression,
  parseUnaryTests,
} from './index.ts'

describe('parsing an expression', () => {
  it('says where it went wrong', () => {
    for (const [attribute, position] of [
      ['=1 +', 3],
      ['=a or some x in l satisfies x', 12],
      ['=(1', 2],
    ] as const) {
      try {
        parseExpression(attribute)
        expect.fail(`${attribute} was parsed`)
      } catch (error) {
        expect(error).to.be.instanceOf(FeelSyntaxError)
        expect((error as FeelSyntaxError).position, attribute).to.equal(position)
        expect((error as FeelSyntaxError).message).to.contain(
          `failed to parse expression '${attribute.slice(1)}'`,
        )
      }
    }
  })

  it('takes time in proportion to the depth, also when it fails', () => {
    const [open, close] = ['('.repeat(200), ')'.repeat(200)]
    expect(evaluate(parseExpression(`=${open}1${close}`), {}, 0)).to.deep.include({ value: 1 })
    expect(() => parseExpression(`=f${open}1 +${close}`)).to.throw(FeelSyntaxError)
  })

  it('parses a text once for a cache', () => {
    const cache = new ExpressionCache(10)
    expect(parseExpression('=a + 1', cache)).to.equal(parseExpression('=a + 1', cache))
    expect(parseExpression('=a + 1', cache)).not.to.equal(parseUnaryTests('a + 1', cache))
  })

  it('asks a look-up only for the names that are used', () => {
    const asked: string[] = []
    const lookup = (name: string) => {
      asked.push(name)
      return name === 'a' ? 1 : undefined
    }
    expect(evaluate(parseExpression('=a + 1'), lookup, 0)).to.deep.include({ ok: true, value: 2 })
    expect(asked).to.deep.equal(['a'])
  })

  it('does not take what objects inherit for a variable', () => {
    expect(evaluate(parseExpression('=toString'), {}, 0)).to.deep.include({ ok: true, value: null })
    expect(evaluate(parseExpression('=o.constructor'), { o: {} }, 0)).to.deep.include({
      ok: true,
      value: null,
    })
  })

  it('tests an input', () => {
    expect(evaluateUnaryTests(parseUnaryTests('[1..5], > 10'), 12, {}, 0)).to.deep.include({
      ok: true,
      value: true,
    })
    expect(evaluateUnaryTests(parseUnaryTests('< limit'), 12, { limit: 10 }, 0)).to.deep.include({
      ok: true,
      value: false,
    })
    expect(evaluateUnaryTests(parseUnaryTests('< 5'), null, {}, 0)).to.deep.include({ ok: true, value: null })
  })
})
