/** Quantities 数量: decimal text outside, whole steps of the unit inside, so that sums are exact on every database. */
import { Decimal } from 'decimal.js'
import { problem } from '../platform/problem.ts'

/** Steps beyond this would not be exact in JavaScript. */
const most = Number.MAX_SAFE_INTEGER

/** @param path the field that is named when it is wrong. @throws Problem `input-invalid`. */
export function toSteps(text: string, decimals: number, path: string): number {
  const refuse = (message: string) => problem('input-invalid', '数量有误', [{ path, message }])
  if (!/^\d{1,15}(\.\d{1,6})?$/.test(text)) throw refuse('数量应当是数字，如 12 或 0.5')
  const steps = new Decimal(text).times(new Decimal(10).pow(decimals))
  if (!steps.isInteger()) throw refuse(decimals === 0 ? '该单位只能是整数' : `该单位至多 ${decimals} 位小数`)
  if (steps.gt(most)) throw refuse('数量过大')
  return steps.toNumber()
}

export function toText(steps: number, decimals: number): string {
  return new Decimal(steps).div(new Decimal(10).pow(decimals)).toFixed()
}
