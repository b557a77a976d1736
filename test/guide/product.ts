/** What the product calls things, read where it says so: forms, models, data, sources, the API's description, the command line's help. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { createApplication } from '../../src/application.ts'
import { routesOf } from '../../src/http/application-server.ts'
import { describeApi } from '../../src/http/openapi.ts'
import { readConfig } from '../../src/platform/config.ts'
import { readCsv } from '../../src/platform/csv.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { zhiheng } from '../cli/zhiheng.ts'

const root = projectRoot()
export const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const under = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file))

/** Every text in a JSON or YAML value. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : []
const lines = (text: string): string[] => text.split('\n').map((line) => line.replace(/^#+ /, ''))

const forms = under('forms', /\.form$/).map(read)
const models = under('bpmn', /\.(bpmn|dmn)$/).map(read)
const data = under('data', /\.yaml$/).map(read)
const sources = [...under('src', /\.ts$/), ...under('workers', /\.ts$/)]
  .filter((file) => !file.endsWith('.test.ts'))
  .map(read)

const withoutEntities = (text: string): string =>
  text
    .replaceAll('&#10;', '')
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')

/** Texts of the program with Chinese in them; what a template fills in is a blank. */
const written = sources
  .flatMap((source) => source.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [])
  .filter((literal) => /\p{Script=Han}/u.test(literal))
  .map((literal) => literal.slice(1, -1).replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '\u0000'))

const named = (file: string, column: string): string[] => readCsv(read(file)).map((row) => row[column]!)
export const documentNames = new Set(named('data/documents.csv', 'name'))
export const limitNames = new Set(named('data/limits.csv', 'name'))
export const roleTitles = new Set(
  (parse(read('data/roles.yaml')) as { roles: { title: string }[] }).roles.map(({ title }) => title),
)

/** Names of the user tasks that ask for a form, as the models call them. */
export const tasksOfForms = new Map<string, Set<string>>()
for (const model of models)
  for (const [, attributes = '', body = ''] of model.matchAll(
    /<bpmn:userTask ([^>]*)>(.*?)<\/bpmn:userTask>/gs,
  )) {
    const form = /key="form" value="([^"]+)"/.exec(body)?.[1]
    const name = /name="([^"]+)"/.exec(attributes)?.[1]
    if (form && name) tasksOfForms.set(form, (tasksOfForms.get(form) ?? new Set()).add(withoutEntities(name)))
  }

/** Words of the pages: between tags, in the attributes of a tag, and in their programs. */
const pages = [...under('web', /\.vue$/), ...under('web', /\.ts$/)]
  .filter((file) => !file.endsWith('.d.ts'))
  .map(read)
const onPages = pages
  .flatMap((page) => [
    ...[...page.matchAll(/>([^<>]+)</g)].flatMap(([, text]) => text!.split(/\{\{.*?\}\}/s)),
    ...[...page.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`/g)].map(([, a, b, c]) => a ?? b ?? c!),
  ])
  .map((text) => text.trim())
  .filter((text) => /\p{Script=Han}/u.test(text))

/** What is shown under a name, as a whole. */
const names = new Set([
  ...forms.flatMap((form) => textsOf(JSON.parse(form)).flatMap(lines)),
  ...models.flatMap((model) =>
    [...model.matchAll(/(?:name|label|value)="([^"]*)"/g)].map(([, name]) => withoutEntities(name!)),
  ),
  ...models.flatMap((model) => [...model.matchAll(/<description>([^<]*)</g)].map(([, text]) => text!)),
  ...models.flatMap((model) => [...model.matchAll(/<text>"([^"]+)"<\/text>/g)].map(([, name]) => name!)),
  ...data.flatMap((file) => textsOf(parse(file))),
  ...Object.keys(parse(read('data/violation-evidence.yaml')) as object),
  ...documentNames,
  ...limitNames,
  ...written,
  ...onPages,
])
export const isName = (name: string): boolean => names.has(name)

const messages = [...written, ...names]
/** Whether the product says it; `……` stands for what it fills in. */
export const isSaid = (message: string): boolean => {
  const parts = message.split('……').filter((part) => part !== '')
  return messages.some((said) => {
    let from = 0
    return parts.every((part) => {
      const at = said.indexOf(part, from)
      from = at + part.length
      return at >= 0
    })
  })
}

const words = [...forms, ...models, ...data, ...sources].join('\n')
/** Whether a word of the machine (a key, a value, a code) is one of the product's. */
export const isWord = (word: string): boolean => words.includes(word)

interface Operation {
  parameters: { name: string; in: string }[]
}
export type Api = { [path: string]: { [method: string]: Operation } }

/** The paths of the API's description. */
export async function describedApi(): Promise<Api> {
  const dataDir = mkdtempSync(join(tmpdir(), 'zhiheng-guides-'))
  const app = await createApplication(readConfig({}, { dataDir, workers: 'none', logLevel: 'silent' }))
  try {
    return describeApi(routesOf(app), 'test').paths as unknown as Api
  } finally {
    await app.close()
    rmSync(dataDir, { recursive: true })
  }
}

export interface Help {
  commands: string[]
  options: string[]
}
const helps = new Map<string, Promise<Help>>()

/** `zhiheng … --help`, asked once for each command. */
export function helpOf(command: string[]): Promise<Help> {
  const key = command.join(' ')
  const known = helps.get(key)
  if (known) return known
  const asked = zhiheng([...command, '--help']).then(({ out: text }) => {
    const listed = /^Commands:\n((?: .*\n?)*)/m.exec(text)?.[1] ?? ''
    const commands = [...listed.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*)/gm)].map(([, name]) => name!)
    return {
      commands: commands.filter((name) => name !== 'help'),
      options: text.match(/--[a-z][a-z-]*/g) ?? [],
    }
  })
  helps.set(key, asked)
  return asked
}
