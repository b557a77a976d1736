import type { Scanner } from './scanner.ts'
import type { Node } from './tree.ts'

/** A rule of the grammar: undefined when it does not fit here. */
export type Rule<T> = () => T | undefined

interface Result {
  node: Node | undefined
  end: number
}

/** How rules are put together; `Grammar` has the rules themselves. */
export class Rules {
  protected readonly scanner: Scanner
  /** Results of the rules that more than one alternative tries at the same place, by position: keeps parsing linear. */
  private readonly results = new Map<string, Map<number, Result>>()

  constructor(scanner: Scanner) {
    this.scanner = scanner
  }

  protected parenthesized<T>(rule: Rule<T>): T | undefined {
    return this.scanner.attempt(() => {
      const inner = this.scanner.literal('(') && this.next(rule)
      return inner !== undefined && this.scanner.token(')') ? inner : undefined
    })
  }

  /** A rule after white space; when it does not fit the white space is given back. */
  protected next<T>(rule: Rule<T>): T | undefined {
    return this.scanner.attempt(() => {
      this.scanner.skip()
      return rule()
    })
  }

  /** One or more of `rule` with `separator` between them. */
  protected separated<T>(separator: string, rule: Rule<T>): T[] | undefined {
    const first = rule()
    if (first === undefined) return undefined
    const all = [first]
    for (;;) {
      const item = this.scanner.attempt(() => (this.scanner.token(separator) ? this.next(rule) : undefined))
      if (item === undefined) return all
      all.push(item)
    }
  }

  /** Left-associative operators of one rank. */
  protected chain<O extends string>(
    operators: readonly O[],
    operand: Rule<Node>,
    join: (operator: O, left: Node, right: Node) => Node,
  ) {
    let node = operand()
    while (node) {
      const left: Node = node
      const joined = this.next(() => {
        const operator = this.scanner.oneOf(operators)
        const right = operator && this.next(operand)
        return right && join(operator, left, right)
      })
      if (!joined) break
      node = joined
    }
    return node
  }

  protected remembered(name: string, rule: Rule<Node>): Node | undefined {
    const start = this.scanner.position
    let results = this.results.get(name)
    if (!results) this.results.set(name, (results = new Map()))
    const known = results.get(start)
    if (known) {
      this.scanner.position = known.end
      return known.node
    }
    const node = this.scanner.attempt(rule)
    results.set(start, { node, end: this.scanner.position })
    return node
  }
}
