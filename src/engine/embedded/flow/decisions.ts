import { type DecisionResult, evaluateDecision } from '../../dmn/index.ts'
import type { Json } from '../../port.ts'
import type { Definition } from '../state/definitions.ts'
import type { Execution, Instance } from './execution.ts'
import { Failure } from './failure.ts'
import { visibleVariables } from './variable-lookup.ts'

export function evaluateCalledDecision(x: Execution, decisionId: string, instance: Instance): Json {
  const decision = x.state.definitions.latest('decision', decisionId)
  if (!decision) {
    const message = `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`
    throw new Failure('CALLED_DECISION_ERROR', message, instance.key)
  }
  const graph = x.state.definitions.graph(decision.fileKey)
  const result = evaluateDecision(graph, decisionId, visibleVariables(x.state, instance.key), x.now)
  recordEvaluation(x, decision, result, instance)
  if (result.failure) throw new Failure('DECISION_EVALUATION_ERROR', result.failure.message, instance.key)
  return result.output
}

function recordEvaluation(
  x: Execution,
  decision: Definition,
  result: DecisionResult,
  instance: Instance,
): void {
  const { processInstanceKey, processDefinitionKey, bpmnProcessId, elementId } = instance.value
  x.emit('DECISION_EVALUATION', result.failure ? 'FAILED' : 'EVALUATED', x.nextKey(), {
    decisionKey: decision.key,
    decisionId: decision.id,
    decisionName: decision.name,
    decisionVersion: decision.version,
    decisionOutput: JSON.stringify(result.output),
    evaluatedDecisions: result.evaluated as unknown as Json,
    evaluationFailureMessage: result.failure?.message ?? '',
    failedDecisionId: result.failure?.decisionId ?? '',
    processInstanceKey,
    processDefinitionKey,
    bpmnProcessId,
    elementId,
    elementInstanceKey: instance.key,
  })
}
