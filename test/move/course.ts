/** No test of its own: the ordinary case from clue to archive as a list of steps, so that a case can stand anywhere on its way. */
import { legalDay } from '../../src/platform/clock.ts'
import { officerAtWork, type Play, startCase, tiers } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

type Step = (play: Play, bureau: WholeBureau) => Promise<unknown>

const fill =
  (elementId: string): Step =>
  (play) =>
    play.fill(elementId)
const agree =
  (userName: string): Step =>
  (play) =>
    play.decide(userName, { decision: 'agree', opinion: '同意' })
const approval = (of: string, by: readonly string[] = tiers): [string, Step][] =>
  by.map((userName) => [`${of}: ${userName}`, agree(userName)])

/** By name: what is done from there on. */
export const course: readonly [string, Step][] = [
  ['enter-case', fill('enter-case')],
  ...approval('approve-entry'),
  ['draft-filing', fill('draft-filing')],
  ...approval('approve-filing'),
  ['inspect-scene', fill('inspect-scene')],
  ['interview-party', fill('interview-party')],
  ['collect-evidence', (play) => play.photograph().then(() => play.fill('collect-evidence'))],
  ['order-correction', fill('order-correction')],
  ...approval('approve-correction-order', ['squad-01-head']),
  ['serve-correction-order', fill('serve-correction-order')],
  ['draft-investigation-report', fill('draft-investigation-report')],
  ...approval('approve-investigation'),
  [
    'legal-review',
    async (play, bureau) => play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2')),
  ],
  ['draft-advance-notice', fill('draft-advance-notice')],
  ...approval('approve-advance-notice'),
  ['serve-advance-notice', fill('serve-advance-notice')],
  ['await-party', (play) => play.waive()],
  ['draft-decision', fill('draft-decision')],
  ...approval('approve-decision'),
  ['serve-decision', fill('serve-decision')],
  [
    'await-payment',
    async ({ lead, caseId }, bureau) => {
      const paid = { paidFen: 30_000, paidOn: legalDay(bureau.clock.now()), receiptNumber: `示例-${caseId}` }
      const { ticket } = await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', paid)
      await bureau.settled({ ticket: ticket! })
    },
  ],
  ['draft-closing-report', fill('draft-closing-report')],
  ...approval('approve-closing'),
]

export interface Underway {
  play: Play
  /** Number of the step that comes next. */
  at: number
}

/** A new case that has gone so far that the named step comes next. */
export async function caseBefore(bureau: WholeBureau, name: string): Promise<Underway> {
  const underway = { play: await startCase(bureau), at: 0 }
  while (course[underway.at]![0] !== name) await goOn(underway, bureau)
  return underway
}

export async function goOn(underway: Underway, bureau: WholeBureau): Promise<void> {
  await course[underway.at]![1](underway.play, bureau)
  underway.at++
}

/** The same case, played on in another bureau. */
export function elsewhere({ play, at }: Underway, bureau: WholeBureau): Underway {
  const { caseId, lead, assisting, forms } = play
  return { play: officerAtWork(bureau, { caseId, lead, assisting, forms }), at }
}

export async function toTheArchive(underway: Underway, bureau: WholeBureau) {
  while (underway.at < course.length) await goOn(underway, bureau)
  const { lead, caseId } = underway.play
  return bureau.eventually('the case is archived, and nothing of its process goes on', async () => {
    const page = await bureau.cases.page(lead, caseId)
    return page.case.state === 'archived' && page.trace.every(({ state }) => state !== 'active') && page
  })
}
