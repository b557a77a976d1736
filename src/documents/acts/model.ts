/** What becomes of an issued document: corrected 补正, invalidated 作废, withdrawn 撤销, printed again 补打. The document itself, and its number, stay. */
import type { LegalDay } from '../facts.ts'

/** Of two people: one proposes, another who does not handle the case decides. */
export const actKinds = ['correction', 'invalidation', 'withdrawal'] as const
export type ActKind = (typeof actKinds)[number]

export const actWords: Record<ActKind, string> = {
  correction: '补正',
  invalidation: '作废',
  withdrawal: '撤销',
}

export interface DocumentActRow {
  id: string
  document_id: string
  case_id: string
  kind: ActKind
  state: 'proposed' | 'effective' | 'rejected'
  reason: string
  /** JSON of ActDetails. */
  details: string | null
  /** Document that a correction issued. */
  result_id: string | null
  proposed_by: string
  proposed_name: string
  proposed_at: number
  decided_by: string | null
  decided_name: string | null
  opinion: string | null
  decided_at: number | null
}

export interface ActDetails {
  /** Of a correction. */
  errors?: { place: string; wrong: string; right: string }[]
  /** Of a withdrawal: what it follows from, e.g. number of the review decision 行政复议决定书. */
  basis?: string
  basisOn?: LegalDay
  /** Of a decision that the bureau withdraws itself: from where the case goes on anew; left out: it ends. */
  redoFrom?: 'investigation' | 'decision'
}

export interface DocumentCopyRow {
  id: string
  document_id: string
  /** signed 签名件, reprint 补打件. */
  kind: 'signed' | 'reprint'
  sha256: string
  sm3: string
  note: string | null
  made_by: string
  made_at: number
}

/** How a document stands for who holds it. */
export type Standing = 'valid' | 'corrected' | 'invalidated' | 'withdrawn'

/** The heaviest of what is effective. */
export function standingOf(acts: DocumentActRow[]): Standing {
  const kinds = new Set(acts.filter(({ state }) => state === 'effective').map(({ kind }) => kind))
  if (kinds.has('withdrawal')) return 'withdrawn'
  if (kinds.has('invalidation')) return 'invalidated'
  return kinds.has('correction') ? 'corrected' : 'valid'
}

export interface DocumentActView extends ActDetails {
  id: string
  kind: ActKind
  state: DocumentActRow['state']
  reason: string
  resultId: string | null
  proposedBy: string
  proposedAt: number
  decidedBy: string | null
  opinion: string | null
  decidedAt: number | null
}

export function viewAct(row: DocumentActRow): DocumentActView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    reason: row.reason,
    ...(row.details === null ? {} : (JSON.parse(row.details) as ActDetails)),
    resultId: row.result_id,
    proposedBy: row.proposed_name,
    proposedAt: Number(row.proposed_at),
    decidedBy: row.decided_name,
    opinion: row.opinion,
    decidedAt: row.decided_at === null ? null : Number(row.decided_at),
  }
}
