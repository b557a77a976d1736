import { Decimal } from '../values/decimal.ts'
import { LocalDateTime } from '../values/temporal.ts'
import {
  isDate,
  isLocalDateTime,
  isMonthDuration,
  isOffsetDateTime,
  isOffsetTime,
  isTimeDuration,
  parseLocalDate,
  parseLocalDateTime,
  parseLocalTime,
  parseMonthDuration,
  parseTimeDuration,
  parseZonedDateTime,
  parseZonedTime,
} from '../values/temporal-text.ts'
import type { Value } from '../values/value.ts'
import type { Scanner } from './scanner.ts'
import type { Node } from './tree.ts'

const escapes: Record<string, string> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  s: ' ',
}
const temporalFunctions = ['duration', 'date and time', 'date', 'time'] as const

/** null, true, false, text and numbers. */
export function literal(scanner: Scanner): Node | undefined {
  if (scanner.literal('null')) return { kind: 'constant', value: null }
  const truth = boolean(scanner)
  if (truth) return truth
  const text = scanner.quoted()
  if (text !== undefined) return { kind: 'constant', value: unescape(text) }
  const number = scanner.pattern(/-?(?:\d+(?:\.\d+)?|\.\d+)/y)
  return number === undefined
    ? undefined
    : { kind: 'constant', value: Decimal.parse(number) ?? null, numeric: true }
}

export function boolean(scanner: Scanner): Node | undefined {
  const word = scanner.oneOf(['true', 'false'])
  return word && { kind: 'constant', value: word === 'true' }
}

/** `date("2026-01-05")`, `@"P1D"` …: constants. A text that is no such value is null. */
export function temporal(scanner: Scanner): Node | undefined {
  return scanner.attempt(() => {
    const name = scanner.oneOf(temporalFunctions)
    if (name) {
      if (!scanner.token('(')) return undefined
      scanner.skip()
      const text = scanner.quoted()
      if (text === undefined || !scanner.token(')')) return undefined
      return { kind: 'constant', value: temporalOf(name, text) }
    }
    if (!scanner.literal('@')) return undefined
    scanner.skip()
    const text = scanner.quoted()
    return text === undefined ? undefined : { kind: 'constant', value: anyTemporal(text) }
  })
}

function temporalOf(name: (typeof temporalFunctions)[number], text: string): Value {
  switch (name) {
    case 'date':
      return (isDate(text) && parseLocalDate(text)) || null
    case 'time':
      return (isOffsetTime(text) ? parseZonedTime(text) : parseLocalTime(text)) ?? null
    case 'duration':
      return (isMonthDuration(text) ? parseMonthDuration(text) : parseTimeDuration(text)) ?? null
    case 'date and time': {
      if (isDate(text)) {
        const date = parseLocalDate(text)
        return date ? new LocalDateTime(date.day, 0) : null
      }
      return (isOffsetDateTime(text) ? parseZonedDateTime(text) : parseLocalDateTime(text)) ?? null
    }
  }
}

function anyTemporal(text: string): Value {
  if (isDate(text)) return parseLocalDate(text) ?? null
  if (isOffsetTime(text)) return parseZonedTime(text) ?? null
  if (isOffsetDateTime(text)) return parseZonedDateTime(text) ?? null
  if (isLocalDateTime(text)) return parseLocalDateTime(text) ?? null
  if (isMonthDuration(text)) return parseMonthDuration(text) ?? null
  if (isTimeDuration(text)) return parseTimeDuration(text) ?? null
  return parseLocalTime(text) ?? null
}

/** The broker knows these escapes and no others: `\\` stays two characters. */
function unescape(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([btnfr"'s])/g, (_, character: string) => escapes[character]!)
    : text
}
