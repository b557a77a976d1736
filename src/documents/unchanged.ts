/** Is what was issued still what was issued? The bytes that lie in the store, the row, and the audit line of the issue say the same, or it is told which does not. */
import type { ListedLine } from '../audit/service.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { BlobStore } from '../platform/storage/blob-store.ts'
import type { DocumentCopyRow } from './acts/model.ts'
import type { DocumentRow } from './model.ts'

export interface KeptFile {
  id: string
  caseId: string
  /** 定稿 · 签名件、补打件 · 证据原件. */
  what: 'document' | 'copy' | 'evidence'
  name: string
  number: string | null
  /** As they were taken when it was issued, copied or received. */
  sha256: string
  sm3: string
  found: 'same' | 'missing' | 'changed'
  /** Bytes that were read; null where it is gone. */
  size: number | null
  /** The audit line of the issue says the same fingerprint; null where no line is asked for. */
  recorded: boolean | null
}

/** What is on record of bytes that were kept. */
export type KeptBytes = Omit<KeptFile, 'found' | 'size'>

/** Issued documents and their copies. @param lines of the audit log about documents. */
export async function issuedFiles(
  sql: Sql,
  documents: DocumentRow[],
  linesOf: (documentIds: string[]) => Promise<ListedLine[]>,
): Promise<KeptBytes[]> {
  const files: KeptBytes[] = []
  for (const some of inParts(documents)) {
    const ids = some.map(({ id }) => id)
    const said = fingerprintsSaid(await linesOf(ids))
    const copies = await sql.all<DocumentCopyRow>(
      `SELECT * FROM document_copies WHERE document_id IN (${ids.map(() => '?').join(', ')}) ORDER BY id`,
      ids,
    )
    for (const { id, case_id: caseId, name, number, pdf_sha256, pdf_sm3 } of some) {
      const sha256 = pdf_sha256 ?? ''
      files.push({
        id,
        caseId,
        what: 'document',
        name,
        number,
        sha256,
        sm3: pdf_sm3 ?? '',
        recorded: said.get(id)?.has(sha256) === true,
      })
      for (const copy of copies.filter(({ document_id }) => document_id === id))
        files.push({
          id: copy.id,
          caseId,
          what: 'copy',
          name: `${name}（${copy.kind === 'signed' ? '签名件' : '补打件'}）`,
          number,
          sha256: copy.sha256,
          sm3: copy.sm3,
          recorded: null,
        })
    }
  }
  return files
}

/** Reads the bytes of each anew, a few at once. */
export async function readAnew(blobs: BlobStore, files: KeptBytes[]): Promise<KeptFile[]> {
  const read: KeptFile[] = []
  for (const some of inParts(files, 4))
    read.push(
      ...(await Promise.all(
        some.map(async (file): Promise<KeptFile> => {
          const digest = await blobs.digest(file.sha256)
          const same = digest?.sha256 === file.sha256 && digest.sm3 === file.sm3
          const size = digest?.size ?? null
          return { ...file, found: digest ? (same ? 'same' : 'changed') : 'missing', size }
        }),
      )),
    )
  return read
}

/** Chinese; undefined where nothing is wrong. */
export function faultOfFile({ name, number, found, recorded }: KeptFile): string | undefined {
  const what = `《${name}》${number ?? ''}`
  if (found === 'missing') return `${what}的文件不见了`
  if (found === 'changed') return `${what}的文件与保存时的指纹不符`
  return recorded === false ? `${what}的指纹与审计日志中签发的记录不符` : undefined
}

const issuing = new Set(['document.issued', 'volume.bound'])

function fingerprintsSaid(lines: ListedLine[]): Map<string, Set<string>> {
  const said = new Map<string, Set<string>>()
  for (const { action, object, after } of lines) {
    if (!issuing.has(action)) continue
    const { sha256 } = after as { sha256?: string }
    if (sha256 !== undefined) said.set(object.id, (said.get(object.id) ?? new Set()).add(sha256))
  }
  return said
}

function* inParts<T>(list: T[], size = 200): Generator<T[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size)
}
