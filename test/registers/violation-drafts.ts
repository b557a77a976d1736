import { expect } from 'chai'
import type { ViolationContent } from '../../src/violations/service.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

const content: ViolationContent = {
  category: '环境保护',
  powerItem: '对露天焚烧的处罚',
  name: '在禁止区域露天焚烧秸秆、落叶',
  duty: '大气污染防治法#77',
  penalty: '大气污染防治法#119',
  measureFirst: '责令改正',
  fineMinFen: 50_000,
  fineMaxFen: 300_000,
  appliesTo: 'any',
  otherPenalties: [],
  hearingLikely: false,
  tiers: [
    { code: 'slight', name: '轻微', minFen: 50_000, maxFen: 100_000, conditions: ['面积不大'] },
    { code: 'ordinary', name: '一般', minFen: 100_000, maxFen: 200_000, conditions: ['初次发生'] },
    { code: 'grave', name: '较重', minFen: 200_000, maxFen: 250_000, conditions: ['再次发生'] },
    { code: 'severe', name: '严重', minFen: 250_000, maxFen: 300_000, conditions: ['多次发生'] },
  ],
  documents: ['inspection-record', 'penalty-decision'],
  evidence: ['现场照片'],
  effectiveFrom: '2026-07-01',
}

export function violationDraftsBehave(make: MakeDatabase): void {
  describe('drafts of violations', () => {
    let bureau: Bureau
    before(async () => (bureau = await openBureau(make)))
    after(() => bureau.close())

    const as = async <T>(
      userName: string,
      work: (
        drafts: Bureau['violations']['drafts'],
        tx: Parameters<Parameters<Bureau['database']['write']>[0]>[0],
        actor: Awaited<ReturnType<Bureau['actor']>>,
      ) => Promise<T>,
    ) => {
      const actor = await bureau.actor(userName)
      return bureau.database.write((tx) => work(bureau.violations.drafts, tx, actor))
    }
    const create = (userName: string, change: Partial<ViolationContent> = {}, code = 'HB-004') =>
      as(userName, (drafts, tx, actor) => drafts.create(tx, actor, code, { ...content, ...change }))
    const confirm = (userName: string, id: string, revision: number) =>
      as(userName, (drafts, tx, actor) => drafts.confirm(tx, actor, id, revision))
    const change = (userName: string, id: string, revision: number, changes: Partial<ViolationContent>) =>
      as(userName, (drafts, tx, actor) => drafts.change(tx, actor, id, revision, { ...content, ...changes }))

    it('are refused where they are wrong, and for who may not', async () => {
      const fields = async (changes: Partial<ViolationContent>, code?: string) =>
        create('legal-rules-1', changes, code).then(
          () => [],
          (error: { fields: { path: string }[] }) => error.fields.map(({ path }) => path),
        )
      expect(await fields({ fineMinFen: 400_000, tiers: null })).to.deep.equal(['fineMaxFen'])
      expect(await fields({ fineMaxFen: 200_000 })).to.deep.equal(['tiers'])
      expect(await fields({ penalty: '大气污染防治法#999' })).to.deep.equal(['penalty'])
      expect(await fields({ duty: '大气污染防治法' })).to.deep.equal(['duty'])
      expect(await fields({ effectiveFrom: '2020-01-01' })).to.deep.equal(['effectiveFrom'])
      expect(await fields({}, 'hb4')).to.deep.equal(['code'])
      expect(await problemOf(create('squad-01-head'))).to.equal('forbidden')
      expect(await bureau.violations.drafts.waiting()).to.deep.equal([])
    })

    it('count from their first day, once confirmed by somebody who wrote none of it', async () => {
      const { id, revision } = await create('legal-rules-1')
      expect(await problemOf(create('legal-rules-2'))).to.equal('conflict')
      expect(await problemOf(confirm('legal-rules-1', id, revision))).to.equal('forbidden')
      expect((await bureau.violations.get('HB-004', '2026-07-01')).version).to.equal(1)
      expect(await confirm('legal-rules-2', id, revision)).to.equal(2)
      expect(await problemOf(confirm('legal-rules-2', id, revision))).to.equal('conflict')
      expect(await bureau.violations.get('HB-004', '2026-06-30')).to.include({
        version: 1,
        effectiveTo: '2026-06-30',
      })
      expect(await bureau.violations.get('HB-004', '2026-07-01')).to.deep.include({
        version: 2,
        confirmed: { by: (await bureau.actor('legal-rules-2')).name, on: '2026-03-02' },
      })
      expect(await bureau.violations.tiers('HB-004', '2026-07-01')).to.deep.equal(content.tiers)
      expect(await bureau.violations.tiers('HB-004', '2026-06-30')).to.have.length(4)
      expect(await bureau.violations.needs('HB-004', '2026-07-01')).to.deep.equal({
        documents: content.documents,
        documentNames: ['现场检查（勘验）笔录', '行政处罚决定书'],
        evidence: content.evidence,
      })
      expect((await bureau.violations.needs('HB-004', '2026-06-30')).evidence).to.include('询问笔录')
    })

    it('show what changed between the day of the act and later', async () => {
      const { whenActed, later } = await bureau.violations.compare('HB-004', '2026-05-01')
      expect(whenActed.version).to.equal(1)
      expect(later).to.have.length(1)
      const { violation, differences } = later[0]!
      expect(violation.version).to.equal(2)
      expect(differences.map(({ field }) => field)).to.deep.equal(['fine', 'tiers'])
      expect(differences[0]).to.deep.include({
        before: { minFen: 50_000, maxFen: 200_000 },
        after: { minFen: 50_000, maxFen: 300_000 },
      })
      expect((await bureau.violations.compare('HB-004', '2026-07-02')).later).to.deep.equal([])
      expect(await problemOf(bureau.violations.compare('HB-004', '2021-07-14'))).to.equal('not-found')
    })

    it('are changed by whoever has seen the last revision, who then cannot confirm', async () => {
      const { id } = await create('legal-rules-1', { effectiveFrom: '2026-09-01' })
      expect((await change('legal-rules-2', id, 1, { effectiveFrom: '2026-10-01' })).revision).to.equal(2)
      expect(await problemOf(change('legal-rules-1', id, 1, {}))).to.equal('conflict')
      expect(await problemOf(confirm('legal-rules-2', id, 2))).to.equal('forbidden')
      expect(await problemOf(confirm('legal-rules-1', id, 2))).to.equal('forbidden')
      await as('legal-rules-2', (drafts, tx, actor) => drafts.sendBack(tx, actor, id, '另行起草'))
      expect(await problemOf(confirm('legal-rules-2', id, 2))).to.equal('conflict')
      // After a return the way begins anew: who proposes now is not who confirms.
      await change('legal-rules-1', id, 2, { effectiveFrom: '2026-10-01' })
      expect(await confirm('legal-rules-2', id, 3)).to.equal(3)
      const history = await bureau.violations.drafts.history(id)
      expect(history.map(({ step }) => step)).to.deep.equal([
        'proposed',
        'amended',
        'returned',
        'amended',
        'confirmed',
      ])
    })

    it('may bring a new violation, which the tree then counts', async () => {
      const count = async (onDay: string) =>
        (await bureau.violations.tree({ category: '环境保护', onDay }))[0]!.violations
      const before = await count('2026-08-01')
      const { id } = await create('legal-rules-2', { name: '焚烧沥青（示例）' }, 'HB-901')
      await confirm('legal-rules-1', id, 1)
      expect(await count('2026-08-01')).to.equal(before + 1)
      expect(await count('2026-06-30')).to.equal(before)
      expect(await bureau.violations.tree({ text: '沥青', onDay: '2026-08-01' })).to.deep.equal([
        {
          category: '环境保护',
          violations: 1,
          powerItems: [{ powerItem: '对露天焚烧的处罚', violations: 1 }],
        },
      ])
    })
  })
}
