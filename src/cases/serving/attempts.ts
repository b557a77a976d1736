/** Attempts 送达记录 and the documents they are about, read and written. */
import type { DocumentRow } from '../../documents/model.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, requireActive } from '../room.ts'
import { oneAddressee } from './addressee.ts'
import type { AttemptDocumentRow, AttemptRow, Particulars } from './model.ts'

export interface Attempt {
  row: AttemptRow
  particulars: Particulars
  documentIds: string[]
}

/** Oldest first. */
export async function attemptsOf(sql: Sql, caseId: string): Promise<Attempt[]> {
  const rows = await sql.all<AttemptRow>('SELECT * FROM service_attempts WHERE case_id = ? ORDER BY id', [
    caseId,
  ])
  const links = await sql.all<AttemptDocumentRow>(
    'SELECT d.* FROM service_attempt_documents d JOIN service_attempts a ON a.id = d.attempt_id WHERE a.case_id = ? ORDER BY d.document_id',
    [caseId],
  )
  return rows.map((row) => ({
    row,
    particulars: JSON.parse(row.data) as Particulars,
    documentIds: links.filter((one) => one.attempt_id === row.id).map((one) => one.document_id),
  }))
}

/** @throws Problem `not-found`. */
export async function findAttempt(sql: Sql, attemptId: string): Promise<Attempt> {
  const [row] = await sql.all<AttemptRow>('SELECT * FROM service_attempts WHERE id = ?', [attemptId])
  if (!row) throw problem('not-found', '没有这次送达')
  const links = await sql.all<AttemptDocumentRow>(
    'SELECT * FROM service_attempt_documents WHERE attempt_id = ? ORDER BY document_id',
    [attemptId],
  )
  return {
    row,
    particulars: JSON.parse(row.data) as Particulars,
    documentIds: links.map((one) => one.document_id),
  }
}

export async function changeAttempt(
  sql: Sql,
  row: AttemptRow,
  changes: Partial<AttemptRow>,
): Promise<AttemptRow> {
  const changed = { ...row, ...changes, version: row.version + 1 }
  await updateRows<AttemptRow>(
    sql,
    'service_attempts',
    { id: row.id },
    { ...changes, version: changed.version },
  )
  return changed
}

/** Has one of the attempts served the document? One that waits for the engine counts: nobody serves twice. */
export function isServed(attempts: Attempt[], documentId: string): boolean {
  return attempts.some(
    ({ row, documentIds }) =>
      (row.state === 'served' || row.state === 'submitted') && documentIds.includes(documentId),
  )
}

/** Was one of the documents served by then? @param at epoch ms. */
export function servedBefore({ row, documentIds }: Attempt, ids: string[], at: number): boolean {
  return row.state === 'served' && Number(row.served_at) <= at && ids.some((id) => documentIds.includes(id))
}

/** Issued documents of the kinds that nobody has served: of each kind the last. */
export async function unserved(
  { documents }: CaseRoom,
  sql: Sql,
  caseId: string,
  kinds: string[],
  attempts: Attempt[],
): Promise<DocumentRow[]> {
  const issued = (await documents.ofCase(sql, caseId)).filter(({ state }) => state === 'issued')
  return kinds.flatMap((kind) => {
    const last = issued.findLast((one) => one.kind === kind)
    return last && !isServed(attempts, last.id) ? [last] : []
  })
}

/**
 * While a case is open anything of it may be served; once it has ended, what was issued after that (a refund, a withdrawal after review).
 * @throws Problem `conflict`.
 */
export async function requireServable(
  { documents }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  documentIds: string[],
): Promise<void> {
  if (row.state === 'open') return requireActive(row)
  const all = await documents.ofCase(sql, row.id)
  const later = all.filter(
    ({ issued_at }) => row.closed_at !== null && Number(issued_at) > Number(row.closed_at),
  )
  if (!documentIds.every((id) => later.some((one) => one.id === id))) requireActive(row)
}

/** The documents of an attempt, each issued in the case and of a kind that is served. @throws Problem `input-invalid`. */
export async function documentsToServe(
  { documents, serviceRules }: CaseRoom,
  sql: Sql,
  caseId: string,
  documentIds: string[],
): Promise<DocumentRow[]> {
  const all = await documents.ofCase(sql, caseId)
  const found = documentIds.map((id, index) => {
    const one = all.find((document) => document.id === id)
    const fault = (message: string) =>
      problem('input-invalid', '送达的文书不对', [{ path: `documentIds.${index}`, message }])
    if (one?.state !== 'issued') throw fault('不是本案已经出具的文书')
    if (!serviceRules.documents.some(({ kind }) => kind === one.kind))
      throw fault(`《${one.name}》不需要送达当事人`)
    return one
  })
  const faults = oneAddressee(serviceRules, found)
  if (faults.length > 0) throw problem('input-invalid', '送达的文书不对', faults)
  return found
}
