import type { Expression } from '../feel/index.ts'

/** A parsed DMN file: its decisions with what they require. Immutable. */
export interface DecisionGraph {
  /** Id of the `definitions` element. */
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly resourceName: string
  /** By id, in the order of the file. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** Business knowledge models by name. */
  readonly knowledge: ReadonlyMap<string, Knowledge>
}

export interface Decision {
  readonly id: string
  readonly name: string
  readonly type: DecisionType
  /** Ids of the decisions that must be evaluated first, in the order of the file. */
  readonly required: readonly string[]
  /** Names of the business knowledge models that its expressions may call. */
  readonly requiredKnowledge: readonly string[]
  /** Under which name its result is seen by the decisions that require it: that of its variable, or its id. */
  readonly resultName: string
  /** A result of another type makes the evaluation fail. */
  readonly resultType: string | undefined
  readonly logic: Logic
}

export interface Knowledge {
  readonly id: string
  readonly name: string
  readonly type: DecisionType
  readonly parameters: readonly Parameter[]
  readonly requiredKnowledge: readonly string[]
  readonly logic: Logic
}

/** Zeebe's names for what a decision is made of. */
export type DecisionType =
  'DECISION_TABLE' | 'LITERAL_EXPRESSION' | 'CONTEXT' | 'INVOCATION' | 'LIST' | 'RELATION' | 'UNKNOWN'

export type Logic =
  | DecisionTable
  | { kind: 'literal'; expression: Expression }
  | { kind: 'context'; entries: [name: string, logic: Logic][]; result: Logic | undefined }
  | { kind: 'invocation'; knowledge: string; bindings: [name: string, expression: Expression][] }
  | { kind: 'list'; items: Logic[] }
  | { kind: 'relation'; rows: [name: string, logic: Logic][][] }
  | { kind: 'function'; parameters: Parameter[]; expression: Expression }

export interface Parameter {
  name: string
  type: string | undefined
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

export interface DecisionTable {
  kind: 'table'
  hitPolicy: HitPolicy
  aggregation: Aggregation | undefined
  /** `label` is what the record of an evaluation calls it: its label, or the beginning of its expression. */
  inputs: { id: string; label: string; expression: Expression }[]
  outputs: Output[]
  rules: Rule[]
}
export interface Output {
  id: string
  /** May be missing where there is only one. */
  name: string
  /** What the record of an evaluation calls it: its label, or its name. */
  label: string
  /** Allowed values by priority, the first is the highest. */
  values: string[]
  default: Expression | undefined
}
export interface Rule {
  id: string
  /** undefined: an empty entry, which any input meets. */
  inputs: (Expression | undefined)[]
  outputs: Expression[]
}
