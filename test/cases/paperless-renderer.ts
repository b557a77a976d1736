/** Documents are really written and checked, but printed as empty pages: printing has its own tests, and takes most of a case's time. */
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { finishPdf, kindOf, type RenderRequest, writeDocument } from '../../src/documents/render.ts'
import type { DocumentRenderer } from '../../src/documents/renderer.ts'
import { loadTemplates, type TemplateSet } from '../../src/documents/template.ts'
import { bindVolume } from '../../src/documents/volume.ts'
import { projectRoot } from '../../src/platform/project-root.ts'

const folder = join(projectRoot(), 'templates')
let ours: TemplateSet | undefined

export function paperlessRenderer(directory = folder): DocumentRenderer {
  // The project's own are read once: nobody changes them while tests run.
  const templates = directory === folder ? (ours ??= loadTemplates(folder)) : loadTemplates(directory)
  const write = async (request: RenderRequest) => writeDocument(templates, () => true, request)
  const print = async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage()
    return Buffer.from(await pdf.save())
  }
  const render = async (request: RenderRequest) => ({
    ...(await write(request)),
    ...finishPdf(await print(), request.issuedOn),
  })
  return {
    write,
    render,
    renderVolume: (request) => bindVolume(request, render),
    preview: print,
    photograph: () => Promise.reject(new Error('pictures are taken elsewhere')),
    printReceipt: print,
    describe: (kind) => {
      const { title, numbered, law, fields, sample } = kindOf(templates, kind)
      return { kind, title, numbered, law, fields, sample }
    },
    kinds: () => [...templates.keys()],
    templates: () => templates,
    charactersWithoutGlyph: () => Promise.resolve([]),
    reload() {},
    warmUp: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}
