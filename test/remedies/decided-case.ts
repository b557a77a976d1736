/** A case that is decided and served, and what goes back of what was paid. */
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

/** A fine of 300 yuan, decided and served; the party may pay. */
export async function decidedCase(bureau: WholeBureau): Promise<Play> {
  const play = await startCase(bureau)
  await play.file()
  await play.investigate()
  await play.report()
  await decide(bureau, play, 300)
  return play
}

/** From the legal review to the decision that is served. */
export async function decide(bureau: WholeBureau, play: Play, fineYuan: number): Promise<void> {
  await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
  await play.fill('draft-advance-notice', { intendedFineYuan: fineYuan })
  await play.approve()
  const at = isoInstant(bureau.clock.now())
  await play.fill('serve-advance-notice', { at })
  const { ticket } = await bureau.cases.recordPartyMessage(play.lead, play.caseId, 'rights-waived', {
    receivedAt: at,
  })
  await bureau.settled({ ticket: ticket! })
  await play.fill('draft-decision', { fineYuan })
  await play.approve()
  await play.fill('serve-decision', { at })
  await bureau.eventually('the limit for the payment', async () =>
    (await bureau.deadlines.ofCase(play.caseId)).some(
      ({ limit, endedOn }) => limit === 'payment' && endedOn === null,
    ),
  )
}

/** 退还罚款: asked for and approved. @returns the refund's id. */
export async function approvedRefund(bureau: WholeBureau, play: Play): Promise<string> {
  const { ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, 'refund', {
    way: '转账',
    proposal: '复议决定、判决已经生效，建议退还。',
  })
  await bureau.settled({ ticket })
  await play.approve()
  return bureau.eventually('the refund', async () => {
    const { refund } = await bureau.cases.enforcementPage(play.lead, play.caseId)
    return refund.refunds.find(({ state }) => state === 'approved')?.id
  })
}

/** And paid. */
export async function giveBack(bureau: WholeBureau, play: Play): Promise<void> {
  const id = await approvedRefund(bureau, play)
  await bureau.cases.payRefund(play.lead, id, {
    paidOn: legalDay(bureau.clock.now()),
    voucherNumber: '退-0001',
  })
}
