/** What case-ordinary.bpmn promises, told once for any engine: the straight path, what follows each outcome of an approval, the party's rights, the payment. */
import { expect } from 'chai'
import type { Bench } from './model-run.ts'
import { decisionStageStories } from './ordinary-case-decision-stories.ts'
import { endingStageStories } from './ordinary-case-ending-stories.ts'
import { investigationStageStories } from './ordinary-case-investigation-stories.ts'
import { ordinaryCasePath } from './ordinary-case-path.ts'

export function ordinaryCaseStories(open: () => Promise<Bench>): void {
  const path = ordinaryCasePath(open)
  const { notify, decide, close, issued, advanced, limits } = path

  it('runs straight from the clue to the archive', async () => {
    await notify()
    await path.run.message('rights-waived', path.run.caseId)
    await decide()
    await path.run.reached('await-payment')
    await path.run.message('payment-received', path.run.caseId)
    await close()
    expect(advanced()).to.deep.equal(['filing', 'investigation', 'decision', 'closing', 'closed'])
    expect(issued()).to.deep.equal([
      'clue-registration',
      'case-filing-approval',
      'scene-photo-sheet',
      'interview-record',
      'inspection-record',
      'correction-order',
      'proof-of-service',
      'investigation-report',
      'legal-review-opinion',
      'advance-notice',
      'proof-of-service',
      'penalty-decision-approval',
      'penalty-decision',
      'proof-of-service',
      'closing-report',
    ])
    expect(limits('deadline.start')).to.deep.equal([
      'clue-decision',
      'case-decision',
      'statement-defence',
      'service-of-decision',
      'payment',
    ])
    expect(limits('deadline.stop')).to.deep.equal([
      'clue-decision',
      'statement-defence',
      'case-decision',
      'service-of-decision',
      'payment',
    ])
    expect(path.bureau.asked('case.archive')).to.have.length(1)
    expect(path.run.completed('case-archived')).to.equal(1)
    expect(path.bureau.asked('approval.open').map((asked) => asked['subject'])).to.deep.equal([
      'clue-registration',
      'case-filing-approval',
      'correction-order',
      'investigation-report',
      'advance-notice',
      'penalty-decision',
      'closing-report',
    ])
    expect(path.bureau.asked('approval.open')[2]).to.include({
      drafterId: 'officer-2',
      stage: 'investigation',
      partyKind: 'citizen',
    })
  })

  investigationStageStories(path)
  decisionStageStories(path)
  endingStageStories(path)

  it('carries ids and routing facts only', async () => {
    await notify()
    const known = new Set([
      'reviewAgain',
      ...[
        'caseId',
        'departmentId',
        'squadCode',
        'leadOfficerId',
        'drafterId',
        'procedure',
        'stage',
        'state',
        'partyId',
        'partyKind',
        'violationCode',
        'repeatCount',
        'firstViolation',
        'lawRefs',
        'harm',
        'corrected',
        'cooperative',
        'ageBand',
        'notInspected',
        'notInterviewed',
      ],
      ...[
        'fineFen',
        'fineMinFen',
        'fineMaxFen',
        'outsideRange',
        'complexCase',
        'heavyPenalty',
        'bigCase',
        'discretion',
        'caseProcedure',
        'hearingRequired',
        'collectiveDiscussion',
        'legalReviewRequired',
        'factsCertain',
        'decisionKind',
        'noPenaltyGround',
        'statementReviewed',
        'proposedDecision',
        'discussionOutcome',
        'rightsOver',
        'hearingOutcome',
        'supplementing',
      ],
      ...[
        'dueAt',
        'nextCheckAt',
        'clueDueAt',
        'caseDueAt',
        'rightsDueAt',
        'limit',
        'kinds',
        'served',
        'reviewOutcome',
        'subject',
        'documentKinds',
        'approvalId',
        'route',
        'tierIndex',
        'tierOutcome',
        'nextTier',
        'outcome',
      ],
      ...[
        'reviewers',
        'reviewer',
        'loopCounter',
        'decisions',
        'decision',
        'decisionId',
        'autoPass',
        'needed',
        'remindAt',
        'escalateAt',
      ],
    ])
    expect(path.run.variableNames().filter((name) => !known.has(name))).to.deep.equal([])
  })
}
