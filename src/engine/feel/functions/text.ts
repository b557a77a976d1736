import { Decimal } from '../values/decimal.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { define, type Functions } from './define.ts'
import { compilePattern, replacementOf, splitBy } from './java-pattern.ts'

/** Java's StringIndexOutOfBoundsException: the whole evaluation fails. */
class OutsideText extends Error {}

export const textFunctions: Functions = {
  substring: [
    define(['string', 'start position'], ([text, start]) =>
      typeof text === 'string' && start instanceof Decimal
        ? slice(text, indexOf(text, start), text.length)
        : undefined,
    ),
    define(['string', 'start position', 'length'], ([text, start, length]) => {
      if (typeof text !== 'string' || !(start instanceof Decimal) || !(length instanceof Decimal))
        return undefined
      const from = indexOf(text, start)
      return slice(text, from, Math.min(from + length.toInt32(), text.length))
    }),
  ],
  'string length': [
    define(['string'], ([text]) => (typeof text === 'string' ? Decimal.ofInteger(text.length) : undefined)),
  ],
  'upper case': [define(['string'], ([text]) => (typeof text === 'string' ? text.toUpperCase() : undefined))],
  'lower case': [define(['string'], ([text]) => (typeof text === 'string' ? text.toLowerCase() : undefined))],
  'substring before': [ofTwoTexts((text, match) => text.slice(0, Math.max(0, text.indexOf(match))))],
  'substring after': [
    ofTwoTexts((text, match) => (text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '')),
  ],
  contains: [ofTwoTexts((text, match) => text.includes(match))],
  'starts with': [ofTwoTexts((text, match) => text.startsWith(match))],
  'ends with': [ofTwoTexts((text, match) => text.endsWith(match))],
  matches: [
    define(['input', 'pattern'], ([input, pattern]) => matches(input, pattern, '')),
    define(['input', 'pattern', 'flags'], ([input, pattern, flags]) => matches(input, pattern, flags)),
  ],
  replace: [
    define(['input', 'pattern', 'replacement'], ([input, pattern, by]) => replace(input, pattern, by, '')),
    define(['input', 'pattern', 'replacement', 'flags'], ([input, pattern, by, flags]) =>
      replace(input, pattern, by, flags),
    ),
  ],
  split: [
    define(['string', 'delimiter'], ([text, delimiter]) => {
      if (typeof text !== 'string' || typeof delimiter !== 'string') return undefined
      const pattern = compilePattern(delimiter, '')
      return pattern ? splitBy(text, pattern) : new ErrorValue(`Invalid pattern for delimiter '${delimiter}'`)
    }),
  ],
  extract: [
    define(['input', 'pattern'], ([input, text]) => {
      if (typeof input !== 'string' || typeof text !== 'string') return undefined
      const pattern = compilePattern(text, '')
      return pattern ? Array.from(input.matchAll(pattern), ([match]) => match) : invalid(text)
    }),
  ],
}

function ofTwoTexts(body: (text: string, match: string) => Value) {
  return define(['string', 'match'], ([text, match]) =>
    typeof text === 'string' && typeof match === 'string' ? body(text, match) : undefined,
  )
}

function matches(
  input: Value | undefined,
  text: Value | undefined,
  flags: Value | undefined,
): Value | undefined {
  if (typeof input !== 'string' || typeof text !== 'string' || typeof flags !== 'string') return undefined
  const pattern = compilePattern(text, flags)
  return pattern ? pattern.test(input) : invalid(text)
}

function replace(...[input, text, by, flags]: (Value | undefined)[]): Value | undefined {
  if (
    typeof input !== 'string' ||
    typeof text !== 'string' ||
    typeof by !== 'string' ||
    typeof flags !== 'string'
  ) {
    return undefined
  }
  const pattern = compilePattern(text, flags)
  if (!pattern) return invalid(text)
  const replacement = replacementOf(by)
  let result = ''
  let end = 0
  for (const match of input.matchAll(pattern)) {
    const replaced = replacement(match)
    if (replaced === undefined) return invalid(text)
    result += input.slice(end, match.index) + replaced
    end = match.index + match[0].length
  }
  return result + input.slice(end)
}

function invalid(pattern: string): ErrorValue {
  return new ErrorValue(`Invalid pattern '${pattern}'`)
}

/** From 1, or from the end where it is not positive. */
function indexOf(text: string, position: Decimal): number {
  const index = position.toInt32()
  return index > 0 ? index - 1 : text.length + index
}

function slice(text: string, start: number, end: number): string {
  if (start < 0 || start > end || end > text.length) {
    throw new OutsideText(`begin ${start}, end ${end}, length ${text.length}`)
  }
  return text.slice(start, end)
}
