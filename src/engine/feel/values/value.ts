import { inScalaOrder } from './key-order.ts'
import type { Decimal } from './decimal.ts'
import type {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from './temporal.ts'

const noFunctions: ReadonlyMap<string, FunctionValue[]> = new Map()

/** Every value that an expression can have while it is evaluated. */
export type Value =
  | null
  | boolean
  | string
  | Decimal
  | LocalDate
  | LocalTime
  | ZonedTime
  | LocalDateTime
  | ZonedDateTime
  | MonthDuration
  | TimeDuration
  | Value[]
  | ContextValue
  | FunctionValue
  | RangeValue
  | ErrorValue

/**
 * How `list contains` and the like tell contexts apart: those that functions and decisions give by what they hold, those that an expression
 * writes or a process holds by being the same one (`=` always compares what they hold).
 */
export type ContextIdentity = 'content' | 'reference'

export class ContextValue {
  readonly entries: ReadonlyMap<string, Value>
  readonly identity: ContextIdentity
  /** Functions are called, not read: `{f: function(x) x}.f` is null. */
  readonly functions: ReadonlyMap<string, FunctionValue[]>
  constructor(
    entries: ReadonlyMap<string, Value>,
    identity: ContextIdentity,
    functions: ReadonlyMap<string, FunctionValue[]> = noFunctions,
  ) {
    this.entries = entries
    this.identity = identity
    this.functions = functions
  }

  /** The entries in the order in which the broker lists them. */
  get listed(): [name: string, value: Value][] {
    return inScalaOrder([...this.entries.keys()]).map((name) => [name, this.entries.get(name)!])
  }
}

export class FunctionValue {
  readonly parameters: readonly string[]
  readonly invoke: (args: Value[], environment: Environment) => Value
  /** The last parameter takes all further arguments as a list. */
  readonly variadic: boolean
  constructor(parameters: readonly string[], invoke: FunctionValue['invoke'], variadic = false) {
    this.parameters = parameters
    this.invoke = invoke
    this.variadic = variadic
  }
}

export interface Boundary {
  value: Value
  closed: boolean
}

export class RangeValue {
  readonly start: Boundary
  readonly end: Boundary
  constructor(start: Boundary, end: Boundary) {
    this.start = start
    this.end = end
  }
}

/**
 * An error on its way up: most operators turn it into null. A fatal one is `?` used where there is no input value, which makes a unary
 * test be evaluated again with the input bound to `?`.
 */
export class ErrorValue {
  readonly message: string
  readonly fatal: boolean
  constructor(message: string, fatal = false) {
    this.message = message
    this.fatal = fatal
  }
}

/** What one evaluation shares: its time, and what it noticed on the way. */
export interface Environment {
  /** Epoch milliseconds. */
  readonly now: number
  readonly warnings: Warning[]
}
export interface Warning {
  type: WarningType
  message: string
}
/** feel-scala's names: they stand in Zeebe's incident messages. */
export type WarningType =
  | 'NO_VARIABLE_FOUND'
  | 'NO_CONTEXT_ENTRY_FOUND'
  | 'NO_PROPERTY_FOUND'
  | 'NOT_COMPARABLE'
  | 'INVALID_TYPE'
  | 'NO_FUNCTION_FOUND'
  | 'FUNCTION_INVOCATION_FAILURE'
  | 'ASSERT_FAILURE'
