/** Decision tables in a few words, for writing conformance cases. */
import { escapeXml } from './bpmn.ts'

export interface Table {
  id: string
  hitPolicy?: string
  aggregation?: string
  /** Expressions of the input columns. */
  inputs: string[]
  /** Names of the output columns. */
  outputs: string[]
  /** Cells: inputs, then outputs. */
  rules: string[][]
  requires?: string[]
}
export interface Literal {
  id: string
  literal: string
  requires?: string[]
}

export function dmn(id: string, decisions: (Table | Literal)[]): string {
  const text = (value: string) => `<text>${escapeXml(value)}</text>`
  const bodies = decisions.map((decision) => {
    const needs = (decision.requires ?? [])
      .map(
        (other, index) =>
          `<informationRequirement id="${decision.id}_n${index}"><requiredDecision href="#${other}"/></informationRequirement>`,
      )
      .join('')
    const body =
      'literal' in decision
        ? `<variable id="${decision.id}_v" name="${decision.id}"/>${needs}<literalExpression id="${decision.id}_l">${text(decision.literal)}</literalExpression>`
        : needs + tableOf(decision)
    return `<decision id="${decision.id}" name="${decision.id}">${body}</decision>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="${id}" namespace="https://zhiheng.example/conformance">
${bodies.join('\n')}
</definitions>
`

  function tableOf({ id: name, hitPolicy, aggregation, inputs, outputs, rules }: Table): string {
    const cell = (tag: string, place: string, value: string) =>
      `<${tag} id="${name}_${place}">${text(value)}</${tag}>`
    return (
      `<decisionTable id="${name}_t"${hitPolicy ? ` hitPolicy="${hitPolicy}"` : ''}${aggregation ? ` aggregation="${aggregation}"` : ''}>` +
      inputs
        .map((input, i) => `<input id="${name}_i${i}">${cell('inputExpression', `e${i}`, input)}</input>`)
        .join('') +
      outputs.map((output, o) => `<output id="${name}_o${o}" name="${output}"/>`).join('') +
      rules
        .map((cells, r) => {
          const entries = cells.map((value, c) =>
            cell(c < inputs.length ? 'inputEntry' : 'outputEntry', `r${r}c${c}`, value),
          )
          return `<rule id="${name}_r${r}">${entries.join('')}</rule>`
        })
        .join('\n') +
      '</decisionTable>'
    )
  }
}
