/** The straight path of case-ordinary.bpmn, to any stage of it: a case of its own for each story, and what its people do. */
import type { Variables } from '../../src/engine/port.ts'
import { ModelBench, type Bench, type ModelRun } from './model-run.ts'
import { ScriptedBureau } from './scripted-bureau.ts'

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
    proposedDecision: 'penalty',
    drafterId: 'officer-1',
  },
  'legal-review': { reviewOutcome: 'pass' },
  'draft-advance-notice': { drafterId: 'officer-1' },
  'serve-advance-notice': {},
  'draft-decision': { decisionKind: 'penalty-decision', fineFen: 30_000, drafterId: 'officer-1' },
  'serve-decision': {},
  'draft-closing-report': { drafterId: 'officer-1' },
}

/** Opens a case before each story of the suite that calls it. */
export function ordinaryCasePath(open: () => Promise<Bench>) {
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
  /** A return is one tier's; a refusal that of the last one. */
  const refuse = async (decision: 'return' | 'reject', tiers = decision === 'return' ? 1 : 4) => {
    for (let tier = 1; tier <= tiers; tier++)
      await run.complete('review', { decision, decisionId: bureau.decide({ returnTo: 0 }) })
  }

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

  return {
    get models() {
      return models
    },
    get run() {
      return run
    },
    get bureau() {
      return bureau
    },
    fill,
    approve,
    refuse,
    enter,
    file,
    gather,
    investigate,
    notify,
    decide,
    close,
    issued,
    advanced,
    limits,
  }
}

export type OrdinaryCasePath = ReturnType<typeof ordinaryCasePath>
