/** From the service of the decision to the archive: payment, enforcement, closing. */
import { expect } from 'chai'
import type { OrdinaryCasePath } from './ordinary-case-path.ts'

const day = 24 * 3600_000

export function endingStageStories(path: OrdinaryCasePath): void {
  const { fill, approve, refuse, notify, decide, close, issued, advanced, limits } = path

  describe('the end', () => {
    it('a decision without a penalty needs no payment', async () => {
      await notify()
      await path.run.message('rights-waived', path.run.caseId)
      await decide({ decisionKind: 'no-penalty-decision', fineFen: 0 })
      await close()
      expect(issued()).to.include('no-penalty-decision').and.not.include('penalty-decision')
      expect(limits('deadline.start')).not.to.include('payment')
    })

    it('an unpaid fine is enforced until it is paid', async () => {
      await notify()
      await path.run.message('rights-waived', path.run.caseId)
      await decide()
      await path.run.reached('await-payment')
      await path.run.advance(3 * day + 1000)
      await path.run.complete('chase-payment')
      await path.run.task('draft-demand-notice')
      await path.run.message('payment-received', path.run.caseId)
      await fill('draft-closing-report')
      await refuse('return')
      await close()
      expect(limits('deadline.stop').at(-1)).to.equal('payment')
      expect(advanced().at(-1)).to.equal('closed')
    })

    it('enforcement gives way to an approved plan, and begins again when that is not kept', async () => {
      await notify()
      await path.run.message('rights-waived', path.run.caseId)
      await decide()
      await path.run.reached('await-payment')
      await path.run.advance(3 * day + 1000)
      await path.run.task('chase-payment')
      let due = false
      path.bureau.answers['deadline.check'] = () => ({
        due,
        nextCheckAt: new Date(path.models.bench.now() + 30 * day).toISOString(),
      })
      await path.run.message('payment-deferred', path.run.caseId, {}, 0)
      await path.run.reached('await-payment', 2)
      expect(path.run.openElements()).to.deep.equal([])
      await path.run.advance(day + 1000)
      await path.run.reached('await-payment', 3)
      due = true
      await path.run.advance(30 * day + 1000)
      await path.run.task('chase-payment')
      expect(path.run.activated('enforce')).to.equal(2)
    })

    it('a payment that comes early is kept for the closing', async () => {
      await notify()
      await path.run.message('rights-waived', path.run.caseId)
      await fill('draft-decision')
      await approve()
      await path.run.message('payment-received', path.run.caseId, {}, 30 * day)
      await fill('serve-decision')
      await close()
    })
  })
}
