import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { stringify } from 'yaml'
import { projectRoot } from '../platform/project-root.ts'
import { fieldFormats } from './field-definitions.ts'
import { checkFields } from './fields.ts'
import type { DocumentFacts } from './facts.ts'
import { loadTemplates } from './template.ts'
import { compileTemplate, type TemplateContent, templateLanguage } from './template-compile.ts'

const project = join(projectRoot(), 'templates')

describe('the fingerprint of a template', () => {
  let folder: string
  const original = loadTemplates(project)
  const filesOf = (kind: string) =>
    Object.keys((JSON.parse(original.get(kind)!.content) as TemplateContent).files)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiheng-templates-'))
    cpSync(project, folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Kinds that have another fingerprint after one more byte in the file. */
  function changedBy(file: string): string[] {
    appendFileSync(join(folder, file), ' ')
    const loaded = loadTemplates(folder)
    return [...loaded.keys()].filter(
      (kind) => loaded.get(kind)!.fingerprint !== original.get(kind)!.fingerprint,
    )
  }

  const users = (file: string) => [...original.keys()].filter((kind) => filesOf(kind).includes(file))

  it('is of the files that decide the wording: its own, and the shared ones that these use, those too that a shared one uses', () => {
    expect(filesOf('penalty-decision')).to.deep.equal([
      'layouts/document.css',
      'layouts/outward.css',
      'layouts/outward.hbs',
      'partials/close.hbs',
      'partials/draft-mark.hbs',
      'partials/evidence.fields.yaml',
      'partials/evidence.hbs',
      'partials/head.hbs',
      'partials/party.fields.yaml',
      'partials/party.hbs',
      'partials/violation.fields.yaml',
      'penalty-decision/fields.yaml',
      'penalty-decision/template.hbs',
    ])
    expect(filesOf('summary-decision')).to.include.members([
      'layouts/receipt.css',
      'summary-decision/receipt.hbs',
    ])
  })

  it('is the same wherever and whenever the same files are read', () => {
    const again = loadTemplates(folder)
    for (const [kind, { fingerprint }] of original) {
      expect(fingerprint).to.match(/^[0-9a-f]{64}$/)
      expect(again.get(kind)!.fingerprint, kind).to.equal(fingerprint)
    }
    expect(new Set([...original.values()].map((one) => one.fingerprint)).size).to.equal(original.size)
  })

  for (const [file, user, stranger] of [
    ['partials/evidence.hbs', 'penalty-decision', 'proof-of-service'],
    ['partials/head.hbs', 'penalty-decision', undefined],
    ['layouts/outward.css', 'penalty-decision', 'interview-record'],
    ['layouts/receipt.css', 'summary-decision', 'penalty-decision'],
    ['partials/party.fields.yaml', 'penalty-decision', 'volume-cover'],
  ] as const)
    it(`one byte in ${file} changes the kinds that use it, and no others`, () => {
      const using = users(file)
      expect(using).to.include(user)
      if (stranger) expect(using).not.to.include(stranger)
      expect(changedBy(file)).to.deep.equal(using)
    })

  it('one byte in a file of its own changes the kind alone', () => {
    expect(changedBy('penalty-decision/fields.yaml')).to.deep.equal(['penalty-decision'])
    expect(changedBy('penalty-decision/template.hbs')).to.deep.equal(['penalty-decision'])
  })

  it('a file that nobody uses changes nothing, nor do samples and the guide', () => {
    for (const file of [
      'penalty-decision/sample.json',
      'sample-facts.json',
      'README.md',
      'partials/unused.hbs',
    ])
      expect(changedBy(file), file).to.deep.equal([])
  })

  it('a version is whole by itself: its content alone writes the same document', () => {
    for (const [kind, { content, fingerprint, fields, sample, write }] of original) {
      const { files } = JSON.parse(content) as TemplateContent
      const faults: string[] = []
      const alone = compileTemplate(kind, new Map(Object.entries(files)), faults)!
      expect(faults, kind).to.deep.equal([])
      expect(alone.fingerprint, kind).to.equal(fingerprint)
      const written = checkFields(fields, sample.facts).fields
      expect(alone.write(checkFields(alone.fields, sample.facts).fields, builtIns)).to.equal(
        write(written, builtIns),
      )
    }
  })
})

const builtIns = {
  document: {
    kind: '',
    title: '文书',
    number: '',
    date: '',
    draft: false,
    verifyUrl: '',
    qrPath: '',
    qrSize: 0,
  },
  bureau: { name: '示例局', shortName: '示', seal: '' },
}

describe('the language of templates', () => {
  const values: Record<(typeof fieldFormats)[number], unknown> = {
    text: '甲',
    paragraphs: '一段\n二段',
    texts: ['子', '丑'],
    integer: 15,
    'numeral-cn': 15,
    'date-cn': '2026-11-23',
    'date-dotted': '2026-11-23',
    'datetime-cn': '2026-11-23T01:30:00.000Z',
    'day-of-instant-cn': '2026-11-22T16:30:00.000Z',
    'money-cn': 200_050,
    'money-upper': 200_050,
    'article-cn': '59.1.3',
    'phone-masked': '13811111234',
    'id-masked': '330481199001010013',
    image: 'data:image/png;base64,AAAA',
    flag: true,
    list: [{ name: '甲' }, { name: '乙' }],
  }
  const name = (format: string) => `f${fieldFormats.indexOf(format as 'text')}`
  const many = ['paragraphs', 'texts']
  const template = fieldFormats
    .map((format) => {
      const field = name(format)
      if (format === 'list')
        return `{{#each ${field}}}{{ordinal @index}}{{chineseOrdinal @index}}{{name}}{{#if @last}}。{{/if}}{{/each}}`
      if (many.includes(format)) return `{{#each ${field}}}[{{this}}]{{/each}}`
      return format === 'flag' ? `{{#if (is ${field} true)}}是{{/if}}` : `{{${field}}}`
    })
    .join('|')
  const fields = fieldFormats.map((format) => ({
    name: name(format),
    label: '栏',
    source: `party.${name(format)}`,
    format,
    ...(format === 'list' && { items: [{ name: 'name', label: '名', source: 'name' }] }),
  }))
  const files = new Map([
    ['all/template.hbs', template],
    ['all/fields.yaml', stringify({ title: '全部', numbered: false, fields })],
  ])

  /** Where this fails, the same template is written in other words: raise `templateLanguage`, and add what it writes now. */
  const written: Record<number, string> = {
    1: '甲|[一段][二段]|[子][丑]|15|十五|2026年11月23日|2026.11.23|2026年11月23日9时30分|2026年11月23日|2000.50元|人民币贰仟元零伍角|第五十九条第一款第（三）项|138****1234|330481********0013|data:image/png;base64,AAAA|是|1一甲2二乙。',
  }

  it(`${templateLanguage} writes every format and helper as it always has`, () => {
    const faults: string[] = []
    const compiled = compileTemplate('all', files, faults)!
    expect(faults).to.deep.equal([])
    const facts = {
      bureau: builtIns.bureau,
      party: Object.fromEntries(fieldFormats.map((format) => [name(format), values[format]])),
    } as unknown as DocumentFacts
    const checked = checkFields(compiled.fields, facts)
    expect(checked.faults).to.deep.equal([])
    expect(compiled.write(checked.fields, builtIns).replaceAll('&#x3D;', '=')).to.equal(
      written[templateLanguage],
    )
  })
})
