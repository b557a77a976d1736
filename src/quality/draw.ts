/** Drawing 抽取 by lot that everybody can repeat: who stands where follows from the seed and the ids alone. Pure. */
import { createHash } from 'node:crypto'
import { problem } from '../platform/problem.ts'
import { addDays, addMonths } from '../platform/legal-day.ts'

export interface Period {
  fromOn: string
  untilOn: string
}

/** `2026-Q3` or `2026-07`. @throws Problem `input-invalid`. */
export function periodOf(text: string, kind: 'quarter' | 'month'): Period {
  const [, year, part] =
    (kind === 'quarter' ? /^(\d{4})-Q([1-4])$/ : /^(\d{4})-(0[1-9]|1[0-2])$/).exec(text) ?? []
  if (year === undefined || part === undefined)
    throw problem('input-invalid', '抽查期间不对', [
      { path: 'period', message: kind === 'quarter' ? '应为季度，如 2026-Q3' : '应为月份，如 2026-07' },
    ])
  const months = kind === 'quarter' ? 3 : 1
  const month = (Number(part) - 1) * months + 1
  const fromOn = `${year}-${String(month).padStart(2, '0')}-01`
  return { fromOn, untilOn: addDays(addMonths(fromOn, months), -1) }
}

/** At most so many of them, in the order of their lots. */
export function draw<T extends { id: string }>(seed: string, candidates: T[], most: number): T[] {
  return candidates
    .map((one) => ({ one, lot: createHash('sha256').update(`${seed} ${one.id}`).digest('hex') }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, most)
    .map(({ one }) => one)
}
