/**
 * The kinds of document: `templates/<kind>/{template.hbs, fields.yaml, sample.json}`, some with a `receipt.hbs`, and `templates/layouts` and `templates/partials`.
 * Everything is read and checked at loading; all that is wrong is told at once, by file and line, for legal staff to mend.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DocumentError, type DocumentFault } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import { compileTemplate, type Template, type TemplateFiles } from './template-compile.ts'

/** A template as it lies in the folder, with its sample. */
export interface DocumentKind extends Template {
  sample: SampleRequest
}

/** What a sample.json holds. The facts may begin with those of `templates/sample-facts.json`. */
export interface SampleRequest {
  number?: string
  issuedOn?: string
  facts: DocumentFacts
}

export type TemplateSet = ReadonlyMap<string, DocumentKind>

/** @throws DocumentError `template-invalid` with a fault for each mistake. */
export function loadTemplates(directory: string): TemplateSet {
  const faults: string[] = []
  const folders = readdirSync(directory)
    .filter((name) => statSync(join(directory, name)).isDirectory())
    .sort()
  const files = readFiles(directory, folders)
  const shared = readJson(join(directory, 'sample-facts.json'), faults)
  const kinds = new Map<string, DocumentKind>()
  for (const kind of folders.filter((name) => name !== 'layouts' && name !== 'partials')) {
    const sample = readJson(join(directory, kind, 'sample.json'), faults)
    const template = compileTemplate(kind, files, faults)
    if (!template || sample === undefined) continue
    const own = sample as { number?: string; issuedOn?: string; facts?: object }
    kinds.set(kind, {
      ...template,
      sample: { ...own, facts: { ...(shared as DocumentFacts), ...own.facts } },
    })
  }
  if (faults.length > 0) throw invalidTemplate(faults)
  return kinds
}

export function invalidTemplate(faults: readonly string[]): DocumentError {
  const list = [...new Set(faults)].map((fault): DocumentFault => ({
    field: fault.split(':')[0]!,
    label: '文书模板',
    message: fault,
  }))
  return new DocumentError('template-invalid', '文书模板有误：', list)
}

function readFiles(directory: string, folders: readonly string[]): TemplateFiles {
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(join(directory, folder))
        .filter((name) => /\.(hbs|css|yaml)$/.test(name))
        .sort()
        .map((name): [string, string] => [
          `${folder}/${name}`,
          readFileSync(join(directory, folder, name), 'utf8'),
        ]),
    ),
  )
}

function readJson(file: string, faults: string[]): unknown {
  const name = join(basename(join(file, '..')), basename(file))
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    faults.push(`${name}: ${(error as Error).message}`)
    return undefined
  }
}
