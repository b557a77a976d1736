/** Service and enforcement through the door that the pages knock on: one call a screen, and what is wrong in the field where it is wrong. */
import { expect } from 'chai'
import { caseRoutes } from '../../src/cases/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { serveRoutes } from '../serve-routes.ts'
import type { WholeBureau } from './whole-bureau.ts'
import { onTheSpot } from './on-the-spot.ts'

interface Refusal {
  code: string
  fields: { path: string; message: string }[]
}

export function servedOverHttp(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  let caseId: string
  const people = new Map<string, Actor>()

  before(async function () {
    this.timeout(120_000)
    bureau = await open()
    for (const name of ['squad-01-officer-1', 'squad-01-officer-2', 'squad-02-officer-1', 'general-admin-1'])
      people.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: caseRoutes(bureau),
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    const decided = await bureau.cases.decideOnTheSpot(
      people.get('squad-01-officer-1')!,
      onTheSpot(bureau.clock.now(), people.get('squad-01-officer-2')!.officerId!),
    )
    caseId = decided.caseId
    await bureau.eventually('the payment limit', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'payment'),
    )
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask<T>(method: string, path: string, body?: object, who = 'squad-01-officer-1') {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who },
      ...(body && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: (await response.json()) as T,
    }
  }
  const at = () => isoInstant(bureau.clock.now())

  it('shows the page of enforcement with its amounts, and of service with its ways', async () => {
    const shown = await ask<{ state: string; outstandingFen: number; surcharge: object; ends: object }>(
      'GET',
      `/cases/${caseId}/enforcement`,
    )
    expect([shown.status, shown.body.state, shown.body.outstandingFen]).to.deep.equal([200, 'paying', 10_000])
    expect(shown.etag).to.match(/^"\d+"$/)
    expect(shown.body.surcharge).to.include({ accruedFen: 0, dailyPercent: 3 })
    expect(shown.body.ends).to.have.property('deceased')
    const service = await ask<{ ways: { title: string }[]; documents: object[] }>(
      'GET',
      `/cases/${caseId}/service`,
    )
    expect(service.body.ways.map(({ title }) => title)).to.deep.equal([
      '直接送达',
      '留置送达',
      '电子送达',
      '委托送达',
      '邮寄送达',
      '公告送达',
    ])
    expect(service.body.documents).to.deep.equal([])
    for (const page of ['enforcement', 'service']) {
      expect((await ask('GET', `/cases/${caseId}/${page}`, undefined, 'nobody')).status).to.equal(401)
      expect((await ask('GET', `/cases/${caseId}/${page}`, undefined, 'general-admin-1')).status).to.equal(
        403,
      )
      expect((await ask('GET', `/cases/none/${page}`)).status).to.equal(404)
    }
  })

  it('takes a confirmed address, and says what it lacks', async () => {
    const address = {
      recipient: '张示例',
      address: '示例县人民路 12 号',
      phone: '13800000000',
      electronic: true,
    }
    const lacking = await ask<Refusal>('POST', `/cases/${caseId}/service-addresses`, {
      ...address,
      confirmedOn: legalDay(bureau.clock.now()),
    })
    expect([lacking.status, lacking.body.fields]).to.deep.equal([
      422,
      [{ path: 'channels', message: '同意电子送达的，须有至少一个电子送达地址' }],
    ])
    const full = { ...address, channels: [{ way: '短信', address: '13800000000' }] }
    const tomorrow = { ...full, confirmedOn: addDays(legalDay(bureau.clock.now()), 1) }
    expect((await ask<Refusal>('POST', `/cases/${caseId}/service-addresses`, tomorrow)).status).to.equal(422)
    const today = { ...full, confirmedOn: legalDay(bureau.clock.now()) }
    expect(
      (await ask('POST', `/cases/${caseId}/service-addresses`, today, 'squad-02-officer-1')).status,
    ).to.equal(403)
    expect((await ask('POST', `/cases/${caseId}/service-addresses`, today)).status).to.equal(201)
    const page = await ask<{ address: { channels: object[] } }>('GET', `/cases/${caseId}/service`)
    expect(page.body.address.channels).to.deep.equal(full.channels)
  })

  it('refuses to serve what is no document of the case, and to announce without cause', async () => {
    const none = { documentIds: ['none'], way: 'in-person', outcome: 'served', at: at(), recipient: '张示例' }
    const wrong = await ask<Refusal>('POST', `/cases/${caseId}/service-attempts`, none)
    expect([wrong.status, wrong.body.fields[0]!.path]).to.deep.equal([422, 'documentIds.0'])
    const decision = (await bureau.documents.ofCase(bureau.database.sql, caseId)).find(
      ({ kind }) => kind === 'summary-decision',
    )!
    const handed = await ask<Refusal>('POST', `/cases/${caseId}/service-attempts`, {
      ...none,
      documentIds: [decision.id],
    })
    // It was handed over on the spot (行政处罚法 第五十二条).
    expect([handed.status, handed.body.fields[0]!.message]).to.deep.equal([
      422,
      '《当场行政处罚决定书》不需要送达当事人',
    ])
    const announced = await ask<Refusal>('POST', `/cases/${caseId}/announcements`, {
      documentIds: [decision.id],
      reason: '',
      content: '内容',
    })
    expect([announced.status, announced.body.fields[0]!.path]).to.deep.equal([422, 'reason'])
    expect(
      (await ask('POST', '/service-attempts/none/result', { outcome: 'served', at: at() })).status,
    ).to.equal(404)
  })

  it('takes part of the fine with its receipt, and no more than is owed', async () => {
    const pay = (more: object) =>
      ask<Refusal>('POST', `/cases/${caseId}/payment-received`, {
        paidOn: legalDay(bureau.clock.now()),
        ...more,
      })
    expect((await pay({ paidFen: 0 })).status).to.equal(422)
    expect((await pay({ paidFen: 1_000, surchargeFen: 1 })).body.fields[0]!.path).to.equal('surchargeFen')
    expect((await pay({ paidFen: 4_000, receiptNumber: '票-1', way: '电子支付' })).status).to.equal(201)
    const page = await ask<{ outstandingFen: number; payments: { receiptNumber: string }[] }>(
      'GET',
      `/cases/${caseId}/enforcement`,
    )
    expect(page.body.outstandingFen).to.equal(6_000)
    expect(page.body.payments.map(({ receiptNumber }) => receiptNumber)).to.deep.equal(['票-1'])
    const plan = {
      appliedOn: legalDay(bureau.clock.now()),
      way: '延期缴纳',
      reason: '经济困难',
      proposal: '同意',
      payments: [{ amountFen: 10_000, dueOn: addDays(legalDay(bureau.clock.now()), 60) }],
    }
    const wrong = await ask<Refusal>('POST', `/cases/${caseId}/instalment`, plan)
    expect(wrong.body.fields).to.deep.equal([
      { path: 'payments', message: '各期合计应当等于未缴罚款 60 元，现为 100 元' },
    ])
    expect((await ask<Refusal>('POST', `/cases/${caseId}/surcharge`, { proposal: '加处' })).status).to.equal(
      409,
    )
  })
}
