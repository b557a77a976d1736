import { evaluateValue } from '../feel/evaluate.ts'
import type { Expression } from '../feel/expression.ts'
import type { VariableSource } from '../feel/interpreter/scope.ts'
import { FunctionValue, type Value } from '../feel/values/value.ts'
import type { DecisionGraph, Decision, Knowledge } from './decision-graph.ts'
import { DecisionFailure } from './decision-failure.ts'
import type { Evaluated } from './evaluate-decision.ts'

/** What one evaluation shares: the graph, its time, and the record of what was evaluated. */
export interface Run {
  readonly graph: DecisionGraph
  readonly now: number
  readonly evaluated: Evaluated[]
}

/** The names that a decision's expressions see, and whose logic is being evaluated. */
export class DecisionScope {
  readonly run: Run
  /** Its logic is put on record when it has been evaluated; what lies within is not. */
  readonly element: Decision | Knowledge
  private readonly source: VariableSource
  private readonly added: ReadonlyMap<string, Value>

  constructor(
    run: Run,
    element: Decision | Knowledge,
    source: VariableSource,
    added: ReadonlyMap<string, Value> = new Map(),
  ) {
    this.run = run
    this.element = element
    this.source = source
    this.added = added
  }

  with(variables: Iterable<readonly [string, Value]>, element = this.element): DecisionScope {
    return new DecisionScope(this.run, element, this.source, new Map([...this.added, ...variables]))
  }

  variable(name: string): Value | undefined {
    const value = this.added.get(name)
    return value === undefined ? this.source(name) : value
  }

  /** @throws DecisionFailure */
  evaluate(expression: Expression): Value {
    const functions = new Map<string, FunctionValue[]>()
    for (const [name, value] of this.added) if (value instanceof FunctionValue) functions.set(name, [value])
    const result = evaluateValue(expression, (name) => this.variable(name), this.run.now, functions)
    if (!result.ok) throw new DecisionFailure(result.message)
    return result.value
  }

  /** With the input value that unary tests are about. */
  evaluateTests(tests: Expression, input: Value): Value {
    return this.with([['cellInput', input]]).evaluate(tests)
  }
}
