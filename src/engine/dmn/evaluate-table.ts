import { isSame } from '../feel/values/comparison.ts'
import { Decimal } from '../feel/values/decimal.ts'
import { describe } from '../feel/values/describe.ts'
import { ContextValue, type Value } from '../feel/values/value.ts'
import type { DecisionTable, Output, Rule } from './decision-graph.ts'
import { DecisionFailure } from './decision-failure.ts'
import type { DecisionScope } from './decision-scope.ts'

/** The output of one rule by the outputs' names. */
type RuleOutput = Map<string, Value>

/** What is put on record of a table: filled while it is evaluated, so that a failure keeps what came before it. */
export interface TableRecord {
  inputs: Value[]
  matched: { rule: Rule; outputs: Value[] }[]
}

/** @throws DecisionFailure */
export function evaluateTable(table: DecisionTable, scope: DecisionScope, record: TableRecord): Value {
  const inputs = table.inputs.map(({ expression }) => scope.evaluate(expression))
  record.inputs = inputs
  // all rules are tested, also under FIRST: one that fails makes the decision fail
  let rules = table.rules.filter((rule) => isMet(rule, inputs, scope))
  if (rules.length === 0) return defaultOutput(table.outputs, scope)
  if (table.hitPolicy === 'FIRST') rules = rules.slice(0, 1)
  const matched = rules.map((rule) => ({ rule, outputs: rule.outputs.map((entry) => scope.evaluate(entry)) }))
  record.matched = matched
  // an output without an entry in the rule is none
  const outputs = matched.map(
    (rule) =>
      new Map(
        table.outputs.slice(0, rule.outputs.length).map(({ name }, index) => [name, rule.outputs[index]!]),
      ),
  )
  return applyHitPolicy(table, outputs)
}

function isMet(rule: Rule, inputs: Value[], scope: DecisionScope): boolean {
  for (const [index, tests] of rule.inputs.slice(0, inputs.length).entries()) {
    if (tests === undefined) continue
    const met = scope.evaluateTests(tests, inputs[index]!)
    if (met === false || met === null) return false
    if (met !== true)
      throw new DecisionFailure(`input entry must return true, false, or null, but found '${describe(met)}'`)
  }
  return true
}

function defaultOutput(outputs: Output[], scope: DecisionScope): Value {
  const values = outputs.flatMap(({ name, default: entry }) =>
    entry ? [[name, scope.evaluate(entry)] as const] : [],
  )
  return values.length === 0 ? null : single(new Map(values))
}

function applyHitPolicy({ hitPolicy, aggregation, outputs }: DecisionTable, found: RuleOutput[]): Value {
  switch (hitPolicy) {
    case 'FIRST':
      return single(found[0]!)
    case 'UNIQUE':
      if (found.length === 1) return single(found[0]!)
      throw new DecisionFailure(
        `multiple values aren't allowed for UNIQUE hit policy. found: '${describeAll(found)}'`,
      )
    case 'ANY':
      if (found.every((output) => areSame(output, found[0]!))) return single(found[0]!)
      throw new DecisionFailure(
        `different values aren't allowed for ANY hit policy. found: '${describeAll(found)}'`,
      )
    case 'PRIORITY':
      return single(byPriority(found, outputs)[0]!)
    case 'OUTPUT ORDER':
      return byPriority(found, outputs).map(single)
    case 'RULE ORDER':
      return found.map(single)
    case 'COLLECT':
      return aggregate(aggregation, found)
  }
}

function aggregate(aggregation: DecisionTable['aggregation'], found: RuleOutput[]): Value {
  switch (aggregation) {
    case 'COUNT':
      return Decimal.ofInteger(found.length)
    case 'SUM':
      return numbers(found).reduce((sum, n) => sum.plus(n), Decimal.zero)
    case 'MIN':
      return numbers(found).reduce((least, n) => (n.compare(least) < 0 ? n : least))
    case 'MAX':
      return numbers(found).reduce((most, n) => (n.compare(most) > 0 ? n : most))
    case undefined:
      return found.map(single)
  }
}

function numbers(found: RuleOutput[]): Decimal[] {
  return found.map((output) => {
    const value = single(output)
    if (value instanceof Decimal) return value
    throw new DecisionFailure(`expected number but found '${describe(value)}'`)
  })
}

/** The only output, or a context of all. */
function single(output: RuleOutput): Value {
  const [first] = output.values()
  return output.size === 1 ? first! : new ContextValue(output, 'content')
}

/**
 * By the place of each output's value in the output's list, which counts as text: the tenth place comes before the second, and what is in
 * no list comes last.
 */
function byPriority(found: RuleOutput[], outputs: Output[]): RuleOutput[] {
  const keyOf = (output: RuleOutput) =>
    outputs
      .map(({ name, values }) => {
        const value = output.get(name) ?? null
        const place =
          typeof value === 'string' || value instanceof Decimal ? values.lastIndexOf(value.toString()) : -1
        return place < 0 ? '_' : String(place)
      })
      .join('')
  const keyed = found.map((output) => ({ output, key: keyOf(output) }))
  return keyed
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ output }) => output)
}

function areSame(left: RuleOutput, right: RuleOutput): boolean {
  return [...left].every(([name, value]) => isSame(value, right.get(name) ?? null))
}

function describeAll(found: RuleOutput[]): string {
  const outputs = found.map(
    (output) => `Map(${[...output].map(([name, value]) => `${name} -> ${describe(value)}`).join(', ')})`,
  )
  return `List(${outputs.join(', ')})`
}
