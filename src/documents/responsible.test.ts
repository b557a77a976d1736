import { expect } from 'chai'
import { join } from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { responsibleFor } from './responsible.ts'
import { loadTemplates } from './template.ts'

describe('责任者 in the catalogue of a volume', () => {
  const templates = loadTemplates(join(projectRoot(), 'templates'))
  const of = (kind: string, facts: object) =>
    responsibleFor(
      { kind, facts: JSON.stringify(facts) },
      { template: templates.get(kind), bureau: '示例县综合行政执法局', lead: '钱现任' },
    )
  const officers = [{ name: '孙当时' }, { name: '李协办' }]

  it('is the bureau for what it issues, who reviewed, presided or recorded, else who led the case then', () => {
    const facts = { officers, legalReview: { reviewer: '周法制' }, inspection: { recorder: '李协办' } }
    for (const kind of ['penalty-decision', 'advance-notice', 'correction-order', 'hearing-notice'])
      expect(of(kind, facts), kind).to.equal('示例县综合行政执法局')
    expect(of('legal-review-opinion', facts)).to.equal('周法制')
    expect(of('inspection-record', facts)).to.equal('李协办')
    expect(of('hearing-record', { officers, hearing: { host: { name: '吴主持' } } })).to.equal('吴主持')
    for (const kind of ['investigation-report', 'case-filing-approval', 'proof-of-service'])
      expect(of(kind, facts), kind).to.equal('孙当时')
    expect(of('closing-report', {})).to.equal('钱现任')
  })
})
