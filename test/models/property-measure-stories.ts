/** What property-measure.bpmn promises, told once for any engine. */
import { expect } from 'chai'
import type { ActivatedJob, Variables } from '../../src/engine/port.ts'
import { ModelBench, type Bench } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

const hour = 3_600_000
const iso = (instant: number) => new Date(instant).toISOString()

export function propertyMeasureStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  before(async () => {
    models = await ModelBench.open(open)
  })
  after(() => models?.close())

  /** @param steps what the bureau answers to each job of the measure, in turn. */
  const begin = async (
    name: string,
    steps: string[],
    { subject = 'property-measure', watched = 0 }: { subject?: string; watched?: number } = {},
  ) => {
    const caseId = `case-${process.pid}-${name}`
    const bureau = new ScriptedBureau(caseId, () => models.bench.now())
    const left = [...steps]
    const standing = (): Variables => ({
      step: left.shift()!,
      reportDueAt: iso(models.bench.now() + 24 * hour),
      dueAt: iso(models.bench.now() + 720 * hour),
      unstored: true,
    })
    let watches = watched
    bureau.answers = {
      'property.begin': standing,
      'property.settle': standing,
      'property.issue': standing,
      'property.watch': (job: ActivatedJob) => ({
        stillOpen: job.variables.limit === 'hold' && watches-- > 0,
        checkAt: iso(models.bench.now() + 24 * hour),
      }),
    }
    const run = models.run(caseId, bureau)
    await run.message('measure-begun', `measure-of-${caseId}`, {
      caseId,
      measureId: `measure-of-${caseId}`,
      requestId: `request-of-${caseId}`,
      subject,
      drafterId: 'officer-1',
      departmentId: 'street-1',
      procedure: 'ordinary',
      partyKind: 'citizen',
    })
    const agree = async (tiers = 4) => {
      for (let tier = 1; tier <= tiers; tier++)
        await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
    }
    return { run, bureau, agree, measureId: `measure-of-${caseId}` }
  }

  it('asks the four tiers, lists, decides, is carried out, watched, stored, released and ends when all is out', async () => {
    const { run, bureau, agree, measureId } = await begin(
      'whole',
      ['approve', 'list', 'execute', 'hold', 'give-out', 'give-out'],
      { watched: 2 },
    )
    await agree()
    expect(bureau.asked('approval.open')[0]).to.include({ stage: 'property', drafterId: 'officer-1' })
    await run.complete('list-goods')
    await run.complete('execute-measure')
    expect(bureau.asked('property.issue').map(({ paper }) => paper)).to.deep.equal(['decision'])
    await run.task('decide-on-goods')
    await run.task('store-goods')
    await run.reached('limit-reminder-due')
    await run.advance(24 * hour + 1)
    await run.until('watched again', () => bureau.asked('property.watch').length >= 3)
    await run.complete('store-goods')
    await run.complete('decide-on-goods', { requestId: 'release-1', subject: 'measure-release' })
    await agree()
    await run.reached('goods-given-out')
    expect(bureau.asked('property.settle').at(-1)).to.include({ requestId: 'release-1', outcome: 'agreed' })
    await run.message('goods-given-out', measureId)
    await run.ended()
    expect(bureau.asked('property.issue').map(({ paper }) => paper)).to.deep.equal([
      'decision',
      'site-record',
      'request',
    ])
    await run.close()
  })

  it('asks the head of the organ about an advance registration; what is refused ends', async () => {
    const { run, bureau } = await begin('refused', ['approve', 'refused'], {
      subject: 'advance-registration',
    })
    expect((await run.task('review')).record.value.candidateUsersList).to.deep.equal(['director-1'])
    await run.complete('review', { decision: 'reject', decisionId: bureau.decide() })
    await run.ended()
    expect(bureau.asked('property.settle')[0]).to.include({ outcome: 'rejected' })
    expect(run.activated('list-goods')).to.equal(0)
    await run.close()
  })

  it('nothing is decided or carried out before the approval has agreed', async () => {
    const { run, measureId } = await begin('early', ['approve', 'list', 'execute', 'hold'])
    await run.task('review')
    for (const message of ['goods-listed', 'measure-executed', 'decision-delivered', 'goods-given-out'])
      await run.message(message, measureId, {}, 0)
    expect(run.openElements()).to.deep.equal(['review'])
    await run.close()
  })

  it('on the spot: reported, returned, reported through the API, decided and delivered', async () => {
    const { run, bureau, agree, measureId } = await begin('urgent', [
      'report',
      'report',
      'decide',
      'deliver',
      'hold',
    ])
    await run.complete('report-measure', { requestId: 'report-1', subject: 'property-measure' })
    await run.complete('review', { decision: 'return', decisionId: bureau.decide() })
    await run.task('report-measure')
    await run.message('measure-applied-for', measureId, { requestId: 'report-2' })
    await agree()
    await run.task('deliver-decision')
    expect(bureau.asked('property.settle').map(({ requestId }) => requestId)).to.deep.equal([
      'report-1',
      'report-2',
    ])
    await run.complete('deliver-decision')
    await run.task('decide-on-goods')
    expect(run.activated('execute-measure')).to.equal(0)
    await run.close()
  })
}
