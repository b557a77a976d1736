/** From the legal review to the decision: the reviews, what the party may ask for before it is decided, the approvals that do not agree. */
import { expect } from 'chai'
import type { OrdinaryCasePath } from './ordinary-case-path.ts'

const day = 24 * 3600_000

export function decisionStageStories(path: OrdinaryCasePath): void {
  const { fill, approve, refuse, gather, investigate, notify, issued, advanced, limits } = path

  describe('an approval that does not agree', () => {
    it('advance notice: rejected, no penalty', async () => {
      await investigate()
      await fill('legal-review')
      await fill('draft-advance-notice')
      await refuse('reject')
      await fill('draft-decision', {
        decisionKind: 'no-penalty-decision',
        noPenaltyGround: 'slight',
        fineFen: 0,
      })
      expect(path.run.activated('draft-advance-notice')).to.equal(1)
    })

    it('decision: returned to its drafting; rejected, no penalty', async () => {
      await notify()
      await path.run.message('rights-waived', path.run.caseId)
      await fill('draft-decision')
      expect(issued()).not.to.include('statement-review')
      await refuse('return')
      await fill('draft-decision')
      await refuse('reject')
      await fill('draft-decision', {
        decisionKind: 'no-penalty-decision',
        noPenaltyGround: 'slight',
        fineFen: 0,
      })
      expect(path.run.activated('draft-decision')).to.equal(3)
    })
  })

  describe('review', () => {
    it('legal review not passed: supplemented and reviewed again', async () => {
      await investigate()
      await fill('legal-review', { reviewOutcome: 'return' })
      await path.run.complete('supplement-file')
      await fill('legal-review')
      await path.run.task('draft-advance-notice')
      expect(path.run.activated('legal-review')).to.equal(2)
      expect((await path.run.task('draft-advance-notice')).record.value.candidateGroupsList).to.deep.equal([
        `case-officers:${path.run.caseId}`,
      ])
    })

    it('a complex case is discussed collectively, and its notice and decision go to the board and the director', async () => {
      await investigate({ complexCase: true })
      expect((await path.run.task('legal-review')).record.value.candidateGroupsList).to.deep.equal([
        'role:legal-section',
      ])
      await fill('legal-review')
      expect((await path.run.task('discuss-collectively')).record.value.candidateGroupsList).to.deep.equal([
        'role:board',
      ])
      await path.run.complete('discuss-collectively', { discussionOutcome: 'penalty', fineFen: 20_000 })
      await fill('draft-advance-notice')
      await approve(6)
      await path.run.task('serve-advance-notice')
      expect(path.run.variable('fineFen')).to.equal(20_000)
    })

    it('a notice that goes further than the report is discussed first, and tells of the hearing', async () => {
      await investigate()
      await fill('legal-review')
      await path.run.complete('draft-advance-notice', { heavyPenalty: true })
      await fill('legal-review')
      await path.run.complete('discuss-collectively', { discussionOutcome: 'penalty', fineFen: 30_000 })
      await fill('draft-advance-notice')
      await approve(6)
      await fill('serve-advance-notice')
      await path.run.reached('await-party')
      expect(issued()).to.include.members(['advance-notice', 'hearing-rights-notice'])
    })

    it('a large fine is notified with the right to a hearing', async () => {
      await gather()
      await fill('order-correction')
      await refuse('reject', 1)
      await fill('draft-investigation-report', { fineFen: 2_000_000 })
      await approve()
      await fill('legal-review')
      await path.run.complete('discuss-collectively', { discussionOutcome: 'penalty', fineFen: 2_000_000 })
      await fill('draft-advance-notice')
      await approve(6)
      await fill('serve-advance-notice')
      await path.run.reached('await-party')
      expect(issued()).to.include.members(['advance-notice', 'hearing-rights-notice'])
      expect(limits('deadline.start').at(-1)).to.equal('hearing-request')
      await path.run.message('hearing-requested', path.run.caseId)
      const hearingStartsAt = new Date(path.models.bench.now() + 20 * day).toISOString()
      await path.run.complete('arrange-hearing', {
        hostId: 'host-1',
        hearingStartsAt,
        arrangerId: 'legal-section-2',
      })
      await approve(1)
      await path.run.complete('serve-hearing-notice', { noticeFailed: false })
      await path.run.complete('hold-session', { sessionOutcome: 'held' })
      await path.run.complete('sign-hearing-record')
      await path.run.complete('write-hearing-report', { fineFen: 1_500_000 })
      // What was heard is reviewed and discussed before the decision (PL 57, 58, 65).
      await fill('legal-review')
      await path.run.complete('discuss-collectively', { discussionOutcome: 'penalty', fineFen: 1_200_000 })
      await path.run.task('draft-decision')
      expect(path.run.variable('fineFen')).to.equal(1_200_000)
      expect(path.run.activated('draft-advance-notice')).to.equal(1)
    })

    for (const by of ['review', 'discussion'])
      it(`sent back by the ${by}: investigated further, reported and approved again, reviewed again`, async () => {
        if (by === 'discussion') await investigate({ complexCase: true })
        else await investigate()
        await fill('legal-review', { reviewOutcome: by === 'review' ? 'reinvestigate' : 'pass' })
        if (by === 'discussion')
          await path.run.complete('discuss-collectively', { discussionOutcome: 'reinvestigate' })
        await path.run.complete('supplement-investigation')
        expect(advanced().slice(-3)).to.deep.equal(['investigation', 'decision', 'investigation'])
        expect(path.run.activated('inspect-scene')).to.equal(1)
        await fill('draft-investigation-report')
        // Once a big case, its report is the director's too.
        await approve(by === 'discussion' ? 5 : 4)
        await fill('legal-review')
        await path.run.task('draft-advance-notice')
        expect(advanced().at(-1)).to.equal('decision')
      })

    it('no penalty, as discussed, needs no notice', async () => {
      await investigate({ complexCase: true })
      await fill('legal-review')
      await path.run.complete('discuss-collectively', { discussionOutcome: 'no-penalty' })
      await fill('draft-decision', { decisionKind: 'no-penalty-decision', fineFen: 0 })
      await approve(6)
      await path.run.task('serve-decision')
      expect(issued()).to.include('no-penalty-decision').and.not.include('advance-notice')
    })

    it('a penalty of which the party was told nothing is notified first', async () => {
      await investigate({ proposedDecision: 'no-penalty', fineFen: 0 })
      await fill('legal-review')
      await fill('draft-decision')
      await fill('draft-advance-notice')
      await approve()
      await fill('serve-advance-notice')
      await path.run.reached('await-party')
    })
  })

  describe('the rights of the party', () => {
    it('a statement is reviewed, and the wait goes on until the limit is over', async () => {
      await notify()
      await path.run.message('statement-received', path.run.caseId)
      await path.run.complete('review-statement', { fineFen: 20_000 })
      await path.run.reached('await-party', 2)
      await path.run.advance(3 * day + 1000)
      await path.run.task('draft-decision')
      expect(path.run.variable('fineFen')).to.equal(20_000)
      await fill('draft-decision')
      await approve()
      await path.run.task('serve-decision')
      expect(issued()).to.include.members(['penalty-decision', 'statement-review'])
    })

    it('a hearing that is withdrawn leaves the party what is left of its limit', async () => {
      await notify()
      await path.run.message('hearing-requested', path.run.caseId)
      await path.run.task('arrange-hearing')
      await path.run.message('hearing-withdrawn', path.run.caseId)
      await path.run.reached('await-party', 2)
      expect(path.run.openElements()).to.deep.equal([])
      await path.run.message('rights-waived', path.run.caseId)
      await path.run.task('draft-decision')
    })

    for (const where of ['draft-decision', 'review'])
      it(`a request that is found while ${where} waits is heard before the decision`, async () => {
        await notify()
        await path.run.message('rights-waived', path.run.caseId)
        if (where === 'review') await fill('draft-decision')
        const left = await path.run.task(where)
        await path.run.message('hearing-request-found', path.run.caseId)
        await path.run.task('arrange-hearing')
        expect(path.run.isOpen(left)).to.equal(false)
        expect(path.run.openElements()).to.deep.equal(['arrange-hearing'])
      })

    it('a limit that has moved is waited for again', async () => {
      let asked = 0
      path.bureau.answers['deadline.check'] = () => ({
        due: ++asked > 1,
        nextCheckAt: new Date(path.models.bench.now() + 2 * day).toISOString(),
      })
      await notify()
      await path.run.advance(3 * day + 1000)
      await path.run.reached('await-party', 2)
      expect(path.run.openElements()).to.deep.equal([])
      await path.run.advance(2 * day + 1000)
      await path.run.task('draft-decision')
      expect(asked).to.equal(2)
    })
  })
}
