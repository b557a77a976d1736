/** The fine of an ordinary case stays within what the provision says, in the report, in the notice and in the decision: SR-001 is fined with 100 to 1,000 yuan. */
import { expect } from 'chai'
import type { Problem } from '../../src/platform/problem.ts'
import type { FormData } from '../../src/tasks/index.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

describe('the fine of a case', () => {
  let bureau: WholeBureau
  before(async () => (bureau = await openWholeBureau({ engine: onEmbedded })))
  after(() => bureau.close())

  it('is no higher than the law’s most, and below its least only as a penalty that is lessened with its reason', async () => {
    const play = await startCase(bureau)
    const refused = (form: string, change: FormData, field: string) =>
      refusedWith(play.fill(form, change)).then((said) =>
        expect(said, `${form} ${JSON.stringify(change)}`).to.deep.equal(['input-invalid', field]),
      )
    await play.file()
    await play.investigate()
    await play.fill('serve-correction-order')
    const lessened = { outsideRange: true, outsideRangeReason: '主动消除危害后果。' }
    await refused('draft-investigation-report', { fineYuan: 1_000.01 }, 'fineYuan')
    await refused('draft-investigation-report', { fineYuan: 1_001, ...lessened }, 'fineYuan')
    await refused('draft-investigation-report', { fineYuan: 99 }, 'fineYuan')
    await play.fill('draft-investigation-report', { discretionTier: 'severe', fineYuan: 1_000 })
    await play.approve()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await refused('draft-advance-notice', { intendedFineYuan: 1_001 }, 'intendedFineYuan')
    await refused('draft-advance-notice', { intendedFineYuan: 50 }, 'intendedFineYuan')
    await play.fill('draft-advance-notice', {
      intendedFineYuan: 100,
      discretionTier: 'slight',
      discretionReason: '当事人补充证明占道面积不足二平方米，当场改正。',
    })
  }).timeout(60_000)

  it('is nothing where the register states no range: the words say who enters it and how', async () => {
    const play = await startCase(bureau)
    await play.fill('enter-case', { violationCode: 'SR-002' })
    await play.approve()
    await play.fill('draft-filing')
    await play.approve()
    await play.investigate()
    await play.fill('serve-correction-order')
    const { userTaskKey } = await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    const report = { ...play.forms['draft-investigation-report'] }
    const refused = await bureau.tasks.complete(play.lead, userTaskKey, report).then(
      () => undefined,
      (error: Problem) => error,
    )
    expect(refused?.fields.map(({ path }) => path)).to.deep.equal(['fineYuan'])
    for (const words of ['没有载明罚款幅度', 'POST /violations/{code}/drafts', '另一人确认'])
      expect(refused!.fields[0]!.message).to.include(words)
    const lessened = { outsideRange: true, outsideRangeReason: '主动消除危害后果。' }
    expect(await refusedWith(play.fill('draft-investigation-report', lessened))).to.deep.equal([
      'input-invalid',
      'fineYuan',
    ])
  }).timeout(60_000)

  it('is within the tier that is put forward, or the report says why not', async () => {
    const play = await startCase(bureau)
    const refused = (form: string, change: FormData, field: string) =>
      refusedWith(play.fill(form, change)).then((said) =>
        expect(said, `${form} ${JSON.stringify(change)}`).to.deep.equal(['input-invalid', field]),
      )
    await play.file()
    await play.investigate()
    await play.fill('serve-correction-order')
    // 一般 is 200 to 500 yuan.
    await refused('draft-investigation-report', { fineYuan: 199.99 }, 'fineYuan')
    await refused('draft-investigation-report', { fineYuan: 500.01 }, 'fineYuan')
    await refused('draft-investigation-report', { discretionTier: 'exempt', fineYuan: 300 }, 'fineYuan')
    await refused('draft-investigation-report', { discretionTier: 'medium' }, 'discretionTier')
    await refused('draft-investigation-report', { discretionTier: 'medium', fineYuan: 0 }, 'discretionTier')
    await play.fill('draft-investigation-report', { fineYuan: 500 })
    await play.approve()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await refused('draft-advance-notice', { intendedFineYuan: 600 }, 'intendedFineYuan')
    await refused('draft-advance-notice', { intendedFineYuan: 150 }, 'intendedFineYuan')
    // Another tier needs its reason.
    const slight = { intendedFineYuan: 150, discretionTier: 'slight' }
    await refused('draft-advance-notice', slight, 'discretionReason')
    await play.fill('draft-advance-notice', { ...slight, discretionReason: '占道面积不足二平方米。' })
    const { proposedTier } = await bureau.cases.similarDecisions(play.lead, play.caseId, { months: 24 })
    expect(proposedTier).to.equal('slight')
  }).timeout(60_000)

  it('that is lessened goes through all its papers, up to the director and the collective discussion', async () => {
    const play = await startCase(bureau)
    await play.file()
    await play.investigate()
    const lessened = { outsideRange: true, outsideRangeReason: '主动消除危害后果。' }
    await play.fill('serve-correction-order')
    await play.fill('draft-investigation-report', { fineYuan: 50, ...lessened })
    await play.approve(['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a'])
    await play.decide('general-director', { decision: 'agree', opinion: '同意减轻处罚' })
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.discuss({ conclusion: '同意减轻处罚。', fineYuan: 50 })
    await play.fill('draft-advance-notice', { intendedFineYuan: 50 })
  }).timeout(60_000)

  it('and what comes with it is no more than the party was told of', async () => {
    const play = await startCase(bureau)
    const refused = async (change: FormData, field: string) =>
      expect(await refusedWith(play.fill('draft-decision', change)), JSON.stringify(change)).to.deep.equal([
        'input-invalid',
        field,
      ])
    await play.file()
    await play.investigate()
    await play.report()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    for (const twice of ['罚款人民币五百元', '警告，并处罚款500元', '处罚人民币 500 元', '罚款'])
      expect(
        await refusedWith(play.fill('draft-advance-notice', { intendedPenalty: twice })),
        twice,
      ).to.deep.equal(['input-invalid', 'intendedPenalty'])
    expect(await refusedWith(play.fill('draft-advance-notice', { intendedFineYuan: 0 }))).to.deep.equal([
      'input-invalid',
      'intendedFineYuan',
    ])
    await play.fill('draft-advance-notice', { intendedPenalty: '警告。' })
    await play.approve()
    const notice = await bureau.documents.latest(bureau.database.sql, play.caseId, 'advance-notice')
    const words = (await bureau.documents.html(play.lead, notice!.id)).toString().replace(/<[^>]*>/g, '')
    expect(words).to.include('作出如下行政处罚：罚款人民币叁佰元整（300元）；警告。')
    await play.fill('serve-advance-notice')
    await play.waive()
    await refused({ fineYuan: 301 }, 'fineYuan')
    await refused({ other: '吊销许可证件' }, 'other')
    await refused({ other: '没收烧烤炉一台' }, 'other')
    await play.fill('draft-decision', { other: '警告' })
  }).timeout(60_000)

  it('asks for a discussion and tells of the hearing when the notice goes further than the report', async () => {
    const play = await startCase(bureau)
    const reviewer = await bureau.actor('legal-reviewer-2')
    const heavy = { intendedPenalty: '吊销许可证件' }
    const drafts = async () =>
      (await bureau.cases.page(play.lead, play.caseId)).documents.map(({ kind }) => kind)
    await play.file()
    await play.investigate()
    await play.report()
    await play.fill('legal-review', {}, reviewer)
    await play.fill('draft-advance-notice', heavy)
    await play.fill('legal-review', {}, reviewer)
    expect(await drafts()).not.to.include('advance-notice')
    await play.discuss({ conclusion: '同意吊销。', fineYuan: 300 })
    await play.fill('draft-advance-notice', heavy)
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意' })
    expect(await drafts()).to.include.members(['advance-notice', 'hearing-rights-notice'])
  }).timeout(60_000)
})
