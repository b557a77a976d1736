import { expect } from 'chai'
import type { Problem } from '../platform/problem.ts'
import { checkForm, parseForm, type FormData } from './form-schema.ts'

const form = parseForm(
  JSON.stringify({
    id: 'inspect',
    type: 'default',
    components: [
      { type: 'text', text: '# 检查' },
      {
        type: 'checkbox',
        key: 'inspection.identityShown',
        label: '已出示证件',
        validate: { required: true },
      },
      {
        type: 'datetime',
        subtype: 'datetime',
        key: 'inspection.startedAt',
        dateTimeLabel: '开始',
        validate: { required: true },
      },
      {
        type: 'textarea',
        key: 'inspection.content',
        label: '现场情况',
        validate: { required: true, minLength: 4, maxLength: 20 },
      },
      { type: 'number', key: 'fineFen', label: '罚款', decimalDigits: 0, validate: { min: 0 } },
      {
        type: 'radio',
        key: 'harm',
        label: '后果',
        values: [
          { label: '无', value: 'none' },
          { label: '有', value: 'some' },
        ],
      },
      {
        type: 'textfield',
        key: 'why',
        label: '理由',
        validate: { required: true },
        conditional: { hide: '=harm != "some"' },
      },
      {
        type: 'dynamiclist',
        path: 'photos',
        label: '照片',
        components: [{ type: 'textfield', key: 'place', label: '地点', validate: { required: true } }],
      },
    ],
  }),
)
const now = Date.parse('2026-01-05T10:00:00+08:00')
const good: FormData = {
  inspection: { identityShown: true, startedAt: '2026-01-05T09:30:00+08:00', content: ' 超出门窗摆卖 ' },
  fineFen: 30000,
  harm: 'none',
  photos: [{ place: '人民路' }],
}
const faultsOf = (data: FormData) => {
  try {
    checkForm(form, data, now)
  } catch (error) {
    return (error as Problem).fields.map(({ path }) => path)
  }
  return []
}

describe('a form of forms/', () => {
  it('gives the values that it knows, trimmed', () => {
    expect(checkForm(form, good, now)).to.deep.equal({
      ...good,
      inspection: { ...(good.inspection as FormData), content: '超出门窗摆卖' },
    })
  })

  it('names each field at fault by its path', () => {
    const bad: FormData = {
      inspection: { identityShown: false, startedAt: '昨天', content: '短' },
      fineFen: 0.5,
      harm: 'much',
      photos: [{}],
    }
    expect(faultsOf(bad)).to.have.members([
      'inspection.identityShown',
      'inspection.startedAt',
      'inspection.content',
      'fineFen',
      'harm',
      'photos[0].place',
    ])
  })

  it('holds what has happened to now, a day to today', () => {
    const parsed = parseForm(
      JSON.stringify({
        id: 'told',
        components: [
          { type: 'datetime', key: 'at', subtype: 'datetime', properties: { when: 'past' } },
          { type: 'datetime', key: 'on', subtype: 'date', properties: { when: 'past' } },
          { type: 'datetime', key: 'next', subtype: 'datetime' },
        ],
      }),
    )
    const late = '2026-01-05T10:00:01+08:00'
    const told = (data: FormData) => {
      try {
        return checkForm(parsed, data, now)
      } catch (error) {
        return (error as Problem).fields
      }
    }
    const good = { at: '2026-01-05T02:00:00Z', on: '2026-01-05', next: late }
    expect(told(good)).to.deep.equal(good)
    expect(told({ ...good, at: late, on: '2026-01-06' })).to.deep.equal([
      { path: 'at', message: 'at：不能晚于现在' },
      { path: 'on', message: 'on：不能晚于今天' },
    ])
  })

  it('refuses what is not on the form', () => {
    expect(faultsOf({ ...good, extra: 1 })).to.deep.equal(['extra'])
    expect(faultsOf({ ...good, inspection: { ...(good.inspection as FormData), more: 'x' } })).to.deep.equal([
      'inspection.more',
    ])
  })

  it('says what could have been chosen', () => {
    const told = () => checkForm(form, { ...good, harm: 'much' }, now)
    expect(told)
      .to.throw()
      .with.deep.property('fields', [
        { path: 'harm', message: '后果：不在可选范围内，可选：none（无）、some（有）' },
      ])
  })

  it('asks for a field only while it is shown', () => {
    expect(faultsOf({ ...good, harm: 'some' })).to.deep.equal(['why'])
    expect(checkForm(form, { ...good, why: '隐藏' }, now)).not.to.have.property('why')
  })
})
