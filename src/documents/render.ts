/** One document: facts → checked fields → HTML → PDF. */
import { dateChinese } from './chinese-formats.ts'
import { DocumentError, type DocumentFault } from './document-error.ts'
import type { DocumentFacts, LegalDay } from './facts.ts'
import { checkFields } from './fields.ts'
import { fingerprint, type Fingerprint } from '../platform/fingerprint.ts'
import { glyphFaults, uncovered, type Covers } from './glyphs.ts'
import { pageCount, withFixedDates } from './pdf-dates.ts'
import { qrPath } from './qr-code.ts'
import type { DocumentKind, TemplateSet } from './template.ts'
import type { BuiltIns, Template } from './template-compile.ts'

export interface RenderRequest {
  /** As in the document catalogue: penalty-decision … */
  kind: string
  /** The version of its template; default: what lies in the folder. */
  template?: Template
  facts: DocumentFacts
  /** 文号, taken by the issuing transaction. A numbered kind needs it unless it is a draft. */
  number?: string
  /** The document's day 落款日期; a draft may lack it. */
  issuedOn?: LegalDay
  /** Marked 草稿; missing fields are shown in their place instead of refused. */
  draft?: boolean
  /** Address that the QR code leads to. */
  verifyUrl?: string
  /** Picture of the seal as data: address; never on a draft. */
  seal?: string
}

export interface WrittenDocument {
  html: string
  /** The same facts for a portable printer, where the kind has a receipt. */
  receipt?: string
  /** In a draft: what still stands in the way of issuing it. Empty for an issued one. */
  faults: DocumentFault[]
}

export interface RenderedDocument extends WrittenDocument {
  pdf: Buffer
  pages: number
  fingerprint: Fingerprint
}

/** @throws DocumentError `unknown-kind` */
export function kindOf(templates: TemplateSet, kind: string): DocumentKind {
  const found = templates.get(kind)
  if (!found) throw new DocumentError('unknown-kind', `没有这种文书的模板：${kind}`)
  return found
}

/** The HTML alone: the same facts give the same text. @throws DocumentError `fields-invalid`, `glyph-missing`, `unknown-kind` */
export function writeDocument(
  templates: TemplateSet,
  covers: Covers,
  request: RenderRequest,
): WrittenDocument {
  const kind = request.template ?? kindOf(templates, request.kind)
  const draft = request.draft ?? false
  const { fields, faults } = checkFields(kind.fields, request.facts)
  if (kind.numbered && !request.number)
    faults.push({ field: 'number', label: '文号', message: '文号不能为空（签发时由系统取号）' })
  if (!request.issuedOn) faults.push({ field: 'issuedOn', label: '落款日期', message: '落款日期不能为空' })
  if (faults.length > 0 && !draft)
    throw new DocumentError('fields-invalid', `《${kind.title}》不能出具：`, faults)
  const glyphs = glyphFaults(kind.fields, fields, covers)
  const qr = request.verifyUrl ? qrPath(request.verifyUrl) : { path: '', size: 0 }
  const builtIns: BuiltIns = {
    document: {
      kind: kind.kind,
      title: kind.title,
      number: request.number ?? '',
      date: request.issuedOn ? dateChinese(request.issuedOn) : '',
      draft,
      verifyUrl: request.verifyUrl ?? '',
      qrPath: qr.path,
      qrSize: qr.size,
    },
    bureau: {
      name: request.facts.bureau.name,
      shortName: request.facts.bureau.shortName,
      seal: draft ? '' : (request.seal ?? ''),
    },
  }
  const html = kind.write(fields, builtIns)
  const receipt = kind.writeReceipt?.(fields, builtIns)
  // What no field explains stands in the template, the number or the bureau's name.
  if (glyphs.length === 0) glyphs.push(...templateGlyphs(html + (receipt ?? ''), covers))
  if (glyphs.length > 0 && !draft)
    throw new DocumentError('glyph-missing', `《${kind.title}》中有无法打印的字：`, glyphs)
  return { html, ...(receipt !== undefined && { receipt }), faults: [...faults, ...glyphs] }
}

function templateGlyphs(html: string, covers: Covers): DocumentFault[] {
  // Pictures are long, and have no characters.
  return uncovered(html.replace(/data:image\/[^"]*/g, ''), covers).map((character) => ({
    field: 'template',
    label: '模板、文号或机关名称',
    message: `模板、文号或机关名称中的字“${character}”在现有字体中没有字形，无法打印`,
  }))
}

/** A draft without a day carries this one in its PDF's dates, so that its bytes do not tell when it was printed. */
const dayOfDrafts = '2000-01-01'

export function finishPdf(
  printed: Buffer,
  issuedOn: LegalDay | undefined,
): Omit<RenderedDocument, keyof WrittenDocument> {
  const pdf = withFixedDates(printed, issuedOn ?? dayOfDrafts)
  return { pdf, pages: pageCount(pdf), fingerprint: fingerprint(pdf) }
}
