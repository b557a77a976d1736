/** A case is measured by the rules of the day on which it happened 实体从旧; outside the demo bureau two rule owners stand for them. */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { problemOf } from '../registers/identity.ts'
import { startCase } from './officer-at-work.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

describe('rules of a case', () => {
  let bureau: WholeBureau
  before(async () => (bureau = await openWholeBureau({ engine: onEmbedded, demo: false })))
  after(() => bureau.close())

  it('are confirmed before a case may be about them, outside the demo bureau', async () => {
    const play = await startCase(bureau)
    expect(await problemOf(play.fill('enter-case'))).to.equal('rule-unconfirmed')
    const [one, other] = await Promise.all([bureau.actor('legal-rules-1'), bureau.actor('legal-rules-2')])
    await bureau.database.write((tx) => bureau.violations.propose(tx, one, 'SR-001', 1))
    await bureau.database.write((tx) => bureau.violations.confirm(tx, other, 'SR-001', 1))
    // The violation is confirmed; tiers and limits are not yet, and the refusal says which and who can help.
    for (const kind of ['discretion', 'limit'] as const) {
      const said = await play.fill('enter-case').then(
        () => '',
        (error: Error) => error.message,
      )
      expect(said).to.contain(kind === 'limit' ? '项期限没有经法制科两人确认' : '裁量阶次（SR-001）')
      const { ruleTexts } = bureau.laws
      const rules = await ruleTexts.list({ kind })
      await bureau.database.write((tx) => ruleTexts.propose(tx, one, rules, ''))
      await bureau.database.write((tx) => ruleTexts.confirm(tx, other, rules))
    }
    await play.fill('enter-case')
    await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
  })

  it('are those of the day of the violation, whenever it is found', async () => {
    const happened = isoInstant(bureau.clock.now())
    const [one, other] = await Promise.all([bureau.actor('legal-rules-1'), bureau.actor('legal-rules-2')])
    const { id, revision } = await bureau.database.write((tx) =>
      bureau.violations.drafts.create(tx, one, 'SR-001', {
        category: '市容环境卫生',
        powerItem: '对违反门店经营秩序的处罚',
        name: '超出门窗、外墙经营',
        duty: '大气污染防治法#77',
        penalty: '大气污染防治法#119',
        measureFirst: '责令改正',
        fineMinFen: 50_000,
        fineMaxFen: 300_000,
        appliesTo: 'any',
        otherPenalties: [],
        hearingLikely: false,
        tiers: [
          { code: 'slight', name: '轻微', minFen: 50_000, maxFen: 100_000, conditions: [] },
          { code: 'ordinary', name: '一般', minFen: 100_000, maxFen: 200_000, conditions: [] },
          { code: 'grave', name: '较重', minFen: 200_000, maxFen: 250_000, conditions: [] },
          { code: 'severe', name: '严重', minFen: 250_000, maxFen: 300_000, conditions: [] },
        ],
        documents: [],
        evidence: [],
        effectiveFrom: '2026-03-03',
      }),
    )
    await bureau.database.write((tx) => bureau.violations.drafts.confirm(tx, other, id, revision))
    await bureau.advance(2 * 86_400_000)
    const penaltyArticleOf = async (occurredAt: string) => {
      const play = await startCase(bureau)
      await play.fill('enter-case', { occurredAt })
      const { violation } = await bureau.cases.documentFacts(play.caseId, { kind: 'filing-approval' })
      return violation?.penaltyArticle
    }
    expect(await penaltyArticleOf(happened)).to.equal('18')
    expect(await penaltyArticleOf(isoInstant(bureau.clock.now()))).to.equal('119')
  })
})
