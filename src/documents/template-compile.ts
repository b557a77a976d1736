/**
 * One kind of document made ready from the texts of its files, whether they lie in a folder or in the database. What decides its wording is its content:
 * the files that it uses and nothing else; the content's fingerprint names the version (`template-versions.ts`).
 */
import { basename, extname } from 'node:path'
import Handlebars from 'handlebars'
import { parse } from 'yaml'
import type { z } from 'zod'
import { chineseNumber } from '../platform/article-number.ts'
import { fingerprint } from '../platform/fingerprint.ts'
import { fieldGroup, kindDefinition, type FieldDefinition, type KindDefinition } from './field-definitions.ts'
import type { Fields } from './fields.ts'
import { checkTemplate, type TemplateSource } from './template-check.ts'

/**
 * What the formats of fields (`fields.ts`, `chinese-formats.ts`) and the helpers below mean: the part of the wording that is code. Raised where the same
 * template would be written in other words, so that no version is taken for what it is not; a test holds the number to what is written.
 */
export const templateLanguage = 1

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

/** Text by path: `penalty-decision/template.hbs`, `layouts/outward.css`. */
export type TemplateFiles = ReadonlyMap<string, string>

export interface Template extends KindDefinition {
  kind: string
  /** All that decides the wording, as JSON of one spelling. */
  content: string
  /** SHA-256 of the content. */
  fingerprint: string
  /** Fields → HTML. */
  write(fields: Fields, builtIns: BuiltIns): string
  /** Where there is a receipt.hbs: the same fields for the narrow paper of a portable printer. */
  writeReceipt?(fields: Fields, builtIns: BuiltIns): string
}

/** What a content says. */
export interface TemplateContent {
  language: number
  kind: string
  files: { [path: string]: string }
}

/** @param faults told by file and line; a template with faults is not to be used. */
export function compileTemplate(kind: string, files: TemplateFiles, faults: string[]): Template | undefined {
  const own = (name: string) => files.get(`${kind}/${name}`)
  const [source, fieldsText, receipt] = [own('template.hbs'), own('fields.yaml'), own('receipt.hbs')]
  if (source === undefined) faults.push(`${kind}/template.hbs: missing`)
  if (fieldsText === undefined) faults.push(`${kind}/fields.yaml: missing`)
  if (source === undefined || fieldsText === undefined) return undefined
  const definition = readDefinition(files, `${kind}/fields.yaml`, fieldsText, faults)
  if (!definition) return undefined
  const partials = partialsOf(files)
  const used = new Set<string>()
  const check = (name: string, text: string) => {
    const checked = checkTemplate({ file: `${kind}/${name}`, text }, definition.fields, partials)
    faults.push(...checked.faults)
    for (const partial of checked.uses) used.add(partial)
  }
  check('template.hbs', source)
  if (receipt !== undefined) check('receipt.hbs', receipt)
  const paths = [
    ...['template.hbs', 'fields.yaml', ...(receipt === undefined ? [] : ['receipt.hbs'])].map(
      (name) => `${kind}/${name}`,
    ),
    ...[...used].map((name) => partials.get(name)!.file),
    ...definition.include.map(groupFile),
  ]
  const content = contentOf(kind, files, paths)
  let handlebars: typeof Handlebars | undefined
  const writer = (text: string): Template['write'] => {
    let write: Handlebars.TemplateDelegate<object> | undefined
    return (fields, builtIns) => {
      handlebars ??= createHandlebars([...used].map((name) => [name, partials.get(name)!.text]))
      write ??= handlebars.compile<object>(text, compileOptions)
      return write(
        { ...fields, ...builtIns },
        { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false },
      )
    }
  }
  return {
    ...definition,
    kind,
    content,
    fingerprint: fingerprint(Buffer.from(content)).sha256,
    write: writer(source),
    ...(receipt !== undefined && { writeReceipt: writer(receipt) }),
  }
}

function contentOf(kind: string, files: TemplateFiles, paths: readonly string[]): string {
  const sorted = [...new Set(paths)].filter((path) => files.has(path)).sort()
  const content: TemplateContent = {
    language: templateLanguage,
    kind,
    files: Object.fromEntries(sorted.map((path) => [path, files.get(path)!])),
  }
  return JSON.stringify(content)
}

/** Strict: a name that does not exist is an error, not an empty place on paper. */
const compileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { is: true, ordinal: true, chineseOrdinal: true },
  preventIndent: true,
} as const

function createHandlebars(partials: readonly [name: string, text: string][]): typeof Handlebars {
  const handlebars = Handlebars.create()
  for (const [name, text] of partials) handlebars.registerPartial(name, text)
  handlebars.registerHelper('is', (left: unknown, right: unknown) => left === right)
  handlebars.registerHelper('ordinal', (index: number) => String(index + 1))
  handlebars.registerHelper('chineseOrdinal', (index: number) => chineseNumber(index + 1))
  return handlebars
}

/** Style sheets are partials too: `layouts/document.css` is `{{> css/document}}`. */
function partialsOf(files: TemplateFiles): Map<string, TemplateSource> {
  const partials = new Map<string, TemplateSource>()
  for (const folder of ['layouts/', 'partials/']) {
    for (const [file, text] of files) {
      const extension = extname(file)
      if (!file.startsWith(folder) || (extension !== '.hbs' && extension !== '.css')) continue
      const name = basename(file, extension)
      partials.set(extension === '.css' ? `css/${name}` : name, { file, text })
    }
  }
  return partials
}

function readDefinition(
  files: TemplateFiles,
  file: string,
  text: string,
  faults: string[],
): KindDefinition | undefined {
  const definition = readYaml(file, text, kindDefinition, faults)
  if (!definition) return undefined
  const shared = definition.include.flatMap((name) => readGroup(files, file, name, faults))
  const whole = { ...definition, fields: [...shared, ...definition.fields] }
  faults.push(...doubleNames(file, whole))
  return whole
}

const groupFile = (name: string) => `partials/${name}.fields.yaml`

function readGroup(files: TemplateFiles, file: string, name: string, faults: string[]): FieldDefinition[] {
  const text = files.get(groupFile(name))
  if (text === undefined) {
    faults.push(`${file}: no such group of fields: ${name}`)
    return []
  }
  return readYaml(groupFile(name), text, fieldGroup, faults) ?? []
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
