import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { DocumentError } from './document-error.ts'
import { writeDocument } from './render.ts'
import { loadTemplates } from './template.ts'

const templates = join(projectRoot(), 'templates')
const all = () => true

describe('the templates of the project', () => {
  const kinds = loadTemplates(templates)

  it('cover the ordinary path', () => {
    for (const kind of [
      'clue-registration',
      'case-filing-approval',
      'inspection-record',
      'interview-record',
      'scene-photo-sheet',
      'correction-order',
      'investigation-report',
      'legal-review-opinion',
      'advance-notice',
      'penalty-decision-approval',
      'penalty-decision',
      'proof-of-service',
      'closing-report',
      'volume-cover',
      'volume-catalogue',
      'volume-back-sheet',
    ]) {
      expect(kinds.has(kind), kind).to.equal(true)
    }
  })

  for (const kind of kinds.values()) {
    it(`${kind.kind}: the sample is written, the same each time`, () => {
      const request = { kind: kind.kind, ...kind.sample }
      const { html, faults } = writeDocument(kinds, all, request)
      expect(faults).to.deep.equal([])
      expect(html).to.include(kind.title)
      expect(html.replace(/data:image[^"]*/g, '')).not.to.match(/undefined|\[object|NaN|待填|\{\{/)
      expect(writeDocument(kinds, all, request).html).to.equal(html)
    })

    it(`${kind.kind}: without facts it can't be issued, but drafted`, () => {
      const facts = { bureau: kind.sample.facts.bureau }
      expect(() => writeDocument(kinds, all, { kind: kind.kind, facts, number: '1', issuedOn: '2026-11-23' }))
        .to.throw(DocumentError)
        .with.property('code', 'fields-invalid')
      const { html, faults } = writeDocument(kinds, all, { kind: kind.kind, facts, draft: true })
      expect(html).to.include('草稿')
      expect(faults).not.to.have.length(0)
      for (const fault of faults) expect(fault.message).to.include(fault.label)
    })
  }

  it('penalty-decision holds what Art. 59 asks for', () => {
    const { html } = writeDocument(kinds, all, {
      kind: 'penalty-decision',
      ...kinds.get('penalty-decision')!.sample,
    })
    for (const item of [
      '示例市老街餐饮有限公司',
      '示例市文苑路88号一层',
      '占用人行道约十二平方米',
      '现场检查（勘验）笔录一份',
      '第十八条',
      '人民币伍佰元整',
      '500元',
      '十五日内',
      '示例银行示例市支行',
      '六十日内向示例市人民政府申请行政复议',
      '六个月内直接向示例市人民法院提起行政诉讼',
      '示例市综合行政执法局',
      '2026年11月23日',
      '示综执罚决字〔2026〕第000123号',
      '印　章',
    ]) {
      expect(html, item).to.include(item)
    }
  })

  it('clue-registration alone names the complainant', () => {
    const reporter = { name: '举报人甲乙丙', phone: '13911112222' }
    for (const kind of kinds.values()) {
      const facts = { ...kind.sample.facts, clue: { ...kind.sample.facts.clue!, reporter } }
      const { html } = writeDocument(kinds, all, { kind: kind.kind, ...kind.sample, facts })
      expect(html.includes(reporter.name), kind.kind).to.equal(kind.kind === 'clue-registration')
    }
  })

  it('hostile names stay text', () => {
    const hostile = `<script>alert(1)</script>{{bureau}}{{{constructor}}}"'=\`&<img src=x onerror=y>`
    const sample = kinds.get('penalty-decision')!.sample
    const facts = { ...sample.facts, party: { ...sample.facts.party!, name: hostile } }
    const { html } = writeDocument(kinds, all, { kind: 'penalty-decision', ...sample, facts })
    expect(html).not.to.match(/<script|<img/)
    expect(html).to.include('&lt;script&gt;alert(1)&lt;/script&gt;{{bureau}}{{{constructor}}}')
  })

  it('a number is needed to issue a numbered kind, and characters need glyphs', () => {
    const sample = kinds.get('penalty-decision')!.sample
    expect(() =>
      writeDocument(kinds, all, { kind: 'penalty-decision', ...sample, number: undefined }),
    ).to.throw('文号不能为空')
    const noKe = (codePoint: number) => codePoint !== '示'.codePointAt(0)
    expect(() => writeDocument(kinds, noKe, { kind: 'penalty-decision', ...sample }))
      .to.throw('示')
      .with.property('code', 'glyph-missing')
    expect(() => writeDocument(kinds, all, { ...sample, kind: 'no-such-kind' })).to.throw('no-such-kind')
  })
})

describe('a template folder with mistakes', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiheng-templates-'))
    for (const part of ['layouts', 'partials', 'sample-facts.json', 'proof-of-service']) {
      cpSync(join(templates, part), join(folder, part), { recursive: true })
    }
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function change(file: string, from: string, to: string): string {
    const path = join(folder, 'proof-of-service', file)
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
    try {
      loadTemplates(folder)
      return ''
    } catch (error) {
      expect(error).to.be.instanceOf(DocumentError).with.property('code', 'template-invalid')
      return (error as Error).message
    }
  }

  it('loads as it is', () => {
    expect(change('template.hbs', 'x', 'x')).to.equal('')
  })

  const mistakes: [string, string, string, string, RegExp][] = [
    [
      'a name that is no field',
      'template.hbs',
      '{{way}}',
      '{{wey}}',
      /proof-of-service\/template\.hbs:\d+ not a field of fields\.yaml: wey/,
    ],
    ['a wrong name inside a list', 'template.hbs', '{{copies}}', '{{copy}}', /not a field.*copy/],
    ['unescaped output', 'template.hbs', '{{way}}', '{{{way}}}', /unescaped/],
    [
      'a helper that is not ours',
      'template.hbs',
      '{{way}}',
      '{{lookup document way}}',
      /unknown helper: lookup/,
    ],
    ['a way into prototypes', 'template.hbs', '{{way}}', '{{way.constructor}}', /not a field/],
    ['an inline partial', 'template.hbs', '{{way}}', '{{#*inline "a"}}{{/inline}}', /not allowed/],
    ['a script', 'template.hbs', '{{way}}', '<script>1</script>', /may not hold the element/],
    ['an event attribute', 'template.hbs', '{{way}}', '<b onclick="x">', /event attribute/],
    [
      'something from outside',
      'template.hbs',
      '{{way}}',
      '<img src="https://example.org/a.png">',
      /load or link/,
    ],
    [
      'a layout that is not there',
      'template.hbs',
      '{{> officers-inline}}',
      '{{> nobody}}',
      /no such layout or partial: nobody/,
    ],
    ['a block that is not closed', 'template.hbs', '{{/each}}', '', /template\.hbs/],
    [
      'an unknown key',
      'fields.yaml',
      'numbered: false',
      'numbered: false\ncolour: red',
      /fields\.yaml.*colour/s,
    ],
    [
      'an unknown format',
      'fields.yaml',
      'format: datetime-cn',
      'format: datetime',
      /fields\.yaml: fields\.\d+\.format/,
    ],
    ['a name that is taken', 'fields.yaml', 'name: place', 'name: way', /taken twice.*way/],
    [
      'a group that is not there',
      'fields.yaml',
      'include: [officers]',
      'include: [everybody]',
      /no such group of fields: everybody/,
    ],
    ['broken JSON', 'sample.json', '{', '', /sample\.json/],
  ]
  for (const [what, file, from, to, message] of mistakes) {
    it(`${what} is told by file and place`, () => {
      expect(change(file, from, to)).to.match(message)
    })
  }

  it('a kind without its files is told', () => {
    mkdirSync(join(folder, 'half'))
    expect(change('template.hbs', 'x', 'x'))
      .to.match(/half\/template\.hbs: missing/)
      .and.match(/half\/fields\.yaml: missing/)
  })
})
