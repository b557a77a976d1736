/**
 * Reads a template before it is ever used: each name must be a declared field, each helper one of ours, nothing unescaped, nothing that runs or
 * loads. A typing mistake in a branch that no sample reaches is found here, not on paper.
 */
import Handlebars from 'handlebars'
import type { FieldDefinition } from './field-definitions.ts'

/** Block helpers of Handlebars that stay allowed, and ours (`template-compile.ts`), with whether they open a block. */
const allowedHelpers = new Set(['if', 'unless', 'each', 'is', 'ordinal', 'chineseOrdinal'])

/** Given to every template beside its own fields. */
export const builtInNames = {
  document: ['kind', 'title', 'number', 'date', 'draft', 'verifyUrl', 'qrPath', 'qrSize'],
  bureau: ['name', 'shortName', 'seal'],
} as const

const forbiddenContent: [RegExp, string][] = [
  [
    /<\s*\/?\s*(script|iframe|object|embed|link|base|form|frame|applet|audio|video)\b/i,
    'may not hold the element',
  ],
  [/<[^>]*\son[a-z]+\s*=/i, 'may not hold an event attribute'],
  [/@import|url\s*\(|https?:|javascript:|file:/i, 'may not load or link anything'],
]

/** Names at one place of the template: plain ones, and lists with the names of their items. */
interface Scope {
  names: Map<string, readonly string[] | undefined>
  above?: Scope
  /** Inside a list: @index and the like exist. */
  item: boolean
}

export interface TemplateSource {
  /** As told in messages, e.g. penalty-decision/template.hbs. */
  file: string
  text: string
}

export interface CheckedTemplate {
  /** What is wrong, as `file:line what`. */
  faults: string[]
  /** Names of the layouts, style sheets and partials that it is put together from, those that they call included. */
  uses: Set<string>
}

export function checkTemplate(
  source: TemplateSource,
  definitions: readonly FieldDefinition[],
  partials: ReadonlyMap<string, TemplateSource>,
): CheckedTemplate {
  const names = new Map<string, readonly string[] | undefined>()
  for (const field of definitions)
    names.set(
      field.name,
      field.items?.map((item) => item.name),
    )
  for (const [name, inner] of Object.entries(builtInNames)) names.set(name, inner)
  const checked: CheckedTemplate = { faults: [], uses: new Set() }
  new Walk(source, partials, checked).program({ names, item: false })
  return { ...checked, faults: [...new Set(checked.faults)] }
}

class Walk {
  readonly #source: TemplateSource
  readonly #partials: ReadonlyMap<string, TemplateSource>
  readonly #checked: CheckedTemplate
  readonly #depth: number

  constructor(
    source: TemplateSource,
    partials: ReadonlyMap<string, TemplateSource>,
    checked: CheckedTemplate,
    depth = 0,
  ) {
    this.#source = source
    this.#partials = partials
    this.#checked = checked
    this.#depth = depth
  }

  program(scope: Scope): void {
    let parsed: hbs.AST.Program
    try {
      parsed = Handlebars.parse(this.#source.text)
    } catch (error) {
      this.#checked.faults.push(`${this.#source.file}: ${(error as Error).message.split('\n')[0]}`)
      return
    }
    this.#body(parsed, scope)
  }

  #fault(node: hbs.AST.Node, what: string): void {
    this.#checked.faults.push(`${this.#source.file}:${node.loc.start.line} ${what}`)
  }

  #body(program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.#statement(statement, scope)
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'ContentStatement': {
        const content = statement as hbs.AST.ContentStatement
        for (const [pattern, what] of forbiddenContent) {
          const found = pattern.exec(content.value)
          if (found) this.#fault(content, `${what}: ${found[0].trim()}`)
        }
        return
      }
      case 'CommentStatement':
        return
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement
        if (!mustache.escaped) this.#fault(mustache, 'unescaped output ({{{ }}} or {{& }}) is not allowed')
        this.#call(mustache, scope)
        return
      }
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope)
        return
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(statement as hbs.AST.PartialBlockStatement, scope)
        return
      default:
        this.#fault(statement, `${statement.type} is not allowed`)
    }
  }

  #call(
    call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression,
    scope: Scope,
  ): void {
    const takesArguments = call.params.length > 0 || (call.hash?.pairs.length ?? 0) > 0
    if (takesArguments || call.type === 'BlockStatement') this.#helper(call.path as hbs.AST.PathExpression)
    else this.#expression(call.path as hbs.AST.Expression, scope)
    for (const argument of call.params) this.#expression(argument, scope)
    for (const pair of call.hash?.pairs ?? []) this.#expression(pair.value, scope)
  }

  #helper(path: hbs.AST.PathExpression): void {
    if (!allowedHelpers.has(path.original)) this.#fault(path, `unknown helper: ${path.original}`)
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    this.#call(block, scope)
    const inner =
      (block.path as hbs.AST.PathExpression).original === 'each' ? this.#itemScope(block, scope) : scope
    this.#body(block.program, inner)
    this.#body(block.inverse, scope)
  }

  #itemScope(block: hbs.AST.BlockStatement, scope: Scope): Scope {
    const [list] = block.params
    const path = list?.type === 'PathExpression' ? (list as hbs.AST.PathExpression) : undefined
    const items = path && !path.data ? lookUp(scope, path)?.get(path.parts[0]!) : undefined
    return { names: new Map((items ?? []).map((name) => [name, undefined])), above: scope, item: true }
  }

  #partial(partial: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, scope: Scope): void {
    const name =
      partial.name.type === 'PathExpression' ? (partial.name as hbs.AST.PathExpression).original : undefined
    const pairs = partial.hash?.pairs ?? []
    for (const pair of pairs) this.#expression(pair.value, scope)
    if (partial.params.length > 0) this.#fault(partial, 'a partial takes named values only')
    if ('program' in partial) this.#body(partial.program, scope)
    if (name === '@partial-block') return
    const source = name === undefined ? undefined : this.#partials.get(name)
    if (name === undefined || !source)
      return this.#fault(partial, `no such layout or partial: ${name ?? 'a computed name'}`)
    this.#checked.uses.add(name)
    if (this.#depth > 10) return this.#fault(partial, `partials call each other in a circle: ${name}`)
    const names = new Map(scope.names)
    for (const pair of pairs) names.set(pair.key, undefined)
    new Walk(source, this.#partials, this.#checked, this.#depth + 1).program({ ...scope, names })
  }

  #expression(expression: hbs.AST.Expression, scope: Scope): void {
    if (expression.type === 'SubExpression') return this.#call(expression as hbs.AST.SubExpression, scope)
    if (expression.type !== 'PathExpression') return
    const path = expression as hbs.AST.PathExpression
    if (path.data) {
      if (!scope.item || !['index', 'first', 'last'].includes(path.parts.join('.')))
        this.#fault(path, `unknown: ${path.original}`)
      return
    }
    if (path.parts.length === 0) return
    const names = lookUp(scope, path)
    const [first, second, ...deeper] = path.parts
    if (!names?.has(first!)) return this.#fault(path, `not a field of fields.yaml: ${path.original}`)
    const inner = names.get(first!)
    if (second === undefined || (second === 'length' && deeper.length === 0 && !(first! in builtInNames)))
      return
    if (!(first! in builtInNames) || !inner?.includes(second) || deeper.length > 0)
      this.#fault(path, `not a field of fields.yaml: ${path.original}`)
  }
}

function lookUp(scope: Scope, path: hbs.AST.PathExpression): Scope['names'] | undefined {
  let at: Scope | undefined = scope
  for (let up = 0; up < path.depth; up++) at = at?.above
  return at?.names
}
