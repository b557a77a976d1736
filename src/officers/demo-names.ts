/** Invented names and ids for the demo bureau: the same seed gives the same people, on every machine. */
import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import { parseInstant } from '../platform/clock.ts'

const madeOn = parseInstant('2026-01-01T00:00:00Z')

/** A ULID that depends on the label alone. */
export function steadyId(label: string): string {
  const bytes = createHash('sha256').update(label).digest()
  let at = 0
  return ulid(madeOn, () => (bytes[at++ % bytes.length] ?? 0) / 256)
}

/** The n-th name: runs through the surnames, each round with other given names, so that names differ for a long time. */
export function inventedName(n: number, surnames: string[], givenNames: string[]): string {
  const surname = surnames[n % surnames.length] ?? ''
  const round = Math.floor(n / surnames.length)
  return surname + (givenNames[(n * 7 + round * 3) % givenNames.length] ?? '')
}
