/**
 * What approval.bpmn promises, told once for any engine. Each story starts its own instance with the default route
 * (法制员 → 部门负责人 → 法制科 → 分管领导) unless it says otherwise.
 */
import { expect } from 'chai'
import type { Json, Variables } from '../../src/engine/port.ts'
import { ModelBench, type Bench, type ModelRun } from './model-run.ts'
import { ScriptedBureau, type DecisionDetail } from './scripted-bureau.ts'

const tiers = ['unit-legal-officer', 'department-head', 'legal-section', 'deputy-director']
const hour = 3600_000

export function approvalStories(open: () => Promise<Bench>): void {
  let models: ModelBench
  let bench: Bench
  let run: ModelRun
  let bureau: ScriptedBureau
  let count = 0

  before(async () => {
    models = await ModelBench.open(open)
    bench = models.bench
  })
  after(() => models?.close())
  beforeEach(() => {
    const caseId = `approval-${process.pid}-${++count}`
    bureau = new ScriptedBureau(caseId, () => bench.now())
    run = models.run(caseId, bureau)
  })
  afterEach(() => run.close())

  const submit = (variables: Variables = {}) =>
    run.create('approval', {
      stage: 'filing',
      subject: 'case-filing-approval',
      documentKinds: ['case-filing-approval'],
      drafterId: 'officer-1',
      departmentId: 'street-1',
      procedure: 'ordinary',
      fineFen: 0,
      partyKind: 'citizen',
      bigCase: false,
      ...variables,
    })
  /** Waits for the tier of that role and lets one of its reviewers decide. */
  const decide = async (role: string, decision: string, detail: DecisionDetail = {}) => {
    const open = () => run.open('review')?.record.value.candidateUsersList[0]?.startsWith(`${role}-`)
    await run.until(`a review by ${role}`, () => open() === true)
    await run.completeTask(await run.task('review'), { decision, decisionId: bureau.decide(detail) })
  }
  const agree = async (...roles: string[]) => {
    for (const role of roles) await decide(role, 'agree')
  }
  const outcome = async () => {
    await run.ended()
    return run.variable('outcome')
  }
  const approvalId = () => run.variable('approvalId') as string
  const searchedTiers = () => bureau.asked('approval.find-approvers').map((asked) => asked['tierIndex'])

  it('passes the four tiers in order', async () => {
    await submit()
    await agree(...tiers)
    expect(await outcome()).to.equal('agreed')
    expect(searchedTiers()).to.deep.equal([1, 2, 3, 4])
    expect(run.completed('approval-agreed')).to.equal(1)
    expect(bureau.asked('approval.close').map((asked) => asked['outcome'])).to.deep.equal(['agreed'])
  })

  it('shows the reviewer the form, the law, the limit and the due date', async () => {
    await submit()
    const { value } = (await run.task('review')).record
    expect(value.customHeaders).to.include({
      form: 'review',
      law: '行政处罚法 第五十七条',
      limit: 'approval-tier',
    })
    expect(Date.parse(value.dueDate)).to.equal(bench.now() + 48 * hour)
    expect(value.candidateUsersList).to.deep.equal(['unit-legal-officer-1'])
  })

  it('leads a correction order to the department head alone', async () => {
    await submit({ stage: 'investigation', subject: 'correction-order' })
    await agree('department-head')
    expect(await outcome()).to.equal('agreed')
  })

  it('adds the board and the director in a big case', async () => {
    bureau.members['board'] = ['board-1', 'board-2', 'board-3']
    await submit({ stage: 'decision', subject: 'penalty-decision', bigCase: true })
    await agree(...tiers)
    for (const task of (await run.tasks('review', 3)).slice(0, 2))
      await run.completeTask(task, { decision: 'agree', decisionId: bureau.decide() })
    await agree('director')
    expect(await outcome()).to.equal('agreed')
  })

  for (const [index, role] of tiers.entries()) {
    it(`returns to the drafter from tier ${index + 1}`, async () => {
      await submit()
      await agree(...tiers.slice(0, index))
      await decide(role, 'return', { returnTo: 0 })
      expect(await outcome()).to.equal('returned')
      expect(run.completed('approval-returned')).to.equal(1)
    })
  }

  it('returns to an earlier tier and goes on from there', async () => {
    await submit()
    await agree(...tiers.slice(0, 2))
    await decide('legal-section', 'return', { returnTo: 1 })
    await agree(...tiers)
    expect(await outcome()).to.equal('agreed')
    expect(searchedTiers()).to.deep.equal([1, 2, 3, 1, 2, 3, 4])
  })

  it('rejects', async () => {
    await submit()
    await agree('unit-legal-officer')
    for (const tier of tiers.slice(1)) await decide(tier, 'reject')
    expect(await outcome()).to.equal('rejected')
    expect(run.completed('approval-rejected')).to.equal(1)
  })

  it('is withdrawn, and the open review goes away', async () => {
    await submit()
    await run.task('review')
    await run.message('approval-withdrawn', approvalId())
    expect(await outcome()).to.equal('withdrawn')
    expect(run.openElements()).to.deep.equal([])
    expect(bureau.asked('approval.close').map((asked) => asked['outcome'])).to.deep.equal(['withdrawn'])
  })

  it('is taken back by the last reviewer while nobody has acted since', async () => {
    await submit()
    await agree('unit-legal-officer')
    const waiting = await run.task('review')
    await run.message('approval-redirected', approvalId(), { nextTier: 1 })
    await run.until('the waiting review is gone', () => !run.isOpen(waiting))
    await decide('unit-legal-officer', 'return', { returnTo: 0 })
    expect(await outcome()).to.equal('returned')
  })

  it('jumps to a tier, or back to the drafter, by supervision', async () => {
    await submit()
    await run.task('review')
    await run.message('approval-redirected', approvalId(), { nextTier: 4 })
    await run.until('the fourth tier', () => searchedTiers().includes(4))
    const task = await run.task('review')
    expect(task.record.value.candidateUsersList).to.deep.equal(['deputy-director-1'])
    await run.message('approval-redirected', approvalId(), { nextTier: 0 })
    expect(await outcome()).to.equal('returned')
  })

  it('adds a tier before 前加签: the added one first, then the reviewer again', async () => {
    await submit()
    await decide('unit-legal-officer', 'add-tier-before', { addRole: 'director' })
    await agree('director', ...tiers)
    expect(await outcome()).to.equal('agreed')
    expect(roles(run.variable('route'))).to.deep.equal(['director', ...tiers])
  })

  it('adds a tier after 后加签: the reviewer agrees, the added one follows', async () => {
    await submit()
    await decide('unit-legal-officer', 'add-tier-after', { addRole: 'director' })
    await agree('director', ...tiers.slice(1))
    expect(await outcome()).to.equal('agreed')
    expect(roles(run.variable('route'))).to.deep.equal(['unit-legal-officer', 'director', ...tiers.slice(1)])
  })

  it('removes an added tier 减签 by decision, and the reviewer decides again', async () => {
    await submit()
    await decide('unit-legal-officer', 'add-tier-after', { addRole: 'director' })
    await agree('director')
    await decide('department-head', 'remove-tier', { removeTier: 2 })
    await agree(...tiers.slice(1))
    expect(await outcome()).to.equal('agreed')
    expect(roles(run.variable('route'))).to.deep.equal(tiers)
  })

  it('removes an added tier that waits, by a redirection with the new route', async () => {
    await submit()
    const before = await routeOnceOpen()
    await decide('unit-legal-officer', 'add-tier-before', { addRole: 'director' })
    const added = await run.task('review')
    expect(added.record.value.candidateUsersList).to.deep.equal(['director-1'])
    await run.message('approval-redirected', approvalId(), { nextTier: 1, route: before })
    await run.until('the added review is gone', () => !run.isOpen(added))
    await agree(...tiers)
    expect(await outcome()).to.equal('agreed')
    expect(roles(run.variable('route'))).to.deep.equal(tiers)
  })

  it('reassigns 转办: other candidates on the open task, the flow stays', async () => {
    await submit()
    const task = await run.task('review')
    await bench.engine.execute({
      verb: 'updateUserTask',
      userTaskKey: task.key,
      changes: { candidateUsers: ['deputy-1'] },
    })
    await run.until(
      'the new candidate',
      () => run.open('review')?.record.value.candidateUsersList[0] === 'deputy-1',
    )
    await run.completeTask(task, { decision: 'agree', decisionId: bureau.decide() })
    await agree(...tiers.slice(1))
    expect(await outcome()).to.equal('agreed')
  })

  it('passes the tier of the same person by itself, recorded as such', async () => {
    bureau.autoPass.add('department-head')
    await submit()
    await agree('unit-legal-officer', 'legal-section', 'deputy-director')
    expect(await outcome()).to.equal('agreed')
    expect(bureau.asked('approval.record').map((asked) => asked['autoPass'])).to.deep.equal([
      false,
      true,
      false,
      false,
    ])
  })

  describe('modes', () => {
    const boardTier = (mode: string, quorum: number): Json => [
      {
        tier: '案审会',
        role: 'board',
        scope: 'bureau',
        mode,
        quorum,
        limitWorkdays: 2,
        mayReturnTo: 'any',
        samePerson: 'exclude',
      },
    ]
    /** A route of one tier, given by the redirection that also sends there. */
    const board = async (mode: string, quorum: number, members: number) => {
      bureau.members['board'] = Array.from({ length: members }, (_, i) => `board-${i + 1}`)
      await submit()
      await run.task('review')
      await run.message('approval-redirected', approvalId(), { nextTier: 1, route: boardTier(mode, quorum) })
      await run.until('the board', () => bureau.asked('approval.find-approvers').length === 2)
      return run.tasks('review', mode === 'one' ? 1 : members)
    }
    const vote = (task: Parameters<typeof run.completeTask>[0], decision: string) =>
      run.completeTask(task, { decision, decisionId: bureau.decide() })

    it('one 或签: any of the candidates decides', async () => {
      const [task] = await board('one', 1, 3)
      expect(task!.record.value.candidateUsersList).to.deep.equal(['board-1', 'board-2', 'board-3'])
      await vote(task!, 'agree')
      expect(await outcome()).to.equal('agreed')
    })

    it('all 会签: everyone must agree', async () => {
      const tasks = await board('all', 0, 3)
      await vote(tasks[0]!, 'agree')
      await vote(tasks[1]!, 'agree')
      expect(run.openElements()).to.deep.equal(['review'])
      await vote(tasks[2]!, 'agree')
      expect(await outcome()).to.equal('agreed')
    })

    it('all 会签: the first who does not agree decides, the other tasks go away', async () => {
      const tasks = await board('all', 0, 3)
      await vote(tasks[0]!, 'agree')
      await vote(tasks[1]!, 'reject')
      expect(await outcome()).to.equal('rejected')
      expect(run.openElements()).to.deep.equal([])
      expect(votes(bureau)).to.have.members(['agree', null, 'reject'])
    })

    it('quorum 票签: enough votes decide, the rest are not needed', async () => {
      const tasks = await board('quorum', 0.5, 5)
      for (const task of tasks.slice(0, 2)) await vote(task, 'agree')
      await vote(tasks[2]!, 'reject')
      expect(run.openElements()).to.deep.equal(['review', 'review'])
      await vote(tasks[3]!, 'agree')
      expect(await outcome()).to.equal('agreed')
    })

    it('quorum 票签: it is over when enough can no longer agree', async () => {
      const tasks = await board('quorum', 0.5, 5)
      for (const task of tasks.slice(0, 3)) await vote(task, 'reject')
      expect(await outcome()).to.equal('rejected')
    })
  })

  describe('time', () => {
    it('reminds 催办 every day until the review is done', async () => {
      await submit()
      await run.task('review')
      await run.advance(24 * hour + 60_000)
      await run.until('the first reminder', () => bureau.asked('notification.send').length === 1)
      await run.advance(24 * hour)
      await run.until('the second reminder', () => bureau.asked('notification.send').length === 2)
      expect(bureau.asked('notification.send')[0]).to.include({ kind: 'approval-reminder', to: 'reviewers' })
      await agree(...tiers)
      expect(await outcome()).to.equal('agreed')
    })

    it('escalates once when the limit of the tier is over, and the tier stays open', async () => {
      await submit()
      await run.task('review')
      await run.advance(48 * hour + 60_000)
      await run.until('the escalation', () => bureau.asked('approval.escalate').length === 1)
      expect(bureau.asked('approval.escalate')[0]).to.include({ tierIndex: 1 })
      await agree(...tiers)
      expect(await outcome()).to.equal('agreed')
      expect(bureau.asked('approval.escalate')).to.have.length(1)
    })
  })

  it('carries no variable of a tier out of it', async () => {
    await submit()
    await agree(...tiers)
    await run.ended()
    for (const name of ['reviewers', 'decisions', 'decision', 'decisionId', 'needed', 'dueAt', 'remindAt'])
      expect(run.variable(name), name).to.equal(undefined)
  })

  async function routeOnceOpen(): Promise<Json> {
    await run.task('review')
    return run.variable('route')!
  }
}

const roles = (route: Json | undefined) => (route as { role: string }[]).map(({ role }) => role)
/** The decisions of the last tier, null for a reviewer who was not needed; their order is that of the reviewers. */
const votes = (bureau: ScriptedBureau) =>
  (bureau.asked('approval.record').at(-1)!['decisions'] as ({ decision: string } | null)[]).map(
    (vote) => vote?.decision ?? null,
  )
