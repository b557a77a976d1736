/**
 * 卷宗: one PDF with cover 封面, catalogue 卷内目录, every document in the order of the archive, back sheet 备考表. Each page of the body carries its number in
 * the volume at the upper right; the catalogue's numbers are those. The documents are read one at a time; only the volume itself is held whole.
 */
import { PDFDocument, PDFName, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib'
import { DocumentError } from './document-error.ts'
import type { DocumentFacts, LegalDay } from './facts.ts'
import type { VolumeEntry, VolumeFacts } from './volume-facts.ts'
import { fingerprint, type Fingerprint } from '../platform/fingerprint.ts'
import { forgetSignatures } from './pdf-signatures.ts'
import { addOutline, type Bookmark } from './pdf-outline.ts'
import type { RenderedDocument, RenderRequest } from './render.ts'
import type { Template } from './template-compile.ts'

export interface VolumeDocument {
  title: string
  /** Kind, for its place in the order; documents without one come last, as given. */
  kind?: string
  /** Kind of the document that this one belongs behind, e.g. a proof of service behind the decision. */
  follows?: string
  number?: string
  date?: LegalDay
  responsible?: string
  remark?: string
  /** The issued bytes, or how to get them when their turn comes. */
  pdf: Uint8Array | (() => Promise<Uint8Array>)
}

export interface VolumeRequest {
  /** bureau, case, party, closing; `volume` without documents and pages, which are filled in here. */
  facts: DocumentFacts & { volume: VolumeFacts }
  documents: VolumeDocument[]
  /** Kinds in the order of the archive; default: as given. */
  order?: readonly string[]
  archivedOn: LegalDay
  /** Of cover, catalogue and back sheet, by kind; default: what lies in the folder. */
  templates?: ReadonlyMap<string, Template>
  /** Bytes of all documents together; more is refused (bind in parts). Default 256 MiB. */
  maximumBytes?: number
}

export interface RenderedVolume {
  pdf: Buffer
  /** All pages, cover and back sheet included. */
  pages: number
  /** As in the catalogue. */
  entries: VolumeEntry[]
  fingerprint: Fingerprint
}

/** What is written for the volume itself. */
export const sheetKinds = ['volume-cover', 'volume-catalogue', 'volume-back-sheet'] as const

const defaultMaximum = 256 * 2 ** 20

/** @throws DocumentError `volume-invalid`, and those of rendering. */
export async function bindVolume(
  request: VolumeRequest,
  render: (request: RenderRequest) => Promise<RenderedDocument>,
): Promise<RenderedVolume> {
  if (request.documents.length === 0) throw new DocumentError('volume-invalid', '卷宗中没有文书，不能成卷。')
  const volume = await PDFDocument.create({ updateMetadata: false })
  const entries = await appendBody(
    volume,
    inOrder(request.documents, request.order ?? []),
    request.maximumBytes ?? defaultMaximum,
  )
  const bodyPages = volume.getPageCount()
  await stampPageNumbers(volume)
  const facts = {
    ...request.facts,
    volume: { ...request.facts.volume, documents: entries, pages: bodyPages },
  }
  const sheet = async (kind: string) => {
    const template = request.templates?.get(kind)
    const { pdf } = await render({ kind, template, facts, issuedOn: request.archivedOn })
    return PDFDocument.load(pdf, { updateMetadata: false })
  }
  const [coverKind, catalogueKind, backSheetKind] = sheetKinds
  const cover = await insertAt(volume, 0, await sheet(coverKind))
  const catalogue = await insertAt(volume, cover, await sheet(catalogueKind))
  const front = cover + catalogue
  await insertAt(volume, front + bodyPages, await sheet(backSheetKind))
  addOutline(volume, [
    { title: '卷宗封面', page: 0 },
    { title: '卷内目录', page: cover },
    ...entries.map((entry): Bookmark => ({ title: bookmarkTitle(entry), page: front + entry.firstPage - 1 })),
    { title: '卷内备考表', page: front + bodyPages },
  ])
  volume.setTitle(`卷宗 ${request.facts.volume.number ?? request.facts.case?.number ?? ''}`.trim(), {
    showInWindowTitleBar: true,
  })
  volume.setLanguage('zh-CN')
  const pdf = Buffer.from(await volume.save({ addDefaultPage: false }))
  return { pdf, pages: volume.getPageCount(), entries, fingerprint: fingerprint(pdf) }
}

const bookmarkTitle = (entry: VolumeEntry): string =>
  `${entry.no}. ${entry.title}${entry.number ? `（${entry.number}）` : ''}`

export function inOrder<Document extends Pick<VolumeDocument, 'follows' | 'kind'>>(
  documents: readonly Document[],
  order: readonly string[],
): Document[] {
  const place = ({ follows, kind }: Document) => {
    const index = order.indexOf(follows ?? kind ?? '')
    return index < 0 ? order.length : index
  }
  const behind = (document: Document) => (document.follows === undefined ? 0 : 1)
  return documents
    .map((document, index) => ({ document, index }))
    .sort(
      (a, b) =>
        place(a.document) - place(b.document) || behind(a.document) - behind(b.document) || a.index - b.index,
    )
    .map(({ document }) => document)
}

async function appendBody(
  volume: PDFDocument,
  documents: VolumeDocument[],
  maximumBytes: number,
): Promise<VolumeEntry[]> {
  const entries: VolumeEntry[] = []
  let bytes = 0
  for (const [index, document] of documents.entries()) {
    const pdf = typeof document.pdf === 'function' ? await document.pdf() : document.pdf
    bytes += pdf.byteLength
    if (bytes > maximumBytes) {
      throw new DocumentError(
        'volume-invalid',
        `卷内文书超过 ${Math.round(maximumBytes / 2 ** 20)} MB（至《${document.title}》），请分卷装订。`,
      )
    }
    const firstPage = volume.getPageCount() + 1
    const source = await PDFDocument.load(pdf, { updateMetadata: false }).catch((error: unknown) => {
      throw new DocumentError(
        'volume-invalid',
        `第${index + 1}件《${document.title}》不是可读取的 PDF，不能入卷。`,
        [],
        error,
      )
    })
    await insertAt(volume, volume.getPageCount(), source)
    const { title, number, date, responsible, remark } = document
    const particulars = { title, number, date, responsible, remark }
    entries.push({ no: index + 1, ...particulars, firstPage, lastPage: volume.getPageCount() })
  }
  return entries
}

/** @returns how many pages were inserted. */
async function insertAt(volume: PDFDocument, at: number, source: PDFDocument): Promise<number> {
  forgetSignatures(source)
  const pages = await volume.copyPages(source, source.getPageIndices())
  pages.forEach((page, index) => {
    // The tags' tree stays behind with the single document: a page must not point into a tree that is not there.
    page.node.delete(PDFName.of('StructParents'))
    volume.insertPage(at + index, page)
  })
  return pages.length
}

async function stampPageNumbers(volume: PDFDocument): Promise<void> {
  const font = await volume.embedFont(StandardFonts.Helvetica)
  volume.getPages().forEach((page, index) => stamp(page, String(index + 1), font))
}

/** Upper right corner, as archives number one-sided sheets. */
function stamp(page: PDFPage, text: string, font: PDFFont): void {
  const { width, height } = page.getSize()
  const size = 11
  page.drawText(text, { x: width - 40 - font.widthOfTextAtSize(text, size), y: height - 34, size, font })
}
