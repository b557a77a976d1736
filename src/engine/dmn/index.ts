/**
 * DMN as Zeebe 8.5 evaluates it (dmn-scala 1.9).
 *
 *     const graph = await parseDecisions(xml, 'route.dmn')                     // DecisionRefusal naming the elements at fault
 *     evaluateDecision(graph, 'approval-route', { fine: 5000 }, now)     // output, evaluated decisions, or a failure
 */
export { parseDecisions } from './parse-decisions.ts'
export { DecisionRefusal } from './decision-refusal.ts'
export type { DecisionGraph } from './decision-graph.ts'
export { evaluateDecision, type DecisionResult } from './evaluate-decision.ts'
