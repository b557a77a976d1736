/** The documents of a case as they were at a past instant: what the audit log says was drafted, voided, issued until then. Earlier drafts' bytes are kept under their fingerprint. */
import type { ListedLine } from '../audit/service.ts'
import type { Sql } from '../platform/database/sql.ts'
import { type DocumentRow, type DocumentView, viewDocument } from './model.ts'
import type { TemplateMark } from './template-versions.ts'

export async function documentsAt(
  sql: Sql,
  lines: ListedLine[],
  caseId: string,
  at: number,
): Promise<DocumentView[]> {
  const rows = await sql.all<DocumentRow>('SELECT * FROM documents WHERE case_id = ?', [caseId])
  const views = rows.flatMap((row) =>
    documentAt(
      row,
      lines.filter(({ object }) => object.id === row.id),
      at,
    ),
  )
  const placeOf = ({ issuedAt, draftedAt }: DocumentView) => issuedAt ?? draftedAt
  return views.sort((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1))
}

function documentAt(row: DocumentRow, lines: ListedLine[], at: number): DocumentView[] {
  const until = lines.filter((line) => line.at <= at)
  const drafts = until.filter(({ action }) => action === 'document.drafted')
  const draft = drafts.at(-1)
  const issue = until.find(({ action }) => action === 'document.issued' || action === 'volume.bound')
  const voided = until.some(({ action }) => action === 'document.voided')
  if (!draft && !issue) return []
  const now = viewDocument(row)
  if (issue) return [now]
  const written = draft!.after as { sha256: string; template?: TemplateMark }
  return [
    {
      ...now,
      number: null,
      state: voided ? 'void' : 'draft',
      revision: drafts.length,
      pages: null,
      sha256: written.sha256,
      template: written.template
        ? { ...written.template, fixed: 'at-drafting' }
        : { fingerprint: null, version: null, fixed: 'not-yet' },
      sm3: null,
      draftedAt: draft!.at,
      issuedAt: null,
    },
  ]
}
