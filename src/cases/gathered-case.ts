/** What the assembly of a document's facts reads once, and what it asks of it. */
import type { ClueRow } from '../clues/index.ts'
import type { LegalDay } from '../documents/facts.ts'
import type { DocumentRow } from '../documents/model.ts'
import { legalDay } from '../platform/clock.ts'
import type { EffectiveFact } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { Attempt } from './serving/attempts.ts'

/** What a document brings with it: its own number and day are part of what it says. */
export interface DocumentInHand {
  kind: string
  number?: string
  issuedOn?: LegalDay
  /** Of a proof of service: the kinds that were served. */
  served?: string[]
  /** Of a proof of service: the attempt, as it will stand in the tables. */
  attempt?: Attempt
  /** Of a paper: what was filled in, as it will stand in the tables. */
  fact?: EffectiveFact
  /** What is being corrected 更正, as it will stand in the tables, in the place of what it corrects. */
  corrected?: Pick<EffectiveFact, 'kind' | 'data'>
}

/** What the assembly reads once. */
export interface GatheredCase {
  row: CaseRow
  clue: ClueRow
  facts: EffectiveFact[]
  documents: DocumentRow[]
  /** 送达 so far. */
  attempts: Attempt[]
  inHand: DocumentInHand
  today: LegalDay
}

/** Number of the last issued document of a kind, or of the one in hand. */
export function numberOf({ documents, inHand }: GatheredCase, kind: string): string | undefined {
  if (inHand.kind === kind && inHand.number !== undefined) return inHand.number
  return documents.filter((one) => one.kind === kind && one.state === 'issued').at(-1)?.number ?? undefined
}

export function issuedOn({ documents, inHand }: GatheredCase, kind: string): LegalDay | undefined {
  if (inHand.kind === kind && inHand.issuedOn !== undefined) return inHand.issuedOn
  const at = documents.filter((one) => one.kind === kind && one.state === 'issued').at(-1)?.issued_at
  return at === undefined || at === null ? undefined : legalDay(at)
}
