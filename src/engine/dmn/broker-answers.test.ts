import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'
import { differences } from '../feel/index.ts'
import type { Json, Variables } from '../port.ts'
import { DecisionRefusal, evaluateDecision, parseDecisions } from './index.ts'

interface Question {
  name: string
  file: string
  decision: string
  variables?: Variables
  answer?: Json
  fails?: true
  failed?: string
  refused?: true
  evaluated?: Json
}

/** Recorded by test/record-feel-answers.ts. */
const questions = parse(readFileSync(new URL('broker-answers.yaml', import.meta.url), 'utf8')) as Question[]
const now = Date.UTC(2026, 0, 5)

async function answer({ file, decision, variables = {} }: Question): Promise<Partial<Question>> {
  try {
    const graph = await parseDecisions(
      readFileSync(new URL(`examples/${file}`, import.meta.url), 'utf8'),
      file,
    )
    const { output, evaluated, failure } = evaluateDecision(graph, decision, variables, now)
    const record = JSON.parse(JSON.stringify(evaluated)) as Json
    return failure
      ? { fails: true, failed: failure.decisionId, evaluated: record }
      : { answer: output, evaluated: record }
  } catch (error) {
    if (error instanceof DecisionRefusal) return { refused: true }
    throw error
  }
}

describe('DMN as a Zeebe 8.5.8 broker answers it', () => {
  for (const question of questions) {
    const { name, file, decision, variables, ...recorded } = question
    it(`${name}: ${decision} of ${file}${variables ? ` with ${JSON.stringify(variables)}` : ''}`, async () => {
      const found = await answer(question)
      if (!differences.some(({ expression }) => expression === file)) expect(found).to.deep.equal(recorded)
      else
        expect({ broker: recorded.refused, here: found.refused }).to.deep.equal({
          broker: true,
          here: undefined,
        })
    })
  }
})
