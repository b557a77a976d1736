/** 执行 after a fine: instalments, surcharge, and its end by law; on decisions made on the spot, which owe at once. For both engines. */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import { tiers } from './officer-at-work.ts'
import { refusedWith as refusal } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function enforcementStories(open: () => Promise<WholeBureau>): void {
  const desk = enforcementDesk(open)
  const {
    today,
    page,
    limit,
    request,
    sideFlow,
    decide,
    granted,
    pay,
    archived,
    documents,
    overdue,
    chase,
    handOver,
  } = desk

  it('is paid in instalments, each with its own day; a part that is missed is enforced, and only that part bears a surcharge', async function () {
    this.timeout(240_000)
    const part = (amountFen: number, after: number) => ({ amountFen, dueOn: addDays(today(), after) })
    const plan = (payments: object[]) => ({
      appliedOn: today(),
      way: '分期缴纳',
      reason: '家庭经济困难。',
      evidence: '困难证明一份',
      payments,
      proposal: '情况属实，建议同意。',
    })
    expect(
      await refusal(request('instalment', plan([part(4_000, 30), part(3_000, 20), part(2_000, 90)]))),
    ).to.deep.equal(['input-invalid', 'payments', 'payments.1.dueOn'])
    expect(await refusal(request('instalment', plan([part(10_000, 30)])))).to.deep.equal([
      'input-invalid',
      'payments',
    ])
    expect(await refusal(request('instalment', plan([part(5_000, 30), part(5_000, 500)])))).to.deep.equal([
      'input-invalid',
      'payments',
    ])
    await granted('instalment', plan([part(4_000, 30), part(3_000, 60), part(3_000, 90)]))
    expect(await documents()).to.include.members(['instalment-approval', 'instalment-notice'])
    const [running] = (await page()).plans
    const lastOf = (no: number) => running!.instalments[no - 1]!.lastOn
    expect((await limit('payment'))!.dueOn).to.equal(lastOf(1))
    expect(running!.instalments.map(({ deadline }) => deadline!.dueOn)).to.deep.equal([1, 2, 3].map(lastOf))
    expect((await page()).state).to.equal('deferred')

    // The notice must reach the party within seven working days; no model waits for it.
    const notice = (await desk.bureau.cases.servicePage(desk.officer, desk.caseId)).documents.find(
      ({ kind }) => kind === 'instalment-notice',
    )!
    expect(notice.deadline!.state).to.equal('running')
    const handed = {
      way: 'in-person' as const,
      documentIds: [notice.id],
      outcome: 'served' as const,
      at: isoInstant(desk.bureau.clock.now()),
      place: '示例县综合行政执法局',
      recipient: '张示例',
    }
    expect((await desk.bureau.cases.recordAttempt(desk.officer, desk.caseId, handed)).ticket).to.equal(
      undefined,
    )
    const after = (await desk.bureau.cases.servicePage(desk.officer, desk.caseId)).documents.find(
      ({ id }) => id === notice.id,
    )!
    expect([after.state, after.deadline!.state]).to.deep.equal(['served', 'met'])
    expect(after.attempts[0]!.proofId).to.be.a('string')

    await desk.bureau.advance(29 * day)
    expect((await page()).surcharge.accruedFen).to.equal(0)
    // The fifteen days are over: the model has looked, and waits for the first part.
    await desk.bureau.eventually('the old limit is looked at', async () => {
      const { trace } = await desk.bureau.cases.page(desk.officer, desk.caseId)
      return trace.filter(({ elementId }) => elementId === 'await-payment').length > 1
    })
    await pay(4_000)
    expect((await limit('payment'))!.dueOn).to.equal(lastOf(2))
    const missed = await overdue()
    expect(missed).to.equal(lastOf(2))
    expect((await page()).plans[0]!.instalments.map(({ state }) => state)).to.deep.equal([
      'paid',
      'overdue',
      'due',
    ])
    // One day: three per cent of the part that was due.
    expect((await page()).surcharge).to.include({ accruedFen: 90, days: 1, from: addDays(missed, 1) })
    expect(await refusal(pay(6_001))).to.deep.equal(['input-invalid', 'paidFen'])
    await pay(6_000)
    const { tasks } = await archived()
    expect(tasks).to.deep.equal([])
    expect((await page()).payments.map(({ paidFen }) => paidFen)).to.deep.equal([4_000, 6_000])
  })

  it('waits again where a plan is approved after enforcement has begun', async function () {
    this.timeout(240_000)
    await overdue()
    await desk.bureau.advance(day)
    await granted('instalment', {
      appliedOn: today(),
      way: '延期缴纳',
      reason: '经济困难。',
      payments: [{ amountFen: 10_000, dueOn: addDays(today(), 40) }],
      proposal: '建议同意。',
    })
    await desk.bureau.eventually(
      'nothing is chased',
      async () => (await desk.bureau.tasks.ofCase(desk.caseId)).length === 0,
    )
    expect((await page()).state).to.equal('deferred')
    await desk.bureau.advance(20 * day)
    expect((await page()).surcharge.days).to.equal(1)
    await handOver()
    await pay(10_000)
    await archived()
  })

  it('adds three per cent a day to the cent, not in review or litigation, never above the fine; the case waits until it is paid', async function () {
    this.timeout(240_000)
    const due = await overdue()
    await desk.bureau.advance(9 * day)
    const suspension = { fromOn: addDays(due, 3), toOn: addDays(due, 6) }
    desk.bureau.cases.useRemedies({ suspensions: () => Promise.resolve([suspension]) })
    expect((await page()).surcharge).to.include({ days: 7, accruedFen: 2_100, capped: false })
    desk.bureau.cases.useRemedies({ suspensions: () => Promise.resolve([]) })
    expect((await page()).surcharge).to.include({ days: 10, accruedFen: 3_000 })
    await granted('surcharge', { proposal: '逾期未缴，建议加处罚款。' })
    expect((await page()).surcharge).to.include({ decidedFen: 3_000, outstandingFen: 3_000 })
    expect(await refusal(request('surcharge', { proposal: '再次加处。' }))).to.deep.equal(['conflict'])
    await desk.bureau.advance(40 * day)
    expect((await page()).surcharge).to.include({ accruedFen: 10_000, capped: true })
    await granted('surcharge', { proposal: '仍未缴纳，再加处至罚款数额。' })
    expect((await page()).surcharge.decidedFen).to.equal(10_000)
    const decisions = (await desk.bureau.documents.ofCase(desk.bureau.database.sql, desk.caseId))
      .filter(({ kind }) => kind === 'surcharge-decision')
      .map(
        ({ facts }) =>
          (JSON.parse(facts) as { surcharge: { days: number; from: string; until: string } }).surcharge,
      )
    expect(decisions.map(({ days }) => days)).to.deep.equal([10, 24])
    expect(decisions[1]!.from).to.equal(addDays(decisions[0]!.until, 1))

    await pay(10_000)
    expect(
      await refusal(
        desk.bureau.database.write(async (tx) => {
          const { process_instance_key: key } = await desk.bureau.cases.row(tx, desk.caseId)
          return desk.bureau.cases.advance(tx, desk.caseId, 'closed', key!)
        }),
      ),
    ).to.deep.equal(['conflict'])
    expect(await refusal(pay(0, 10_001))).to.deep.equal(['input-invalid', 'surchargeFen'])
    await handOver()
    await pay(0, 10_000)
    await archived()
  })

  it('ends by law at any time, with the consent of all tiers; nothing is paid after that', async function () {
    this.timeout(240_000)
    await overdue()
    await chase()
    await desk.bureau.task(desk.officer, 'draft-demand-notice', desk.caseId)
    const ended = (ground: string) => ({
      ground,
      reason: '当事人死亡，无遗产可供执行。',
      evidence: '死亡证明',
    })
    expect(await refusal(request('enforcement-termination', ended('tired')))).to.deep.equal([
      'input-invalid',
      'ground',
    ])
    const id = await request('enforcement-termination', ended('deceased'))
    for (const tier of tiers) await decide(tier, { decision: 'reject', opinion: '请核实继承情况。' })
    await desk.bureau.eventually('the refusal', async () => (await sideFlow(id)).state === 'refused')
    await desk.bureau.task(desk.officer, 'draft-demand-notice', desk.caseId)
    await granted('enforcement-termination', ended('deceased'))
    await archived()
    expect((await page()).ended).to.include({ ground: 'deceased' })
    expect(await refusal(pay(10_000))).to.deep.equal(['conflict'])
    expect(await desk.bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
    expect((await desk.bureau.audit.verify()).ok).to.equal(true)
  })
}
