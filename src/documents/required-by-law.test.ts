import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { DocumentError } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import { writeDocument } from './render.ts'
import { loadTemplates } from './template.ts'

const kinds = loadTemplates(join(projectRoot(), 'templates'))
const everyGlyph = () => true
const sampleOf = (kind: string) => kinds.get(kind)!.sample
const write = (kind: string, facts: DocumentFacts = sampleOf(kind).facts) =>
  writeDocument(kinds, everyGlyph, { kind, ...sampleOf(kind), facts })

/** What a law asks for in a document: without the fact at this path it can't be issued, and the article is told. */
const asked: [kind: string, path: string, article: string][] = [
  ['hearing-notice', 'hearing.startsAt', '《行政处罚法》第六十四条第二项'],
  ['hearing-notice', 'hearing.place', '《行政处罚法》第六十四条第二项'],
  ['hearing-notice', 'hearing.host.name', '非本案调查人员'],
  ['hearing-record', 'hearing.noticedOn', '七个工作日前通知'],
  ['hearing-record', 'hearing.speeches', '《行政处罚法》第六十四条第七项、第八项'],
  ['hearing-report', 'hearing.report.opinion', '《行政处罚法》第六十五条'],
  ['collective-discussion-record', 'discussion.members', '负责人集体讨论'],
  ['statement-review', 'statement.review.points', '《行政处罚法》第四十五条第一款'],
  ['first-violation-exemption', 'exemption.first', '《行政处罚法》第三十三条第一款'],
  ['first-violation-exemption', 'exemption.slight', '《行政处罚法》第三十三条第一款'],
  ['first-violation-exemption', 'exemption.corrected', '《行政处罚法》第三十三条第一款'],
  ['first-violation-exemption', 'exemption.education', '《行政处罚法》第三十三条第三款'],
  ['service-address-confirmation', 'serviceAddress.channels', '《行政处罚法》第六十一条第二款'],
  ['announcement-of-service', 'announcement.days', '《民事诉讼法》第九十五条'],
  ['instalment-notice', 'instalment.payments', '《行政处罚法》第六十六条第二款'],
  ['surcharge-decision', 'surcharge.days', '第七十三条第三款'],
  ['surcharge-decision', 'surcharge.dailyPercent', '《行政强制法》第四十五条第一款'],
  ['demand-notice', 'demand.workdays', '《行政强制法》第三十五条第一项'],
  ['demand-notice', 'demand.way', '《行政强制法》第三十五条第二项'],
  ['demand-notice', 'demand.total', '《行政强制法》第三十五条第三项'],
  ['demand-notice', 'bureau.fineAccount', '《行政强制法》第三十五条第三项'],
  ['demand-notice', 'bureau.address', '《行政强制法》第三十五条第四项'],
  ['enforcement-demand', 'enforcementDemand.workdays', '《行政强制法》第三十五条第一项'],
  ['enforcement-demand', 'enforcementDemand.way', '《行政强制法》第三十五条第二项'],
  ['enforcement-demand', 'bureau.address', '《行政强制法》第三十五条第四项'],
  ['demolition-announcement', 'enforcementDemand.days', '《行政强制法》第四十四条'],
  ['enforcement-site-record', 'enforcementSite.witness', '《行政强制法》第五十一条'],
  ['enforcement-site-record', 'enforcementSite.startedAt', '《行政强制法》第四十三条'],
  ['enforcement-decision', 'enforcement.response', '《行政强制法》第三十六条'],
  ['enforcement-decision', 'enforcement.demandNumber', '《行政强制法》第三十五条'],
  ['enforcement-decision', 'enforcement.reason', '《行政强制法》第三十七条第二款第二项'],
  ['enforcement-decision', 'enforcement.basis', '《行政强制法》第三十七条第二款第二项'],
  ['enforcement-decision', 'enforcement.way', '《行政强制法》第三十七条第二款第三项'],
  ['enforcement-decision', 'enforcement.time', '《行政强制法》第三十七条第二款第三项'],
  ['enforcement-decision', 'bureau.government', '《行政复议法》第二十四条'],
  ['court-enforcement-application', 'demand.servedOn', '《行政强制法》第五十四条'],
  ['court-enforcement-application', 'demand.response', '《行政强制法》第五十五条第一款第三项'],
  ['court-enforcement-application', 'courtApplication.subject', '《行政强制法》第五十五条第一款第四项'],
  ['court-enforcement-application', 'courtApplication.head', '《行政强制法》第五十五条第二款'],
  ['property-disposal', 'disposal.items', '《行政处罚法》第七十四条'],
  ['publicity-approval', 'publicity.redaction', '《行政处罚法》第五十条'],
]

describe('what a law asks for in a document', () => {
  for (const [kind, path, article] of asked) {
    it(`${kind} is not issued without ${path}`, () => {
      expect(() => write(kind, without(sampleOf(kind).facts, path)))
        .to.throw(DocumentError, article)
        .with.property('code', 'fields-invalid')
    })
  }

  it('a decision tells of review and court, and of review first where it was made on the spot', () => {
    for (const kind of ['surcharge-decision', 'first-violation-exemption']) {
      const { facts } = sampleOf(kind)
      expect(write(kind).html, kind)
        .to.match(/六十日内向示例市人民政府申请行政复议，也可以.*六个月内直接向示例市人民法院提起行政诉讼/)
        .and.not.to.include('应当先')
      const decision = { ...facts.decision, reviewFirst: true as const, litigationMonths: undefined }
      expect(write(kind, { ...facts, decision }).html, kind)
        .to.match(
          /应当先自收到.*六十日内向示例市人民政府申请行政复议；.*十五日内向示例市人民法院提起行政诉讼/,
        )
        .and.not.to.include('直接向')
    }
  })

  it('a decision asks for what it imposes, in the terms of the data', () => {
    const { facts } = sampleOf('penalty-decision')
    const decided = (change: object) =>
      write('penalty-decision', { ...facts, decision: { ...facts.decision, ...change } }).html
    const fined = decided({ surchargePercent: 5, paymentDays: 20 })
    expect(fined).to.include('二十日内，到示例银行').and.to.include('每日按罚款数额的百分之五加处罚款')
    const none = { fine: undefined, paymentDays: undefined, surchargePercent: undefined }
    const warned = decided({ ...none, other: ['警告'] })
    expect(warned)
      .to.include('本决定自送达当事人之日起履行')
      .and.not.to.match(/缴纳罚款|加处罚款|零元/)
    const confiscated = decided({ ...none, other: ['没收违法所得200元'], handInDays: 15 })
    expect(confiscated)
      .to.include('十五日内缴交本机关')
      .and.not.to.match(/缴纳罚款|加处罚款|送达当事人之日起履行/)
    expect(() => decided(none)).to.throw(DocumentError, '《行政处罚法》第五十九条第一款第三项')
  })

  it('the times to ask for a hearing, and to sue after a review, are those of the data', () => {
    for (const kind of ['hearing-rights-notice', 'advance-notice']) {
      const { facts: told } = sampleOf(kind)
      const notice = { ...told.notice!, hearingRight: true, hearingWorkdays: 7 }
      expect(write(kind, { ...told, notice }).html, kind).to.include('七个工作日内')
    }
    const { facts } = sampleOf('summary-decision')
    const remedies = { ...facts.remedies!, suitDays: 20 }
    expect(write('summary-decision', { ...facts, remedies }).html).to.include('二十日内向示例市人民法院')
  })

  it('a decision on the spot tells when it was done and when it was decided', () => {
    const { facts } = sampleOf('summary-decision')
    const { html } = write('summary-decision', {
      ...facts,
      found: { ...facts.found!, at: '2026-11-17T02:00:00Z' },
    })
    expect(html)
      .to.match(/当事人于2026年11月17日10时0?0分/)
      .and.to.match(/本机关于2026年11月18日16时15分决定当场给予/)
  })

  it('a surcharge at its limit says so', () => {
    const { facts } = sampleOf('surcharge-decision')
    expect(write('surcharge-decision').html).to.include('依法以罚款数额为限').and.to.include('人民币伍佰元整')
    const surcharge = { ...facts.surcharge!, days: 10, amount: 15000, capped: false }
    expect(write('surcharge-decision', { ...facts, surcharge }).html)
      .to.include('共10日')
      .and.to.include('人民币壹佰伍拾元整')
      .and.not.to.include('为限')
  })

  it('an announcement hides what everybody need not read', () => {
    const { html } = write('announcement-of-service')
    expect(html).to.include('330481********0013')
    expect(html).not.to.include(sampleOf('announcement-of-service').facts.party!.idNumber!)
  })

  it('a closed hearing says why', () => {
    const { facts } = sampleOf('hearing-notice')
    const hearing = { ...facts.hearing!, way: '不公开' }
    expect(() => write('hearing-notice', { ...facts, hearing })).to.throw('第六十四条第三项')
    const because = { ...hearing, closedBecause: '涉及商业秘密' }
    expect(write('hearing-notice', { ...facts, hearing: because }).html).to.include(
      '不公开举行（涉及商业秘密）',
    )
  })
})

function without(facts: DocumentFacts, path: string): DocumentFacts {
  const copy = structuredClone(facts)
  const steps = path.split('.')
  let at = copy as unknown as { [step: string]: unknown }
  for (const step of steps.slice(0, -1)) at = at[step] as typeof at
  delete at[steps.at(-1)!]
  return copy
}
