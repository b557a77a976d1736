import { FeelSyntaxError } from '../syntax-error.ts'
import { boolean, literal, temporal } from './literals.ts'
import { Rules } from './rules.ts'
import { Scanner } from './scanner.ts'
import type { Arguments, ComparisonOperator, Iterator, Node, RangeNode } from './tree.ts'

/**
 * FEEL's grammar as the broker has it: ordered choices over characters (feel-scala's parser is of that kind, so its order of trying is
 * part of the language: it decides what `[1..5]`, `a in b` or `not(a) and b` mean and what is refused). Rules begin at a character that
 * is no white space and give undefined when they do not fit.
 */
export function parseExpressionText(text: string): Node {
  return parseAll(text, (grammar) => grammar.expression())
}

export function parseUnaryTestsText(text: string): Node {
  return parseAll(text, (grammar) => grammar.unaryTests())
}

function parseAll(text: string, rule: (grammar: Grammar) => Node | undefined): Node {
  const scanner = new Scanner(text)
  scanner.skip()
  const node = rule(new Grammar(scanner))
  if (node) {
    scanner.skip()
    if (scanner.atEnd) return node
    scanner.fail()
  }
  const found = text.slice(scanner.furthest, scanner.furthest + 12)
  throw new FeelSyntaxError(text, scanner.furthest, found ? `unexpected '${found}'` : 'unexpected end')
}

class Grammar extends Rules {
  expression(): Node | undefined {
    return this.remembered(
      'expression',
      () => this.ifThenElse() ?? this.forLoop() ?? this.quantified() ?? this.disjunction(),
    )
  }

  unaryTests(): Node | undefined {
    return this.negation() ?? this.positiveUnaryTests() ?? this.anyInput()
  }

  private ifThenElse(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('if')) return undefined
      const condition = this.next(() => this.expression())
      if (!condition || !this.scanner.token('then')) return undefined
      const then = this.next(() => this.expression())
      if (!then || !this.scanner.token('else')) return undefined
      const otherwise = this.next(() => this.expression())
      return otherwise && { kind: 'if', condition, then, else: otherwise }
    })
  }

  private forLoop(): Node | undefined {
    return this.scanner.attempt(() => {
      const iterators = this.scanner.literal('for') && this.next(() => this.iterators())
      if (!iterators || !this.scanner.token('return')) return undefined
      const result = this.next(() => this.expression())
      return result && { kind: 'for', iterators, result }
    })
  }

  private quantified(): Node | undefined {
    return this.scanner.attempt(() => {
      const kind = this.scanner.oneOf(['some', 'every'])
      const iterators = kind && this.next(() => this.iterators())
      if (!iterators || !this.scanner.token('satisfies')) return undefined
      const condition = this.next(() => this.expression())
      return condition && { kind, iterators, condition }
    })
  }

  private iterators(): Iterator[] | undefined {
    return this.separated(',', () =>
      this.scanner.attempt(() => {
        const name = this.scanner.name()
        if (name === undefined || !this.scanner.token('in')) return undefined
        const list = this.next(() => this.iterationRange() ?? this.value())
        return list && { name, list }
      }),
    )
  }

  private iterationRange(): Node | undefined {
    return this.scanner.attempt(() => {
      const start = this.sum()
      const end = start && this.scanner.token('..') && this.next(() => this.sum())
      return end && { kind: 'iteration', start, end }
    })
  }

  private disjunction(): Node | undefined {
    return this.chain(
      ['or'],
      () => this.conjunction(),
      (_, left, right) => ({ kind: 'or', left, right }),
    )
  }

  private conjunction(): Node | undefined {
    return this.chain(
      ['and'],
      () => this.comparison(),
      (_, left, right) => ({ kind: 'and', left, right }),
    )
  }

  private comparison(): Node | undefined {
    const left = this.sum()
    if (!left) return this.simplePositiveUnaryTest()
    return (
      this.next(
        () => this.compared(left) ?? this.between(left) ?? this.instanceOf(left) ?? this.isIn(left),
      ) ?? left
    )
  }

  private compared(left: Node): Node | undefined {
    return this.scanner.attempt(() => {
      const operator = this.scanner.oneOf(['<=', '>=', '<', '>', '!=', '='])
      const right = operator && this.next(() => this.sum())
      if (!right) return undefined
      if (operator === '!=')
        return { kind: 'not', operand: { kind: 'comparison', operator: '=', left, right } }
      return { kind: 'comparison', operator, left, right }
    })
  }

  private between(value: Node): Node | undefined {
    return this.scanner.attempt(() => {
      const low = this.scanner.literal('between') && this.next(() => this.sum())
      const high = low && this.scanner.token('and') && this.next(() => this.sum())
      if (!high) return undefined
      return {
        kind: 'and',
        left: { kind: 'comparison', operator: '>=', left: value, right: low },
        right: { kind: 'comparison', operator: '<=', left: value, right: high },
      }
    })
  }

  private instanceOf(value: Node): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('instance') || !this.scanner.token('of')) return undefined
      const type = this.next(
        () =>
          this.scanner.oneOf([
            'years and months duration',
            'days and time duration',
            'date and time',
            'function',
          ]) ?? this.qualifiedName()?.join('.'),
      )
      return type === undefined ? undefined : { kind: 'instanceOf', value, type }
    })
  }

  private isIn(value: Node): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('in')) return undefined
      const test = this.next(
        () => this.parenthesized(() => this.positiveUnaryTests()) ?? this.positiveUnaryTest(),
      )
      return test && { kind: 'in', value, test }
    })
  }

  private sum(): Node | undefined {
    return this.remembered('sum', () =>
      this.chain(
        ['+', '-'],
        () => this.product(),
        (operator, left, right) => ({ kind: 'arithmetic', operator, left, right }),
      ),
    )
  }

  private product(): Node | undefined {
    return this.chain(
      ['*', '/'],
      () => this.power(),
      (operator, left, right) => ({ kind: 'arithmetic', operator, left, right }),
    )
  }

  private power(): Node | undefined {
    return this.chain(
      ['**'],
      () => this.signed(),
      (operator, left, right) => ({ kind: 'arithmetic', operator, left, right }),
    )
  }

  private signed(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('-')) return this.value()
      const operand = this.next(() => this.value())
      return operand && { kind: 'negate', operand }
    })
  }

  private value(): Node | undefined {
    let node = this.terminal()
    while (node) {
      const base: Node = node
      const longer = this.next(() => this.path(base) ?? this.filter(base))
      if (!longer) break
      node = longer
    }
    return node
  }

  private path(base: Node): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('.')) return undefined
      const name = this.next(() => this.pathName())
      return name === undefined ? undefined : { kind: 'path', base, name }
    })
  }

  private filter(list: Node): Node | undefined {
    return this.scanner.attempt(() => {
      const condition = this.scanner.literal('[') && this.next(() => this.expression())
      return condition && this.scanner.token(']') && { kind: 'filter', list, condition }
    })
  }

  private terminal(): Node | undefined {
    return (
      temporal(this.scanner) ??
      this.call() ??
      this.reference() ??
      literal(this.scanner) ??
      this.list() ??
      this.context() ??
      (this.scanner.literal('?') && { kind: 'input' as const }) ??
      this.functionDefinition() ??
      this.parenthesized(() => this.expression())
    )
  }

  private reference(): Node | undefined {
    const names = this.qualifiedName()
    return names && { kind: 'reference', names }
  }

  private qualifiedName(): string[] | undefined {
    return this.separated('.', () => this.pathName())
  }

  /** The one property with a space in its name needs no backticks. */
  private pathName(): string | undefined {
    return this.scanner.literal('time offset') ? 'time offset' : this.scanner.name()
  }

  private list(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('[')) return undefined
      const items = this.next(() => this.separated(',', () => this.expression())) ?? []
      return this.scanner.token(']') && { kind: 'list', items }
    })
  }

  private context(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('{')) return undefined
      const entries = this.next(() => this.separated(',', () => this.contextEntry())) ?? []
      return this.scanner.token('}') && { kind: 'context', entries }
    })
  }

  private contextEntry(): [string, Node] | undefined {
    return this.scanner.attempt(() => {
      const key = this.scanner.anyKey() ?? this.scanner.name() ?? this.scanner.quoted()
      if (key === undefined || !this.scanner.token(':')) return undefined
      const value = this.next(() => this.expression())
      return value && [key, value]
    })
  }

  private functionDefinition(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('function') || !this.scanner.token('(')) return undefined
      const parameters = this.next(() => this.separated(',', () => this.parameterName())) ?? []
      if (!this.scanner.token(')')) return undefined
      const start = this.scanner.position
      if (this.scanner.token('external') && this.scanner.token('{')) {
        throw new FeelSyntaxError(this.scanner.text, start, 'external functions are disabled')
      }
      this.scanner.position = start
      const body = this.next(() => this.expression())
      return body && { kind: 'function', parameters, body }
    })
  }

  private parameterName(): string | undefined {
    return this.scanner.identifierWithSpaces() ?? this.scanner.name()
  }

  private call(): Node | undefined {
    return this.scanner.attempt(() => {
      const single =
        this.scanner.identifierWithSpaces() ??
        this.scanner.oneOf(['and', 'or', 'date and time', 'years and months duration', 'get or else'])
      const names = single === undefined ? this.qualifiedName() : [single]
      if (!names || !this.scanner.token('(')) return undefined
      const args = this.next(() => this.namedArguments() ?? this.positionalArguments())
      if (!this.scanner.token(')')) return undefined
      return {
        kind: 'call',
        context: names.slice(0, -1),
        name: names.at(-1)!,
        args: args ?? { kind: 'positional', values: [] },
      }
    })
  }

  private namedArguments(): Arguments | undefined {
    const values = this.separated(',', () =>
      this.scanner.attempt((): [string, Node] | undefined => {
        const name = this.parameterName()
        if (name === undefined || !this.scanner.token(':')) return undefined
        const value = this.next(() => this.range() ?? this.expression())
        return value && [name, value]
      }),
    )
    return values && { kind: 'named', values: new Map(values) }
  }

  private positionalArguments(): Arguments | undefined {
    const values = this.separated(',', () => this.range() ?? this.expression())
    return values && { kind: 'positional', values }
  }

  private negation(): Node | undefined {
    return this.scanner.attempt(() => {
      if (!this.scanner.literal('not')) return undefined
      const operand = this.next(() => this.parenthesized(() => this.positiveUnaryTests()))
      return operand && { kind: 'not', operand }
    })
  }

  private positiveUnaryTests(): Node | undefined {
    const tests = this.separated(',', () => this.positiveUnaryTest())
    return tests && (tests.length === 1 ? tests[0] : { kind: 'anyOf', tests })
  }

  private positiveUnaryTest(): Node | undefined {
    const truth = this.scanner.attempt(() => {
      const value = boolean(this.scanner)
      this.scanner.skip()
      return value && this.scanner.atEnd ? value : undefined
    })
    if (truth) return { kind: 'inputEquals', value: truth }
    const simple = this.simplePositiveUnaryTest()
    if (simple) return simple
    const test = this.expression()
    return test && { kind: 'inputTest', test }
  }

  private anyInput(): Node | undefined {
    return this.scanner.literal('-') && { kind: 'constant', value: true }
  }

  private simplePositiveUnaryTest(): Node | undefined {
    const compared = this.scanner.attempt(() => {
      const operator = this.scanner.oneOf<ComparisonOperator>(['<=', '>=', '<', '>'])
      const value = operator && this.next(() => this.sum())
      return value && { kind: 'inputComparison' as const, operator, value }
    })
    if (compared) return compared
    const range = this.range()
    return range && { kind: 'inputInRange', range }
  }

  private range(): RangeNode | undefined {
    return this.scanner.attempt(() => {
      const opening = this.scanner.oneOf(['(', ']', '['])
      const start = opening && this.next(() => this.sum())
      const end = start && this.scanner.token('..') && this.next(() => this.sum())
      const closing = end && this.next(() => this.scanner.oneOf([')', '[', ']']))
      if (!start || !end || !closing) return undefined
      return { kind: 'range', start, startClosed: opening === '[', end, endClosed: closing === ']' }
    })
  }
}
