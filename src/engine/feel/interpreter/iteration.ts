import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { allOf, anyOf, orNull, type Compiled } from './logic.ts'
import { Scope } from './scope.ts'

/** More than this no iteration is given: the broker would run out of memory. */
const longestIteration = 10_000_000

export interface CompiledIterator {
  name: string
  list: Compiled
}

export function compileFor(iterators: CompiledIterator[], result: Compiled): Compiled {
  const combine = compileIterators(iterators)
  return (scope) => {
    const combinations = combine(scope)
    if (combinations instanceof ErrorValue) return orNull(combinations)
    const partial: Value[] = []
    for (const variables of combinations) {
      const known = (name: string) => (name === 'partial' ? [...partial] : variables.get(name))
      partial.push(result(new Scope(scope.environment, known, undefined, scope)))
    }
    return partial
  }
}

export function compileQuantified(
  kind: 'some' | 'every',
  iterators: CompiledIterator[],
  condition: Compiled,
): Compiled {
  const combine = compileIterators(iterators)
  const decide = kind === 'some' ? anyOf : allOf
  return (scope) => {
    const combinations = combine(scope)
    if (combinations instanceof ErrorValue) return orNull(combinations)
    return orNull(
      decide(
        scope,
        combinations.map((variables) => () => condition(scope.with(variables))),
      ),
    )
  }
}

/** `1..3`, and downwards `3..1`. */
export function compileIteration(start: Compiled, end: Compiled): Compiled {
  return (scope) => {
    const [from, to] = [start(scope), end(scope)]
    for (const bound of [from, to]) {
      if (bound instanceof ErrorValue) return bound
      if (!(bound instanceof Decimal)) {
        const message = `Expected number but found '${describe(bound)}'`
        scope.warn('INVALID_TYPE', message)
        return new ErrorValue(message)
      }
    }
    const [first, last] = [from as Decimal, to as Decimal]
    const step = first.compare(last) < 0 ? Decimal.one : Decimal.one.negated()
    const items: Value[] = []
    for (let at = first; at.compare(last) * step.compare(Decimal.zero) <= 0; at = at.plus(step)) {
      if (items.length >= longestIteration)
        throw new RangeError(`${describe(first)}..${describe(last)} is too long`)
      items.push(at)
    }
    return items
  }
}

/** All combinations of the lists' items, the last list turning fastest. The lists do not see each other's names. */
function compileIterators(
  iterators: CompiledIterator[],
): (scope: Scope) => Map<string, Value>[] | ErrorValue {
  return (scope) => {
    let combinations: Map<string, Value>[] = [new Map()]
    let failure: ErrorValue | undefined
    const evaluated = iterators.map(({ name, list }) => ({ name, items: list(scope) }))
    for (const { name, items } of evaluated) {
      if (items instanceof ErrorValue) failure ??= items
      else if (!Array.isArray(items)) {
        const message = `Expected list but found '${describe(items)}'`
        scope.warn('INVALID_TYPE', message)
        failure ??= new ErrorValue(message)
      } else
        combinations = combinations.flatMap((known) => items.map((item) => new Map([...known, [name, item]])))
    }
    return failure ?? combinations
  }
}
