/** Was anything changed after issue: what is kept of a case, or was issued in a period, read anew. */
import type { DocumentRow } from '../documents/model.ts'
import { faultOfFile, issuedFiles, type KeptBytes, type KeptFile, readAnew } from '../documents/unchanged.ts'
import type { ExaminationRoom, Finding, Period } from './room.ts'

/** Documents, their copies, and the originals of the evidence. */
export async function filesOfCase(
  room: ExaminationRoom,
  caseId: string,
): Promise<{ files: KeptFile[]; findings: Finding[] }> {
  const { documents, evidence, database } = room
  const issued = (await documents.ofCase(database.sql, caseId)).filter(({ state }) => state === 'issued')
  const originals = (await evidence.ofCase(database.sql, caseId)).map(
    ({ id, name, sha256, sm3 }): KeptBytes => ({
      id,
      caseId,
      what: 'evidence',
      name,
      number: null,
      sha256,
      sm3,
      recorded: null,
    }),
  )
  const files = await readAnew(documents.blobs, [...(await keptOf(room, issued)), ...originals])
  return { files, findings: findingsOf(files) }
}

/** Originals of evidence may be films: they are read case by case. */
export async function filesOfPeriod(
  room: ExaminationRoom,
  { from, until }: Period,
): Promise<{ read: number; findings: Finding[] }> {
  const { documents, database } = room
  const issued = await database.sql.all<DocumentRow>(
    "SELECT * FROM documents WHERE state = 'issued' AND issued_at BETWEEN ? AND ? ORDER BY issued_at, id",
    [from, until],
  )
  const files = await readAnew(documents.blobs, await keptOf(room, issued))
  return { read: files.length, findings: findingsOf(files) }
}

const keptOf = ({ database, audit }: ExaminationRoom, issued: DocumentRow[]) =>
  issuedFiles(database.sql, issued, (ids) => audit.ofObjects('document', ids))

const findingsOf = (files: KeptFile[]): Finding[] =>
  files.flatMap((file) => {
    const text = faultOfFile(file)
    if (text === undefined) return []
    return [
      { check: 'documents' as const, object: { type: file.what, id: file.id }, caseId: file.caseId, text },
    ]
  })
