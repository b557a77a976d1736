import type { ExpressionCache } from './expression-cache.ts'
import { compile } from './interpreter/compile.ts'
import type { Compiled } from './interpreter/logic.ts'
import { parseExpressionText, parseUnaryTestsText } from './syntax/grammar.ts'

/** A parsed attribute of a model: FEEL, or static text. Immutable; keep it with the model. */
export interface Expression {
  /** FEEL without its leading `=`, or the static text. */
  readonly text: string
  readonly isStatic: boolean
  /** Of FEEL only: the way to evaluate it (internal to this folder). */
  readonly compiled?: Compiled
}

/**
 * Zeebe's attribute text: a leading `=` means FEEL, anything else is static text. @throws FeelSyntaxError
 */
export function parseExpression(attribute: string, cache?: ExpressionCache): Expression {
  // nothing after the sign is static text: "="
  if (!attribute.startsWith('=') || attribute.length === 1) return { text: attribute, isStatic: true }
  return parseFeel(attribute.slice(1), cache)
}

/** An expression without a leading `=`, as DMN has it. @throws FeelSyntaxError */
export function parseFeel(text: string, cache?: ExpressionCache): Expression {
  const parse = () => ({ text, isStatic: false, compiled: compile(parseExpressionText(text)) })
  return cache ? cache.getOrParse(`=${text}`, parse) : parse()
}

/** An input entry of a decision table (no leading `=`). @throws FeelSyntaxError */
export function parseUnaryTests(text: string, cache?: ExpressionCache): Expression {
  const parse = () => ({ text, isStatic: false, compiled: compile(parseUnaryTestsText(text)) })
  return cache ? cache.getOrParse(`?${text}`, parse) : parse()
}
