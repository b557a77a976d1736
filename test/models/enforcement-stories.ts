/** What enforcement.bpmn and service-by-announcement.bpmn promise, told once for any engine. */
import { expect } from 'chai'
import { ModelBench, type Bench, type ModelRun } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

const day = 24 * 3600_000

export function enforcementModelStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  let run: ModelRun
  let bureau: ScriptedBureau
  let count = 0
  before(async () => {
    models = await ModelBench.open(open)
  })
  after(() => models?.close())
  beforeEach(() => {
    const caseId = `enforced-${process.pid}-${++count}`
    bureau = new ScriptedBureau(caseId, () => models.bench.now())
    run = models.run(caseId, bureau)
  })
  afterEach(() => run.close())

  const iso = (instant: number) => new Date(instant).toISOString()
  const approve = async () => {
    for (let tier = 1; tier <= 4; tier++)
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
  }
  const limits = (type: string) => bureau.asked(type).map((asked) => asked['limit'])
  const issued = () => bureau.asked('document.issue').flatMap((asked) => asked['kinds'] as string[])

  describe('enforcement.bpmn', () => {
    beforeEach(() => {
      let asked = 0
      bureau.answers['enforcement.check-remedies'] = () =>
        ++asked < 2
          ? { remediesOver: false, nextCheckAt: iso(models.bench.now() + 150 * day) }
          : { remediesOver: true, nextCheckAt: iso(models.bench.now()) }
      return run.create('enforcement', {
        drafterId: 'officer-1',
        departmentId: 'street-1',
        procedure: 'ordinary',
        partyKind: 'citizen',
      })
    })
    const demand = async () => {
      await run.complete('chase-payment')
      await run.complete('draft-demand-notice', { drafterId: 'officer-2' })
      await approve()
      await run.complete('serve-demand-notice')
      await run.reached('await-demand')
    }
    const apply = async () => {
      await run.complete('draft-court-application', { drafterId: 'officer-1' })
      await approve()
      await run.complete('file-court-application')
    }

    it('asks the court only after the demand, its ten days and the time for review and litigation', async () => {
      await run.complete('chase-payment')
      await run.complete('draft-demand-notice', { drafterId: 'officer-2' })
      await run.complete('review', { decision: 'return', decisionId: bureau.decide({ returnTo: 0 }) })
      await run.complete('draft-demand-notice', { drafterId: 'officer-2' })
      await approve()
      expect(bureau.asked('approval.open').at(-1)).to.include({
        subject: 'demand-notice',
        drafterId: 'officer-2',
      })
      await run.complete('serve-demand-notice')
      await run.reached('await-demand')
      expect(issued()).to.deep.equal(['demand-notice', 'proof-of-service'])
      await run.advance(3 * day + 1000)
      await run.reached('remedies-limit-reached')
      expect(run.openElements()).to.deep.equal([])
      await run.advance(150 * day + 1000)
      await apply()
      expect(limits('deadline.start')).to.deep.equal(['demand-before-court', 'court-application'])
      await run.complete('record-court-ruling', { courtRuling: 'again' })
      await apply()
      await run.complete('record-court-ruling', { courtRuling: 'granted' })
      await run.complete('record-court-execution')
      await run.ended()
    })

    it('hears what the party says to the demand, and waits on', async () => {
      let due = false
      bureau.answers['deadline.check'] = () => ({ due, nextCheckAt: iso(models.bench.now() + day) })
      await demand()
      await run.message('demand-statement-received', run.caseId)
      await run.complete('review-demand-statement')
      await run.reached('await-demand', 2)
      await run.advance(3 * day + 1000)
      await run.reached('await-demand', 3)
      due = true
      await run.advance(day + 1000)
      await run.reached('check-remedies')
    })

    it('ends where the court refuses', async () => {
      bureau.answers['enforcement.check-remedies'] = () => ({ remediesOver: true, nextCheckAt: iso(0) })
      await demand()
      await run.advance(3 * day + 1000)
      await apply()
      await run.complete('record-court-ruling', { courtRuling: 'refused' })
      await run.ended()
      expect(run.completed('record-court-execution')).to.equal(0)
    })
  })

  describe('service-by-announcement.bpmn', () => {
    const begin = () =>
      run.message('announcement-requested', `attempt-${run.caseId}`, {
        caseId: run.caseId,
        attemptId: `attempt-${run.caseId}`,
        drafterId: 'officer-1',
        departmentId: 'street-1',
        procedure: 'ordinary',
        partyKind: 'citizen',
      })

    it('serves when its period is over', async () => {
      let due = false
      bureau.answers['deadline.check'] = () => ({ due, nextCheckAt: iso(models.bench.now() + day) })
      await begin()
      // The head of the department alone.
      expect((await run.task('review')).record.value.candidateUsersList).to.deep.equal(['department-head-1'])
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
      await run.complete('publish-announcement')
      await run.reached('await-announcement')
      expect(issued()).to.deep.equal(['announcement-of-service'])
      expect(bureau.asked('deadline.start')[0]).to.include({
        limit: 'announcement',
        subject: `attempt-${run.caseId}`,
      })
      await run.advance(3 * day + 1000)
      await run.reached('await-announcement', 2)
      due = true
      await run.advance(day + 1000)
      await run.ended()
      expect(bureau.asked('service.settle')).to.have.length(1)
      expect(bureau.asked('service.settle')[0]).to.include({ outcome: 'over' })
    })

    it('ends when the party has been served meanwhile', async () => {
      await begin()
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
      await run.complete('publish-announcement')
      await run.reached('await-announcement')
      await run.message('announcement-ended', `attempt-${run.caseId}`)
      await run.ended()
      expect(bureau.asked('service.settle')).to.deep.equal([])
    })

    it('is neither agreed to nor published when the party has been served meanwhile', async () => {
      await begin()
      await run.task('review')
      await run.message('announcement-ended', `attempt-${run.caseId}`)
      await run.ended()
      expect(issued()).to.deep.equal([])
    })

    it('is not published when the party has been served before', async () => {
      await begin()
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
      await run.task('publish-announcement')
      await run.message('announcement-ended', `attempt-${run.caseId}`)
      await run.ended()
      expect(limits('deadline.start')).to.deep.equal([])
    })

    it('is refused with its approval', async () => {
      await begin()
      await run.complete('review', { decision: 'reject', decisionId: bureau.decide() })
      await run.ended()
      expect(bureau.asked('service.settle')[0]).to.include({ outcome: 'rejected' })
      expect(issued()).to.deep.equal([])
    })
  })
}
