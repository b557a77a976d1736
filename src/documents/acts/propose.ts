/** Proposing what is to become of an issued document: by who handles the case. */
import type { Actor } from '../../identity/actor.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { DocumentRow } from '../model.ts'
import type { DocumentRoom } from '../service.ts'
import { type ActDetails, type ActKind, actWords, type DocumentActRow, standingOf } from './model.ts'

export interface NewAct extends ActDetails {
  kind: ActKind
  reason: string
}

export function actsOf(sql: Sql, documentId: string): Promise<DocumentActRow[]> {
  return sql.all<DocumentActRow>('SELECT * FROM document_acts WHERE document_id = ? ORDER BY id', [
    documentId,
  ])
}

/** Kinds that decide about the party: they are withdrawn by who decided or by review and court, not thrown away as spoiled paper. */
const decisions = new Set([
  'penalty-decision',
  'no-penalty-decision',
  'summary-decision',
  'enforcement-decision',
  'surcharge-decision',
])

export async function proposeAct(
  room: DocumentRoom,
  actor: Actor,
  document: DocumentRow,
  { kind, reason, ...details }: NewAct,
): Promise<DocumentActRow> {
  const { database, newId, clock, audit, blobs } = room
  if (document.state !== 'issued' || document.number === null)
    throw problem('conflict', '只有已签发、有文号的文书可以补正、作废、撤销')
  if (document.kind === 'correction-of-document' && kind === 'correction')
    throw problem('conflict', '补正通知书有误的，应当作废后另行补正')
  if (kind === 'invalidation' && decisions.has(document.kind))
    throw problem('conflict', '决定书不能按废件作废；决定有错误的，应当依法撤销')
  if (kind === 'correction')
    requireFound(textOf((await blobs.get(document.html_sha256)).toString('utf8')), details)
  if (kind === 'withdrawal' && !details.basis)
    throw problem('input-invalid', '撤销缺少依据', [
      { path: 'basis', message: '写明依据的复议决定、判决或者本机关决定的文号' },
    ])
  if (details.redoFrom !== undefined && (kind !== 'withdrawal' || !decisions.has(document.kind)))
    throw problem('input-invalid', '不能重新作出', [
      { path: 'redoFrom', message: '只有撤销决定书的才写从哪里重新进行' },
    ])
  return database.write(async (tx) => {
    await tx.sql.all(`SELECT id FROM documents WHERE id = ? ${database.dialect.forUpdate}`, [document.id])
    const acts = await actsOf(tx.sql, document.id)
    const open = acts.find(({ state }) => state === 'proposed')
    if (open) throw problem('conflict', `这份文书的${actWords[open.kind]}尚未审批，不能再提出`)
    const standing = standingOf(acts)
    if (standing === 'invalidated' || standing === 'withdrawn')
      throw problem('conflict', '这份文书已经作废或者撤销')
    const row: DocumentActRow = {
      id: newId(),
      document_id: document.id,
      case_id: document.case_id,
      kind,
      state: 'proposed',
      reason,
      details: JSON.stringify(details),
      result_id: null,
      proposed_by: actor.accountId,
      proposed_name: actor.name,
      proposed_at: clock.now(),
      decided_by: null,
      decided_name: null,
      opinion: null,
      decided_at: null,
    }
    await insertRow(tx.sql, 'document_acts', row)
    await audit.append(tx, {
      actor,
      action: `document.${kind}-proposed`,
      object: { type: 'document', id: document.id },
      caseId: document.case_id,
      after: { act: row.id },
    })
    return row
  })
}

/** What is corrected stands in the document: slips of the pen, word for word. */
function requireFound(text: string, { errors = [] }: ActDetails): void {
  if (errors.length === 0)
    throw problem('input-invalid', '没有补正内容', [
      { path: 'errors', message: '至少写明一处原文和补正后的文字' },
    ])
  errors.forEach(({ wrong, right }, index) => {
    if (!text.includes(plain(wrong)))
      throw problem('input-invalid', '补正内容有误', [
        { path: `errors.${index}.wrong`, message: `原文书中没有“${wrong}”` },
      ])
    if (plain(wrong) === plain(right))
      throw problem('input-invalid', '补正内容有误', [
        { path: `errors.${index}.right`, message: '补正后的文字与原文相同' },
      ])
  })
}

const plain = (text: string) => text.replace(/[\s\u3000]+/g, '')

const textOf = (html: string) =>
  plain(
    html
      .replace(/<style.*?<\/style>/gs, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&#x([0-9A-Fa-f]+);/g, (_whole, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      )
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  )
