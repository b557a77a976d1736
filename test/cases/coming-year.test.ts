/**
 * The turn of the year at a real bureau whose coming year nobody has entered: people are told from November on, a case stops in December, and goes on by itself once one has
 * entered the State Council's notice and another has confirmed it. The arrangement of 2027 is invented.
 */
import { expect } from 'chai'
import { examine } from '../../src/cli/doctor.ts'
import { caseRoutes } from '../../src/cases/routes.ts'
import { calendarRoutes } from '../../src/deadlines/calendar-routes.ts'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { fieldCipher } from '../../src/identity/field-cipher.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createRegisters } from '../../src/registers.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

const days = (from: string, count: number) => Array.from({ length: count }, (_, n) => addDays(from, n))
const of2027 = {
  noticeNumber: '国办发明电〔2026〕99号',
  noticeOn: '2026-11-05',
  holidays: [
    ...days('2027-01-01', 3),
    ...days('2027-02-05', 8),
    ...days('2027-04-03', 3),
    ...days('2027-05-01', 5),
    ...days('2027-06-09', 1),
    ...days('2027-09-15', 1),
    ...days('2027-10-01', 7),
  ],
  workdays: ['2027-02-14', '2027-02-20', '2027-05-08', '2027-09-26', '2027-10-09'],
}
const people = ['general-admin-1', 'legal-rules-1', 'legal-rules-2', 'squad-01-officer-1', 'legal-reviewer-1']

describe('the coming year', () => {
  let bureau: WholeBureau
  let server: RunningServer
  let front: RunningServer
  let play: Play
  const actors = new Map<string, Actor>()
  before(async function () {
    this.timeout(180_000)
    const startsAt = parseInstant('2026-10-30T09:00:00+08:00')
    bureau = await openWholeBureau({ engine: onEmbedded, demo: false, startsAt })
    for (const name of people) actors.set(name, await bureau.actor(name))
    const { deadlines, database, clock, identity } = bureau
    server = await serveRoutes({
      routes: [...calendarRoutes({ deadlines, policy: identity, database }), ...caseRoutes(bureau)],
      authenticate: (request) => Promise.resolve(actors.get(request.get('x-person') ?? '')),
      clock,
    })
    front = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  })
  after(async () => {
    await server?.close()
    await front?.close()
    await bureau?.close()
  })

  const at = async (instant: string) => {
    await bureau.advance(parseInstant(instant) - bureau.clock.now())
    await bureau.quiet()
  }
  async function ask(who: string, method: string, path: string, body?: object) {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as {
        id?: string
        code?: string
        known?: boolean
        warning?: string | null
        fields?: { path: string; message: string }[]
        confirmations?: { step: string; note: string }[]
        items?: { message: string }[]
      },
    }
  }
  const frontPage = async () => (await fetch(`${front.address}/status`)).text()
  const told = async (who: string) =>
    (await bureau.tasks.notifications.mine(actors.get(who)!)).filter(
      ({ kind }) => kind === 'calendar-missing',
    )
  const doctor = async () => {
    const { config, clock, database } = bureau
    return (await examine({ config, clock, database }, { only: 'clock and calendar 时钟与日历' }))[0]!
  }
  const missing = '2027 年的放假安排尚未录入'

  it('is asked for from November on: on the front page, by the doctor, once a week of those who can enter it', async () => {
    expect(await frontPage()).not.to.contain(missing)
    expect((await doctor()).detail).not.to.contain(missing)
    await at('2026-11-01T09:00:00+08:00')
    expect(await frontPage()).to.contain(missing)
    expect(await doctor()).to.include({ ok: true })
    expect((await doctor()).detail).to.contain(missing)
    await at('2026-11-03T09:00:00+08:00')
    expect([(await told('general-admin-1')).length, (await told('legal-rules-1')).length]).to.deep.equal([
      2, 2,
    ])
    expect(await told('squad-01-officer-1')).to.deep.equal([])
  }).timeout(120_000)

  it('stops a case where a working day of it is counted', async () => {
    const { laws, violations, database } = bureau
    const [one, other] = [actors.get('legal-rules-1')!, actors.get('legal-rules-2')!]
    const rules = await laws.ruleTexts.list({})
    await database.write((tx) => laws.ruleTexts.propose(tx, one, rules, ''))
    await database.write((tx) => laws.ruleTexts.confirm(tx, other, rules))
    await database.write((tx) => violations.propose(tx, one, 'SR-001', 1))
    await database.write((tx) => violations.confirm(tx, other, 'SR-001', 1))
    play = await startCase(bureau)
    await bureau.task(play.lead, 'enter-case', play.caseId)
    await at('2026-12-30T09:00:00+08:00')
    await play.fill('enter-case')
    const stopped = await bureau.eventually('the case stands still', async () => {
      const { items } = (await ask('legal-reviewer-1', 'GET', `/incidents?caseId=${play.caseId}`)).body
      return items!.length > 0 && items!
    })
    expect(stopped[0]!.message).to.contain(missing).and.to.contain('/calendar/2027/arrangements')
    expect((await doctor()).ok).to.equal(false)
  }).timeout(120_000)

  it('is refused where it is no arrangement of a year, and from who may not', async () => {
    const enter = async (change: object) => {
      const answer = await ask('general-admin-1', 'POST', '/calendar/2027/arrangements', {
        ...of2027,
        ...change,
      })
      expect(answer.body.code).to.equal('input-invalid')
      return answer.body.fields!.map(({ message }) => message).join('；')
    }
    const without = (...gone: string[]) => of2027.holidays.filter((day) => !gone.includes(day))
    expect(await enter({ holidays: without('2027-10-01') })).to.contain('缺少法定节假日 2027-10-01')
    expect(await enter({ holidays: without(...days('2027-02-05', 8)) })).to.contain('缺少春节假期')
    expect(await enter({ holidays: [...of2027.holidays, '2027-07-10'] })).to.contain(
      '2027-07-10 本来就是周末',
    )
    expect(await enter({ holidays: [...of2027.holidays, '2028-03-01'] })).to.contain(
      '2028-03-01 不在 2027 年',
    )
    expect(await enter({ workdays: ['2027-02-15'] })).to.contain('2027-02-15 不是周末')
    expect(await enter({ workdays: ['2027-05-01'] })).to.contain('2027-05-01 重复')
    expect(await enter({ noticeNumber: '通知' })).to.contain('文号应写作')
    expect(await enter({ noticeOn: '2027-01-05' })).to.contain('不能晚于今天')
    const officer = await ask('squad-01-officer-1', 'POST', '/calendar/2027/arrangements', of2027)
    expect(officer.status).to.equal(403)
    expect((await ask('squad-01-officer-1', 'GET', '/calendar/2027')).body).to.deep.include({ known: false })
  }).timeout(60_000)

  it('is entered by one and confirmed by another, and the case goes on by itself', async () => {
    const { database, clock, config } = bureau
    // Another process of the same bureau.
    const elsewhere = createRegisters({
      database,
      clock,
      cipher: fieldCipher(Buffer.alloc(32, 7)),
      seedFolder: `${projectRoot()}/data`,
      templatesFolder: `${projectRoot()}/templates`,
      demo: config.demo,
    })
    await elsewhere.deadlines.refresh()
    expect(elsewhere.deadlines.knowsYear('2027')).to.equal(false)

    const first = await ask('general-admin-1', 'POST', '/calendar/2027/arrangements', of2027)
    expect(first.status).to.equal(201)
    expect((await ask('legal-rules-1', 'POST', '/calendar/2027/arrangements', of2027)).status).to.equal(409)
    const address = (id: string) => `/calendar-arrangements/${id}`
    const returned = await ask('legal-rules-1', 'POST', `${address(first.body.id!)}/return`, {
      reason: '核对',
    })
    expect(returned.status).to.equal(204)
    const { body } = await ask('general-admin-1', 'POST', '/calendar/2027/arrangements', of2027)
    const confirm = (who: string) => ask(who, 'POST', `${address(body.id!)}/confirmation`)
    expect((await confirm('general-admin-1')).status).to.equal(403)
    expect((await confirm('squad-01-officer-1')).status).to.equal(403)
    expect((await confirm('legal-rules-1')).status).to.equal(200)

    // Nobody touches the incident.
    await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
    expect((await ask('legal-reviewer-1', 'GET', '/incidents')).body.items).to.deep.equal([])
    const { known, warning, confirmations } = (await ask('legal-rules-2', 'GET', '/calendar/2027')).body
    expect([known, warning]).to.deep.equal([true, null])
    expect(confirmations!.map(({ step }) => step)).to.deep.equal([
      'proposed',
      'returned',
      'proposed',
      'confirmed',
    ])
    expect(confirmations!.at(0)!.note).to.contain('国办发明电〔2026〕99号')
    expect(await frontPage()).not.to.contain(missing)
    expect(await doctor()).to.include({ ok: true })
    // Seven working days after 30 December: New Year's holiday is left out, Friday 1 January too.
    expect(bureau.deadlines.addWorkingDays('2026-12-30', 7)).to.equal('2027-01-11')
    const { dueOn } = await elsewhere.deadlines.dueOf('service-of-decision', clock.now())
    expect(dueOn).to.equal('2027-01-11')
    expect(elsewhere.deadlines.isWorkingDay('2027-02-14')).to.equal(true)
    const lines = await bureau.audit.list({
      object: { type: 'calendar-year', id: `2027@${body.id}` },
      limit: 10,
    })
    expect(lines.map(({ action }) => action).sort()).to.deep.equal([
      'calendar-year.confirmed',
      'calendar-year.proposed',
    ])
  }).timeout(120_000)
})
