import type { Json, Variables } from '../port.ts'
import type { Expression } from './expression.ts'
import { processFunctions } from './functions/timer.ts'
import { Scope, type VariableSource } from './interpreter/scope.ts'
import { Decimal } from './values/decimal.ts'
import { fromJson, toJson } from './values/json.ts'
import { LocalDate, LocalDateTime, MonthDuration, TimeDuration, ZonedDateTime } from './values/temporal.ts'
import {
  ContextValue,
  ErrorValue,
  type FunctionValue,
  type Environment,
  type Value,
  type Warning,
} from './values/value.ts'

/** Gives a variable's value, or undefined when there is none of that name (FEEL then sees null and notes a warning). */
type Lookup = (name: string) => Json | undefined
export type FeelContext = Variables | Lookup

/** `message` is worded as Zeebe's incident. Warnings (unknown variable, wrong type …) do not make an evaluation fail. */
export type Evaluation<T> =
  { ok: true; value: T; warnings: string[] } | { ok: false; message: string; warnings: string[] }

/** A result with its FEEL type (Zeebe's names); `value` is what Zeebe would store as a variable. */
export type TypedValue =
  | { type: 'NULL'; value: null }
  | { type: 'BOOLEAN'; value: boolean }
  | { type: 'NUMBER'; value: number }
  | { type: 'STRING'; value: string }
  | { type: 'ARRAY'; value: Json[] }
  | { type: 'OBJECT'; value: Variables }
  | { type: 'DATE'; value: string }
  /** `instant` is epoch milliseconds; a local date and time is taken as UTC. */
  | { type: 'DATE_TIME'; value: string; instant: number }
  /** Days and time; milliseconds. */
  | { type: 'DURATION'; value: string; milliseconds: number }
  /** Years and months; months. */
  | { type: 'PERIOD'; value: string; months: number }
  /** A time of day (text), a function or a range (null): no place of a model takes these, but a variable does. */
  | { type: 'UNKNOWN'; value: string | null }

export function evaluate(expression: Expression, context: FeelContext, now: number): Evaluation<Json> {
  if (expression.isStatic) return { ok: true, value: expression.text, warnings: [] }
  const result = evaluateValue(expression, sourceOf(context), now, processFunctions)
  return result.ok ? { ...result, value: toJson(result.value) } : result
}

export function evaluateTyped(
  expression: Expression,
  context: FeelContext,
  now: number,
): Evaluation<TypedValue> {
  if (expression.isStatic) return { ok: true, value: staticValue(expression.text), warnings: [] }
  const result = evaluateValue(expression, sourceOf(context), now, processFunctions)
  return result.ok ? { ...result, value: typed(result.value) } : result
}

/** Unary tests of a decision table: is `input` met? null where FEEL says null. */
export function evaluateUnaryTests(
  tests: Expression,
  input: Json,
  context: FeelContext,
  now: number,
): Evaluation<boolean | null> {
  const source = sourceOf(context)
  const value = fromJson(input)
  const result = evaluateValue(tests, (name) => (name === 'cellInput' ? value : source(name)), now)
  return result.ok ? { ...result, value: typeof result.value === 'boolean' ? result.value : null } : result
}

/** The evaluation without a conversion of its result, for those who go on with values (DMN). */
export function evaluateValue(
  expression: Expression,
  variables: VariableSource,
  now: number,
  functions?: ReadonlyMap<string, readonly FunctionValue[]>,
): Evaluation<Value> {
  const environment: Environment = { now, warnings: [] }
  let value: Value
  try {
    value = expression.compiled!(new Scope(environment, variables, functions))
  } catch (error) {
    // what throws in feel-scala's Java fails as a whole
    const message = `failed to evaluate expression '${expression.text}' : ${(error as Error).message}`
    return { ok: false, message, warnings: texts(environment.warnings) }
  }
  const warnings = texts(environment.warnings)
  const assertion = environment.warnings.find(({ type }) => type === 'ASSERT_FAILURE')
  if (assertion) {
    return {
      ok: false,
      message: `Assertion failure on evaluate the expression '${expression.text}': ${assertion.message}`,
      warnings,
    }
  }
  if (value instanceof ErrorValue) {
    return {
      ok: false,
      message: `failed to evaluate expression '${expression.text}': ${value.message}`,
      warnings,
    }
  }
  return { ok: true, value, warnings }
}

function sourceOf(context: FeelContext): VariableSource {
  const lookup =
    typeof context === 'function'
      ? context
      : (name: string) => (Object.hasOwn(context, name) ? context[name] : undefined)
  return (name) => {
    const json = lookup(name)
    return json === undefined ? undefined : fromJson(json)
  }
}

function texts(warnings: Warning[]): string[] {
  return warnings.map(({ type, message }) => `[${type}] ${message}`)
}

/** Static text that reads as a number is one to Zeebe: `retries="3"` is, and `type="3"` is refused as no text. */
function staticValue(text: string): TypedValue {
  const number = Decimal.parse(text)
  return number ? { type: 'NUMBER', value: number.toNumber() } : { type: 'STRING', value: text }
}

function typed(value: Value): TypedValue {
  const json = toJson(value)
  if (json === null && value === null) return { type: 'NULL', value: null }
  if (typeof json === 'boolean') return { type: 'BOOLEAN', value: json }
  if (typeof json === 'number') return { type: 'NUMBER', value: json }
  if (typeof value === 'string') return { type: 'STRING', value }
  if (Array.isArray(json)) return { type: 'ARRAY', value: json }
  if (value instanceof ContextValue) return { type: 'OBJECT', value: json as Variables }
  const text = json as string
  if (value instanceof LocalDate) return { type: 'DATE', value: text }
  if (value instanceof ZonedDateTime)
    return { type: 'DATE_TIME', value: text, instant: milliseconds(value.instant) }
  if (value instanceof LocalDateTime)
    return { type: 'DATE_TIME', value: text, instant: milliseconds(value.total) }
  if (value instanceof TimeDuration)
    return { type: 'DURATION', value: text, milliseconds: Number(value.milliseconds) }
  if (value instanceof MonthDuration) return { type: 'PERIOD', value: text, months: value.months }
  return { type: 'UNKNOWN', value: json as string | null }
}

function milliseconds(nanos: bigint): number {
  return Number(nanos / 1_000_000n)
}
