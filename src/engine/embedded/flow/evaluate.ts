/** Expressions of a model against the variables of a scope. A failure to give what is asked for becomes an EXTRACT_VALUE_ERROR. */
import {
  evaluateAs,
  evaluateTyped,
  type ExpectedType,
  type ExpectedTypes,
  type Expression,
} from '../../feel/index.ts'
import { parseZonedInstant } from '../../model/date-time.ts'
import { cycleTimer, dateTimer, durationTimer, type Timer } from '../../model/timer.ts'
import type { TimerDefinition } from '../../model/element.ts'
import type { Json, Key } from '../../port.ts'
import type { Execution } from './execution.ts'
import { Failure } from './failure.ts'
import { findVariable } from './variable-lookup.ts'

/** `first` answers before the variables do. */
export function evaluate<T extends ExpectedType>(
  x: Execution,
  expression: Expression,
  type: T,
  scopeKey: Key,
  first?: (name: string) => Json | undefined,
): ExpectedTypes[T] {
  const result = evaluateAs(
    expression,
    type,
    (name) => first?.(name) ?? findVariable(x.state, scopeKey, name),
    x.now,
  )
  if (!result.ok)
    throw new Failure('EXTRACT_VALUE_ERROR', withWarnings(result.message, result.warnings), scopeKey)
  return result.value
}

function withWarnings(message: string, warnings: string[]): string {
  return warnings.length === 0 || message.includes(warnings[0] ?? '')
    ? message
    : `${message}\n${warnings.join('\n')}`
}

/** Of a due or follow-up date: the text of a record, '' for none. */
export function evaluateDate(x: Execution, expression: Expression, scopeKey: Key): string {
  // Asks for the type first: a wrong one must give the words of the incident.
  if (evaluate(x, expression, 'optional datetime', scopeKey) === null) return ''
  const typed = evaluateTyped(expression, (name) => findVariable(x.state, scopeKey, name), x.now)
  const text = typed.ok ? String(typed.value.value) : ''
  return parseZonedInstant(text)?.text ?? parseZonedInstant(`${text}Z`)?.text ?? text
}

export function evaluateTimer(x: Execution, definition: TimerDefinition, scopeKey: Key): Timer {
  switch (definition.kind) {
    case 'duration':
      return durationTimer(evaluate(x, definition.expression, 'interval', scopeKey))
    case 'date':
      return dateTimer(evaluate(x, definition.expression, 'datetime', scopeKey))
    case 'cycle': {
      const text = evaluate(x, definition.expression, 'string', scopeKey)
      try {
        return cycleTimer(text)
      } catch (error) {
        throw new Failure('EXTRACT_VALUE_ERROR', (error as Error).message, scopeKey)
      }
    }
  }
}
