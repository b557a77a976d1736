/** 中止执行、恢复执行: what stands still meanwhile, and what ends it. On decisions made on the spot, which owe at once. For both engines. */
import { expect } from 'chai'
import { parseInstant } from '../../src/platform/clock.ts'
import { addDays, addMonths } from '../../src/platform/legal-day.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import { tiers } from './officer-at-work.ts'
import { refusedWith as refusal } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

const hardship = (more: object = {}) => ({
  ground: 'hardship',
  reason: '当事人因病住院，暂无收入。',
  evidence: '住院证明',
  harmless: true,
  ...more,
})

function stayDesk(open: () => Promise<WholeBureau>) {
  const desk = enforcementDesk(open)
  const stayed = async (more: object = {}) => {
    const id = await desk.request('enforcement-stay', hardship(more))
    await desk.approve()
    await desk.bureau.eventually('the stay', async () => (await desk.page()).state === 'stayed')
    return id
  }
  const resume = async () => {
    const reason = '当事人已经出院并恢复收入。'
    await desk.bureau.complete(desk.officer, 'resume-enforcement', desk.caseId, { reason })
    await desk.bureau.eventually('the resumption', async () => (await desk.page()).state === 'overdue')
  }
  return { desk, stayed, resume }
}

export function stayStories(open: () => Promise<WholeBureau>): void {
  const { desk, stayed, resume } = stayDesk(open)
  const {
    page,
    limit,
    request,
    sideFlow,
    pay,
    archived,
    handOver,
    documents,
    overdue,
    chase,
    demanded,
    today,
  } = desk

  it('pauses the demand and the surcharge until it is resumed, with a paper each', async function () {
    this.timeout(240_000)
    expect(await refusal(request('enforcement-stay', hardship()))).to.deep.equal(['conflict'])
    await overdue()
    expect(await refusal(request('enforcement-stay', hardship({ ground: 'mood' })))).to.deep.equal([
      'input-invalid',
      'ground',
    ])
    await chase()
    const before = await demanded()
    await desk.bureau.advance(2 * day)
    const id = await stayed()
    const stayedOn = today()
    expect(await documents()).to.include('enforcement-stay-decision')
    expect((await sideFlow(id)).state).to.equal('suspended')
    expect((await limit('demand-before-court'))!.state).to.equal('suspended')
    const { surcharge } = await page()
    expect(await refusal(request('enforcement-stay', hardship()))).to.deep.equal(['conflict'])

    await desk.bureau.advance(30 * day)
    await desk.bureau.quiet()
    expect((await page()).surcharge).to.deep.equal(surcharge)
    expect((await limit('demand-before-court'))!.endedOn).to.equal(null)
    expect((await limit('enforcement-stay'))!.dueOn > addDays(stayedOn, 1_090)).to.equal(true)
    await resume()
    expect(await documents()).to.include('enforcement-resumption-notice')
    const after = (await limit('demand-before-court'))!
    expect(after.state).to.equal('running')
    expect(after.excludedDays).to.be.greaterThan(15)
    expect(after.dueOn > before.dueOn).to.equal(true)
    expect((await page()).stays).to.deep.include({
      ground: 'hardship',
      words: (await page()).stayGrounds.hardship,
      fromOn: stayedOn,
      toOn: today(),
      endedBy: 'resumed',
    })
    await desk.bureau.advance(2 * day)
    // The day of the resumption counts again, and the two after it.
    expect((await page()).surcharge.days).to.equal(surcharge.days + 3)
    expect((await limit('enforcement-stay'))!.endedOn).to.be.a('string')
    await desk.bureau.advance(
      parseInstant(`${addDays(after.dueOn, 1)}T09:00:00+08:00`) - desk.bureau.clock.now(),
    )
    await desk.bureau.eventually(
      'the demand is over',
      async () => (await limit('demand-before-court'))!.endedOn !== null,
    )
  })

  it('lets nobody press for the money meanwhile; who pays all the same ends it', async function () {
    this.timeout(240_000)
    await overdue()
    const id = await stayed()
    expect(await refusal(chase())).to.deep.equal(['conflict'])
    await desk.bureau.task(desk.officer, 'resume-enforcement', desk.caseId)
    await handOver()
    await pay(10_000)
    await archived()
    expect((await sideFlow(id)).state).to.equal('done')
    expect((await page()).stays.map(({ endedBy }) => endedBy)).to.deep.equal(['overtaken'])
    await desk.bureau.eventually(
      'no open task',
      async () => (await desk.bureau.tasks.ofCase(desk.caseId)).length === 0,
    )
    expect(await desk.bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal(
      [],
    )
  })

  it('is over when enforcement is ended by law, with a paper', async function () {
    this.timeout(240_000)
    await overdue()
    await stayed({ ground: 'third-party' })
    await handOver()
    await desk.granted('enforcement-termination', {
      ground: 'deceased',
      reason: '当事人死亡，无遗产可供执行。',
      evidence: '死亡证明',
    })
    await archived()
    expect(await documents()).to.include('enforcement-termination-decision')
    expect((await page()).stays.map(({ endedBy }) => endedBy)).to.deep.equal(['overtaken'])
  })

  it('is not begun where a deferral was approved after it was asked for', async function () {
    this.timeout(240_000)
    await overdue()
    const deferred = await request('instalment', {
      appliedOn: today(),
      way: '延期缴纳',
      reason: '经济困难。',
      payments: [{ amountFen: 10_000, dueOn: addDays(today(), 40) }],
      proposal: '建议同意。',
    })
    const [deputy, ...below] = tiers.toReversed()
    const agreedUpTo = async () => {
      for (const userName of below.toReversed())
        await desk.decide(userName, { decision: 'agree', opinion: '同意' })
    }
    await agreedUpTo()
    const id = await request('enforcement-stay', hardship())
    await agreedUpTo()
    // The deputy agrees to what came first, then to the other.
    for (const flow of [deferred, id]) {
      await desk.decide(deputy!, { decision: 'agree', opinion: '同意' })
      await desk.bureau.eventually('its end', async () => (await sideFlow(flow)).endedAt !== null)
    }
    expect([(await sideFlow(deferred)).state, (await sideFlow(id)).state]).to.deep.equal(['done', 'refused'])
    expect((await sideFlow(id)).reason).to.include('缴款期限尚未届满')
    expect([(await page()).state, (await page()).stays]).to.deep.equal(['deferred', []])
    expect(await documents()).not.to.include('enforcement-stay-decision')
  })
}

/** Three years go by: a bureau of its own for each, since nobody knows the holidays of then. */
export function lapseStory(open: () => Promise<WholeBureau>, harmless: boolean): void {
  const { desk, stayed } = stayDesk(open)
  const { page, limit, archived, handOver, overdue } = desk

  it(
    harmless
      ? 'where nobody is harmed and the party cannot pay, nothing is enforced any more after three years'
      : 'where somebody is harmed, it stays as it is after three years, and the officers are reminded',
    async function () {
      this.timeout(240_000)
      await overdue()
      await stayed({ harmless })
      await handOver()
      const { dueOn } = (await limit('enforcement-stay'))!
      const to = (on: string) =>
        desk.bureau.advance(parseInstant(`${on}T10:00:00+08:00`) - desk.bureau.clock.now())
      await to(dueOn)
      await desk.bureau.quiet()
      expect((await page()).state).to.equal('stayed')
      await to(addDays(dueOn, 1))
      if (harmless) {
        await archived()
        expect((await page()).ended).to.include({ ground: 'three-years' })
        expect((await page()).stays.map(({ endedBy }) => endedBy)).to.deep.equal(['lapsed'])
      } else {
        await desk.bureau.eventually('the reminder', async () =>
          (await desk.bureau.tasks.notifications.mine(desk.officer)).some(
            ({ kind }) => kind === 'enforcement-stay-long',
          ),
        )
        expect((await page()).state).to.equal('stayed')
        await desk.bureau.task(desk.officer, 'resume-enforcement', desk.caseId)
      }
      expect(
        await desk.bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'"),
      ).to.deep.equal([])
    },
  )
}

/** The three months for the court run: a bureau of its own, since most of a year goes by. */
export function courtTermInStayStory(open: () => Promise<WholeBureau>): void {
  const { desk, stayed, resume } = stayDesk(open)
  const { limit, overdue, chase, demanded } = desk

  it('holds nothing back of the three months for the court, which the law does not stop', async function () {
    this.timeout(240_000)
    const { bureau } = desk
    const to = (on: string) => bureau.advance(parseInstant(`${on}T10:00:00+08:00`) - bureau.clock.now())
    await overdue()
    await chase()
    const { served_at: servedAt } = await bureau.cases.row(bureau.database, desk.caseId)
    const { dueOn: remedies, dueAt } = await bureau.deadlines.dueOf('administrative-review', servedAt!)
    const { dueOn: lastDay } = await bureau.deadlines.dueOf('court-application', dueAt)
    expect(lastDay >= addMonths(remedies, 3)).to.equal(true)
    const { dueOn: demandOver } = await demanded()
    await to(addDays(demandOver, 1))
    await to(addDays(remedies, 1))
    await bureau.task(desk.officer, 'draft-court-application', desk.caseId)
    const term = async () => {
      const { startsOn, dueOn, state, pauses } = (await limit('court-application'))!
      return { startsOn, dueOn, state, pauses }
    }
    const runs = { startsOn: remedies, dueOn: lastDay, state: 'running', pauses: [] }
    expect(await term()).to.deep.equal(runs)
    await stayed()
    await bureau.advance(20 * day)
    await bureau.quiet()
    expect(await term()).to.deep.equal(runs)
    await resume()
    expect(await term()).to.deep.equal(runs)
  })
}
