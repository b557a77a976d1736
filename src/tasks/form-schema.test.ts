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
const good: FormData = {
  inspection: { identityShown: true, startedAt: '2026-01-05T09:30:00+08:00', content: ' 超出门窗摆卖 ' },
  fineFen: 30000,
  harm: 'none',
  photos: [{ place: '人民路' }],
}
const faultsOf = (data: FormData) => {
  try {
    checkForm(form, data)
  } catch (error) {
    return (error as Problem).fields.map(({ path }) => path)
  }
  return []
}

describe('a form of forms/', () => {
  it('gives the values that it knows, trimmed', () => {
    expect(checkForm(form, good)).to.deep.equal({
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

  it('refuses what is not on the form', () => {
    expect(faultsOf({ ...good, extra: 1 })).to.deep.equal(['extra'])
    expect(faultsOf({ ...good, inspection: { ...(good.inspection as FormData), more: 'x' } })).to.deep.equal([
      'inspection.more',
    ])
  })

  it('asks for a field only while it is shown', () => {
    expect(faultsOf({ ...good, harm: 'some' })).to.deep.equal(['why'])
    expect(checkForm(form, { ...good, why: '隐藏' })).not.to.have.property('why')
  })
})
