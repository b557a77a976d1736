/** An expression that Zeebe refuses at deployment. */
export class FeelSyntaxError extends Error {
  /** The expression without its leading `=`. */
  readonly expression: string
  /** Index into `expression` of the first character that no rule of the grammar accepts. */
  readonly position: number
  constructor(expression: string, position: number, reason: string) {
    super(`failed to parse expression '${expression}': ${reason} at ${lineAndColumn(expression, position)}`)
    this.name = 'FeelSyntaxError'
    this.expression = expression
    this.position = position
  }
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position)
  return `${before.split('\n').length}:${position - before.lastIndexOf('\n')}`
}
