/**
 * FEEL as Zeebe 8.5 evaluates it (feel-scala 1.17). The language is written here once more, from its grammar and by asking a broker,
 * because no FEEL library on npm has its decimals, its null rules or its refusals: `broker-answers.yaml` holds what a broker answered.
 *
 *     const expression = parseExpression('= amount > 100', cache)       // FeelSyntaxError: refuse the deployment
 *     evaluate(expression, { amount: 120 }, clock.now())                  // { ok: true, value: true }
 *     evaluateAs(expression, 'boolean', variables, now)                   // or { ok: false, message } of an EXTRACT_VALUE_ERROR
 *
 * A context is an object of variables or a look-up `(name) => Json | undefined`. `now` is epoch milliseconds, UTC. Numbers are decimal.
 */
export { parseExpression, parseUnaryTests, type Expression } from './expression.ts'
export { FeelSyntaxError } from './syntax-error.ts'
export { ExpressionCache } from './expression-cache.ts'
export { evaluate, evaluateTyped, evaluateUnaryTests, type FeelContext } from './evaluate.ts'
export { evaluateAs, type ExpectedType, type ExpectedTypes } from './evaluate-as.ts'
export { addInterval, parseInterval, parseRepeatingInterval, type Interval } from './interval.ts'
export { differences } from './differences.ts'
