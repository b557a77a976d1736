import { expect } from 'chai'
import type { DocumentFacts } from './facts.ts'
import type { FieldDefinition, ItemDefinition } from './field-definitions.ts'
import { checkFields, valueAt } from './fields.ts'
import { glyphFaults, uncovered } from './glyphs.ts'

const facts: DocumentFacts = {
  bureau: { name: '示例市综合行政执法局', shortName: '示综执' },
  party: { kind: 'citizen', name: '买买提·𠮷田' },
  officers: [
    { name: '甲', certificateNumber: '1', role: 'lead' },
    { name: '', certificateNumber: '2', role: 'assisting' },
  ],
  decision: { fine: 200_000 },
}

function field(
  definition: Partial<FieldDefinition> & Pick<FieldDefinition, 'name' | 'source'>,
): FieldDefinition {
  return {
    label: '标签',
    format: 'text',
    empty: '',
    editable: [],
    minimum: 1,
    ...definition,
  } as FieldDefinition
}

const item = (definition: Partial<FieldDefinition> & Pick<FieldDefinition, 'name' | 'source'>) =>
  field(definition) as ItemDefinition

describe('fields of a document', () => {
  it('are formatted as defined', () => {
    const { fields, faults } = checkFields(
      [
        field({ name: 'a', source: 'decision.fine', format: 'money-upper' }),
        field({ name: 'b', source: 'party.phone', empty: '无' }),
      ],
      facts,
    )
    expect(fields).to.deep.equal({ a: '人民币贰仟元整', b: '无' })
    expect(faults).to.deep.equal([])
  })

  it('that the law requires and that are missing name label, field and article', () => {
    const { fields, faults } = checkFields(
      [
        field({
          name: 'partyAddress',
          label: '当事人地址',
          source: 'party.address',
          required: '《行政处罚法》第五十九条第一款第一项',
        }),
      ],
      facts,
    )
    expect(faults).to.deep.equal([
      {
        field: 'partyAddress',
        label: '当事人地址',
        law: '《行政处罚法》第五十九条第一款第一项',
        message: '当事人地址不能为空（《行政处罚法》第五十九条第一款第一项）',
      },
    ])
    expect(fields.partyAddress).to.equal('【待填：当事人地址】')
  })

  it('are required only where their condition holds', () => {
    const definition = field({
      name: 'r',
      source: 'party.legalRepresentative',
      required: '规范',
      requiredWhen: [{ source: 'party.kind', equals: 'organisation' }],
    })
    expect(checkFields([definition], facts).faults).to.have.length(0)
    const organisation = { ...facts, party: { ...facts.party!, kind: 'organisation' as const } }
    expect(checkFields([definition], organisation).faults).to.have.length(1)
  })

  it('of lists are checked item by item, and counted', () => {
    const officers = field({
      name: 'officers',
      label: '执法人员',
      source: 'officers',
      required: '《行政处罚法》第四十二条',
      minimum: 2,
      format: 'list',
      items: [item({ name: 'name', label: '姓名', source: 'name', required: '《行政处罚法》第四十二条' })],
    })
    expect(checkFields([officers], facts).faults.map((fault) => fault.field)).to.deep.equal([
      'officers.1.name',
    ])
    const one = { ...facts, officers: facts.officers!.slice(0, 1) }
    expect(checkFields([officers], one).faults[0]!.message).to.include('至少需要2项')
  })

  it('with a value of the wrong shape are faults, not crashes', () => {
    const { faults } = checkFields(
      [
        field({ name: 'a', source: 'party.name', format: 'date-cn' }),
        field({ name: 'b', source: 'party.name', format: 'image' }),
        field({ name: 'c', source: 'party', format: 'text' }),
      ],
      facts,
    )
    expect(faults.map((fault) => fault.field)).to.deep.equal(['a', 'b', 'c'])
  })

  it('can not be drawn from prototypes', () => {
    expect(valueAt({}, 'constructor.name')).to.equal(undefined)
    expect(valueAt({ a: 'x' }, 'a.length')).to.equal(undefined)
    expect(valueAt([], '__proto__')).to.equal(undefined)
  })
})

describe('glyphs', () => {
  it('name the character and the field that has none', () => {
    const definitions = [field({ name: 'partyName', label: '当事人', source: 'party.name' })]
    const faults = glyphFaults(definitions, { partyName: '𠮷田' }, (codePoint) => codePoint < 0x10000)
    expect(faults).to.have.length(1)
    expect(faults[0]!.message).to.include('𠮷').and.include('U+20BB7').and.include('当事人')
  })

  it('are looked for in lists too, and not in pictures', () => {
    const definitions = [
      field({
        name: 'l',
        label: '列表',
        source: 'x',
        format: 'list',
        items: [item({ name: 'n', label: '姓名', source: 'n' })],
      }),
      field({ name: 'p', label: '图', source: 'p', format: 'image' }),
    ]
    const faults = glyphFaults(
      definitions,
      { l: [{ n: '好' }], p: 'data:image/png;base64,AAAA' },
      (codePoint) => codePoint < 128 && codePoint !== 65,
    )
    expect(faults.map((fault) => fault.field)).to.deep.equal(['l.0.n'])
    expect(faults[0]!.label).to.equal('列表·姓名')
  })

  it('are not asked of white space and variation selectors', () => {
    expect(uncovered('一\n\u3000\u{e0100}\ufe0f', (codePoint) => codePoint === 0x4e00)).to.deep.equal([])
  })
})
