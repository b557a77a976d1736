import { expect } from 'chai'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

const today = '2026-03-02'

export function rulesBehave(make: MakeDatabase): void {
  describe('violations and laws', () => {
    let bureau: Bureau
    before(async () => (bureau = await openBureau(make)))
    after(() => bureau.close())

    it('drills down from ten categories to forty-six violations', async () => {
      const { violations } = bureau
      const categories = await violations.categories()
      expect(categories).to.have.length(10)
      expect(categories[0]).to.deep.equal({ category: '市容环境卫生', powerItems: 9, violations: 10 })
      const items = await violations.powerItems('市容环境卫生')
      expect(items[0]).to.deep.equal({ powerItem: '对违反门店经营秩序的处罚', violations: 1 })
      let sum = 0
      for (const { category } of categories) {
        for (const { powerItem, violations: count } of await violations.powerItems(category)) {
          expect(await violations.list({ category, powerItem, onDay: today })).to.have.length(count)
          sum += count
        }
      }
      expect(sum).to.equal(46)
    })

    it('finds by words, and by who it applies to', async () => {
      const codes = async (query: { text?: string; appliesTo?: 'citizen' | 'organisation' }) =>
        (await bureau.violations.list({ ...query, onDay: today })).map(({ code }) => code)
      expect(await codes({ text: '越门占道' })).to.deep.equal(['SR-001'])
      expect(await codes({ text: '分类 投放', appliesTo: 'citizen' })).to.deep.equal(['SR-007'])
      expect(await codes({ text: 'gs-' })).to.deep.equal([])
      expect(await codes({ text: '%' })).to.deep.equal([])
    })

    it('matches the laws of each violation, and no reference leads nowhere', async () => {
      for (const { code, provisions } of await bureau.violations.list({ onDay: today })) {
        for (const { reference } of provisions)
          expect(await bureau.laws.find(reference), `${code} ${reference}`).not.to.equal(undefined)
      }
      for (const { law, articles } of await limitArticles()) {
        for (const article of articles)
          expect(await bureau.laws.find(`${law}#${article}`), `${law} ${article}`).not.to.equal(undefined)
        if (articles.length === 0) expect(await bureau.laws.find(law), law).not.to.equal(undefined)
      }
      expect(await bureau.violations.matchLaws('HB-001', today)).to.deep.include({
        lawRefs: ['大气污染防治法#81', '大气污染防治法#118'],
        citations: {
          duty: ['《中华人民共和国大气污染防治法》第八十一条'],
          penalty: ['《中华人民共和国大气污染防治法》第一百一十八条'],
        },
      })
      expect((await bureau.violations.matchLaws('SR-001', today)).lawRefs).to.deep.equal([
        '浙江省城市市容和环境卫生管理条例#18',
      ])
    })

    const limitArticles = async () =>
      (
        await bureau.database.sql.all<{ law: string; articles: string }>('SELECT law, articles FROM limits')
      ).map(({ law, articles }) => ({
        law,
        articles: articles.split('+').filter(Boolean),
      }))

    it('splits the range of the fine into tiers', async () => {
      const amounts = async (code: string) =>
        (await bureau.violations.tiers(code, today)).map(({ minFen, maxFen }) => [minFen, maxFen])
      // 5,000 to 50,000 yuan by the default shares 0–10–40–70–100 %
      expect(await amounts('HB-001')).to.deep.equal([
        [500_000, 950_000],
        [950_000, 2_300_000],
        [2_300_000, 3_650_000],
        [3_650_000, 5_000_000],
      ])
      expect(await amounts('SR-001')).to.deep.equal([
        [10_000, 20_000],
        [20_000, 50_000],
        [50_000, 80_000],
        [80_000, 100_000],
      ])
      expect(await amounts('SR-002')).to.deep.equal([
        [null, null],
        [null, null],
        [null, null],
        [null, null],
      ])
      const tier = (code: string) => bureau.violations.tier('SR-001', code, today)
      const ordinary = { code: 'ordinary', name: '一般', minFen: 20_000, maxFen: 50_000 }
      expect(await tier('ordinary')).to.include(ordinary)
      expect(await tier('一般')).to.include(ordinary)
      expect(await tier('none')).to.include({ name: '不予处罚', minFen: 0, maxFen: 0 })
      expect(await tier('no-such-tier')).to.equal(undefined)
    })

    it('keeps every tier inside the violation’s range, without a gap', async () => {
      for (const { code, fineMinFen, fineMaxFen } of await bureau.violations.list({ onDay: today })) {
        if (fineMaxFen === null) continue
        const tiers = await bureau.violations.tiers(code, today)
        expect([tiers.at(0)?.minFen, tiers.at(-1)?.maxFen], code).to.deep.equal([fineMinFen ?? 0, fineMaxFen])
        for (const [index, tier] of tiers.entries()) {
          if (index > 0) expect(tier.minFen, code).to.equal(tiers[index - 1]?.maxFen)
          expect(tier.minFen! <= tier.maxFen!, code).to.equal(true)
        }
      }
    })

    it('lets an unconfirmed rule be cited in the demo bureau only, until the legal section confirms it', async () => {
      await bureau.violations.assertCitable('SR-001', today)
      const real = await openBureau(make, { demo: false })
      try {
        expect(await problemOf(real.violations.assertCitable('SR-001', today))).to.equal('rule-unconfirmed')
        const confirm = async (userName: string) => {
          const actor = await real.actor(userName)
          await real.database.write((tx) => real.violations.confirm(tx, actor, 'SR-001', 1))
        }
        expect(await problemOf(confirm('squad-01-head'))).to.equal('forbidden')
        expect(await problemOf(confirm('legal-rules-1'))).to.equal('conflict')
        await real.database.write(async (tx) =>
          real.violations.propose(tx, await real.actor('legal-rules-2'), 'SR-001', 1),
        )
        expect(await problemOf(confirm('legal-rules-2'))).to.equal('forbidden')
        await confirm('legal-rules-1')
        // So are its tiers of discretion.
        expect(await problemOf(real.violations.assertCitable('SR-001', today))).to.equal('rule-unconfirmed')
        const { ruleTexts } = real.laws
        const tiers = (await ruleTexts.list({ kind: 'discretion' })).filter(({ id }) => id === 'SR-001')
        expect(tiers).to.have.length(1)
        const [one, other] = [await real.actor('legal-rules-2'), await real.actor('legal-rules-1')]
        await real.database.write((tx) => ruleTexts.propose(tx, one, tiers, ''))
        await real.database.write((tx) => ruleTexts.confirm(tx, other, tiers))
        await real.violations.assertCitable('SR-001', today)
        expect((await real.violations.get('SR-001', today)).confirmed).to.deep.equal({
          by: (await real.actor('legal-rules-1')).name,
          on: today,
        })
        expect(await problemOf(confirm('legal-rules-1'))).to.equal('conflict')
        // Seeding anew leaves it confirmed.
        await real.database.write((tx) => real.violations.seed(tx))
        await real.violations.assertCitable('SR-001', today)
      } finally {
        await real.close()
      }
    })

    it('answers with the version in force on the day', async () => {
      await bureau.database.write(async (tx) => {
        await tx.sql.run("UPDATE violations SET effective_to = '2026-06-30' WHERE code = 'HB-004'")
        await tx.sql.run(
          `INSERT INTO violations SELECT code, 2, position, category, power_item, name, duty_law, duty_article, penalty_law, penalty_article, measure_first,
           fine_min_fen, 300000, applies_to, other_penalties, hearing_likely, '2026-07-01', NULL, confidence, NULL, NULL FROM violations WHERE code = 'HB-004'`,
        )
      })
      const on = async (day: string) => (await bureau.violations.get('HB-004', day)).version
      expect([await on('2026-06-30'), await on('2026-07-01')]).to.deep.equal([1, 2])
      expect(await problemOf(on('2021-07-14'))).to.equal('not-found')
      expect(await bureau.violations.versions('HB-004')).to.have.length(2)
    })

    it('looks laws up by name, article and word', async () => {
      expect((await bureau.laws.laws())[0]).to.deep.equal({
        name: '行政处罚法',
        title: '中华人民共和国行政处罚法',
        level: 'law',
        confirmed: false,
      })
      expect(await bureau.laws.articles('行政处罚法')).to.have.length.above(40)
      expect((await bureau.laws.search('听证 五日'))[0]).to.include({
        law: '行政处罚法',
        article: 64,
        words: '第六十四条',
      })
      expect(await bureau.laws.cite('行政处罚法#55')).to.equal('《中华人民共和国行政处罚法》第五十五条')
      expect(await bureau.laws.find('行政处罚法#999')).to.equal(undefined)
      expect(await problemOf(bureau.laws.cite('没有的法#1'))).to.equal('not-found')
    })
  })
}
