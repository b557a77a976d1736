import type { FeelContext } from '../feel/index.ts'
import { fromDecisionJson, toJson } from '../feel/values/json.ts'
import type { Value } from '../feel/values/value.ts'
import type { DecisionEvaluation } from '../port.ts'
import type { Decision, DecisionGraph } from './decision-graph.ts'
import { DecisionFailure } from './decision-failure.ts'
import { DecisionScope, type Run } from './decision-scope.ts'
import { evaluateLogic, requiredFunctions } from './evaluate-logic.ts'
import { checkType } from './type-check.ts'

/** `DecisionEvaluation` without what only a deployment knows (the version). */
export type DecisionResult = Omit<DecisionEvaluation, 'decisionVersion'>
export type Evaluated = DecisionResult['evaluated'][number]

/**
 * Evaluates a decision and, before it, those it requires. A failure is in `failure`, with what was evaluated until then; `output` is null.
 * `now` is epoch milliseconds. @throws RangeError for an unknown decision id
 */
export function evaluateDecision(
  graph: DecisionGraph,
  decisionId: string,
  variables: FeelContext,
  now: number,
): DecisionResult {
  const decision = graph.decisions.get(decisionId)
  if (!decision) throw new RangeError(`no decision found with id '${decisionId}'`)
  const run: Run = { graph, now, evaluated: [] }
  const scope = new DecisionScope(run, decision, sourceOf(variables))
  try {
    const output = toJson(evaluate(decision, scope))
    return { decisionId, output, evaluated: run.evaluated }
  } catch (error) {
    if (!(error instanceof DecisionFailure)) throw error
    const failed = run.evaluated.at(-1)?.decisionId ?? decisionId
    const message = `Expected to evaluate decision '${decisionId}', but ${error.message}`
    return { decisionId, output: null, evaluated: run.evaluated, failure: { decisionId: failed, message } }
  }
}

/** A decision that is required twice is evaluated twice, as on the broker. */
function evaluate(decision: Decision, scope: DecisionScope): Value {
  const results = decision.required.map((id): [string, Value] => {
    const required = scope.run.graph.decisions.get(id)!
    return [required.resultName, evaluate(required, scope)]
  })
  const functions = requiredFunctions(decision.requiredKnowledge, scope)
  const value = evaluateLogic(decision.logic, scope.with([...results, ...functions], decision))
  checkType(value, decision.resultType)
  return value
}

function sourceOf(context: FeelContext): (name: string) => Value | undefined {
  const lookup =
    typeof context === 'function'
      ? context
      : (name: string) => (Object.hasOwn(context, name) ? context[name] : undefined)
  return (name) => {
    const json = lookup(name)
    return json === undefined ? undefined : fromDecisionJson(json)
  }
}
