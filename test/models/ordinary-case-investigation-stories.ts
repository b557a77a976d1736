/** From the entry of a case to its investigation report: what each approval that does not agree leads back to. */
import { expect } from 'chai'
import type { OrdinaryCasePath } from './ordinary-case-path.ts'

export function investigationStageStories(path: OrdinaryCasePath): void {
  const { fill, approve, refuse, enter, file, gather, issued, advanced, limits } = path

  it('begins nothing of the next stage before the approval', async () => {
    await fill('enter-case')
    await approve(3)
    await path.run.task('review')
    expect(path.run.openElements()).to.deep.equal(['review'])
    expect(advanced()).to.deep.equal([])
  })

  it('writes no record of a scene that is not there, and of a party that is not asked', async () => {
    await file()
    await fill('collect-evidence')
    await fill('interview-party', { notInterviewed: true })
    await fill('inspect-scene', { notInspected: true })
    await path.run.task('order-correction')
    expect(issued()).to.include('scene-photo-sheet').and.not.include('interview-record')
    expect(issued()).not.to.include('inspection-record')
  })

  describe('an approval that does not agree', () => {
    it('entry: returned to the entry, then agreed', async () => {
      await fill('enter-case')
      await refuse('return')
      await enter()
      await path.run.task('draft-filing')
      expect(path.run.activated('enter-case')).to.equal(2)
    })

    it('entry: rejected, the clue is not accepted', async () => {
      await fill('enter-case')
      await refuse('reject')
      await path.run.ended()
      expect(advanced()).to.deep.equal(['not-accepted'])
      expect(path.run.completed('case-not-accepted')).to.equal(1)
    })

    it('entry: withdrawn, back to the entry', async () => {
      await fill('enter-case')
      await path.run.task('review')
      await path.run.message('approval-withdrawn', `${path.run.caseId}-approval-1`)
      await path.run.until('the entry again', () => path.run.activated('enter-case') === 2)
      expect(path.run.openElements()).to.deep.equal(['enter-case'])
    })

    it('filing: rejected, not filed', async () => {
      await enter()
      await fill('draft-filing')
      await refuse('reject')
      await path.run.ended()
      expect(advanced()).to.deep.equal(['filing', 'not-filed'])
      expect(issued()).to.include('no-filing-approval')
      expect(limits('deadline.start')).to.deep.equal(['clue-decision'])
    })

    it('correction order: returned to its drafting, then left out', async () => {
      await gather()
      await fill('order-correction')
      await refuse('return')
      await fill('order-correction')
      await refuse('reject', 1)
      await path.run.task('draft-investigation-report')
      expect(issued()).not.to.include('correction-order')
      expect(path.run.activated('serve-correction-order')).to.equal(0)
    })

    it('investigation: returned to the report; rejected, the filing is withdrawn', async () => {
      await gather()
      await fill('order-correction')
      await refuse('reject', 1)
      await fill('draft-investigation-report')
      await refuse('return')
      await fill('draft-investigation-report')
      await refuse('reject')
      await path.run.ended()
      expect(advanced().at(-1)).to.equal('withdrawn')
      expect(path.run.activated('draft-investigation-report')).to.equal(2)
    })
  })
}
