/** What hearing.bpmn promises, told once for any engine. */
import { expect } from 'chai'
import { ModelBench, type Bench, type ModelRun } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

const day = 24 * 3600_000

export function hearingModelStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  let run: ModelRun
  let bureau: ScriptedBureau
  let count = 0
  before(async () => {
    models = await ModelBench.open(open)
  })
  after(() => models?.close())
  beforeEach(async () => {
    const caseId = `hearing-${process.pid}-${++count}`
    bureau = new ScriptedBureau(caseId, () => models.bench.now())
    run = models.run(caseId, bureau)
    await run.create('hearing', {
      departmentId: 'street-1',
      procedure: 'ordinary',
      partyKind: 'citizen',
      fineFen: 2_000_000,
      caseDueAt: at(60),
    })
  })
  afterEach(() => run.close())

  const at = (days: number) => new Date(models.bench.now() + days * day).toISOString()
  const arrange = async (days = 20) =>
    run.complete('arrange-hearing', {
      hostId: 'host-1',
      hearingStartsAt: at(days),
      arrangerId: 'legal-section-2',
    })
  const review = (decision: 'agree' | 'return') =>
    run.complete('review', { decision, decisionId: bureau.decide() })
  const notify = async () => {
    await arrange()
    await review('agree')
    await run.complete('serve-hearing-notice', { noticeFailed: false })
  }
  const issued = () => bureau.asked('document.issue').flatMap(({ kinds }) => kinds as string[])
  const outcomes = () => bureau.asked('hearing.end').map(({ sessionOutcome }) => sessionOutcome)

  it('asks the deputy director alone about who presides, and the host about the rest', async () => {
    await arrange()
    const task = await run.task('review')
    expect(task.record.value.candidateUsersList).to.deep.equal(['deputy-director-1'])
    await review('return')
    await notify()
    const session = await run.task('hold-session')
    expect(session.record.value.candidateUsersList).to.deep.equal(['host-1'])
    await run.complete('hold-session', { sessionOutcome: 'held' })
    await run.complete('sign-hearing-record')
    await run.complete('write-hearing-report', { fineFen: 1_500_000 })
    await run.ended()
    expect(issued()).to.deep.equal(['hearing-notice', 'proof-of-service', 'hearing-record', 'hearing-report'])
    expect([run.variable('hearingOutcome'), run.variable('fineFen')]).to.deep.equal(['held', 1_500_000])
  })

  it('is arranged anew after an adjournment, a suspension, and a notice that could not be served', async () => {
    await arrange()
    await review('agree')
    await run.complete('serve-hearing-notice', { noticeFailed: true })
    await notify()
    await run.complete('hold-session', { sessionOutcome: 'adjourned' })
    await notify()
    await run.complete('hold-session', { sessionOutcome: 'suspended' })
    await run.complete('resume-hearing')
    await notify()
    await run.complete('hold-session', { sessionOutcome: 'absent' })
    await run.complete('sign-hearing-record')
    await run.ended()
    expect(run.variable('hearingOutcome')).to.equal('absent')
    expect(issued().at(-1)).to.equal('hearing-record')
  })

  it('ends without a record when it is terminated', async () => {
    await notify()
    await run.complete('hold-session', { sessionOutcome: 'terminated' })
    await run.ended()
    expect(outcomes()).to.deep.equal(['terminated'])
    expect(issued()).not.to.include('hearing-record')
  })

  it('reminds of a notice that nobody has served by its last day, and waits on', async () => {
    await arrange()
    await review('agree')
    await run.task('serve-hearing-notice')
    await run.advance(3 * day + 1000)
    await run.until('the reminder', () => bureau.asked('notification.send').length === 1)
    expect(bureau.asked('notification.send')[0]).to.include({
      kind: 'hearing-notice-due',
      to: 'case-officers',
    })
    await run.complete('serve-hearing-notice', { noticeFailed: false })
    await run.task('hold-session')
  })

  for (const where of ['arrange-hearing', 'review', 'serve-hearing-notice', 'hold-session'] as const)
    it(`is withdrawn while ${where} waits`, async () => {
      if (where !== 'arrange-hearing') await arrange()
      if (where === 'serve-hearing-notice' || where === 'hold-session') await review('agree')
      if (where === 'hold-session') await run.complete('serve-hearing-notice', { noticeFailed: false })
      await run.task(where)
      await run.message('hearing-withdrawn', run.caseId)
      await run.ended()
      expect(outcomes()).to.deep.equal(['withdrawn'])
      expect(run.variable('hearingOutcome')).to.equal('withdrawn')
      expect(run.openElements()).to.deep.equal([])
    })

  it('is arranged anew by message, once the party has been notified', async () => {
    await notify()
    const session = await run.task('hold-session')
    await run.message('hearing-rearranged', run.caseId)
    await run.task('arrange-hearing')
    expect(run.isOpen(session)).to.equal(false)
    await notify()
    await run.complete('hold-session', { sessionOutcome: 'terminated' })
    await run.ended()
  })
}
