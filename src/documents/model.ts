/** Rows of documents. A draft may be written anew; what is issued never changes: a correction is a new document 补正. */

/** Media type of a page. */
export const htmlType = 'text/html; charset=utf-8'

export interface DocumentRow {
  id: string
  case_id: string
  /** As in documents.csv: penalty-decision. */
  kind: string
  /** 1… per case and kind. */
  ordinal: number
  /** Title, Chinese. */
  name: string
  /** 文号; taken in the issuing transaction. */
  number: string | null
  state: 'draft' | 'issued' | 'void'
  /** JSON of the facts it was written from, without pictures and identity numbers (those are in the bytes). */
  facts: string
  html_sha256: string
  /** HTML of its receipt, where its kind has one. */
  receipt_html_sha256: string | null
  pdf_sha256: string | null
  pdf_sm3: string | null
  pages: number | null
  drafted_by: string
  drafted_at: number
  issued_by: string | null
  issued_at: number | null
  approval_id: string | null
  /** Counts the drafts. */
  revision: number
  /** The version of its template, and when it was settled; all null for what was written before versions were kept, and for what has no template. */
  template_fingerprint?: string | null
  template_version?: number | null
  template_fixed?: TemplateFixed | null
  /** What its QR code leads to: a hundred random bits, so that nobody finds another's. */
  verify_code?: string | null
}

/** When the version of a document's template was settled: with its draft, which is what was reviewed; at its issue, where there was no draft that knew. */
export type TemplateFixed = 'at-drafting' | 'at-issue'

export interface DocumentTemplate {
  fingerprint: string | null
  version: number | null
  /** `not-yet`: a draft of before versions were kept; it will be issued with the version then in force. */
  fixed: TemplateFixed | 'not-yet'
}

export interface DocumentView {
  id: string
  caseId: string
  kind: string
  name: string
  number: string | null
  state: DocumentRow['state']
  revision: number
  pages: number | null
  /** SHA-256 of what a reader sees: of the PDF once issued, of the draft's HTML before. */
  sha256: string
  sm3: string | null
  draftedAt: number
  issuedAt: number | null
  /** Can be had for a portable printer. */
  hasReceipt: boolean
  /** Null: issued before versions were kept, or not written with a template. */
  template: DocumentTemplate | null
}

export function viewDocument(row: DocumentRow): DocumentView {
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    name: row.name,
    number: row.number,
    state: row.state,
    revision: row.revision,
    pages: row.pages,
    sha256: row.pdf_sha256 ?? row.html_sha256,
    sm3: row.pdf_sm3,
    draftedAt: row.drafted_at,
    issuedAt: row.issued_at,
    hasReceipt: row.receipt_html_sha256 !== null,
    template: templateOf(row),
  }
}

function templateOf(row: DocumentRow): DocumentTemplate | null {
  const { template_fingerprint: fingerprint, template_version: version, template_fixed: fixed } = row
  if (fingerprint && fixed) return { fingerprint, version: Number(version), fixed }
  return row.state === 'draft' ? { fingerprint: null, version: null, fixed: 'not-yet' } : null
}

/** What a penalty decision imposes beside the fine, as it was issued, e.g. what is confiscated; nothing where there is no issued one. */
export function otherPenalties(decision: DocumentRow | undefined): string[] {
  if (decision?.state !== 'issued') return []
  return (JSON.parse(decision.facts) as { decision?: { other?: string[] } }).decision?.other ?? []
}
