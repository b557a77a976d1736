/**
 * The guides in Chinese against the product. What they mark exists, to the letter: 「…」 a name (of a task, form, field, document, role, limit, state, route),
 * “…” what the product says (…… stands for what it fills in), `…` what is typed: a route, a command, a setting, a file, a key. Links lead somewhere.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect } from 'chai'
import { environmentName, settings } from '../../src/platform/config.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import {
  type Api,
  describedApi,
  documentNames,
  helpOf,
  isName,
  isSaid,
  isWord,
  limitNames,
  read,
  roleTitles,
  tasksOfForms,
} from './product.ts'

const folder = 'docs/guide'
const guides = [
  'README.md',
  'officers.md',
  'approvers.md',
  'legal-staff.md',
  'supervisors.md',
  'administrators.md',
]
const exists = (file: string) => existsSync(join(projectRoot(), file))

interface Marked {
  names: string[]
  sayings: string[]
  code: string[]
  /** Lines of shell in blocks. */
  typed: string[]
}

function marked(text: string): Marked {
  const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
  const prose = text.replace(/^```\w*\n.*?^```$/gms, '')
  const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, one]) => one!)
  const plain = prose.replace(/`[^`\n]+`/g, '')
  return {
    names: [...plain.matchAll(/「([^」]*)」/g)].map(([, one]) => one!),
    sayings: [...plain.matchAll(/“([^”]*)”/g)].map(([, one]) => one!),
    code,
    typed: blocks
      .filter(([, language]) => language === 'sh')
      .flatMap(([, , body]) => body!.split('\n'))
      .map((line) => line.replace(/\s#\s.*$/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  }
}

/** Faults of a route as it is written: `GET /due?whose=mine`; a shell's `$task` stands for any one part. */
function routeFault(api: Api, method: string, address: string): string | undefined {
  const [path = '', query = ''] = address.split('?')
  const parts = path.split('/')
  const found = Object.keys(api).find((known) => {
    const own = known.split('/')
    return (
      own.length === parts.length &&
      own.every((part, at) => part === parts[at] || (part.startsWith('{') && parts[at]!.startsWith('$')))
    )
  })
  const operation = found === undefined ? undefined : api[found]![method.toLowerCase()]
  if (!operation) return `no route ${method} ${path}`
  const unknown = [...new URLSearchParams(query).keys()].filter(
    (name) => !operation.parameters.some((one) => one.in === 'query' && one.name === name),
  )
  return unknown.length > 0 ? `${method} ${path} knows no ${unknown.join(', ')}` : undefined
}

async function commandFault(typed: string): Promise<string | undefined> {
  const command: string[] = []
  const rest = typed.split(/\s+/).slice(1)
  let help = await helpOf([])
  while (rest[0] !== undefined && help.commands.includes(rest[0])) {
    command.push(rest.shift()!)
    help = await helpOf(command)
  }
  if (command.length === 0 || help.commands.length > 0) return `no command: ${typed}`
  const unknown = rest.filter((word) => word.startsWith('--') && !help.options.includes(word))
  return unknown.length > 0
    ? `${typed}: the help of ${command.join(' ')} has no ${unknown.join(', ')}`
    : undefined
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: { [name: string]: string } }
const settingNames = new Set([
  ...Object.keys(settings.shape).map(environmentName),
  'ZHIHENG_CONFIG',
  'ZHIHENG_CACHE',
])
const settingFault = (name: string) => (settingNames.has(name) ? undefined : `no setting ${name}`)
/** Programs beside the product. */
const programs = new Set(['curl', 'docker', 'git', 'node', 'npm', 'npx', 'openssl'])
const isFile = (word: string) => /^[\w.-]+(?:\/[\w.*-]+)*\/?$/.test(word) && /[./]/.test(word)

/** A file of the project, or a name that the program or the compose file writes (`keys/field.key`). */
function fileFault(word: string): string | undefined {
  const [found] = word.includes('*') ? readMatching(word) : exists(word) ? [word] : []
  if (found !== undefined) return undefined
  const last = word.replace(/\/$/, '').split('/').at(-1)!
  return !exists(word.split('/')[0]!) && (isWord(last) || read('docker-compose.yml').includes(last))
    ? undefined
    : `no file ${word}`
}

const readMatching = (pattern: string): string[] => {
  const [where, what] = [dirname(pattern), pattern.slice(dirname(pattern).length + 1)]
  const form = new RegExp(`^${what.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  return exists(where) ? readdirSync(join(projectRoot(), where)).filter((name) => form.test(name)) : []
}

async function codeFault(api: Api, typed: string): Promise<string | undefined> {
  const [, method, address] = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(typed) ?? []
  if (method !== undefined) return routeFault(api, method, address!)
  if (typed.startsWith('zhiheng ')) return commandFault(typed)
  return (await Promise.all(typed.split(/\s+/).map((word, at, all) => wordFault(word, all[at - 1])))).find(
    Boolean,
  )
}

/** @param before the word before it: `npm run` names a script. */
async function wordFault(word: string, before: string | undefined): Promise<string | undefined> {
  if (programs.has(word)) return undefined
  const setting = /^(ZHIHENG_[A-Z0-9_]+)(?:=.*)?$/.exec(word)?.[1]
  if (setting !== undefined) return settingFault(setting)
  if (before === 'run') return word in scripts ? undefined : `no script ${word}`
  // An address beside the API: /healthz, /uploads.
  if (word.startsWith('/')) return isWord(word.replace(/\/$/, '')) ? undefined : `no address ${word}`
  if (/^[a-z-]+\.[a-z-]+$/.test(word) && isWord(`'${word}'`)) return undefined
  if (isFile(word)) return fileFault(word)
  if (/^[a-z][A-Za-z-]+$/.test(word)) return isWord(word) || word in scripts ? undefined : `no word ${word}`
  return undefined
}

async function lineFault(api: Api, line: string): Promise<string | undefined> {
  const [, method, address] = /^as \S+ (GET|POST|PUT|PATCH|DELETE) "?(\/[^"\s]*)"?/.exec(line) ?? []
  if (method !== undefined) return routeFault(api, method, address!.replace(/\$\{?\w+\}?/g, '$'))
  const command = line.replace(/^(?:ZHIHENG_\w+=\S+ )+/, '')
  for (const [name] of line.matchAll(/ZHIHENG_[A-Z0-9_]+/g)) {
    const fault = settingFault(name)
    if (fault) return fault
  }
  if (command.startsWith('zhiheng ')) return commandFault(command)
  const script = /^npm run (\S+)/.exec(command)?.[1]
  if (script !== undefined && !(script in scripts)) return `no script ${script}`
  return command
    .split(/\s+/)
    .filter((word) => /^(?:bpmn|data|forms|templates|scripts|test|docs|src)\//.test(word))
    .map(fileFault)
    .find(Boolean)
}

/** Rows of the tables whose head names the column, as column → cell. */
function rowsWith(text: string, column: string): { [column: string]: string }[] {
  return [...text.matchAll(/^(\|.*\|)\n\|[-| ]+\|\n((?:\|.*\|\n)+)/gm)].flatMap(([, head, body]) => {
    const cells = (line: string) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
    const columns = cells(head!)
    if (!columns.includes(column)) return []
    return body!
      .trim()
      .split('\n')
      .map((line) => Object.fromEntries(cells(line).map((cell, at) => [columns[at] ?? '', cell])))
  })
}
const namesIn = (cell = ''): string[] => [...cell.matchAll(/「([^」]*)」/g)].map(([, one]) => one!)

describe('the guides', () => {
  let api: Api
  before(async () => {
    api = await describedApi()
  })

  for (const guide of guides) {
    const text = exists(`${folder}/${guide}`) ? read(`${folder}/${guide}`) : ''
    const { names, sayings, code, typed } = marked(text)

    it(`${guide} names what is there`, () => {
      expect(text).to.not.equal('')
      expect(
        names.filter((name) => !isName(name) && !nameOfRoute(api, name)),
        '「…」',
      ).to.deep.equal([])
      expect(
        sayings.filter((saying) => saying.length < 4 || !isSaid(saying)),
        '“…”',
      ).to.deep.equal([])
    })

    it(`${guide} types what works`, async function () {
      this.timeout(120_000)
      const faults = await Promise.all([
        ...code.map((one) => codeFault(api, one)),
        ...typed.map((line) => lineFault(api, line)),
      ])
      expect(faults.filter(Boolean)).to.deep.equal([])
    })

    it(`${guide} keeps task and form, document, role and limit together`, () => {
      const faults: string[] = []
      for (const { 任务: task, 表单: form } of rowsWith(text, '表单')) {
        const [, id = ''] = /`forms\/([a-z-]+)\.form`/.exec(form ?? '') ?? []
        const known = tasksOfForms.get(id)
        if (!known?.has(namesIn(task)[0] ?? ''))
          faults.push(`${task}: ${form} is the form of ${[...(known ?? [])].join('、')}`)
      }
      const kinds = { 文书: documentNames, 形成的文书: documentNames, 角色: roleTitles, 期限: limitNames }
      for (const [column, allowed] of Object.entries(kinds))
        for (const row of rowsWith(text, column))
          faults.push(
            ...namesIn(row[column])
              .filter((name) => !allowed.has(name))
              .map((name) => `${column}：${name}`),
          )
      expect(faults).to.deep.equal([])
    })
  }

  it('leave out no form, no role, no setting and no command', async () => {
    const all = guides.map((guide) => read(`${folder}/${guide}`)).join('\n')
    // The hearing as one form: no model of today asks for it.
    const asked = [...tasksOfForms.keys()].filter((form) => form !== 'hold-hearing')
    expect(asked.filter((form) => !all.includes(`forms/${form}.form`))).to.deep.equal([])
    expect([...roleTitles].filter((title) => !all.includes(`「${title}」`))).to.deep.equal([])
    const administrators = read(`${folder}/administrators.md`)
    expect(
      Object.keys(settings.shape)
        .map(environmentName)
        .filter((name) => !administrators.includes(`\`${name}\``)),
    ).to.deep.equal([])
    const { commands } = await helpOf([])
    expect(commands.filter((command) => !administrators.includes(`zhiheng ${command}`))).to.deep.equal([])
  })

  it('and every other page of the documentation: their links lead somewhere', () => {
    const pages = [
      ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'bpmn/README.md', 'templates/README.md'],
      ...readdirSync(join(projectRoot(), 'docs'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md'))
        .map((file) => join('docs', file)),
    ]
    const dangling = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
        .filter((target) => {
          const file = normalize(join(dirname(page), target.split('#')[0]!))
          return !exists(file) || (!/\.\w+$/.test(file) && !statSync(join(projectRoot(), file)).isDirectory())
        })
        .map((target) => `${page}: ${target}`),
    )
    expect(dangling).to.deep.equal([])
    for (const page of ['README.md', 'README.zh-CN.md'])
      expect(read(page)).to.include('(docs/guide/README.md)')
  })
})

/** What a route or a group of routes is called. */
function nameOfRoute(api: Api, name: string): boolean {
  return Object.values(api).some((methods) =>
    Object.values(methods as { [method: string]: { summary?: string; tags?: string[] } }).some(
      ({ summary, tags }) => summary === name || tags?.includes(name),
    ),
  )
}
