/** 补打: the same pages again, each marked as a reprint, with why and when. The number stays that of the one document there is. */
import type { Actor } from '../../identity/actor.ts'
import { legalMinute } from '../../platform/clock.ts'
import { insertRow } from '../../platform/database/rows.ts'
import { fingerprint } from '../../platform/fingerprint.ts'
import { problem } from '../../platform/problem.ts'
import type { DocumentRow } from '../model.ts'
import type { DocumentRoom } from '../service.ts'
import type { DocumentCopyRow } from './model.ts'

const css = `
  .reprint { position: absolute; top: 24pt; left: 74pt; padding: 2pt 7pt; border: 1pt solid #000; font-size: 9pt; line-height: 13pt }`

export async function reprint(
  { database, blobs, renderer, sealer, clock, newId, audit }: DocumentRoom,
  actor: Actor,
  document: DocumentRow,
  reason: string,
): Promise<DocumentCopyRow> {
  if (document.pdf_sha256 === null) throw problem('conflict', '文书尚未签发，不能补打')
  const before = await copiesOf(database.sql, document.id)
  const ordinal = before.filter(({ kind }) => kind === 'reprint').length + 1
  const at = clock.now()
  const words = `补打（第 ${ordinal} 次）\u3000${legalMinute(at)}\u3000${actor.name}`
  // Read when the first copy is made.
  const { escaped, layOver } = await import('../overlay.ts')
  const pages = await layOver(
    await blobs.get(document.pdf_sha256),
    { css, marksOf: () => `<p class="reprint">${escaped(words)}</p>` },
    (html) => renderer.preview(html),
  )
  const bytes = sealer ? await sealer.sign(pages, at) : pages
  const blob = await blobs.put(bytes, 'application/pdf')
  const { sha256, sm3 } = fingerprint(bytes)
  const row: DocumentCopyRow = {
    id: newId(),
    document_id: document.id,
    kind: 'reprint',
    sha256,
    sm3,
    note: reason,
    made_by: actor.accountId,
    made_at: at,
  }
  await database.write(async (tx) => {
    await blobs.keep(tx, blob)
    await insertRow(tx.sql, 'document_copies', row)
    await audit.append(tx, {
      actor,
      action: 'document.reprinted',
      object: { type: 'document', id: document.id },
      caseId: document.case_id,
      after: { sha256, sm3, original: document.pdf_sha256, ordinal, reason },
    })
  })
  return row
}

export function copiesOf(
  sql: DocumentRoom['database']['sql'],
  documentId: string,
): Promise<DocumentCopyRow[]> {
  return sql.all<DocumentCopyRow>('SELECT * FROM document_copies WHERE document_id = ? ORDER BY id', [
    documentId,
  ])
}
