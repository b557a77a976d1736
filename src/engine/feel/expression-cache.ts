import { LRUCache } from 'lru-cache'
import type { Expression } from './expression.ts'

/** Parsed expressions by text: one per engine, bounded, handed to the parser. */
export class ExpressionCache {
  #parsed: LRUCache<string, Expression>

  constructor(max = 5000) {
    this.#parsed = new LRUCache({ max })
  }

  getOrParse(key: string, parse: () => Expression): Expression {
    let expression = this.#parsed.get(key)
    if (!expression) {
      expression = parse()
      this.#parsed.set(key, expression)
    }
    return expression
  }
}
