import type { Environment, FunctionValue, Value, WarningType } from '../values/value.ts'

export type VariableSource = (name: string) => Value | undefined
type Functions = ReadonlyMap<string, readonly FunctionValue[]>

/** The names that an expression sees: a chain, the innermost first. */
export class Scope {
  readonly environment: Environment
  private readonly parent: Scope | undefined
  private readonly variables: VariableSource | undefined
  private readonly ownFunctions: Functions | undefined

  constructor(environment: Environment, variables?: VariableSource, functions?: Functions, parent?: Scope) {
    this.environment = environment
    this.variables = variables
    this.ownFunctions = functions
    this.parent = parent
  }

  /** A scope within this one. */
  with(variables?: ReadonlyMap<string, Value>, functions?: Functions): Scope {
    return new Scope(this.environment, variables && ((name) => variables.get(name)), functions, this)
  }

  withVariable(name: string, value: Value): Scope {
    return new Scope(this.environment, (wanted) => (wanted === name ? value : undefined), undefined, this)
  }

  variable(name: string): Value | undefined {
    const value = this.variables?.(name)
    return value === undefined ? this.parent?.variable(name) : value
  }

  /** Functions of that name, the innermost first; builtins are not among them. */
  functions(name: string): readonly FunctionValue[] {
    const inherited = this.parent?.functions(name) ?? []
    const own = this.ownFunctions?.get(name)
    return own ? [...own, ...inherited] : inherited
  }

  warn(type: WarningType, message: string): void {
    this.environment.warnings.push({ type, message })
  }
}
