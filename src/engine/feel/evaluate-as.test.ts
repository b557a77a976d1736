import { expect } from 'chai'
import type { Variables } from '../port.ts'
import { evaluateAs, parseExpression, type ExpectedType } from './index.ts'

const now = Date.UTC(2026, 0, 5)

function as(attribute: string, type: ExpectedType, variables: Variables = {}): unknown {
  const result = evaluateAs(parseExpression(attribute), type, variables, now)
  return result.ok ? result.value : result.message
}

describe('an expression where a model asks for a type', () => {
  it('takes static text as text, and as a number where it reads as one', () => {
    expect(as('review', 'string')).to.equal('review')
    expect(as('3', 'number')).to.equal(3)
    expect(as('3', 'any')).to.equal('3')
    expect(as('3', 'string')).to.equal(
      "Expected result of the expression '3' to be 'STRING', but was 'NUMBER'.",
    )
    expect(as('=', 'string')).to.equal('=')
    expect(as(' = x', 'string')).to.equal(' = x')
  })

  it('says what it wanted and what it got, with the warnings', () => {
    expect(as('= missing', 'boolean')).to.equal(
      "Expected result of the expression ' missing' to be 'BOOLEAN', but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'missing'",
    )
    expect(as('="yes"', 'boolean')).to.equal(
      "Expected result of the expression '\"yes\"' to be 'BOOLEAN', but was 'STRING'.",
    )
    expect(as('=1', 'interval')).to.equal(
      "Expected result of the expression '1' to be one of '[DURATION, PERIOD, STRING]', but was 'NUMBER'.",
    )
  })

  it('gives the failure of an assertion', () => {
    expect(as('=assert(x, x > 5, "too small")', 'any', { x: 1 })).to.equal(
      'Assertion failure on evaluate the expression \'assert(x, x > 5, "too small")\': too small The evaluation reported the following warnings:\n[ASSERT_FAILURE] too small',
    )
  })

  it('reads intervals from durations and from text', () => {
    expect(as('PT1H30M', 'interval')).to.deep.equal({ months: 0, milliseconds: 5_400_000 })
    expect(as('=duration("P1Y2M")', 'interval')).to.deep.equal({ months: 14, milliseconds: 0 })
    expect(as('=duration("P1D")', 'interval')).to.deep.equal({ months: 0, milliseconds: 86_400_000 })
    expect(as('=wait', 'interval', { wait: 'P1M2DT3S' })).to.deep.equal({
      months: 1,
      milliseconds: 2 * 86_400_000 + 3000,
    })
    expect(as('soon', 'interval')).to.equal("Invalid duration format 'soon' for expression 'soon'.")
  })

  it('reads instants from dates and times and from text', () => {
    expect(as('2026-01-05T08:00:00+08:00', 'datetime')).to.equal(now)
    expect(as('2026-01-05T08:00:00+08:00[Asia/Shanghai]', 'datetime')).to.equal(now)
    expect(as('=date and time("2026-01-05T08:00:00@Asia/Shanghai")', 'datetime')).to.equal(now)
    expect(as('=date and time("2026-01-05T00:00:00")', 'datetime')).to.equal(now)
    expect(as('=now() + duration("PT1S")', 'datetime')).to.equal(now + 1000)
    expect(as('=null', 'optional datetime')).to.equal(null)
    expect(as('=""', 'optional datetime')).to.equal(null)
    expect(as('=date("2026-01-05")', 'datetime')).to.contain("but was 'DATE'")
    expect(as('tomorrow', 'datetime')).to.equal(
      "Invalid date-time format 'tomorrow' for expression 'tomorrow'.",
    )
  })

  it('takes texts and numbers as correlation keys', () => {
    expect(as('=id', 'correlation key', { id: 'c-1' })).to.equal('c-1')
    expect(as('=id', 'correlation key', { id: 42 })).to.equal('42')
    expect(as('=id', 'correlation key', { id: null })).to.equal(
      "Failed to extract the correlation key for 'id': The value must be either a string or a number, but was 'NULL'.",
    )
  })

  it('takes only texts as candidates', () => {
    expect(as('=["a", "b"]', 'array of strings')).to.deep.equal(['a', 'b'])
    expect(as('=["a", 1]', 'array of strings')).to.contain("containing at least one non-'STRING' item")
  })
})
