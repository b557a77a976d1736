/**
 * No step out of order: while an ordinary case goes its way, everyone tries everything that is not theirs, or not yet, or no more. Who may do what at a step
 * is said by the story below, not asked of the product; what is refused changes nothing.
 */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import type { PartyMessageName } from '../../src/cases/index.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Step {
  element: string
  /** Who may do it now; the first does it. */
  by: readonly string[]
  /** What the same people may do at the same time. */
  beside?: readonly string[]
}

const officers = ['squad-01-officer-1', 'squad-01-officer-2']
const fill = (element: string, by: readonly string[] = officers, beside: readonly string[] = []): Step => ({
  element,
  by,
  beside,
})
/** Of the legal section, without those who handle the case: anyone qualified. */
const legalReviewers = ['legal-reviewer-2', 'legal-reviewer-1']
/** The third tier is the legal section 法制科: either of its reviewers. */
const approval = tiers.map((userName): Step => ({
  element: 'review',
  by: userName === 'legal-reviewer-1' ? legalReviewers : [userName],
}))

const way: (Step | 'photograph' | PartyMessageName)[] = [
  fill('enter-case'),
  ...approval,
  fill('draft-filing'),
  ...approval,
  fill('inspect-scene', officers, ['interview-party', 'collect-evidence']),
  fill('interview-party', officers, ['collect-evidence']),
  'photograph',
  fill('collect-evidence'),
  fill('order-correction'),
  { element: 'review', by: ['squad-01-head'] },
  fill('serve-correction-order'),
  fill('draft-investigation-report'),
  ...approval,
  fill('legal-review', legalReviewers),
  fill('draft-advance-notice'),
  ...approval,
  fill('serve-advance-notice'),
  'rights-waived',
  fill('draft-decision'),
  ...approval,
  fill('serve-decision'),
  'payment-received',
  fill('draft-closing-report'),
  ...approval,
]

const people = [
  ...officers,
  'squad-02-officer-1',
  'squad-02-head',
  ...tiers,
  'legal-reviewer-2',
  'supervision-supervisor-1',
] as const

const messages: PartyMessageName[] = [
  'statement-received',
  'hearing-requested',
  'hearing-withdrawn',
  'rights-waived',
  'payment-received',
]

export function orderStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
  })
  after(() => bureau?.close())

  const formOf = (element: string) =>
    element === 'review' ? { decision: 'agree', opinion: '同意' } : play.forms[element]!
  /** The waiver, once it has been signed. */
  let evidenceId = 'none'
  const messageOf = (name: PartyMessageName) =>
    name === 'payment-received'
      ? { paidFen: 30_000, paidOn: legalDay(bureau.clock.now()) }
      : {
          receivedAt: isoInstant(bureau.clock.now()),
          ...(name === 'statement-received' && { content: '请求从轻' }),
          ...(name === 'rights-waived' && { evidenceId }),
        }

  /** What a refused attempt must leave as it was. */
  async function standing(): Promise<string> {
    const tables = [
      ...['case_facts', 'task_acts', 'engine_outbox', 'party_messages', 'documents', 'approvals'],
      ...['approval_decisions', 'side_flows'],
    ]
    const counts = await Promise.all(
      tables.map((table) => bureau.database.sql.all(`SELECT COUNT(*) AS n FROM ${table}`)),
    )
    const [row] = await bureau.database.sql.all('SELECT * FROM cases WHERE id = ?', [play.caseId])
    return JSON.stringify([counts, row])
  }

  let attempts = 0
  async function refused(what: string, attempt: Promise<unknown>): Promise<void> {
    attempts++
    const outcome = await attempt.then(
      () => 'done',
      (error: unknown) => error,
    )
    expect(outcome, `${what} is refused as a problem`).to.be.instanceOf(Problem)
    expect((outcome as Problem).status, what).to.be.within(400, 499)
  }

  async function tryTheRest(step: Step | undefined, allowed: PartyMessageName[]): Promise<void> {
    const tasks = await bureau.database.sql.all<{ user_task_key: string; element_id: string; state: string }>(
      'SELECT user_task_key, element_id, state FROM tasks WHERE case_id = ? ORDER BY created_at DESC',
      [play.caseId],
    )
    const now = tasks.filter(({ state }) => state === 'open')
    // The last ones that are over stand for all that are.
    const over = tasks.filter(({ state }) => state !== 'open').slice(0, 3)
    // What the step before has set off beside this one, the papers of a record above all, is over.
    await bureau.quiet()
    const before = await standing()
    for (const userName of people) {
      const actor = await bureau.actor(userName)
      const complete = (key: string, element: string) => bureau.tasks.complete(actor, key, formOf(element))
      for (const { user_task_key: key, element_id: element } of over)
        await refused(`${userName}: ${element}, which is over`, complete(key, element))
      for (const { user_task_key: key, element_id: element } of now) {
        if (step?.by.includes(userName) && [step.element, ...(step.beside ?? [])].includes(element)) continue
        await refused(`${userName}: ${element}`, complete(key, element))
        await refused(`${userName}: claims ${element}`, bureau.tasks.claim(actor, key))
      }
      for (const name of messages) {
        if (allowed.includes(name) && officers.includes(userName)) continue
        await refused(`${userName}: ${name}`, record(actor, name))
      }
      if (!officers.includes(userName))
        await refused(
          `${userName}: termination`,
          bureau.cases.requestSideFlow(actor, play.caseId, 'termination', { reason: '违法事实不成立' }),
        )
    }
    expect(await standing(), 'after what was refused').to.equal(before)
  }

  const record = (actor: Actor, name: PartyMessageName) =>
    bureau.cases.recordPartyMessage(actor, play.caseId, name, messageOf(name))

  it('takes each step from whom the law names, when it is time, and from nobody else', async function () {
    this.timeout(180_000)
    for (const [index, step] of way.entries()) {
      const done = (name: (typeof way)[number]) => way.indexOf(name) < index
      const noticed = way.findIndex(
        (one) => typeof one === 'object' && one.element === 'serve-advance-notice',
      )
      const decided = way.findIndex((one) => typeof one === 'object' && one.element === 'serve-decision')
      const allowed: PartyMessageName[] = [
        ...(index >= noticed && index < decided
          ? (['statement-received', 'hearing-requested', 'rights-waived'] as const)
          : []),
        ...(index >= decided && !done('payment-received') ? (['payment-received'] as const) : []),
      ]
      if (step === 'photograph') {
        await play.photograph()
        continue
      }
      if (typeof step === 'object' && step.element === 'draft-closing-report') await play.signRecords()
      if (step === 'rights-waived') ({ evidenceId } = await play.waiver())
      if (typeof step === 'string') {
        await tryTheRest(undefined, allowed)
        await bureau.settled({ ticket: (await record(play.lead, step)).ticket! })
        continue
      }
      const actor = await bureau.actor(step.by[0]!)
      await bureau.task(actor, step.element, play.caseId)
      await tryTheRest(step, allowed)
      await bureau.complete(actor, step.element, play.caseId, formOf(step.element))
    }
    await bureau.eventually('the case is archived', async () => {
      const { state } = (await bureau.cases.page(play.lead, play.caseId)).case
      return state === 'archived'
    })
    await tryTheRest(undefined, [])
    expect(attempts).to.be.greaterThan(1_000)
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
