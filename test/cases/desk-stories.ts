/** The desks over cases 送达 and 执行: what waits, for those whose it is and for nobody else. */
import { expect } from 'chai'
import { z } from 'zod'
import type { EnforcementDeskItem } from '../../src/cases/desks/enforcement-desk.ts'
import type { EnforcementPage } from '../../src/cases/enforcement/enforcement-page.ts'
import type { ServiceDeskItem } from '../../src/cases/desks/service-desk.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { askOverHttp } from '../api/ask-over-http.ts'
import type { MakeDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

type Described = {
  paths: {
    [path: string]: { get: { responses: { 200: { content: { 'application/json': { schema: object } } } } } }
  }
}

export function deskStories(make: MakeDatabase): void {
  let bureau: WholeBureau
  let door: Awaited<ReturnType<typeof askOverHttp>>
  let described: Described
  let play: Play
  const tokens = new Map<string, string>()
  before(async function () {
    this.timeout(180_000)
    bureau = await openWholeBureau({ engine: onEmbedded, make })
    door = await askOverHttp(bureau)
    described = JSON.parse((await door.ask('GET', '/openapi.json')).text) as Described
    play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
  })
  after(async () => {
    await door?.close()
    await bureau?.close()
  })

  async function ask(userName: string, address: string) {
    if (!tokens.has(userName)) tokens.set(userName, await door.signIn(userName))
    return door.ask('GET', address, { token: tokens.get(userName)! })
  }
  /** What is answered is what is described, to the last name. */
  async function page<Item>(userName: string, address: string) {
    const { status, text } = await ask(userName, address)
    expect([status, text]).to.deep.equal([200, text])
    const answer = JSON.parse(text) as { items: Item[]; next: string | null }
    const path = address.split('?')[0]!.replace(play.caseId, '{caseId}')
    const { schema } = described.paths[path]!.get.responses[200].content['application/json']
    const { error } = z.fromJSONSchema(schema as never).safeParse(answer)
    expect(error && z.prettifyError(error), address).to.equal(undefined)
    return answer
  }

  describe('送达', () => {
    const waiting = async (query = '', userName = 'squad-01-officer-1') =>
      (await page<ServiceDeskItem>(userName, `/service-desk?${query}`)).items.flatMap(({ papers }) =>
        papers.map(({ kind, state }) => `${kind} ${state}`),
      )
    const record = (given: object) =>
      bureau.cases.recordAttempt(play.lead, play.caseId, {
        way: 'mail',
        outcome: 'under-way',
        at: isoInstant(bureau.clock.now()),
        trackingNumber: 'EMS1234567890CN',
        ...given,
      } as never)

    it('has a paper from its issue until it is served, with every attempt', async () => {
      expect(await waiting()).to.deep.equal(['correction-order to-serve'])
      expect(await waiting('state=under-way')).to.deep.equal([])
      const { items } = await page<ServiceDeskItem>('squad-01-officer-1', '/service-desk')
      expect(items[0]).to.include({ caseId: play.caseId })
      expect(items[0]!.caseNumber).to.match(/〔2026〕/)
      const documentIds = [items[0]!.papers[0]!.id]
      const { attemptId } = await record({ documentIds })
      expect(await waiting()).to.deep.equal(['correction-order under-way'])
      expect(await waiting('state=to-serve')).to.deep.equal([])
      await bureau.cases.endAttempt(play.lead, attemptId, {
        outcome: 'failed',
        at: isoInstant(bureau.clock.now()),
        reason: '查无此人',
      })
      const back = await page<ServiceDeskItem>('squad-01-officer-1', '/service-desk?state=to-serve')
      expect(back.items[0]!.papers[0]!.attempts.map(({ reason }) => reason)).to.deep.equal(['查无此人'])
      const { ticket } = await record({
        documentIds,
        way: 'in-person',
        outcome: 'served',
        place: '示例县人民路 12 号',
        recipient: '张三丰',
        trackingNumber: undefined,
      })
      if (ticket) await bureau.settled({ ticket })
      await bureau.eventually('it is served', async () => (await waiting()).length === 0)
      await page('squad-01-officer-1', `/cases/${play.caseId}/service`)
    })

    it('goes page by page, each case once, oldest first', async function () {
      this.timeout(60_000)
      const [row] = await bureau.database.sql.all<{ [column: string]: string }>(
        "SELECT * FROM documents WHERE case_id = ? AND kind = 'correction-order' AND state = 'issued'",
        [play.caseId],
      )
      const ids: string[] = []
      for (let n = 0; n < 5; n++) {
        const { caseId } = await startCase(bureau)
        ids.push(caseId)
        await bureau.database.write((tx) =>
          tx.sql.run(
            `INSERT INTO documents (${Object.keys(row!).join(', ')}) VALUES (${Object.keys(row!)
              .map(() => '?')
              .join(', ')})`,
            Object.values({
              ...row!,
              id: `${caseId.slice(0, 20)}00000${n}`,
              case_id: caseId,
              number: null,
              verify_code: null,
            }),
          ),
        )
      }
      const seen: string[] = []
      for (let cursor = ''; ;) {
        const { items, next } = await page<ServiceDeskItem>(
          'squad-01-officer-1',
          `/service-desk?limit=2${cursor}`,
        )
        seen.push(...items.map(({ caseId }) => caseId))
        if (next === null) break
        cursor = `&cursor=${next}`
      }
      expect(seen).to.deep.equal([...ids].sort())
    })

    it('is for its officers, its department, and who has the whole bureau', async () => {
      for (const [userName, query, many] of [
        ['squad-01-officer-2', '', 5],
        ['squad-01-officer-3', '', 0],
        ['squad-01-officer-3', 'whose=squad', 5],
        ['squad-06-officer-1', 'whose=squad', 0],
        ['legal-head', 'whose=bureau', 5],
      ] as const)
        expect(await waiting(query, userName), `${userName} ${query}`).to.have.length(many)
    })

    it('is refused to whom it does not belong', () => refused('/service-desk'))
  })

  describe('执行', () => {
    let caseId: string
    before(async function () {
      this.timeout(120_000)
      const [officer, second] = await Promise.all(
        ['squad-01-officer-1', 'squad-01-officer-2'].map((one) => bureau.actor(one)),
      )
      ;({ caseId } = await bureau.cases.decideOnTheSpot(
        officer!,
        onTheSpot(bureau.clock.now(), second!.officerId!),
      ))
      await bureau.complete(await bureau.actor('squad-01-legal'), 'file-summary-decision', caseId, {
        inOrder: 'yes',
        remark: '符合简易程序',
      })
      await bureau.eventually('the payment limit', async () =>
        (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'payment'),
      )
    })
    const owed = async (query = '', userName = 'squad-01-officer-1') =>
      (await page<EnforcementDeskItem>(userName, `/enforcement-desk?${query}`)).items
    const requests = async () => {
      const { status, text } = await ask('squad-01-officer-1', `/cases/${caseId}/enforcement`)
      expect(status).to.equal(200)
      const { schema } =
        described.paths['/cases/{caseId}/enforcement']!.get.responses[200].content['application/json']
      const answer = JSON.parse(text) as EnforcementPage
      const { error } = z.fromJSONSchema(schema as never).safeParse(answer)
      expect(error && z.prettifyError(error)).to.equal(undefined)
      return new Map(answer.requests.map(({ code, whyNot }) => [code, whyNot]))
    }
    const pay = async (paidFen: number) => {
      const { ticket } = await bureau.cases.recordPartyMessage(
        await bureau.actor('squad-01-officer-1'),
        caseId,
        'payment-received',
        { paidFen, paidOn: legalDay(bureau.clock.now()), receiptNumber: `票-${paidFen}` },
      )
      if (ticket) await bureau.settled({ ticket })
    }

    it('has a fine from its decision until it is paid, with what was paid and is left', async () => {
      const [item] = await owed()
      expect(item).to.include({
        caseId,
        state: 'paying',
        fineFen: 10_000,
        outstandingFen: 10_000,
        owedBackFen: 0,
      })
      expect(item!.deadlines.map(({ limit }) => limit)).to.deep.equal(['payment'])
      await pay(4_000)
      expect((await owed())[0]).to.include({ paidFen: 4_000, outstandingFen: 6_000 })
      expect(await owed('state=overdue')).to.deep.equal([])
    })

    it('says what may be asked for now, and of the rest why not', async () => {
      const now = await requests()
      expect(now.get('instalment')).to.equal(null)
      expect(now.get('surcharge')).to.match(/^没有可以加处的罚款/)
      expect(now.get('enforcement-stay')).to.equal('缴款期限尚未届满，执行尚未开始，不能中止')
      expect(now.get('refund')).to.equal('没有应当退还的罚款')
    })

    it('is for its officers, its department, and who has the whole bureau', async () => {
      for (const [userName, query, many] of [
        ['squad-01-officer-2', '', 1],
        ['squad-01-officer-3', '', 0],
        ['squad-01-officer-3', 'whose=squad', 1],
        ['squad-06-officer-1', 'whose=squad', 0],
        ['legal-head', 'whose=bureau', 1],
      ] as const)
        expect(await owed(query, userName), `${userName} ${query}`).to.have.length(many)
    })

    it('is refused to whom it does not belong', () => refused('/enforcement-desk'))

    it('is overdue after the last day, with the surcharge that accrues, and over once all is paid', async function () {
      this.timeout(60_000)
      const payment = (await bureau.deadlines.ofCase(caseId)).find(({ limit }) => limit === 'payment')!
      await bureau.advance(payment.dueAt - bureau.clock.now() + 33 * 3_600_000)
      tokens.clear()
      const [item] = await owed('state=overdue')
      // Two days of three per cent of 60 yuan.
      expect(item).to.include({ caseId, state: 'overdue', outstandingFen: 6_000, accruedFen: 360 })
      expect((await requests()).get('surcharge')).to.equal(null)
      expect((await requests()).get('enforcement-stay')).to.equal(null)
      await pay(6_000)
      expect(await owed()).to.deep.equal([])
    })
  })

  async function refused(path: string): Promise<void> {
    expect((await ask('squad-01-officer-1', `${path}?whose=bureau`)).status).to.equal(403)
    const { text } = await ask('squad-01-officer-1', '/departments')
    const { departments } = JSON.parse(text) as { departments: { id: string; code: string }[] }
    const sixth = departments.find(({ code }) => code === 'squad-06')!.id
    expect((await ask('squad-01-officer-1', `${path}?whose=squad&departmentId=${sixth}`)).status).to.equal(
      403,
    )
    for (const userName of ['general-admin-1', 'property-keeper-1', 'command-designer-1'])
      expect((await ask(userName, path)).status, userName).to.equal(403)
    expect((await door.ask('GET', path)).status).to.equal(401)
  }
}
