/** A case that is decided and served, what is paid, the review of it, and what goes back. */
import type { Actor } from '../../src/identity/actor.ts'
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

/** From the legal review to the decision that is served; the fine may be paid. */
export async function decide(bureau: WholeBureau, play: Play, fineYuan: number): Promise<void> {
  await decideAndServe(bureau, play, fineYuan)
  await bureau.eventually('the limit for the payment', async () =>
    (await bureau.deadlines.ofCase(play.caseId)).some(
      ({ limit, endedOn }) => limit === 'payment' && endedOn === null,
    ),
  )
}

/** Also one without a fine: then it is a warning. */
export async function decideAndServe(bureau: WholeBureau, play: Play, fineYuan: number): Promise<void> {
  await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
  const warned = fineYuan === 0
  await play.fill('draft-advance-notice', {
    intendedFineYuan: fineYuan,
    ...(warned && { intendedPenalty: '警告' }),
  })
  await play.approve()
  const at = isoInstant(bureau.clock.now())
  await play.fill('serve-advance-notice', { at })
  await play.waive()
  await play.fill('draft-decision', { fineYuan, ...(warned && { other: '警告' }) })
  await play.approve()
  await play.fill('serve-decision', { at })
}

/** Before each story a case of its own, in one bureau; `given` hears of it. */
export function eachDecided(
  open: () => Promise<WholeBureau>,
  given: (now: { bureau: WholeBureau; play: Play; clerk: Actor }) => void,
): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(120_000)
    given({ bureau, play: await decidedCase(bureau), clerk: await bureau.actor('legal-reviewer-1') })
  })
}

export async function pay(bureau: WholeBureau, { lead, caseId }: Play, paidFen: number): Promise<void> {
  const payment = { paidFen, paidOn: legalDay(bureau.clock.now()) }
  const { ticket } = await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', payment)
  if (ticket) await bureau.settled({ ticket })
}

/** 行政复议 that came in today. */
export function register(bureau: WholeBureau, by: Actor, caseId: string, change: object = {}) {
  const today = legalDay(bureau.clock.now())
  return bureau.remedies.register(by, caseId, {
    kind: 'review',
    organ: '示例县人民政府',
    applicant: '张三丰',
    procedure: 'ordinary',
    filedOn: today,
    receivedOn: today,
    claims: '请求撤销处罚决定。',
    ...change,
  })
}

/** And decided today. */
export function conclude(
  bureau: WholeBureau,
  by: Actor,
  { id, version }: { id: string; version: number },
  outcome: string,
  more: Partial<Parameters<WholeBureau['remedies']['conclude']>[2]> = {},
) {
  const today = legalDay(bureau.clock.now())
  const decided = { outcome, decidedOn: today, receivedOn: today, reason: '见决定书。', final: true }
  return bureau.remedies.conclude(by, id, { ...decided, ...more }, version)
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
