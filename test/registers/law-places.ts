/** What rests on a paragraph 款 or an item 项 of an article: cited as such, refused where there is none, and followed into the next version of the law. */
import { expect } from 'chai'
import type { NewText } from '../../src/laws/law-library.ts'
import type { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'

/** Invented by the tests: no law says this. */
const first = `第一条 放纸鸢应当在空旷处。
不得有下列行为：
（一）把纸鸢挂在电线上；
（二）把断线的纸鸢丢弃在田里。
第二条 违反第一条规定的，按下列规定处罚：
（一）挂在电线上的，处五元罚款；
（二）丢弃在田里的，处十元罚款。`
/** The items change places, and a paragraph comes before them. */
const second = `第一条 放纸鸢应当在空旷处。
放纸鸢的人应当看好纸鸢。
不得有下列行为：
（一）把断线的纸鸢丢弃在田里或者水里；
（二）把纸鸢挂在电线上。
第二条 违反第一条规定的，按下列规定处罚：
（一）挂在电线上的，处五元罚款；
（二）丢弃在田里的，处十元罚款。`

export function lawPlacesBehave(make: MakeDatabase): void {
  describe('paragraphs and items of laws', () => {
    let bureau: Bureau
    before(async () => {
      bureau = await openBureau(make)
      const owner = await bureau.actor('legal-rules-1')
      await bureau.database.write((tx) =>
        bureau.laws.library.add(tx, owner, {
          name: '纸鸢条例',
          title: '海州市纸鸢管理条例',
          level: 'local-regulation',
        }),
      )
      await confirmed(await imported(first, '2026-03-01'))
    })
    after(() => bureau.close())

    const newText = (source: string, effectiveFrom: string, rest: Partial<NewText> = {}): NewText => ({
      format: 'text',
      source: Buffer.from(source),
      promulgatedBy: '海州市公告第二号（虚构）',
      promulgatedOn: null,
      effectiveFrom,
      decisions: [],
      ...rest,
    })
    const imported = async (source: string, from: string, decisions: NewText['decisions'] = []) => {
      const actor = await bureau.actor('legal-rules-1')
      return bureau.database.write((tx) =>
        bureau.laws.library.importText(tx, actor, '纸鸢条例', newText(source, from, { decisions })),
      )
    }
    const confirmed = async ({ id }: { id: string }) => {
      const actor = await bureau.actor('legal-rules-2')
      return bureau.database.write((tx) => bureau.laws.library.confirmVersion(tx, actor, id))
    }
    const draft = async (duty: string, penalty: string) => {
      const actor = await bureau.actor('legal-rules-1')
      return bureau.database.write((tx) =>
        bureau.violations.drafts.create(tx, actor, 'ZY-001', {
          category: '市容环境卫生',
          powerItem: '对丢弃纸鸢的处罚（示例）',
          name: '丢弃断线的纸鸢（示例）',
          duty,
          penalty,
          measureFirst: '责令捡起',
          fineMinFen: 1000,
          fineMaxFen: 1000,
          appliesTo: 'any',
          otherPenalties: [],
          hearingLikely: false,
          tiers: null,
          documents: null,
          evidence: null,
          effectiveFrom: '2026-04-01',
        }),
      )
    }
    const faults = (work: Promise<unknown>) =>
      work.then(
        () => [],
        (error: Problem) => error.fields.map(({ path }) => path),
      )
    const provisions = async (day: string) =>
      (await bureau.violations.get('ZY-001', day)).provisions.map(({ reference }) => reference)

    it('are refused where the text has none, and stand in a violation where it has', async () => {
      expect(await faults(draft('纸鸢条例#1.3', '纸鸢条例#2.0.3'))).to.deep.equal(['duty', 'penalty'])
      // Nobody counts the one paragraph of an article; of two, one has to be named.
      expect(await faults(draft('纸鸢条例#1.0.2', '纸鸢条例#2.0.2'))).to.deep.equal(['duty'])
      const { id } = await draft('纸鸢条例#1.2.2', '纸鸢条例#2.0.2')
      const confirmer = await bureau.actor('legal-rules-2')
      await bureau.database.write((tx) => bureau.violations.drafts.confirm(tx, confirmer, id, 1))
      expect(await provisions('2026-05-01')).to.deep.equal(['纸鸢条例#1.2.2', '纸鸢条例#2.0.2'])
      const { citations } = await bureau.violations.matchLaws('ZY-001', '2026-05-01')
      expect(citations).to.deep.equal({
        duty: ['《海州市纸鸢管理条例》第一条第二款第（二）项'],
        penalty: ['《海州市纸鸢管理条例》第二条第（二）项'],
      })
      const page = await bureau.laws.articlePage('纸鸢条例', '1', '2026-05-01')
      expect(page.citedBy.map(({ id, article }) => [id, article])).to.deep.equal([['ZY-001', '1.2.2']])
    })

    it('are looked for one by one in a new version, and moved where people say', async () => {
      const { citations } = await bureau.laws.library.tryImport(
        await bureau.actor('legal-rules-1'),
        '纸鸢条例',
        newText(second, '2026-07-01'),
      )
      expect(
        citations.map(({ article, becomes, basis, open }) => [article, becomes, basis, open]),
      ).to.deep.equal([
        ['1.2.2', '1.3.1', 'best-text', true],
        ['2.0.2', '2.0.2', 'same-number', false],
      ])
      expect(
        await faults(imported(second, '2026-07-01', [{ article: '1.2.2', becomes: '纸鸢条例#1.3.5' }])),
      ).to.deep.equal(['decisions.0.becomes'])
      await confirmed(await imported(second, '2026-07-01', [{ article: '1.2.2', becomes: '纸鸢条例#1.3.1' }]))
      expect(await provisions('2026-06-30')).to.deep.equal(['纸鸢条例#1.2.2', '纸鸢条例#2.0.2'])
      expect(await provisions('2026-07-01')).to.deep.equal(['纸鸢条例#1.3.1', '纸鸢条例#2.0.2'])
    })
  })
}
