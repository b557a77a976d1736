import { toJson } from '../feel/values/json.ts'
import { ContextValue, ErrorValue, FunctionValue, type Value } from '../feel/values/value.ts'
import type { Knowledge, Logic, Parameter } from './decision-graph.ts'
import { DecisionFailure } from './decision-failure.ts'
import type { DecisionScope } from './decision-scope.ts'
import { evaluateTable, type TableRecord } from './evaluate-table.ts'
import { checkType } from './type-check.ts'

/** Evaluates a boxed expression; when it is the whole logic of its element that goes on record, also when it fails. @throws DecisionFailure */
export function evaluateLogic(logic: Logic, scope: DecisionScope): Value {
  const table: TableRecord = { inputs: [], matched: [] }
  let value: Value = null
  try {
    value = valueOf(logic, scope, table)
    return value
  } finally {
    if (logic === scope.element.logic && logic.kind !== 'function') putOnRecord(logic, scope, table, value)
  }
}

function valueOf(logic: Logic, scope: DecisionScope, table: TableRecord): Value {
  switch (logic.kind) {
    case 'table':
      return evaluateTable(logic, scope, table)
    case 'literal':
      return scope.evaluate(logic.expression)
    case 'context':
      return contextOf(logic, scope)
    case 'list':
      return logic.items.map((item) => evaluateLogic(item, scope))
    case 'relation':
      return logic.rows.map(
        (row) =>
          new ContextValue(new Map(row.map(([name, cell]) => [name, evaluateLogic(cell, scope)])), 'content'),
      )
    case 'function':
      return functionOf(logic.parameters, scope, (inner) => inner.evaluate(logic.expression))
    case 'invocation': {
      const bindings = logic.bindings.map(([name, expression]) => [name, scope.evaluate(expression)] as const)
      return invoke(knowledgeOf(scope, logic.knowledge), scope.with(bindings))
    }
  }
}

/** An entry sees those before it; functions among them can be called. */
function contextOf({ entries, result }: Extract<Logic, { kind: 'context' }>, scope: DecisionScope): Value {
  const values = new Map<string, Value>()
  for (const [name, logic] of entries) values.set(name, evaluateLogic(logic, scope.with(values)))
  if (result) return evaluateLogic(result, scope.with(values))
  const functions = [...values].flatMap(([name, value]) =>
    value instanceof FunctionValue ? [[name, [value]] as [string, FunctionValue[]]] : [],
  )
  return new ContextValue(values, 'content', new Map(functions))
}

function invoke(knowledge: Knowledge, scope: DecisionScope): Value {
  const inner = scope.with(requiredFunctions(knowledge.requiredKnowledge, scope), knowledge)
  for (const { name, type } of knowledge.parameters) {
    const value = inner.variable(name)
    if (value === undefined) throw new DecisionFailure(`no parameter found with name '${name}'`)
    checkType(value, type)
  }
  return evaluateLogic(knowledge.logic, inner)
}

/** Business knowledge models as functions by their names. */
export function requiredFunctions(names: readonly string[], scope: DecisionScope): [string, Value][] {
  return names.map((name) => {
    const knowledge = knowledgeOf(scope, name)
    const inner = scope.with(requiredFunctions(knowledge.requiredKnowledge, scope), knowledge)
    return [
      name,
      functionOf(knowledge.parameters, inner, (withArguments) =>
        evaluateLogic(knowledge.logic, withArguments),
      ),
    ]
  })
}

function functionOf(
  parameters: readonly Parameter[],
  scope: DecisionScope,
  body: (scope: DecisionScope) => Value,
): FunctionValue {
  const names = parameters.map(({ name }) => name)
  return new FunctionValue(names, (args) => {
    try {
      for (const [index, { type }] of parameters.entries()) checkType(args[index] ?? null, type)
      return body(scope.with(names.map((name, index) => [name, args[index] ?? null] as const)))
    } catch (error) {
      if (error instanceof DecisionFailure) return new ErrorValue(error.message)
      throw error
    }
  })
}

function knowledgeOf(scope: DecisionScope, name: string): Knowledge {
  return scope.run.graph.knowledge.get(name)!
}

function putOnRecord(
  logic: Logic,
  { run, element }: DecisionScope,
  { inputs, matched }: TableRecord,
  value: Value,
): void {
  const table = logic.kind === 'table' ? logic : undefined
  run.evaluated.push({
    decisionId: element.id,
    decisionName: element.name,
    decisionType: element.type,
    output: toJson(value),
    inputs: inputs.map((input, index) => ({
      id: table!.inputs[index]!.id,
      name: table!.inputs[index]!.label,
      value: toJson(input),
    })),
    matchedRules: matched.map(({ rule, outputs }) => ({
      ruleId: rule.id,
      ruleIndex: table!.rules.indexOf(rule) + 1,
      outputs: outputs.slice(0, table!.outputs.length).map((output, index) => ({
        id: table!.outputs[index]!.id,
        name: table!.outputs[index]!.label,
        value: toJson(output),
      })),
    })),
  })
}
