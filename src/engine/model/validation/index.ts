/**
 * What Zeebe 8.5 refuses at deployment, rule by rule: `flow-rules.ts`, `event-rules.ts`, `task-rules.ts`, `expression-rules.ts`. A new rule is a
 * function there and a line here.
 */
import type { ExpressionCache } from '../../feel/index.ts'
import type { BpmnFile } from '../bpmn-file.ts'
import * as events from './event-rules.ts'
import { expressionRules } from './expression-rules.ts'
import * as flows from './flow-rules.ts'
import { modelOf, type Problem, problemAt, type Rule } from './rule.ts'
import * as tasks from './task-rules.ts'

export type { Problem } from './rule.ts'

const structure: Rule[] = [...Object.values(flows), ...Object.values(events), ...Object.values(tasks)]

/** @returns every problem of the file; empty when it can be deployed. */
export function problemsOf(file: BpmnFile, cache: ExpressionCache): Problem[] {
  const model = modelOf(file)
  const problems: Problem[] = []
  for (const rule of [...structure, expressionRules(cache)])
    rule(model, (element, message) => problems.push(problemAt(element, message)))
  return problems
}
