/** A fine decided on the spot, which is owed at once, its officer, and the steps of its enforcement. */
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays, startOfDay } from '../../src/platform/legal-day.ts'
import { tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'
import { onTheSpot } from './on-the-spot.ts'

export function enforcementDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let officer: Actor
  let second: Actor
  let caseId: string
  before(async function () {
    this.timeout(240_000)
    bureau = await open()
    officer = await bureau.actor('squad-01-officer-1')
    second = await bureau.actor('squad-01-officer-2')
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(240_000)
    const decided = await bureau.cases.decideOnTheSpot(
      officer,
      onTheSpot(bureau.clock.now(), second.officerId!),
    )
    caseId = decided.caseId
    await bureau.complete(await bureau.actor('squad-01-legal'), 'file-summary-decision', caseId, {
      inOrder: 'yes',
      remark: '符合简易程序',
    })
    await bureau.eventually('the payment limit', () => limit('payment'))
  })

  const today = () => legalDay(bureau.clock.now())
  const page = () => bureau.cases.enforcementPage(officer, caseId)
  const limit = async (code: string) =>
    (await bureau.deadlines.ofCase(caseId)).findLast((one) => one.limit === code)
  const request = async (kind: Parameters<WholeBureau['cases']['requestSideFlow']>[2], given: object) => {
    const { id, ticket } = await bureau.cases.requestSideFlow(officer, caseId, kind, { ...given })
    await bureau.settled({ ticket })
    return id
  }
  const sideFlow = async (id: string) =>
    (await bureau.cases.page(officer, caseId)).sideFlows.find((one) => one.id === id)!
  const decide = async (userName: string, decision: object) =>
    bureau.complete(await bureau.actor(userName), 'review', caseId, { ...decision })
  const approve = async () => {
    for (const userName of tiers) await decide(userName, { decision: 'agree', opinion: '同意' })
  }
  const granted = async (kind: Parameters<typeof request>[0], given: object) => {
    const id = await request(kind, given)
    await approve()
    await bureau.eventually(`${kind} done`, async () => (await sideFlow(id)).state === 'done')
  }
  const pay = async (paidFen: number, surchargeFen?: number) => {
    const { ticket } = await bureau.cases.recordPartyMessage(officer, caseId, 'payment-received', {
      paidFen,
      ...(surchargeFen !== undefined && { surchargeFen }),
      paidOn: today(),
      receiptNumber: `票-${paidFen}`,
    })
    if (ticket) await bureau.settled({ ticket })
  }
  /** What the party must get within a limit is handed over. */
  const handOver = async () => {
    const { documents: toServe } = await bureau.cases.servicePage(officer, caseId)
    const documentIds = toServe
      .filter(({ state, deadline }) => state === 'to-serve' && deadline !== null)
      .map(({ id }) => id)
    await bureau.cases.recordAttempt(officer, caseId, {
      way: 'in-person',
      documentIds,
      outcome: 'served',
      at: isoInstant(bureau.clock.now()),
      place: '示例县综合行政执法局',
      recipient: '张示例',
    })
  }
  const archived = () =>
    bureau.eventually('the case is archived', async () => {
      const seen = await bureau.cases.page(officer, caseId)
      return seen.case.state === 'archived' && seen
    })
  const documents = async () =>
    (await bureau.cases.page(officer, caseId)).documents
      .filter(({ state }) => state === 'issued')
      .map(({ kind }) => kind)
  const overdue = async () => {
    const due = (await limit('payment'))!
    await bureau.advance(startOfDay(addDays(due.dueOn, 1)) - bureau.clock.now() + 9 * 3_600_000)
    await bureau.task(officer, 'chase-payment', caseId)
    return due.dueOn
  }
  const chase = () =>
    bureau.complete(officer, 'chase-payment', caseId, {
      servedAt: isoInstant(bureau.clock.now()),
      way: '电话',
      note: '当事人称暂无能力缴纳。',
    })
  /** 催告, approved and served on the party's premises; its ten working days run. */
  const demanded = async () => {
    await bureau.complete(officer, 'draft-demand-notice', caseId, {
      obligation: '缴纳罚款人民币一百元。',
      way: '到指定银行或者通过电子支付系统缴纳。',
    })
    await approve()
    await bureau.complete(officer, 'serve-demand-notice', caseId, {
      way: '留置送达',
      place: '示例县人民路 12 号',
      at: isoInstant(bureau.clock.now()),
      refusal: '当事人拒绝签收',
      witness: '社区工作人员王某',
    })
    return bureau.eventually('ten working days', () => limit('demand-before-court'))
  }

  return {
    get bureau() {
      return bureau
    },
    get officer() {
      return officer
    },
    get caseId() {
      return caseId
    },
    today,
    page,
    limit,
    request,
    sideFlow,
    decide,
    approve,
    granted,
    pay,
    handOver,
    archived,
    documents,
    overdue,
    chase,
    demanded,
  }
}
