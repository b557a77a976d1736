/**
 * Input and output mappings as Zeebe understands them: all mappings of one direction are ONE FEEL context, `{a: x, b: {c: y}}`, so that a later
 * entry sees the earlier ones, a nested target builds an object, and one broken source fails the whole.
 */
import { type Expression, parseExpression } from '../feel/index.ts'

export interface Mapping {
  source: string
  target: string
}

type Node = { path: string[]; entries: Map<string, string | Node> }

/** A nested target replaces the object: inputs are local variables of their own. */
export function inputMapping(mappings: Mapping[]): Expression {
  return parseExpression(`=${contextText(treeOf(mappings), (nested) => nested)}`)
}

/** A nested target is merged into the variable that is there: `x -> a.b` with a = {c: 2} gives a = {b: x, c: 2}. */
export function outputMapping(mappings: Mapping[]): Expression {
  return parseExpression(
    `=${contextText(treeOf(mappings), (nested, path) => {
      const existing = path.join('.')
      return `if (${existing} != null) then context merge(${existing},${nested}) else ${nested}`
    })}`,
  )
}

function treeOf(mappings: Mapping[]): Node {
  const root: Node = { path: [], entries: new Map() }
  for (const { source, target } of mappings) {
    const parts = target.split('.')
    const last = parts.pop() ?? target
    let node = root
    for (const part of parts) {
      const entry = node.entries.get(part)
      if (entry && typeof entry === 'object') node = entry
      else {
        const nested: Node = { path: [...node.path, part], entries: new Map() }
        node.entries.set(part, nested)
        node = nested
      }
    }
    node.entries.set(last, sourceText(source))
  }
  return root
}

/** What does not begin with `=` is a text, whatever it looks like. */
function sourceText(source: string): string {
  const expression = parseExpression(source)
  return !expression.isStatic ? expression.text : `"${source.replaceAll('"', '\\"')}"`
}

function contextText(node: Node, nestedText: (text: string, path: string[]) => string): string {
  const entries = [...node.entries].map(([name, value]) =>
    typeof value === 'string'
      ? `${name}:${value}`
      : `${name}:${nestedText(contextText(value, nestedText), value.path)}`,
  )
  return `{${entries.join(',')}}`
}
