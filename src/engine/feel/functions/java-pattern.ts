/**
 * Regular expressions of java.util.regex by those of JavaScript. Java's spelling is translated where it differs and both can do it;
 * possessive quantifiers, atomic groups and the like are refused as an invalid pattern (see differences.ts).
 */
const posix: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9A-Fa-f',
  Space: '\\t\\n\\v\\f\\r ',
  IsAlphabetic: '\\p{Alphabetic}',
  IsDigit: '\\p{Nd}',
  IsLetter: '\\p{L}',
  IsHan: '\\p{Script=Han}',
  IsIdeographic: '\\p{Ideographic}',
  InCJKUnifiedIdeographs: '\\u4E00-\\u9FFF',
}

/** @returns undefined for what is no pattern. `flags` are those of XPath: s, m, i, x; others are ignored. */
export function compilePattern(text: string, flags: string): RegExp | undefined {
  let source = text
  let used = `gu${flags.includes('s') ? 's' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('i') ? 'i' : ''}`
  let comments = flags.includes('x')
  const inline = /^\(\?([imsxu]+)\)/.exec(source)
  if (inline) {
    source = source.slice(inline[0].length)
    for (const flag of 'ims') if (inline[1]!.includes(flag) && !used.includes(flag)) used += flag
    comments ||= inline[1]!.includes('x')
  }
  try {
    return new RegExp(translate(source, comments), used)
  } catch {
    return undefined
  }
}

/** Java's replacement text: `$1`, `${name}`, and a backslash before what is meant literally. The function gives undefined for a group that is none. */
export function replacementOf(text: string): (match: RegExpExecArray) => string | undefined {
  return (match) => {
    let result = ''
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (character === '\\') {
        if (at + 1 >= text.length) return undefined
        result += text[++at]!
      } else if (character === '$') {
        const named = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(text.slice(at + 1))
        if (named) {
          if (!match.groups || !(named[1]! in match.groups)) return undefined
          result += match.groups[named[1]!] ?? ''
          at += named[0].length
          continue
        }
        let digits = /^\d/.exec(text.slice(at + 1))?.[0]
        if (digits === undefined || Number(digits) >= match.length) return undefined
        // more digits belong to the number as long as there is such a group
        for (;;) {
          const longer: string = digits + (text[at + 1 + digits.length] ?? '')
          if (longer === digits || !/^\d+$/.test(longer) || Number(longer) >= match.length) break
          digits = longer
        }
        result += match[Number(digits)] ?? ''
        at += digits.length
      } else result += character
    }
    return result
  }
}

/** Java's Pattern.split with limit -1: a match of no length at the beginning gives nothing, empty ends are kept. */
export function splitBy(text: string, pattern: RegExp): string[] {
  const parts: string[] = []
  let start = 0
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length
    if (end === 0) continue
    parts.push(text.slice(start, match.index))
    start = end
  }
  return [...parts, text.slice(start)]
}

function translate(source: string, comments: boolean): string {
  let result = ''
  let inClass = 0
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!
    if (character === '\\') {
      const escaped = escape(source, at + 1, inClass > 0)
      result += escaped.text
      at = escaped.end
    } else if (inClass > 0) {
      if (character === ']') inClass--
      else if (character === '[' || source.startsWith('&&', at))
        throw new SyntaxError('a class within a class')
      result += character
    } else if (character === '[') {
      inClass++
      result += '['
      // the first character of a class may be a bracket in Java: ]
      if (source[at + 1] === '^') result += source[++at]
      if (source[at + 1] === ']') {
        result += '\\]'
        at++
      }
    } else if (comments && /\s/.test(character)) continue
    else if (comments && character === '#') {
      const end = source.indexOf('\n', at)
      at = end < 0 ? source.length : end
    } else if ((character === '{' && !/^\{\d+(,\d*)?\}/.test(source.slice(at))) || character === '}') {
      if (character === '{') throw new SyntaxError('a quantifier without a number')
      result += closesQuantifier(source, at) ? '}' : '\\}'
    } else if (character === ']') result += '\\]'
    else result += character
  }
  return result
}

function closesQuantifier(source: string, at: number): boolean {
  return /\{\d+(,\d*)?$/.test(source.slice(0, at))
}

/** The escape whose character after the backslash stands at `at`; `end` is its last character. */
function escape(source: string, at: number, inClass: boolean): { text: string; end: number } {
  const character = source[at]
  if (character === undefined) throw new SyntaxError('a backslash at the end')
  if (character === 'Q') {
    const close = source.indexOf('\\E', at)
    const quoted = source.slice(at + 1, close < 0 ? undefined : close)
    return {
      text: quoted.replace(/[\\^$.*+?()[\]{}|/-]/g, (c) => (c === '-' ? (inClass ? '\\-' : '-') : `\\${c}`)),
      end: close < 0 ? source.length : close + 1,
    }
  }
  if (character === 'p' || character === 'P') {
    const match = /^\{(\^?)(\w+)(?:=(\w+))?\}|^\w/.exec(source.slice(at + 1))
    if (!match) throw new SyntaxError('a property without a name')
    const name = match[2] ?? match[0]
    const negated = character === 'P'
    const end = at + match[0].length
    const known = posix[name]
    if (known !== undefined) {
      if (inClass && negated) throw new SyntaxError('a negated class within a class')
      return { text: inClass ? known : `[${negated ? '^' : ''}${known}]`, end }
    }
    const script = /^Is(\w+)$/.exec(name)
    const property = match[3] ? `${name}=${match[3]}` : script ? `Script=${script[1]}` : name
    return { text: `\\${character}{${property}}`, end }
  }
  const simple: Record<string, string> = {
    A: '(?<![^])',
    z: '(?![^])',
    Z: '(?=\\n?(?![^]))',
    h: inClass ? ' \\t\\u00A0' : '[ \\t\\u00A0]',
    R: '(?:\\r\\n|[\\n\\v\\f\\r\\u0085\\u2028\\u2029])',
    e: '\\x1B',
    a: '\\x07',
    // Java's are of ASCII
    s: inClass ? '\\t\\n\\v\\f\\r ' : '[\\t\\n\\v\\f\\r ]',
    S: inClass ? '\\S' : '[^\\t\\n\\v\\f\\r ]',
  }
  if (simple[character] !== undefined) return { text: simple[character], end: at }
  // a reference to a group that is none never matches
  if (/[1-9]/.test(character) && Number(character) > countGroups(source)) return { text: '(?!)', end: at }
  if (/[\\^$.*+?()[\]{}|/dDwWbBnrtfv0-9kxuc]/.test(character)) {
    if (inClass && character === '-') return { text: '\\-', end: at }
    return { text: `\\${character}`, end: at }
  }
  if (/[A-Za-z]/.test(character)) throw new SyntaxError(`no such escape: ${character}`)
  return { text: character === '-' && inClass ? '\\-' : character, end: at }
}

function countGroups(source: string): number {
  return source.match(/(?<!\\)\((?!\?)|\(\?<[A-Za-z]/g)?.length ?? 0
}
