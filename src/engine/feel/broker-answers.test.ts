import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'
import type { Json, Variables } from '../port.ts'
import { evaluate, evaluateValue } from './evaluate.ts'
import { parseFeel } from './expression.ts'
import { differences, FeelSyntaxError } from './index.ts'
import { fromDecisionJson, toJson } from './values/json.ts'

interface Question {
  expression: string
  context?: string
  via?: 'process'
  answer?: Json
  fails?: true
  refused?: true
}

/** Recorded by test/record-feel-answers.ts. */
const { contexts, questions } = parse(
  readFileSync(new URL('broker-answers.yaml', import.meta.url), 'utf8'),
) as {
  contexts: Record<string, Variables>
  questions: Question[]
}
const now = Date.UTC(2026, 0, 5)

function answer({ expression, context, via }: Question): Pick<Question, 'answer' | 'fails' | 'refused'> {
  const variables = context === undefined ? {} : contexts[context]!
  try {
    const parsed = parseFeel(expression)
    if (via === 'process') {
      const result = evaluate(parsed, variables, now)
      return result.ok ? { answer: result.value } : { fails: true }
    }
    const source = (name: string) =>
      Object.hasOwn(variables, name) ? fromDecisionJson(variables[name]!) : undefined
    const result = evaluateValue(parsed, source, now)
    return result.ok ? { answer: toJson(result.value) } : { fails: true }
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { refused: true }
    throw error
  }
}

describe('FEEL as a Zeebe 8.5.8 broker answers it', () => {
  for (const question of questions) {
    const { expression, context, via, ...recorded } = question
    it(`${expression}${context ? ` (${context})` : ''}${via ? ' in a process' : ''}`, () => {
      const known = differences.find((difference) => difference.expression === expression)
      if (!known) expect(answer(question)).to.deep.equal(recorded)
      else {
        expect(JSON.stringify(recorded.answer), 'the broker').to.equal(known.broker)
        expect(JSON.stringify(answer(question).answer), 'here').to.equal(known.here)
      }
    })
  }

  it('has a recorded answer for every difference that is an expression', () => {
    const asked = new Set(questions.map(({ expression }) => expression))
    for (const { expression, kind } of differences)
      if (kind === 'expression') expect(asked).to.include(expression)
  })
})
