/** Ids and routing facts only: no variable may hold what describes a person or is a document's text. The engine forgets nothing that it was told. */
import { attribute, reference } from '../../../src/engine/model/bpmn-file.ts'
import { extension, isUserTask, mappings } from '../model-element.ts'
import type { Rule } from '../rule.ts'

const personal = new Set(
  'name phone mobile address gender sex age birth birthday idnumber identity nation employer representative complainant reporter witness opinion content description text note remark record email photo image'.split(
    ' ',
  ),
)

/** @returns the word that gives it away. */
export function personalWord(variable: string): string | undefined {
  const words = variable
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  if (variable === 'ageBand') return undefined // a band of the law (PL 30), not an age
  return (
    words.find((word) => personal.has(word)) ?? (/id ?number/.test(words.join(' ')) ? 'idNumber' : undefined)
  )
}

export const rule: Rule = {
  name: 'no-personal-data',
  check(element, reporter, { forms }) {
    const said = new Set<string>()
    for (const side of ['inputParameters', 'outputParameters'] as const) {
      for (const { source, target } of mappings(element, side))
        for (const name of [target, ...variablesIn(source)]) said.add(name)
    }
    if (isUserTask(element)) {
      const formId = attribute(extension(element, 'zeebe:FormDefinition'), 'formId')
      for (const { variable } of forms.get(formId ?? '') ?? []) if (variable) said.add(variable)
    }
    const decision = extension(element, 'zeebe:CalledDecision')
    if (decision) said.add(attribute(decision, 'resultVariable') ?? '')
    const condition = attribute(reference(element, 'conditionExpression'), 'body')
    for (const name of variablesIn(condition ?? '')) said.add(name)
    for (const name of said) {
      const word = personalWord(name)
      if (word)
        reporter.report(
          element.id!,
          `the variable ${name} looks like personal data or text (${word}): keep it in the database and pass an id`,
        )
    }
  },
}

function variablesIn(expression: string): string[] {
  return [...expression.replace(/"[^"]*"/g, '').matchAll(/[A-Za-z_]\w*/g)].map((match) => match[0])
}
