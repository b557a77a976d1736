/** What a file claims to be, before its bytes have come. */
import { problem } from '../platform/problem.ts'
import { type EvidenceRules, mediaTypeOf, takenIn } from './rules.ts'

/** Types that say nothing: browsers send them for what they do not know. */
export const nothingSaid = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

/** Of the file that is about to come. @throws Problem `input-invalid`, `too-large`. */
export function requireClaim(rules: EvidenceRules, claimed: string, size: number): void {
  const type = nothingSaid.has(claimed) ? undefined : mediaTypeOf(rules, claimed)
  if (type === undefined && !nothingSaid.has(claimed)) throw wrongType(rules)
  const largest = type
    ? rules.files[type]!.largest
    : Math.max(...Object.values(rules.files).map((one) => one.largest))
  requireSize(type ? rules.files[type]!.name : '证据文件', size, largest)
}

export function requireSize(name: string, size: number, largest: number): void {
  if (size > largest) throw problem('too-large', `${name}不超过 ${Math.floor(largest / 2 ** 20)} MB`)
}

export const wrongType = (rules: EvidenceRules) =>
  problem('input-invalid', '文件格式不对', [
    { path: 'content', message: `可以收入的文件：${takenIn(rules)}` },
  ])
