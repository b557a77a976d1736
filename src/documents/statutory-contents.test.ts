import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import type { DocumentError, DocumentFault } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import type { MeasureFacts } from './measure-facts.ts'
import { recordedFacts } from './recorded-facts.ts'
import { writeDocument } from './render.ts'
import { loadTemplates } from './template.ts'

/** What the law asks a document of entry, investigation or property to hold, and what is refused without it. */
describe('what the law asks a document to hold', () => {
  const kinds = loadTemplates(join(projectRoot(), 'templates'))
  const all = () => true
  const sampleFacts = (kind: string): DocumentFacts => kinds.get(kind)!.sample.facts

  function written(kind: string, change: Partial<DocumentFacts> = {}): string {
    const { sample } = kinds.get(kind)!
    return writeDocument(kinds, all, { kind, ...sample, facts: { ...sample.facts, ...change } }).html
  }

  function faults(kind: string, change: Partial<DocumentFacts>): DocumentFault[] {
    try {
      written(kind, change)
    } catch (error) {
      return (error as DocumentError).faults
    }
    return []
  }

  const measure = (change: Partial<MeasureFacts>): Partial<DocumentFacts> => ({
    measure: { ...sampleFacts('sealing-seizure-decision').measure!, ...change },
  })

  it('a sealing or seizure decision: the five items of Art. 24(2) of the coercion law', () => {
    const html = written('sealing-seizure-decision')
    for (const item of [
      '示例市老街餐饮有限公司',
      '示例市文苑路88号一层',
      '上述物品涉嫌用于无照经营',
      '《无证无照经营查处办法》第十一条',
      '期限为三十日',
      '2026年10月19日',
      '2026年11月18日',
      '折叠餐桌',
      '六十日内向示例市人民政府申请行政复议',
      '六个月内直接向示例市人民法院提起行政诉讼',
      '示例市综合行政执法局',
      '印　章',
    ]) {
      expect(html, item).to.include(item)
    }
  })

  it('a sealing or seizure decision without one of them is refused, with the item of the article', () => {
    const { party, bureau } = sampleFacts('sealing-seizure-decision')
    const [item] = sampleFacts('sealing-seizure-decision').property!
    const lacks: [Partial<DocumentFacts>, string, string][] = [
      [{ party: { ...party!, address: '' } }, 'partyAddress', '第一项'],
      [measure({ reason: ' ' }), 'reason', '第二项'],
      [measure({ basis: '' }), 'basis', '第二项'],
      [measure({ until: '' }), 'until', '第二项'],
      [{ property: [] }, 'property', '第三项'],
      [{ property: [{ ...item!, unit: '' }] }, 'property.0.unit', '第三项'],
      [{ bureau: { ...bureau, court: '' } }, 'court', '第四项'],
      [{ remedies: undefined }, 'reviewDays', '第四项'],
    ]
    for (const [change, field, article] of lacks) {
      const fault = faults('sealing-seizure-decision', change).find((one) => one.field === field)
      expect(fault?.law, field).to.include(`《行政强制法》第二十四条第二款${article}`)
    }
  })

  it('time for testing or appraisal stands in the decision with its days, or the decision is refused (coercion law, Art. 25(3))', () => {
    const excluded = { what: '检测', from: '2026-10-20', until: '2026-10-30' }
    expect(written('sealing-seizure-decision', measure({ excluded }))).to.match(
      /需要检测，期间自.*2026年10月20日.*2026年10月30日.*不计入扣押期限/,
    )
    expect(written('sealing-seizure-decision')).not.to.include('不计入')
    expect(
      faults('sealing-seizure-decision', measure({ excluded: { ...excluded, until: '' } }))[0],
    ).to.include({ field: 'excludedUntil', law: '《行政强制法》第二十五条第三款' })
  })

  it('an extension tells its reason, and is refused without one (coercion law, Art. 25(2))', () => {
    const { extension } = sampleFacts('measure-extension').measure!
    expect(written('measure-extension')).to.include('期限延长三十日').and.to.include('权属提出异议')
    const without = {
      measure: { ...sampleFacts('measure-extension').measure!, extension: { ...extension!, reason: '' } },
    }
    expect(faults('measure-extension', without)[0]).to.include({
      field: 'reason',
      law: '《行政强制法》第二十五条第二款',
    })
  })

  it('a site record without the party needs a witness; with the party, who that was, and in each case the defence (coercion law, Art. 18)', () => {
    const coercionSite = sampleFacts('coercion-site-record').coercionSite!
    const record = (change: object) =>
      faults('coercion-site-record', { coercionSite: { ...coercionSite, ...change } })
    expect(record({ witness: undefined })).to.deep.equal([])
    expect(record({ partyPresent: false, witness: undefined })[0]?.law).to.equal(
      '《行政强制法》第十八条第九项',
    )
    expect(record({ present: undefined })[0]?.law).to.equal('《行政强制法》第十八条第四项')
    expect(record({ defence: '' })[0]?.law).to.equal('《行政强制法》第十八条第六项')
    expect(record({ partyPresent: false, present: undefined })).to.deep.equal([])
  })

  it('a measure taken on the spot says so to those who approve it (coercion law, Art. 19)', () => {
    expect(written('measure-approval')).to.include('情况紧急').and.to.include('2026年10月18日19时20分')
    expect(written('measure-approval', measure({ urgentAt: undefined }))).to.include('实施前报告批准')
  })

  it('a notice of advance registration tells the seven working days and their last day (penalty law, Art. 56)', () => {
    const advanceRegistration = sampleFacts('advance-registration-notice').advanceRegistration!
    expect(written('advance-registration-notice')).to.include('七个工作日').and.to.include('2026年10月21日')
    const undecided = advanceRegistration.items.map((item) => ({ ...item, disposal: undefined }))
    expect(
      faults('advance-registration-disposal', {
        advanceRegistration: {
          ...sampleFacts('advance-registration-disposal').advanceRegistration!,
          items: undecided,
        },
      }),
    ).to.have.length(undecided.length)
  })

  it('a recusal is granted with who takes over, or refused with the reason (penalty law, Art. 43)', () => {
    const recusal = sampleFacts('recusal-decision').recusal!
    expect(written('recusal-decision')).to.include('其工作由顾明远')
    expect(written('recusal-decision', { recusal: { ...recusal, granted: false } }))
      .to.include('不予回避')
      .and.not.to.include('其工作由')
  })

  it('two officers are named, or nothing is issued (penalty law, Art. 42)', () => {
    for (const kind of kinds.values()) {
      // The cover of a volume names who handled the case: no act of two officers.
      if (kind.kind === 'volume-cover' || !kind.fields.some(({ name }) => name === 'officers')) continue
      const one = faults(kind.kind, { officers: kind.sample.facts.officers!.slice(0, 1) })
      expect(
        one.map(({ field }) => field),
        kind.kind,
      ).to.include('officers')
    }
  })

  it('pictures and identity numbers do not stay in the recorded facts', () => {
    const kept = (kind: string) => recordedFacts(sampleFacts(kind))
    expect(kept('scene-sketch')).to.include('盲道').and.not.to.include('data:image')
    expect(kept('property-return'))
      .to.include('周建国')
      .and.not.to.match(/330481198003150013|13800000000/)
  })
})
