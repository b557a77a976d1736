import { expect } from 'chai'
import type { NewText } from '../../src/laws/law-library.ts'
import type { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

/** Invented by the tests: no law says this. */
const first = `海州市纸船管理条例
第一章 总则
第一条 为了让纸船顺水而行，制定本条例。
第二条 折船的人应当使用干净的纸，不得把废纸船丢弃在河边。
第三条 违反第二条规定丢弃废纸船的，责令捡起，处五角以上五元以下罚款：
（一）丢弃一只的，处五角；
（二）丢弃十只以上的，处五元。
第二章 附则
第四条 本条例自公布之日起施行。`
/** A new article comes first, so the old ones move; the one on penalties is gone. */
const second = `第一条 为了让纸船顺水而行，制定本条例。
第二条 纸船由有证的人放行。
第三条 折船的人应当使用干净的纸，不得把废纸船丢弃在河边或者桥上。
第四条 本条例自公布之日起施行。`

const text = (source: string, effectiveFrom: string, rest: Partial<NewText> = {}): NewText => ({
  format: 'text',
  source: Buffer.from(source),
  promulgatedBy: '海州市公告第一号（虚构）',
  promulgatedOn: null,
  effectiveFrom,
  decisions: [],
  ...rest,
})

export function lawLibraryBehaves(make: MakeDatabase): void {
  describe('texts of laws', () => {
    let bureau: Bureau
    before(async () => {
      bureau = await openBureau(make)
      const owner = await bureau.actor('legal-rules-1')
      await bureau.database.write((tx) =>
        bureau.laws.library.add(tx, owner, {
          name: '纸船条例',
          title: '海州市纸船管理条例',
          level: 'local-regulation',
        }),
      )
    })
    after(() => bureau.close())

    const importAs = async (userName: string, law: string, newText: NewText) => {
      const actor = await bureau.actor(userName)
      return bureau.database.write((tx) => bureau.laws.library.importText(tx, actor, law, newText))
    }
    const confirmAs = async (userName: string, id: string) => {
      const actor = await bureau.actor(userName)
      return bureau.database.write((tx) => bureau.laws.library.confirmVersion(tx, actor, id))
    }
    const fieldsOf = (work: Promise<unknown>) =>
      work.then(
        () => [],
        (error: Problem) => error.fields.map(({ path }) => path),
      )
    const violationOf = (code: string, penalty: string, effectiveFrom = '2026-04-01') => ({
      code,
      content: {
        category: '市容环境卫生',
        powerItem: '对丢弃纸船的处罚（示例）',
        name: '丢弃废纸船（示例）',
        duty: '纸船条例#2',
        penalty,
        measureFirst: '责令捡起',
        fineMinFen: 50,
        fineMaxFen: 500,
        appliesTo: 'any' as const,
        otherPenalties: [],
        hearingLikely: false,
        tiers: null,
        documents: null,
        evidence: null,
        effectiveFrom,
      },
    })
    const draft = async (userName: string, { code, content }: ReturnType<typeof violationOf>) => {
      const actor = await bureau.actor(userName)
      return bureau.database.write((tx) => bureau.violations.drafts.create(tx, actor, code, content))
    }

    it('shows what an import would make, and stores nothing', async () => {
      const owner = await bureau.actor('legal-rules-1')
      const { text: tree, faults } = await bureau.laws.library.tryImport(
        owner,
        '纸船条例',
        text(first, '2026-03-01'),
      )
      expect(faults).to.deep.equal([])
      expect(tree.articles).to.have.length(4)
      expect(tree.articles[2]!.paragraphs[0]!.items).to.have.length(2)
      expect(await bureau.laws.library.versions('纸船条例')).to.deep.equal([])
    })

    it('stores nothing of a text with a line that fits nowhere, and names the line', async () => {
      const broken = importAs('legal-rules-1', '纸船条例', text('第一条 甲。\n第三条 乙。', '2026-03-01'))
      expect(await fieldsOf(broken)).to.deep.equal(['source.2'])
      expect(await bureau.laws.library.versions('纸船条例')).to.deep.equal([])
      expect(await problemOf(importAs('squad-01-head', '纸船条例', text(first, '2026-03-01')))).to.equal(
        'forbidden',
      )
      expect(await problemOf(importAs('legal-rules-1', '没有的法', text(first, '2026-03-01')))).to.equal(
        'not-found',
      )
    })

    it('counts once a second rule owner has confirmed it, and is found then', async () => {
      const { id, version } = await importAs('legal-rules-1', '纸船条例', text(first, '2026-03-01'))
      expect(version).to.equal(1)
      expect(await bureau.laws.search('废纸船')).to.deep.equal([])
      expect(await problemOf(importAs('legal-rules-2', '纸船条例', text(first, '2026-05-01')))).to.equal(
        'conflict',
      )
      expect(await problemOf(confirmAs('legal-rules-1', id))).to.equal('forbidden')
      expect(await problemOf(confirmAs('squad-01-head', id))).to.equal('forbidden')
      await confirmAs('legal-rules-2', id)
      expect(await problemOf(confirmAs('legal-rules-2', id))).to.equal('conflict')
      expect((await bureau.laws.laws()).find(({ name }) => name === '纸船条例')!.confirmed).to.equal(true)
      const history = await bureau.laws.confirmations.history({ type: 'law-version', id })
      expect(history.map(({ step, name }) => [step, name])).to.deep.equal([
        ['proposed', (await bureau.actor('legal-rules-1')).name],
        ['confirmed', (await bureau.actor('legal-rules-2')).name],
      ])
      const page = await bureau.laws.articlePage('纸船条例', '3', '2026-03-01')
      expect(page.text!.text.split('\n')[1]).to.equal('（一）丢弃一只的，处五角；')
      expect(page.text!.place).to.deep.equal([{ kind: 'chapter', number: 1, title: '总则' }])
      expect(await problemOf(bureau.laws.articlePage('纸船条例', '3', '2026-02-28'))).to.equal('not-found')
      expect(await bureau.laws.cite('纸船条例#3')).to.equal('《海州市纸船管理条例》第三条')
    })

    it('finds by words with their places marked, by number, by law, on a day', async () => {
      const found = async (query: string, options = {}) =>
        (await bureau.laws.search(query, options)).map(({ law, key }) => `${law}#${key}`)
      const [hit] = await bureau.laws.search('丢弃废纸船')
      expect(hit).to.include({ law: '纸船条例', article: 3 })
      for (const { from, to } of hit!.marks)
        expect('违反第二条规定丢弃废纸船的，责令捡起').to.include(hit!.text!.slice(from, to))
      expect(hit!.marks.map(({ from, to }) => hit!.text!.slice(from, to))).to.include('丢弃废纸船')
      expect(await found('纸船条例 3')).to.deep.equal(['纸船条例#3'])
      expect((await found('第二条', { law: '纸船条例' }))[0]).to.equal('纸船条例#2')
      expect(await found('处罚法 59')).to.deep.equal(['行政处罚法#59'])
      expect((await found('第五十九条'))[0]).to.equal('行政处罚法#59')
      expect(await found('捡', { law: '纸船条例' })).to.deep.equal(['纸船条例#3'])
      expect(await found('纸船', { law: '行政处罚法' })).to.deep.equal([])
      expect(await found('废纸船', { onDay: '2026-02-28' })).to.deep.equal([])
      expect(await found('！？%')).to.deep.equal([])
    })

    it('refuses a violation whose provisions lead nowhere', async () => {
      expect(await fieldsOf(draft('legal-rules-1', violationOf('ZC-001', '纸船条例#9')))).to.deep.equal([
        'penalty',
      ])
      expect(
        await fieldsOf(draft('legal-rules-1', violationOf('ZC-001', '纸船条例#3', '2026-02-01'))),
      ).to.deep.equal(['duty', 'penalty'])
    })

    it('lets no new version take a cited article away before each citation has a place to go', async () => {
      const { id } = await draft('legal-rules-1', violationOf('ZC-001', '纸船条例#3'))
      const confirmer = await bureau.actor('legal-rules-2')
      await bureau.database.write((tx) => bureau.violations.drafts.confirm(tx, confirmer, id, 1))
      const page = await bureau.laws.articlePage('纸船条例', '3', '2026-04-01')
      expect(page.citedBy.map(({ kind, id: code }) => [kind, code])).to.deep.equal([['violation', 'ZC-001']])

      const { citations } = await bureau.laws.library.tryImport(
        await bureau.actor('legal-rules-1'),
        '纸船条例',
        text(second, '2026-07-01'),
      )
      expect(
        citations.map(({ article, becomes, basis, open }) => [article, becomes, basis, open]),
      ).to.deep.equal([
        ['2', '3', 'best-text', true],
        ['3', null, 'none', true],
      ])
      expect(await fieldsOf(importAs('legal-rules-1', '纸船条例', text(second, '2026-07-01')))).to.deep.equal(
        ['decisions.2', 'decisions.3'],
      )
      expect(
        await problemOf(
          importAs(
            'legal-rules-1',
            '纸船条例',
            text(second, '2026-07-01', {
              decisions: [
                { article: '2', becomes: '纸船条例#9' },
                { article: '3', becomes: null },
              ],
            }),
          ),
        ),
      ).to.equal('input-invalid')
    })

    it('moves the citations with the version: the old violation counts up to the day before', async () => {
      const { id } = await importAs(
        'legal-rules-1',
        '纸船条例',
        text(second, '2026-07-01', {
          decisions: [
            { article: '2', becomes: '纸船条例#3' },
            { article: '3', becomes: '行政处罚法#28' },
          ],
        }),
      )
      await confirmAs('legal-rules-2', id)
      const versions = await bureau.laws.library.versions('纸船条例')
      expect(versions.map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo])).to.deep.equal([
        ['2026-03-01', '2026-06-30'],
        ['2026-07-01', null],
      ])
      const provisions = async (day: string) =>
        (await bureau.violations.get('ZC-001', day)).provisions.map(({ reference }) => reference)
      expect(await provisions('2026-06-30')).to.deep.equal(['纸船条例#2', '纸船条例#3'])
      expect(await provisions('2026-07-01')).to.deep.equal(['纸船条例#3', '行政处罚法#28'])
      const { later } = await bureau.violations.compare('ZC-001', '2026-05-01')
      expect(later.map(({ differences }) => differences.map(({ field }) => field))).to.deep.equal([
        ['provisions'],
      ])
      expect((await bureau.laws.search('桥上', { onDay: '2026-07-01' }))[0]).to.include({ article: 3 })
      expect(await bureau.laws.search('桥上', { onDay: '2026-06-30' })).to.deep.equal([])
    })

    it('is repealed by two people, once nothing cites it any more', async () => {
      const repealAs = async (decisions: { article: string | null; becomes: string | null }[]) => {
        const actor = await bureau.actor('legal-rules-2')
        return bureau.database.write((tx) =>
          bureau.laws.library.repeal(tx, actor, '纸船条例', {
            promulgatedBy: '',
            promulgatedOn: null,
            effectiveFrom: '2027-01-01',
            decisions,
          }),
        )
      }
      expect(await fieldsOf(repealAs([]))).to.deep.equal(['decisions.3'])
      const { id } = await repealAs([{ article: '3', becomes: null }])
      await confirmAs('legal-rules-1', id)
      expect(await bureau.laws.exists('纸船条例#3', '2026-12-31')).to.equal(true)
      expect(await bureau.laws.exists('纸船条例#3', '2027-01-01')).to.equal(false)
      expect(await problemOf(bureau.violations.get('ZC-001', '2027-01-01'))).to.equal('not-found')
      expect(await bureau.violations.get('ZC-001', '2026-12-31')).to.include({ effectiveTo: '2026-12-31' })
      expect(await bureau.laws.search('桥上', { onDay: '2027-01-01' })).to.deep.equal([])
      expect(await problemOf(repealAs([]))).to.equal('conflict')
    })

    it('goes back with a reason, and may come again', async () => {
      const { id } = await importAs(
        'legal-rules-1',
        '防洪法',
        text('第一条 甲。', '2026-03-01', {
          decisions: [
            { article: '22', becomes: null },
            { article: '55', becomes: null },
          ],
        }),
      )
      const actor = await bureau.actor('legal-rules-2')
      await bureau.database.write((tx) => bureau.laws.library.returnVersion(tx, actor, id, '不是全文'))
      expect(await problemOf(confirmAs('legal-rules-2', id))).to.equal('conflict')
      expect((await bureau.laws.confirmations.history({ type: 'law-version', id })).at(-1)).to.include({
        step: 'returned',
        note: '不是全文',
      })
      // What it would have ended goes on.
      expect(await bureau.violations.get('SL-001', '2026-03-02')).to.include({ effectiveTo: null })
    })

    it('asks for the documents and limits that cite an article, too', async () => {
      const { citedBy } = await bureau.laws.articlePage('行政处罚法', '44', '2026-03-02')
      expect(citedBy.map(({ id }) => id)).to.include('advance-notice')
      const sixty = await bureau.laws.articlePage('行政处罚法', '60', '2026-03-02')
      expect(sixty.citedBy.map(({ id }) => id)).to.include('case-decision')
      const fields = await fieldsOf(
        importAs('legal-rules-1', '行政处罚法', text('第一条 甲。', '2026-03-01')),
      )
      expect(fields).to.include.members(['decisions.44', 'decisions.60'])
    })

    it('lets a provision be confirmed by two people', async () => {
      const [one, other] = [await bureau.actor('legal-rules-1'), await bureau.actor('legal-rules-2')]
      await bureau.database.write((tx) =>
        bureau.laws.proposeProvision(tx, one, '行政处罚法#60', '对照公布文本'),
      )
      const confirm = (actor: typeof one) =>
        bureau.database.write((tx) => bureau.laws.confirmProvision(tx, actor, '行政处罚法#60'))
      expect(await problemOf(confirm(one))).to.equal('forbidden')
      await confirm(other)
      expect(
        await problemOf(
          bureau.database.write((tx) => bureau.laws.proposeProvision(tx, one, '行政处罚法#999', '')),
        ),
      ).to.equal('not-found')
    })

    it('knows what each step asks, by articles that exist', async () => {
      const { procedureKnowledge } = bureau.laws
      for (const { reference } of procedureKnowledge.all())
        expect(await bureau.laws.find(reference), reference).not.to.equal(undefined)
      const duties = procedureKnowledge.find({ elementId: 'serve-decision' })
      expect(duties.map(({ reference }) => reference)).to.include('行政处罚法#61')
      expect(procedureKnowledge.find({ elementId: 'nowhere' })).to.deep.equal([])
      for (const stage of ['entry', 'filing', 'investigation', 'decision', 'closing'] as const)
        expect(procedureKnowledge.find({ stage }), stage).not.to.deep.equal([])
    })
  })
}
