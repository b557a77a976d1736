import type { Json, Variables } from '../port.ts'
import { evaluateTyped, type Evaluation, type FeelContext, type TypedValue } from './evaluate.ts'
import type { Expression } from './expression.ts'
import { parseInstantText, parseInterval, type Interval } from './interval.ts'

/** What a place in a model asks for, and what it gets. */
export interface ExpectedTypes {
  any: Json
  boolean: boolean
  string: string
  number: number
  array: Json[]
  /** Candidate groups and users: static text is a comma-separated list there (that is the caller's), FEEL must give strings. */
  'array of strings': string[]
  /** Input and output mappings: an object. */
  context: Variables
  /** Timer duration: a FEEL duration or ISO text. */
  interval: Interval
  /** Timer date: epoch milliseconds. */
  datetime: number
  /** Due and follow-up dates: null and '' mean none. */
  'optional datetime': number | null
  /** Message correlation: text, or a number as text. */
  'correlation key': string
}
export type ExpectedType = keyof ExpectedTypes

type ResultType = TypedValue['type']

/** The types that each place accepts, in the order of Zeebe's message. */
const accepted: Record<Exclude<ExpectedType, 'any'>, ResultType[]> = {
  boolean: ['BOOLEAN'],
  string: ['STRING'],
  number: ['NUMBER'],
  array: ['ARRAY'],
  'array of strings': ['ARRAY'],
  context: ['OBJECT'],
  interval: ['DURATION', 'PERIOD', 'STRING'],
  datetime: ['DATE_TIME', 'STRING'],
  'optional datetime': ['NULL', 'DATE_TIME', 'STRING'],
  'correlation key': ['STRING', 'NUMBER'],
}

/** As `evaluate`, and a result of another type is a failure with the message of Zeebe's EXTRACT_VALUE_ERROR incident. */
export function evaluateAs<T extends ExpectedType>(
  expression: Expression,
  type: T,
  context: FeelContext,
  now: number,
): Evaluation<ExpectedTypes[T]> {
  // static text is a number only where one is asked for
  if (type === 'any' && expression.isStatic)
    return { ok: true, value: expression.text as ExpectedTypes[T], warnings: [] }
  const result = evaluateTyped(expression, context, now)
  const { warnings } = result
  const fail = (message: string) => ({
    ok: false as const,
    message: withWarnings(message, warnings),
    warnings,
  })
  if (!result.ok) return fail(result.message)
  const value = convert(expression.text, type, result.value)
  return typeof value === 'object' && value !== null && 'failure' in value
    ? fail(value.failure as string)
    : { ok: true, value: (value as { is: ExpectedTypes[T] }).is, warnings }
}

function convert(
  text: string,
  expected: ExpectedType,
  result: TypedValue,
): { is: ExpectedTypes[ExpectedType] } | { failure: string } {
  if (expected === 'any') return { is: result.value }
  if (!accepted[expected].includes(result.type)) return { failure: misfit(text, expected, result.type) }
  switch (expected) {
    case 'array of strings':
      if ((result.value as Json[]).every((item) => typeof item === 'string'))
        return { is: result.value as string[] }
      return {
        failure: `Expected result of the expression '${text}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.`,
      }
    case 'interval': {
      if (result.type === 'DURATION') return { is: { months: 0, milliseconds: result.milliseconds } }
      if (result.type === 'PERIOD') return { is: { months: result.months, milliseconds: 0 } }
      const interval = parseInterval(result.value as string)
      return interval
        ? { is: interval }
        : { failure: `Invalid duration format '${result.value as string}' for expression '${text}'.` }
    }
    case 'datetime':
    case 'optional datetime': {
      if (result.type === 'DATE_TIME') return { is: result.instant }
      if (expected === 'optional datetime' && (result.value === null || result.value === ''))
        return { is: null }
      const instant = parseInstantText(result.value as string)
      return instant === undefined
        ? { failure: `Invalid date-time format '${result.value as string}' for expression '${text}'.` }
        : { is: instant }
    }
    case 'correlation key':
      return { is: result.type === 'NUMBER' ? String(Math.trunc(result.value)) : (result.value as string) }
    default:
      return { is: result.value }
  }
}

function misfit(text: string, expected: Exclude<ExpectedType, 'any'>, found: ResultType): string {
  if (expected === 'correlation key') {
    return `Failed to extract the correlation key for '${text}': The value must be either a string or a number, but was '${found}'.`
  }
  const types = accepted[expected]
  const wanted = types.length === 1 ? `'${types[0]!}'` : `one of '[${types.join(', ')}]'`
  return `Expected result of the expression '${text}' to be ${wanted}, but was '${found}'.`
}

function withWarnings(message: string, warnings: string[]): string {
  return warnings.length === 0
    ? message
    : `${message} The evaluation reported the following warnings:\n${warnings.join('\n')}`
}
