import { builtins } from '../functions/builtins.ts'
import type { Arguments, Node } from '../syntax/tree.ts'
import { describe } from '../values/describe.ts'
import { ContextValue, ErrorValue, type FunctionValue, type Value } from '../values/value.ts'
import type { Compiled } from './logic.ts'
import type { Scope } from './scope.ts'

type Fits = (candidate: FunctionValue) => boolean

/** `f(a, b)`, `f(x: a)`, and a function kept in a context: `context.f(a)`. */
export function compileCall(
  node: Extract<Node, { kind: 'call' }>,
  compile: (node: Node) => Compiled,
): Compiled {
  const { name, args } = node
  const fits = fitting(args)
  const evaluate = compileArguments(args, compile)
  if (node.context.length > 0)
    return compileMethod(node, compile({ kind: 'reference', names: node.context }), fits, evaluate)
  const known = (builtins.get(name) ?? []).find(fits)
  return (scope) => {
    const candidate = scope.functions(name).find(fits) ?? known
    if (!candidate) {
      scope.warn('NO_FUNCTION_FOUND', noFunction(name, args))
      return null
    }
    const result = candidate.invoke(evaluate(scope, candidate), scope.environment)
    if (!(result instanceof ErrorValue) || result.fatal) return result
    if (name === 'assert') scope.warn('ASSERT_FAILURE', result.message)
    else scope.warn('FUNCTION_INVOCATION_FAILURE', `Failed to invoke function '${name}': ${result.message}`)
    return null
  }
}

/** An error of such a call is no null: it makes the expression fail. */
function compileMethod(
  { name, args }: Extract<Node, { kind: 'call' }>,
  owner: Compiled,
  fits: Fits,
  evaluate: (scope: Scope, candidate: FunctionValue) => Value[],
): Compiled {
  return (scope) => {
    const value = owner(scope)
    if (value instanceof ErrorValue) return value
    if (!(value instanceof ContextValue))
      return failed(scope, 'INVALID_TYPE', `Expected context but found '${describe(value)}'`)
    const candidate = value.functions.get(name)?.find(fits)
    if (!candidate) return failed(scope, 'NO_FUNCTION_FOUND', noFunction(name, args))
    return candidate.invoke(evaluate(scope, candidate), scope.environment)
  }
}

function failed(scope: Scope, type: 'INVALID_TYPE' | 'NO_FUNCTION_FOUND', message: string): ErrorValue {
  scope.warn(type, message)
  return new ErrorValue(message)
}

function fitting(args: Arguments): Fits {
  if (args.kind === 'named') {
    return ({ parameters }) => [...args.values.keys()].every((name) => parameters.includes(name))
  }
  const count = args.values.length
  return ({ parameters, variadic }) => parameters.length === count || (variadic && parameters.length < count)
}

function compileArguments(
  args: Arguments,
  compile: (node: Node) => Compiled,
): (scope: Scope, candidate: FunctionValue) => Value[] {
  if (args.kind === 'named') {
    const values = new Map([...args.values].map(([name, node]) => [name, compile(node)]))
    // a parameter that is not given is null
    return (scope, { parameters }) => parameters.map((name) => values.get(name)?.(scope) ?? null)
  }
  const values = args.values.map((value) => compile(value))
  return (scope, { parameters, variadic }) => {
    const all = values.map((value) => value(scope))
    if (!variadic || parameters.length === 0) return all
    const fixed = all.slice(0, parameters.length - 1)
    const rest = all.slice(parameters.length - 1)
    // the only argument may be the list itself
    return [...fixed, parameters.length === 1 && rest.length === 1 && Array.isArray(rest[0]) ? rest[0] : rest]
  }
}

function noFunction(name: string, args: Arguments): string {
  const given =
    args.kind === 'named'
      ? `parameters: ${[...args.values.keys()].join(',')}`
      : `${args.values.length} parameters`
  return `No function found with name '${name}' and ${given}`
}
