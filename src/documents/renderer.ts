/**
 * The door to rendering: facts in, pages out. No database, no clock, no configuration of its own; build one per application and close it.
 *
 *     const renderer = createRenderer({ templatesDirectory, cacheDirectory, log })
 *     const { pdf, fingerprint } = await renderer.render({ kind: 'penalty-decision', facts, number, issuedOn })
 */
import { join } from 'node:path'
import type { Log } from '../platform/log.ts'
import { projectRoot } from '../platform/project-root.ts'
import type { BrowserPool } from './browser-pool.ts'
import type { FieldDefinition } from './field-definitions.ts'
import type { FontSet } from './fonts.ts'
import { uncovered } from './glyphs.ts'
import type { ReceiptForm, ReceiptWidth } from './receipt/papers.ts'
import {
  finishPdf,
  kindOf,
  writeDocument,
  type RenderedDocument,
  type RenderRequest,
  type WrittenDocument,
} from './render.ts'
import { loadTemplates, type SampleRequest, type TemplateSet } from './template.ts'
import type { RenderedVolume, VolumeRequest } from './volume.ts'

export interface RendererOptions {
  /** Unpacked fonts and browser; shared by the processes of one machine. */
  cacheDirectory: string
  /** Default: the project's templates/. */
  templatesDirectory?: string
  /** The bureau's own fonts; they win. */
  fontsDirectory?: string
  /** Default: found, or the packaged one (`browser.ts`). */
  browserPath?: string
  /** Pages printing at one time, default 2. */
  pages?: number
  /** Documents per browser, default 300. */
  recycleAfter?: number
  /** Milliseconds for one document before its page counts as hung, default 30,000. */
  timeout?: number
  log?: Log
}

export interface KindDescription {
  kind: string
  title: string
  numbered: boolean
  law?: string
  fields: FieldDefinition[]
  sample: SampleRequest
}

export interface DocumentRenderer {
  /** @throws DocumentError */
  render(request: RenderRequest): Promise<RenderedDocument>
  /** The HTML without printing: for the screen, and to check whether a document could be issued. @throws DocumentError */
  write(request: RenderRequest): Promise<WrittenDocument>
  /** Cover, catalogue, all documents, back sheet in one PDF. @throws DocumentError */
  renderVolume(request: VolumeRequest): Promise<RenderedVolume>
  /** Any HTML of ours → PDF: lists, labels. */
  preview(html: string): Promise<Buffer>
  /** A page of ours as a picture (JPEG) of that many pixels. */
  photograph(html: string, size: { width: number; height: number }): Promise<Buffer>
  /** The HTML of a receipt → PDF, bytes for the printer, or picture, on a roll of that many millimetres. @throws DocumentError */
  printReceipt(html: string, width: ReceiptWidth, form: ReceiptForm): Promise<Buffer>
  /** @throws DocumentError `unknown-kind` */
  describe(kind: string): KindDescription
  kinds(): string[]
  /** As they lie in the folder. */
  templates(): TemplateSet
  /** Has any font a glyph for each character? Those without are given back. */
  charactersWithoutGlyph(text: string): Promise<string[]>
  /** Reads the folder anew; the old templates stay when the new ones are wrong. @throws DocumentError `template-invalid` */
  reload(): void
  /** Starts browser and fonts ahead of the first document. */
  warmUp(): Promise<void>
  close(): Promise<void>
}

/** Templates are read and checked here. @throws DocumentError `template-invalid` */
export function createRenderer(options: RendererOptions): DocumentRenderer {
  const directory = options.templatesDirectory ?? join(projectRoot(), 'templates')
  let templates: TemplateSet = loadTemplates(directory)
  let preparing: Promise<{ fonts: FontSet; pool: BrowserPool }> | undefined

  const prepare = () => {
    preparing ??= startPrinting(options).catch((error: unknown) => {
      preparing = undefined
      throw error
    })
    return preparing
  }
  const write = async (request: RenderRequest) =>
    writeDocument(templates, (await prepare()).fonts.covers, request)
  const render = async (request: RenderRequest): Promise<RenderedDocument> => {
    const written = await write(request)
    const { pool } = await prepare()
    return { ...written, ...finishPdf(await pool.print(written.html), request.issuedOn) }
  }

  return {
    render,
    write,
    renderVolume: async (request) => (await import('./volume.ts')).bindVolume(request, render),
    preview: async (html) => (await prepare()).pool.print(html),
    photograph: async (html, size) => {
      const [{ pictureOf }, { pool }] = await Promise.all([import('./picture.ts'), prepare()])
      return pool.print(html, pictureOf(size))
    },
    printReceipt: async (html, width, form) => {
      const [{ printReceipt }, { pool }] = await Promise.all([
        import('./receipt/print-receipt.ts'),
        prepare(),
      ])
      return printReceipt(pool, html, width, form)
    },
    describe: (kind) => {
      const { title, numbered, law, fields, sample } = kindOf(templates, kind)
      return { kind, title, numbered, law, fields, sample }
    },
    kinds: () => [...templates.keys()],
    templates: () => templates,
    charactersWithoutGlyph: async (text) => uncovered(text, (await prepare()).fonts.covers),
    reload: () => {
      templates = loadTemplates(directory)
    },
    warmUp: async () => {
      await (await prepare()).pool.print('<!doctype html><title>warm</title>')
    },
    close: async () => {
      const started = await preparing?.catch(() => undefined)
      await started?.pool.close()
    },
  }
}

/** Browser, font and PDF libraries are loaded with the first print: a start does not wait for them. */
async function startPrinting(options: RendererOptions): Promise<{ fonts: FontSet; pool: BrowserPool }> {
  const { cacheDirectory, fontsDirectory, browserPath, pages, recycleAfter, timeout, log } = options
  const [{ prepareFonts }, { resolveBrowser }, { BrowserPool }] = await Promise.all([
    import('./fonts.ts'),
    import('./browser.ts'),
    import('./browser-pool.ts'),
  ])
  const fonts = await prepareFonts({ cacheDirectory, fontsDirectory, log })
  const choose = () => resolveBrowser({ configuredPath: browserPath, cacheDirectory, log })
  return {
    fonts,
    pool: new BrowserPool({ choose, fontConfigFile: fonts.configFile, pages, recycleAfter, timeout, log }),
  }
}
