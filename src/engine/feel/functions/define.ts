import { describe } from '../values/describe.ts'
import { ErrorValue, FunctionValue, type Environment, type Value } from '../values/value.ts'

export type Functions = Record<string, FunctionValue[]>
/** undefined: these arguments do not fit. */
type Body = (args: Value[], environment: Environment) => Value | undefined

/** A builtin. Arguments that do not fit give an error, which a call turns into null with a warning. */
export function define(parameters: string[], body: Body): FunctionValue {
  return new FunctionValue(parameters, checked(body))
}

/** As `define`; the last parameter takes all further arguments. */
export function defineVariadic(parameters: string[], body: Body): FunctionValue {
  return new FunctionValue(parameters, checked(body), true)
}

function checked(body: Body): FunctionValue['invoke'] {
  return (args, environment) => {
    const result = body(args, environment)
    if (result !== undefined) return result
    const errors = args.filter((arg) => arg instanceof ErrorValue)
    const error = errors.find(({ fatal }) => fatal) ?? errors[0]
    return error ?? new ErrorValue(`Illegal arguments: ${args.map((arg) => `'${describe(arg)}'`).join(', ')}`)
  }
}
