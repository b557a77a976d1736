/** What case-ordinary.bpmn promises, told once for any engine: the straight path, what follows each outcome of an approval, the party's rights, the payment. */
import { expect } from 'chai'
import type { Variables } from '../../src/engine/port.ts'
import { ModelBench, type Bench, type ModelRun } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

const day = 24 * 3600_000

/** The drafting and other user tasks on the straight path, in order, with what their completion sends. */
const completions: { [element: string]: Variables } = {
  'enter-case': { violationCode: 'SR-001', partyId: 'party-1', drafterId: 'officer-1' },
  'draft-filing': { drafterId: 'officer-1' },
  'inspect-scene': { harm: 'slight' },
  'interview-party': { cooperative: true, ageBand: 'adult' },
  'collect-evidence': {},
  'order-correction': { corrected: true, drafterId: 'officer-2' },
  'serve-correction-order': {},
  'draft-investigation-report': {
    fineFen: 30_000,
    outsideRange: false,
    complexCase: false,
    heavyPenalty: false,
    drafterId: 'officer-1',
  },
  'legal-review': { reviewOutcome: 'pass' },
  'draft-advance-notice': { drafterId: 'officer-1' },
  'serve-advance-notice': {},
  'draft-decision': { decisionKind: 'penalty-decision', fineFen: 30_000, drafterId: 'officer-1' },
  'serve-decision': {},
  'draft-closing-report': { drafterId: 'officer-1' },
}

export function ordinaryCaseStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  let run: ModelRun
  let bureau: ScriptedBureau
  let count = 0

  before(async () => {
    models = await ModelBench.open(open)
  })
  after(() => models?.close())
  beforeEach(async () => {
    const caseId = `case-${process.pid}-${++count}`
    bureau = new ScriptedBureau(caseId, () => models.bench.now())
    run = models.run(caseId, bureau)
    await run.message('case-opened', caseId, {
      caseId,
      departmentId: 'street-1',
      leadOfficerId: 'officer-1',
      procedure: 'ordinary',
    })
  })
  afterEach(() => run.close())

  const fill = (element: string, variables: Variables = {}) =>
    run.complete(element, { ...completions[element], ...variables })
  const approve = async (tiers = 4) => {
    for (let tier = 1; tier <= tiers; tier++)
      await run.complete('review', { decision: 'agree', decisionId: bureau.decide() })
  }
  const refuse = (decision: 'return' | 'reject') =>
    run.complete('review', { decision, decisionId: bureau.decide({ returnTo: 0 }) })

  const enter = async () => {
    await fill('enter-case')
    await approve()
  }
  const file = async () => {
    await enter()
    await fill('draft-filing')
    await approve()
  }
  const gather = async () => {
    await file()
    for (const element of ['collect-evidence', 'interview-party', 'inspect-scene']) await fill(element)
  }
  const investigate = async (report: Variables = {}) => {
    await gather()
    await fill('order-correction')
    await approve(1)
    await fill('serve-correction-order')
    await fill('draft-investigation-report', report)
    await approve()
  }
  const notify = async () => {
    await investigate()
    await fill('legal-review')
    await fill('draft-advance-notice')
    await approve()
    await fill('serve-advance-notice')
    await run.reached('await-party')
  }
  const decide = async (variables: Variables = {}) => {
    await fill('draft-decision', variables)
    await approve()
    await fill('serve-decision')
  }
  const close = async () => {
    await fill('draft-closing-report')
    await approve()
    await run.ended()
  }
  const issued = () => bureau.asked('document.issue').flatMap((asked) => asked['kinds'] as string[])
  const advanced = () => bureau.asked('case.advance').map((asked) => asked['stage'])
  const limits = (type: string) => bureau.asked(type).map((asked) => asked['limit'])

  it('runs straight from the clue to the archive', async () => {
    await notify()
    await run.message('rights-waived', run.caseId)
    await decide()
    await run.reached('await-payment')
    await run.message('payment-received', run.caseId)
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
    expect(bureau.asked('case.archive')).to.have.length(1)
    expect(run.completed('case-archived')).to.equal(1)
    expect(bureau.asked('approval.open').map((asked) => asked['subject'])).to.deep.equal([
      'clue-registration',
      'case-filing-approval',
      'correction-order',
      'investigation-report',
      'advance-notice',
      'penalty-decision',
      'closing-report',
    ])
    expect(bureau.asked('approval.open')[2]).to.include({
      drafterId: 'officer-2',
      stage: 'investigation',
      partyKind: 'citizen',
    })
  })

  it('begins nothing of the next stage before the approval', async () => {
    await fill('enter-case')
    await approve(3)
    await run.task('review')
    expect(run.openElements()).to.deep.equal(['review'])
    expect(advanced()).to.deep.equal([])
  })

  describe('an approval that does not agree', () => {
    it('entry: returned to the entry, then agreed', async () => {
      await fill('enter-case')
      await refuse('return')
      await enter()
      await run.task('draft-filing')
      expect(run.activated('enter-case')).to.equal(2)
    })

    it('entry: rejected, the clue is not accepted', async () => {
      await fill('enter-case')
      await refuse('reject')
      await run.ended()
      expect(advanced()).to.deep.equal(['not-accepted'])
      expect(run.completed('case-not-accepted')).to.equal(1)
    })

    it('entry: withdrawn, back to the entry', async () => {
      await fill('enter-case')
      await run.task('review')
      await run.message('approval-withdrawn', `${run.caseId}-approval-1`)
      await run.until('the entry again', () => run.activated('enter-case') === 2)
      expect(run.openElements()).to.deep.equal(['enter-case'])
    })

    it('filing: rejected, not filed', async () => {
      await enter()
      await fill('draft-filing')
      await refuse('reject')
      await run.ended()
      expect(advanced()).to.deep.equal(['filing', 'not-filed'])
      expect(limits('deadline.start')).to.deep.equal(['clue-decision'])
    })

    it('correction order: returned to its drafting, then left out', async () => {
      await gather()
      await fill('order-correction')
      await refuse('return')
      await fill('order-correction')
      await refuse('reject')
      await run.task('draft-investigation-report')
      expect(issued()).not.to.include('correction-order')
      expect(run.activated('serve-correction-order')).to.equal(0)
    })

    it('investigation: returned to the report; rejected, the filing is withdrawn', async () => {
      await gather()
      await fill('order-correction')
      await refuse('reject')
      await fill('draft-investigation-report')
      await refuse('return')
      await fill('draft-investigation-report')
      await refuse('reject')
      await run.ended()
      expect(advanced().at(-1)).to.equal('withdrawn')
      expect(run.activated('draft-investigation-report')).to.equal(2)
    })

    it('advance notice: rejected, no penalty', async () => {
      await investigate()
      await fill('legal-review')
      await fill('draft-advance-notice')
      await refuse('reject')
      await run.ended()
      expect(advanced().at(-1)).to.equal('no-penalty')
    })

    it('decision: returned to its drafting; rejected, no penalty', async () => {
      await notify()
      await run.message('rights-waived', run.caseId)
      await fill('draft-decision')
      await refuse('return')
      await fill('draft-decision')
      await refuse('reject')
      await run.ended()
      expect(advanced().at(-1)).to.equal('no-penalty')
      expect(run.completed('case-unpunished')).to.equal(1)
    })
  })

  describe('review', () => {
    it('legal review not passed: supplemented and reviewed again', async () => {
      await investigate()
      await fill('legal-review', { reviewOutcome: 'return' })
      await run.complete('supplement-file')
      await fill('legal-review')
      await run.task('draft-advance-notice')
      expect(run.activated('legal-review')).to.equal(2)
      expect((await run.task('draft-advance-notice')).record.value.candidateGroupsList).to.deep.equal([
        `case-officers:${run.caseId}`,
      ])
    })

    it('a complex case is discussed collectively, and its notice and decision go to the board and the director', async () => {
      await investigate({ complexCase: true })
      expect((await run.task('legal-review')).record.value.candidateGroupsList).to.deep.equal([
        'role:legal-section',
      ])
      await fill('legal-review')
      expect((await run.task('discuss-collectively')).record.value.candidateGroupsList).to.deep.equal([
        'role:board',
      ])
      await run.complete('discuss-collectively', { fineFen: 20_000 })
      await fill('draft-advance-notice')
      await approve(6)
      await run.task('serve-advance-notice')
      expect(run.variable('fineFen')).to.equal(20_000)
    })

    it('a large fine is notified with the right to a hearing', async () => {
      await gather()
      await fill('order-correction')
      await refuse('reject')
      await fill('draft-investigation-report', { fineFen: 2_000_000 })
      await approve()
      await fill('legal-review')
      await run.complete('discuss-collectively', { fineFen: 2_000_000 })
      await fill('draft-advance-notice')
      await approve(6)
      await fill('serve-advance-notice')
      await run.reached('await-party')
      expect(issued()).to.include.members(['advance-notice', 'hearing-rights-notice'])
      expect(limits('deadline.start').at(-1)).to.equal('hearing-request')
      await run.message('hearing-requested', run.caseId)
      const hearingStartsAt = new Date(models.bench.now() + 20 * day).toISOString()
      await run.complete('arrange-hearing', {
        hostId: 'host-1',
        hearingStartsAt,
        arrangerId: 'legal-section-2',
      })
      await approve(1)
      await run.complete('serve-hearing-notice', { noticeFailed: false })
      await run.complete('hold-session', { sessionOutcome: 'held' })
      await run.complete('sign-hearing-record')
      await run.complete('write-hearing-report', { fineFen: 1_500_000 })
      await run.task('draft-decision')
      expect(run.variable('fineFen')).to.equal(1_500_000)
    })
  })

  describe('the rights of the party', () => {
    it('a statement is reviewed, and the wait goes on until the limit is over', async () => {
      await notify()
      await run.message('statement-received', run.caseId)
      await run.complete('review-statement', { fineFen: 20_000 })
      await run.reached('await-party', 2)
      await run.advance(3 * day + 1000)
      await run.task('draft-decision')
      expect(run.variable('fineFen')).to.equal(20_000)
    })

    it('a hearing that is withdrawn leaves the party what is left of its limit', async () => {
      await notify()
      await run.message('hearing-requested', run.caseId)
      await run.task('arrange-hearing')
      await run.message('hearing-withdrawn', run.caseId)
      await run.reached('await-party', 2)
      expect(run.openElements()).to.deep.equal([])
      await run.message('rights-waived', run.caseId)
      await run.task('draft-decision')
    })

    for (const where of ['draft-decision', 'review'])
      it(`a request that is found while ${where} waits is heard before the decision`, async () => {
        await notify()
        await run.message('rights-waived', run.caseId)
        if (where === 'review') await fill('draft-decision')
        const left = await run.task(where)
        await run.message('hearing-request-found', run.caseId)
        await run.task('arrange-hearing')
        expect(run.isOpen(left)).to.equal(false)
        expect(run.openElements()).to.deep.equal(['arrange-hearing'])
      })

    it('a limit that has moved is waited for again', async () => {
      let asked = 0
      bureau.answers['deadline.check'] = () => ({
        due: ++asked > 1,
        nextCheckAt: new Date(models.bench.now() + 2 * day).toISOString(),
      })
      await notify()
      await run.advance(3 * day + 1000)
      await run.reached('await-party', 2)
      expect(run.openElements()).to.deep.equal([])
      await run.advance(2 * day + 1000)
      await run.task('draft-decision')
      expect(asked).to.equal(2)
    })
  })

  describe('the end', () => {
    it('a decision without a penalty needs no payment', async () => {
      await notify()
      await run.message('rights-waived', run.caseId)
      await decide({ decisionKind: 'no-penalty-decision', fineFen: 0 })
      await close()
      expect(issued()).to.include('no-penalty-decision').and.not.include('penalty-decision')
      expect(limits('deadline.start')).not.to.include('payment')
    })

    it('an unpaid fine is enforced until it is paid', async () => {
      await notify()
      await run.message('rights-waived', run.caseId)
      await decide()
      await run.reached('await-payment')
      await run.advance(3 * day + 1000)
      await run.complete('chase-payment')
      await run.task('draft-demand-notice')
      await run.message('payment-received', run.caseId)
      await fill('draft-closing-report')
      await refuse('return')
      await close()
      expect(limits('deadline.stop').at(-1)).to.equal('payment')
      expect(advanced().at(-1)).to.equal('closed')
    })

    it('enforcement gives way to an approved plan, and begins again when that is not kept', async () => {
      await notify()
      await run.message('rights-waived', run.caseId)
      await decide()
      await run.reached('await-payment')
      await run.advance(3 * day + 1000)
      await run.task('chase-payment')
      let due = false
      bureau.answers['deadline.check'] = () => ({
        due,
        nextCheckAt: new Date(models.bench.now() + 30 * day).toISOString(),
      })
      await run.message('payment-deferred', run.caseId, {}, 0)
      await run.reached('await-payment', 2)
      expect(run.openElements()).to.deep.equal([])
      await run.advance(day + 1000)
      await run.reached('await-payment', 3)
      due = true
      await run.advance(30 * day + 1000)
      await run.task('chase-payment')
      expect(run.activated('enforce')).to.equal(2)
    })

    it('a payment that comes early is kept for the closing', async () => {
      await notify()
      await run.message('rights-waived', run.caseId)
      await fill('draft-decision')
      await approve()
      await run.message('payment-received', run.caseId, {}, 30 * day)
      await fill('serve-decision')
      await close()
    })
  })

  it('carries ids and routing facts only', async () => {
    await notify()
    const known = new Set([
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
        'lawRefs',
        'harm',
        'corrected',
        'cooperative',
        'ageBand',
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
    expect(run.variableNames().filter((name) => !known.has(name))).to.deep.equal([])
  })
}
