import type { Node } from '../syntax/tree.ts'
import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { ContextValue, ErrorValue, FunctionValue, type Value } from '../values/value.ts'
import { orNull, type Compiled } from './logic.ts'
import type { Scope } from './scope.ts'

/** `list[condition]`: an index from 1 (or from the end, negative), or the items for which the condition is true. */
export function compileFilter(node: Node, list: Compiled, condition: Compiled): Compiled {
  const direct = node.kind === 'comparison' || node.kind === 'call'
  return (scope) => {
    const items = list(scope)
    if (items instanceof ErrorValue) return orNull(items)
    if (!Array.isArray(items)) {
      scope.warn('INVALID_TYPE', `Expected list but found '${describe(items)}'`)
      return null
    }
    if (!direct) {
      // an index may be computed from what is outside the list
      const index = condition(scope)
      if (index instanceof Decimal) return itemAt(items, index)
    }
    return orNull(select(items, (item) => condition(filterScope(scope, item))))
  }
}

function select(items: Value[], condition: (item: Value) => Value): Value {
  const [head, ...tail] = items
  if (head === undefined) return []
  const first = condition(head)
  if (first instanceof ErrorValue) return first
  if (first instanceof Decimal) return itemAt(items, first)
  const selected: Value[] = []
  for (const item of tail) {
    // feel-scala marks what it drops with the text "_", and so drops that text too
    if (condition(item) === true && item !== '_') selected.push(item)
  }
  return first === true ? [head, ...selected] : selected
}

function itemAt(items: Value[], index: Decimal): Value {
  const place = index.digits > 0n ? index.minus(Decimal.one) : index.plus(Decimal.ofInteger(items.length))
  if (place.digits < 0n || place.compare(Decimal.ofInteger(items.length)) >= 0) return null
  return items[place.toInt32()] ?? null
}

/** `item`, and the entries of an item that is a context. */
function filterScope(scope: Scope, item: Value): Scope {
  if (item instanceof FunctionValue) return scope.with(undefined, new Map([['item', [item]]]))
  const withItem = scope.withVariable('item', item)
  return item instanceof ContextValue ? withItem.with(item.entries, item.functions) : withItem
}
