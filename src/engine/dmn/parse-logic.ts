import type { ModdleElement } from 'dmn-moddle'
import { parseFeel, type Expression } from '../feel/expression.ts'
import { parseUnaryTests, type ExpressionCache } from '../feel/index.ts'
import type { Aggregation, DecisionType, HitPolicy, Logic, Parameter } from './decision-graph.ts'

/** Something in a DMN file that the broker refuses, and where. */
export interface Fault {
  elementId: string
  message: string
}

const decisionTypes: Record<string, DecisionType> = {
  'dmn:DecisionTable': 'DECISION_TABLE',
  'dmn:LiteralExpression': 'LITERAL_EXPRESSION',
  'dmn:Context': 'CONTEXT',
  'dmn:Invocation': 'INVOCATION',
  'dmn:List': 'LIST',
  'dmn:Relation': 'RELATION',
}
const allowed = {
  hitPolicy: ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as string[],
  aggregation: ['SUM', 'COUNT', 'MIN', 'MAX'] as string[],
}
const languages = [
  'feel',
  'http://www.omg.org/spec/feel/20140401',
  /^https?:\/\/www\.omg\.org\/spec\/dmn\/\d+\/(feel|model)\/?$/,
]
/** A logic that has a fault stands for nothing: the file is refused before anything is evaluated. */
const nothing: Logic = { kind: 'list', items: [] }

export function decisionType(logic: ModdleElement | undefined): DecisionType {
  return decisionTypes[logic?.$type ?? ''] ?? 'UNKNOWN'
}

export function children(element: ModdleElement, property: string): ModdleElement[] {
  return (element[property] as ModdleElement[] | undefined) ?? []
}

/** Parses the boxed expressions of one decision; what is wrong goes into `faults`. */
export class LogicParser {
  private readonly faults: Fault[]
  private readonly cache: ExpressionCache | undefined
  /** Of the decision or knowledge model that is being parsed: faults without an id of their own are its. */
  private readonly owner: string
  private readonly knowsKnowledge: (name: string) => boolean

  constructor(
    owner: string,
    faults: Fault[],
    knowsKnowledge: (name: string) => boolean,
    cache: ExpressionCache | undefined,
  ) {
    this.owner = owner
    this.faults = faults
    this.knowsKnowledge = knowsKnowledge
    this.cache = cache
  }

  logic(element: ModdleElement | undefined): Logic {
    switch (element?.$type) {
      case 'dmn:DecisionTable':
        return this.table(element)
      case 'dmn:LiteralExpression':
        return { kind: 'literal', expression: this.feel(element) }
      case 'dmn:Context':
        return this.context(element)
      case 'dmn:Invocation':
        return this.invocation(element)
      case 'dmn:List':
        return { kind: 'list', items: children(element, 'elements').map((item) => this.logic(item)) }
      case 'dmn:Relation':
        return this.relation(element)
      case 'dmn:FunctionDefinition':
        return this.functionDefinition(element)
      default:
        this.fault(element, `unsupported expression found '${element?.$type ?? 'null'}'`)
        return nothing
    }
  }

  parameters(element: ModdleElement): Parameter[] {
    return children(element, 'formalParameter').map(({ name, typeRef }) => ({
      name: name ?? '',
      type: typeRef as string | undefined,
    }))
  }

  private table(element: ModdleElement): Logic {
    const outputs = children(element, 'output')
    const aggregation = element.aggregation as Aggregation | undefined
    if (outputs.length === 0) this.fault(element, 'a decision table needs an output')
    for (const property of ['hitPolicy', 'aggregation'] as const) {
      const value = element[property] as string | undefined
      if (value !== undefined && !allowed[property].includes(value))
        this.fault(element, `'${value}' is no ${property}`)
    }
    if (outputs.length > 1) {
      if (element.hitPolicy === 'COLLECT' && aggregation) {
        this.fault(element, "hit policy 'COLLECT' with aggregator is not defined for compound output")
      }
      for (const output of outputs) {
        if (output.name === undefined)
          this.fault(output, `no output name defined for \`${(output.label as string) ?? 'null'}\``)
      }
    }
    return {
      kind: 'table',
      hitPolicy: (element.hitPolicy as HitPolicy | undefined) ?? 'UNIQUE',
      aggregation,
      inputs: children(element, 'input').map((input) => ({
        id: input.id ?? '',
        label:
          (input.label as string | undefined) ??
          textOf(input.inputExpression as ModdleElement | undefined)?.slice(0, 30) ??
          '',
        expression: this.feel(input.inputExpression as ModdleElement | undefined),
      })),
      outputs: outputs.map((output) => ({
        id: output.id ?? '',
        name: output.name ?? '',
        label: (output.label as string | undefined) ?? output.name ?? '',
        values: priorities(output.outputValues as ModdleElement | undefined),
        default: output.defaultOutputEntry
          ? this.feel(output.defaultOutputEntry as ModdleElement)
          : undefined,
      })),
      rules: children(element, 'rule').map((rule) => ({
        id: rule.id ?? '',
        inputs: children(rule, 'inputEntry').map((entry) => this.tests(entry)),
        outputs: children(rule, 'outputEntry').map((entry) => this.feel(entry)),
      })),
    }
  }

  private context(element: ModdleElement): Logic {
    const entries = children(element, 'contextEntry').map((entry) => ({
      name: (entry.variable as ModdleElement | undefined)?.name,
      logic: this.logic(entry.value as ModdleElement | undefined),
    }))
    const last = entries.at(-1)
    if (!last) this.fault(element, 'a context needs an entry')
    // an entry without a name at the end is the result
    const result = last && last.name === undefined ? entries.pop()?.logic : undefined
    if (entries.some(({ name }) => name === undefined))
      this.fault(element, 'every entry of a context but the last needs a variable')
    return { kind: 'context', entries: entries.map(({ name, logic }) => [name ?? '', logic]), result }
  }

  private relation(element: ModdleElement): Logic {
    const columns = children(element, 'column').map(({ name }) => name ?? '')
    const rows = children(element, 'row').map((row) => {
      const cells = children(row, 'elements')
      if (cells.length !== columns.length) {
        this.fault(row, `expected row with '${columns.length}' elements but found '${cells.length}'`)
      }
      return cells
        .slice(0, columns.length)
        .map((cell, index): [string, Logic] => [columns[index]!, this.logic(cell)])
    })
    return { kind: 'relation', rows }
  }

  private functionDefinition(element: ModdleElement): Logic {
    const body = element.body as ModdleElement | undefined
    if (body?.$type !== 'dmn:LiteralExpression') {
      this.fault(element, `expected literal expression but found '${body?.$type ?? 'null'}'`)
      return nothing
    }
    return { kind: 'function', parameters: this.parameters(element), expression: this.feel(body) }
  }

  private invocation(element: ModdleElement): Logic {
    const bindings = children(element, 'binding').flatMap((binding): [string, Expression][] => {
      const formula = binding.bindingFormula as ModdleElement | undefined
      const name = (binding.parameter as ModdleElement | undefined)?.name
      if (formula?.$type === 'dmn:LiteralExpression' && name !== undefined)
        return [[name, this.feel(formula)]]
      this.fault(element, `expected binding with literal expression but found '${formula?.$type ?? 'null'}'`)
      return []
    })
    const called = element.calledFunction as ModdleElement | undefined
    const knowledge = textOf(called) ?? ''
    if (called?.$type !== 'dmn:LiteralExpression') {
      this.fault(
        element,
        `expected invocation with literal expression but found '${called?.$type ?? 'null'}'`,
      )
    } else if (!this.knowsKnowledge(knowledge)) this.fault(called, `no BKM found with name '${knowledge}'`)
    return { kind: 'invocation', knowledge, bindings }
  }

  private feel(element: ModdleElement | undefined): Expression {
    const text = textOf(element)
    if (text === undefined)
      this.fault(element, `The expression '${element?.id ?? 'null'}' must not be empty.`)
    else if (this.isFeel(element!)) {
      try {
        return parseFeel(text, this.cache)
      } catch (error) {
        this.fault(element, `FEEL expression: ${(error as Error).message}`)
      }
    }
    return parseFeel('null')
  }

  private tests(element: ModdleElement): Expression | undefined {
    const text = textOf(element)
    if (text === undefined) this.fault(element, `The expression '${element.id ?? 'null'}' must not be empty.`)
    else if (this.isFeel(element) && text !== '') {
      try {
        return parseUnaryTests(text, this.cache)
      } catch (error) {
        this.fault(element, `FEEL unary-tests: ${(error as Error).message}`)
      }
    }
    return undefined
  }

  private isFeel(element: ModdleElement): boolean {
    const language = ((element.expressionLanguage as string | undefined) ?? 'feel').toLowerCase()
    if (languages.some((known) => (typeof known === 'string' ? known === language : known.test(language))))
      return true
    this.fault(element, `Expression language '${language}' is not supported`)
    return false
  }

  private fault(element: ModdleElement | undefined, message: string): void {
    this.faults.push({ elementId: element?.id ?? this.owner, message })
  }
}

/** Output values by priority: commas separate, quotes fall away. */
function priorities(element: ModdleElement | undefined): string[] {
  const text = textOf(element)
  return text === undefined ? [] : text.split(',').map((value) => value.trim().replace(/["']/g, ''))
}

function textOf(element: ModdleElement | undefined): string | undefined {
  return (element?.text as string | undefined)?.trim()
}
