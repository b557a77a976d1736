/**
 * The kinds of document: `templates/<kind>/{template.hbs, fields.yaml, sample.json}`, some with a `receipt.hbs`, and `templates/layouts` and `templates/partials`.
 * Everything is read and checked at loading; all that is wrong is told at once, by file and line, for legal staff to mend.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import Handlebars from 'handlebars'
import { parse } from 'yaml'
import type { z } from 'zod'
import { numeralChinese } from './chinese-formats.ts'
import { DocumentError, type DocumentFault } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import { fieldGroup, kindDefinition, type FieldDefinition, type KindDefinition } from './field-definitions.ts'
import type { Fields } from './fields.ts'
import { checkTemplate, type TemplateSource } from './template-check.ts'

/** What every template gets beside its fields. */
export interface BuiltIns {
  document: {
    kind: string
    title: string
    /** 文号, '' where there is none (yet). */
    number: string
    /** In Chinese; '' in a draft without a day. */
    date: string
    draft: boolean
    verifyUrl: string
    /** QR code of verifyUrl as SVG path and its size in modules; '' and 0 where there is none. */
    qrPath: string
    qrSize: number
  }
  /** `seal`: picture as data: address, '' where there is none. */
  bureau: { name: string; shortName: string; seal: string }
}

export interface DocumentKind extends KindDefinition {
  kind: string
  sample: SampleRequest
  /** Fields → HTML. */
  write(fields: Fields, builtIns: BuiltIns): string
  /** Where there is a receipt.hbs: the same fields for the narrow paper of a portable printer. */
  writeReceipt?(fields: Fields, builtIns: BuiltIns): string
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
  const partials = readPartials(directory)
  const handlebars = createHandlebars(partials)
  const shared = readJson(join(directory, 'sample-facts.json'), faults)
  const kinds = new Map<string, DocumentKind>()
  for (const kind of readdirSync(directory).sort()) {
    if (kind === 'layouts' || kind === 'partials' || !statSync(join(directory, kind)).isDirectory()) continue
    const loaded = loadKind(directory, kind, partials, handlebars, shared, faults)
    if (loaded) kinds.set(kind, loaded)
  }
  if (faults.length > 0) throw invalid(faults)
  return kinds
}

function invalid(faults: readonly string[]): DocumentError {
  const list = faults.map((fault): DocumentFault => ({
    field: fault.split(':')[0]!,
    label: '文书模板',
    message: fault,
  }))
  return new DocumentError('template-invalid', '文书模板有误：', list)
}

function loadKind(
  directory: string,
  kind: string,
  partials: ReadonlyMap<string, TemplateSource>,
  handlebars: typeof Handlebars,
  shared: unknown,
  faults: string[],
): DocumentKind | undefined {
  const folder = join(directory, kind)
  const source = readText(folder, 'template.hbs', faults)
  const fieldsText = readText(folder, 'fields.yaml', faults)
  const sample = readJson(join(folder, 'sample.json'), faults)
  if (source === undefined || fieldsText === undefined || sample === undefined) return undefined
  const definition = readDefinition(directory, `${kind}/fields.yaml`, fieldsText, faults)
  if (!definition) return undefined
  faults.push(...checkTemplate({ file: `${kind}/template.hbs`, text: source }, definition.fields, partials))
  const own = sample as { number?: string; issuedOn?: string; facts?: object }
  const receipt = existsSync(join(folder, 'receipt.hbs'))
    ? readText(folder, 'receipt.hbs', faults)
    : undefined
  if (receipt !== undefined)
    faults.push(...checkTemplate({ file: `${kind}/receipt.hbs`, text: receipt }, definition.fields, partials))
  return {
    ...definition,
    kind,
    sample: { ...own, facts: { ...(shared as DocumentFacts), ...own.facts } },
    write: writer(handlebars, source),
    ...(receipt !== undefined && { writeReceipt: writer(handlebars, receipt) }),
  }
}

function writer(handlebars: typeof Handlebars, source: string): DocumentKind['write'] {
  const write = handlebars.compile<object>(source, compileOptions)
  return (fields, builtIns) =>
    write(
      { ...fields, ...builtIns },
      { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false },
    )
}

/** Strict: a name that does not exist is an error, not an empty place on paper. */
const compileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { is: true, ordinal: true, chineseOrdinal: true },
  preventIndent: true,
} as const

function createHandlebars(partials: ReadonlyMap<string, TemplateSource>): typeof Handlebars {
  const handlebars = Handlebars.create()
  for (const [name, source] of partials) handlebars.registerPartial(name, source.text)
  handlebars.registerHelper('is', (left: unknown, right: unknown) => left === right)
  handlebars.registerHelper('ordinal', (index: number) => String(index + 1))
  handlebars.registerHelper('chineseOrdinal', (index: number) => numeralChinese(index + 1))
  return handlebars
}

/** Style sheets are partials too: `layouts/document.css` is `{{> css/document}}`. */
function readPartials(directory: string): Map<string, TemplateSource> {
  const partials = new Map<string, TemplateSource>()
  for (const folder of ['layouts', 'partials']) {
    for (const name of readdirSync(join(directory, folder)).sort()) {
      const extension = extname(name)
      if (extension !== '.hbs' && extension !== '.css') continue
      const partial = extension === '.css' ? `css/${basename(name, extension)}` : basename(name, extension)
      partials.set(partial, {
        file: `${folder}/${name}`,
        text: readFileSync(join(directory, folder, name), 'utf8'),
      })
    }
  }
  return partials
}

function readDefinition(
  directory: string,
  file: string,
  text: string,
  faults: string[],
): KindDefinition | undefined {
  const definition = readYaml(file, text, kindDefinition, faults)
  if (!definition) return undefined
  const shared = definition.include.flatMap((name) => readGroup(directory, file, name, faults))
  const whole = { ...definition, fields: [...shared, ...definition.fields] }
  faults.push(...doubleNames(file, whole))
  return whole
}

function readGroup(directory: string, file: string, name: string, faults: string[]): FieldDefinition[] {
  const group = join('partials', `${name}.fields.yaml`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(join(directory, group))) {
    faults.push(`${file}: no such group of fields: ${name}`)
    return []
  }
  return readYaml(group, readFileSync(join(directory, group), 'utf8'), fieldGroup, faults) ?? []
}

function readYaml<T>(file: string, text: string, schema: z.ZodType<T>, faults: string[]): T | undefined {
  try {
    const parsed = schema.safeParse(parse(text))
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) faults.push(`${file}: ${issue.path.join('.')}: ${issue.message}`)
  } catch (error) {
    faults.push(`${file}: ${(error as Error).message}`)
  }
  return undefined
}

function doubleNames(file: string, definition: KindDefinition): string[] {
  const names = definition.fields.map((field) => field.name)
  const taken = names.filter(
    (name, index) => names.indexOf(name) !== index || name === 'document' || name === 'bureau',
  )
  return taken.map((name) => `${file}: the name is taken twice, or reserved: ${name}`)
}

function readText(folder: string, name: string, faults: string[]): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    faults.push(`${basename(folder)}/${name}: missing`)
    return undefined
  }
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
