import type { Value } from '../values/value.ts'

/** What the parser makes of a text; the evaluator compiles it. */
export type Node =
  | { kind: 'constant'; value: Value; numeric?: true }
  /** `?` */
  | { kind: 'input' }
  | { kind: 'list'; items: Node[] }
  | { kind: 'context'; entries: [name: string, value: Node][] }
  | RangeNode
  | { kind: 'negate'; operand: Node }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Node; right: Node }
  | { kind: 'comparison'; operator: ComparisonOperator; left: Node; right: Node }
  | { kind: 'not'; operand: Node }
  | { kind: 'and'; left: Node; right: Node }
  | { kind: 'or'; left: Node; right: Node }
  | { kind: 'if'; condition: Node; then: Node; else: Node }
  | { kind: 'for'; iterators: Iterator[]; result: Node }
  | { kind: 'some' | 'every'; iterators: Iterator[]; condition: Node }
  /** `1..5` of a for. */
  | { kind: 'iteration'; start: Node; end: Node }
  | { kind: 'in'; value: Node; test: Node }
  | { kind: 'instanceOf'; value: Node; type: string }
  | { kind: 'reference'; names: string[] }
  | { kind: 'path'; base: Node; name: string }
  | { kind: 'filter'; list: Node; condition: Node }
  | { kind: 'call'; context: string[]; name: string; args: Arguments }
  | { kind: 'function'; parameters: string[]; body: Node }
  /** Unary tests against the implicit input value. */
  | { kind: 'inputEquals'; value: Node }
  | { kind: 'inputComparison'; operator: ComparisonOperator; value: Node }
  | { kind: 'inputInRange'; range: RangeNode }
  | { kind: 'inputTest'; test: Node }
  | { kind: 'anyOf'; tests: Node[] }

export interface RangeNode {
  kind: 'range'
  start: Node
  startClosed: boolean
  end: Node
  endClosed: boolean
}
export interface Iterator {
  name: string
  list: Node
}
export type Arguments = { kind: 'positional'; values: Node[] } | { kind: 'named'; values: Map<string, Node> }
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**'
export type ComparisonOperator = '=' | '<' | '<=' | '>' | '>='
