/** What goes into the package of a case, and under which name: volumes, documents, copies with signatures, originals of evidence. */
import type { ListedLine } from '../audit/service.ts'
import type { DocumentRow } from '../documents/model.ts'
import type { KeptFile } from '../documents/unchanged.ts'
import type { EvidenceFileRow } from '../evidence/model.ts'
import { legalDay } from '../platform/clock.ts'
import type { PackedFile } from './manifest.ts'

const folders = { volume: '卷宗', document: '文书', copy: '文书', evidence: '证据' } as const

export function packedFiles(
  files: KeptFile[],
  documents: DocumentRow[],
  evidence: EvidenceFileRow[],
  lines: ListedLine[],
): PackedFile[] {
  const issued = new Map(documents.map((one) => [one.id, one]))
  const pieces = new Map(evidence.map((one) => [one.id, one]))
  const people = namesIn(lines)
  const counts = { volume: 0, document: 0, copy: 0, evidence: 0 }
  let document: DocumentRow | undefined
  return files.map((file): PackedFile => {
    // A copy follows the document it was made of.
    if (file.what === 'document') document = issued.get(file.id)
    const piece = file.what === 'evidence' ? pieces.get(file.id) : undefined
    const what = file.what === 'document' && document?.kind === 'volume' ? 'volume' : file.what
    const place = what === 'copy' ? counts.document : ++counts[what]
    const ordinal = what === 'copy' ? `${digits(place)}-${digits(++counts.copy)}` : digits(place)
    const { id, name, number, sha256, sm3, found, size } = file
    const written = piece ? endingOf(piece) : '.pdf'
    const title = piece ? piece.name.slice(0, piece.name.length - written.length) : name
    const ending = piece && written === '' ? defaultEnding(piece) : written
    const path = `${folders[what]}/${[ordinal, safe(title), number && safe(number)].filter(Boolean).join('-')}${ending}`
    return {
      path: found === 'missing' ? null : path,
      what,
      id,
      name,
      kind: piece?.kind ?? document?.kind ?? '',
      number,
      on: legalDay(Number(piece?.arrived_at ?? document?.issued_at ?? 0)),
      by: people.get(id) ?? null,
      sha256,
      sm3,
      bytes: size,
      found,
    }
  })
}

const digits = (place: number) => String(place).padStart(3, '0')

/** As an archive of any system takes it; the full name is in the manifest. */
const safe = (name: string) =>
  name
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 80)

/** Without one a computer that opens the package does not know with what: what a file is, its bytes said when it came. The usual one first. */
const endings: { [mediaType: string]: readonly string[] } = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/heic': ['.heic', '.heif'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov', '.qt'],
  'video/webm': ['.webm'],
  'audio/mpeg': ['.mp3'],
  'audio/x-m4a': ['.m4a', '.mp4', '.aac'],
  'audio/amr': ['.amr'],
  'audio/wav': ['.wav'],
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
}

/** As its name has it, where that is one of its type; of a type that a bureau takes in beside ours, whatever looks like one. */
function endingOf({ name, media_type }: Pick<EvidenceFileRow, 'name' | 'media_type'>): string {
  const written = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const known = endings[media_type]
  return known === undefined || known.includes(written.toLowerCase()) ? written : ''
}

const defaultEnding = ({ media_type }: Pick<EvidenceFileRow, 'media_type'>) => endings[media_type]?.[0] ?? ''

/** Who issued, bound, copied or added each. */
function namesIn(lines: ListedLine[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { action, object, actor, after } of lines) {
    if (['document.issued', 'volume.bound', 'evidence.added'].includes(action))
      names.set(object.id, actor.name)
    const { copy } = (after ?? {}) as { copy?: string }
    if (copy !== undefined) names.set(copy, actor.name)
  }
  return names
}
