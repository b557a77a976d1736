import { FeelSyntaxError } from '../syntax-error.ts'

const whitespace = new Set(
  '\t\n\v\f\r \u0085\u00A0\u1680\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF',
)
/** Java's Character.isJavaIdentifierStart and …Part, for one UTF-16 unit: characters outside the basic plane are in no name. */
const nameStart = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u
const namePart = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}\p{Cc}]/u
/** Longest first: `inner` is a name, `in` is not. */
const reservedWords = [
  'function',
  'satisfies',
  'return',
  'false',
  'null',
  'true',
  'then',
  'else',
  'and',
  'or',
  'in',
]

/**
 * The characters of an expression and the place that has been reached. The grammar is one of ordered choice: a rule that fails puts the
 * position back and gives undefined, and the next alternative is tried. There are no tokens: `a orb` is `a or b`, as on the broker.
 */
export class Scanner {
  readonly text: string
  position = 0
  /** The furthest place where something was refused: what the message points at. */
  furthest = 0

  constructor(text: string) {
    this.text = text
  }

  get atEnd(): boolean {
    return this.position >= this.text.length
  }

  fail(): undefined {
    if (this.position > this.furthest) this.furthest = this.position
    return undefined
  }

  /** Runs `rule`; when it gives undefined the position is what it was. */
  attempt<T>(rule: () => T | undefined): T | undefined {
    const start = this.position
    const result = rule()
    if (result === undefined) {
      this.fail()
      this.position = start
    }
    return result
  }

  /** White space and comments. @throws FeelSyntaxError for a comment without end */
  skip(): void {
    const { text } = this
    for (;;) {
      const character = text[this.position]
      if (character === undefined) return
      if (whitespace.has(character)) this.position++
      else if (character === '/' && text[this.position + 1] === '/') {
        const end = text.indexOf('\n', this.position)
        this.position = end < 0 ? text.length : end + 1
      } else if (character === '/' && text[this.position + 1] === '*') {
        const end = text.indexOf('*/', this.position + 2)
        if (end < 0) throw new FeelSyntaxError(text, this.position, 'a comment has no end')
        this.position = end + 2
      } else return
    }
  }

  /** Exactly this text, here. */
  literal(text: string): true | undefined {
    if (!this.text.startsWith(text, this.position)) return this.fail()
    this.position += text.length
    return true
  }

  /** This text after white space. */
  token(text: string): true | undefined {
    const start = this.position
    this.skip()
    if (this.literal(text)) return true
    this.position = start
    return undefined
  }

  /** The first of `texts` that stands here. */
  oneOf<T extends string>(texts: readonly T[]): T | undefined {
    for (const text of texts) if (this.literal(text)) return text
    return undefined
  }

  pattern(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const match = pattern.exec(this.text)
    if (!match) return this.fail()
    this.position = pattern.lastIndex
    return match[0]
  }

  /** A name that is no reserved word; it may begin with one (`order`, `index`). */
  identifier(): string | undefined {
    const start = this.position
    const reserved = reservedWords.find((word) => this.text.startsWith(word, start))
    this.position += reserved?.length ?? 0
    if (reserved === undefined || !this.isPart()) {
      if (this.atEnd || !nameStart.test(this.text[this.position]!)) {
        this.position = start
        this.fail()
        return undefined
      }
      this.position++
    }
    while (this.isPart()) this.position++
    return this.text.slice(start, this.position)
  }

  /** `a name`, `date and time` are no such: identifiers with spaces between them, two at least. */
  identifierWithSpaces(): string | undefined {
    return this.attempt(() => {
      const start = this.position
      if (this.identifier() === undefined) return undefined
      let words = 1
      for (;;) {
        const end = this.position
        while (this.text[this.position] === ' ') this.position++
        if (this.position === end || this.identifier() === undefined) {
          this.position = end
          break
        }
        words++
      }
      return words > 1 ? this.text.slice(start, this.position) : undefined
    })
  }

  /** Any characters between backticks. */
  escapedIdentifier(): string | undefined {
    return this.pattern(/`[^`]+`/y)?.slice(1, -1)
  }

  name(): string | undefined {
    return this.identifier() ?? this.escapedIdentifier()
  }

  /** The characters between double quotes as they stand. */
  quoted(): string | undefined {
    return this.pattern(/"(?:\\[^]|[^"\\])*"/y)?.slice(1, -1)
  }

  /** Anything but what delimits contexts, lists and texts may be in a key. */
  anyKey(): string | undefined {
    const start = this.position
    let end = start
    for (;;) {
      this.skip()
      if (this.pattern(/[^"{}:,[\]`]/y) === undefined) break
      end = this.position
    }
    this.position = end
    return end > start ? this.text.slice(start, end) : undefined
  }

  private isPart(): boolean {
    const character = this.text[this.position]
    return character !== undefined && namePart.test(character) && !whitespace.has(character)
  }
}
