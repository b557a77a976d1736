/** 日历: what falls due and which hearings are held on which day, for those whose it is and for nobody else. */
import { expect } from 'chai'
import { ulid } from 'ulid'
import type { HearingRow } from '../../src/cases/hearing/model.ts'
import type { DocumentActRow } from '../../src/documents/acts/model.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay, parseInstant } from '../../src/platform/clock.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import { askOverHttp } from '../api/ask-over-http.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import type { MakeDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'

interface Day {
  on: string
  working: boolean | null
  counts: { green: number; blue: number; red: number }
  due: { name: string; left: string; object: { id: string } | null }[]
  appointments: { kind: string; at: string }[]
  hearings: { caseId: string; state: string; startsAt: string; host: string | null; place: string }[]
}

export function agendaStories(make: MakeDatabase): void {
  let bureau: WholeBureau
  let door: Awaited<ReturnType<typeof askOverHttp>>
  let caseId: string
  let lead: Actor
  let dueOn: string
  before(async function () {
    this.timeout(180_000)
    bureau = await openWholeBureau({ engine: onEmbedded, make })
    door = await askOverHttp(bureau)
    ;({ caseId, lead } = await startCase(bureau))
    const at = parseInstant('2026-03-20T09:00:00+08:00')
    const host = await bureau.actor('legal-reviewer-2')
    const hearing = (state: HearingRow['state'], startsAt: number): HearingRow => ({
      id: ulid(),
      case_id: caseId,
      state,
      open_mark: state === 'noticed' ? caseId : null,
      requested_at: bureau.clock.now(),
      host_id: host.officerId!,
      recorder_id: null,
      starts_at: startsAt,
      place: '局听证室',
      way: '公开',
      noticed_at: null,
      barred: '[]',
      reason: null,
      opened_at: bureau.clock.now(),
      ended_at: null,
      version: 1,
    })
    await bureau.database.write(async (tx) => {
      await insertRow(tx.sql, 'hearings', hearing('noticed', at))
      // Put off: nobody comes on that day.
      await insertRow(tx.sql, 'hearings', hearing('suspended', at + 86_400_000))
    })
    ;({ dueOn } = await bureau.database.write((tx) =>
      bureau.deadlines.start(tx, lead, { caseId, limit: 'case-decision' }),
    ))
  })
  after(async () => {
    await door?.close()
    await bureau?.close()
  })

  const ask = async (userName: string, query: string) => {
    const { status, text } = await door.ask('GET', `/agenda?${query}`, {
      token: await door.signIn(userName),
    })
    return { status, body: JSON.parse(text) as { days: Day[]; code?: string; fields?: { path: string }[] } }
  }
  const march = 'from=2026-03-01&to=2026-03-31'
  const days = async (userName: string, query: string) => {
    const { status, body } = await ask(userName, query)
    expect(status, JSON.stringify(body)).to.equal(200)
    return body.days
  }
  const held = (list: Day[]) => list.flatMap(({ on, hearings }) => hearings.map(({ caseId: id }) => [on, id]))

  it('has every day of the span, says which are worked, and what falls due and is held on it', async () => {
    const list = await days('squad-01-officer-1', march)
    expect(list).to.have.length(31)
    expect(list.filter(({ working }) => working === false).map(({ on }) => on)).to.include('2026-03-01')
    expect(held(list)).to.deep.equal([['2026-03-20', caseId]])
    const [hearing] = list[19]!.hearings
    expect(hearing).to.include({ state: 'noticed', place: '局听证室', startsAt: '2026-03-20T01:00:00.000Z' })
    const day = (await days('squad-01-officer-1', `from=${dueOn}&to=${dueOn}`))[0]!
    expect(day.counts).to.deep.equal({ green: day.due.length, blue: 0, red: 0 })
    expect(day.due[0]!.object!.id).to.equal(caseId)
  })

  it('lists of one day as many as are asked for, and counts all', async () => {
    for (const subject of ['a', 'b'])
      await bureau.database.write((tx) =>
        bureau.deadlines.start(tx, lead, { caseId, limit: 'case-decision', subject }),
      )
    const [day] = await days('squad-01-officer-1', `from=${dueOn}&to=${dueOn}&most=2`)
    expect([day!.due.length, day!.counts.green]).to.deep.equal([2, 3])
    const { text } = await door.ask('GET', `/due?from=${dueOn}&to=${dueOn}`, {
      token: await door.signIn('squad-01-officer-1'),
    })
    const due = JSON.parse(text) as { items: { dueOn: string }[]; counts: { green: number } }
    expect(due.items.map((one) => one.dueOn)).to.deep.equal([dueOn, dueOn, dueOn])
    expect(due.counts.green).to.equal(3)
    const before = await door.ask('GET', `/due?to=${legalDay(bureau.clock.now())}`, {
      token: await door.signIn('squad-01-officer-1'),
    })
    expect((JSON.parse(before.text) as { items: object[] }).items).to.deep.equal([])
  })

  it('has who is called in and what is to be brought, until the notice is spoiled', async () => {
    await bureau.cases.drawUpPaper(lead, caseId, 'interview-notice', {
      person: '张三丰',
      at: '2026-03-11T14:30:00+08:00',
      place: '局询问室',
      about: '店外占道经营',
    })
    await bureau.cases.drawUpPaper(lead, caseId, 'evidence-provision-notice', {
      person: '张三丰',
      until: '2026-03-12',
      place: '局窗口',
      items: [{ name: '营业执照' }],
    })
    const seen = async (userName = 'squad-01-officer-1', whose = 'mine') =>
      (await days(userName, `${march}&whose=${whose}`)).flatMap(({ on, appointments }) =>
        appointments.map(({ kind, at }) => `${on} ${kind} ${at}`),
      )
    const both = [
      '2026-03-11 interview 2026-03-11T06:30:00.000Z',
      '2026-03-12 evidence 2026-03-12T15:59:59.000Z',
    ]
    expect(await seen()).to.deep.equal(both)
    expect(await seen('squad-01-officer-3', 'squad')).to.deep.equal(both)
    expect(await seen('squad-06-officer-1', 'squad')).to.deep.equal([])
    const [notice] = (await bureau.documents.ofCase(bureau.database.sql, caseId)).filter(
      ({ kind }) => kind === 'interview-notice',
    )
    await bureau.database.write((tx) =>
      insertRow<DocumentActRow>(tx.sql, 'document_acts', {
        id: ulid(),
        document_id: notice!.id,
        case_id: caseId,
        kind: 'invalidation',
        state: 'effective',
        reason: '日期写错',
        details: null,
        result_id: null,
        proposed_by: lead.accountId,
        proposed_name: '甲',
        proposed_at: bureau.clock.now(),
        decided_by: lead.accountId,
        decided_name: '乙',
        opinion: null,
        decided_at: bureau.clock.now(),
      }),
    )
    expect(await seen()).to.deep.equal(both.slice(1))
  })

  it('is for whom the case is: its officers, its squad, who has the whole bureau, and who presides', async () => {
    const seen: [string, string, number][] = [
      ['squad-01-officer-2', 'mine', 1],
      ['squad-01-officer-3', 'mine', 0],
      ['squad-01-officer-3', 'squad', 1],
      ['squad-06-officer-1', 'squad', 0],
      ['legal-reviewer-2', 'mine', 1],
      ['legal-reviewer-3', 'mine', 0],
      ['legal-head', 'bureau', 1],
    ]
    for (const [userName, whose, many] of seen)
      expect(held(await days(userName, `${march}&whose=${whose}`)), `${userName} ${whose}`).to.have.length(
        many,
      )
  })

  it('is refused to whom it does not belong', async () => {
    expect((await ask('squad-01-officer-1', `${march}&whose=bureau`)).status).to.equal(403)
    const { text } = await door.ask('GET', '/departments', { token: await door.signIn('squad-01-officer-1') })
    const { departments } = JSON.parse(text) as { departments: { id: string; code: string }[] }
    const sixth = departments.find(({ code }) => code === 'squad-06')!.id
    expect((await ask('squad-01-officer-1', `${march}&whose=squad&departmentId=${sixth}`)).status).to.equal(
      403,
    )
    for (const userName of ['general-admin-1', 'property-keeper-1', 'command-designer-1'])
      expect((await ask(userName, march)).status, userName).to.equal(403)
    expect((await door.ask('GET', `/agenda?${march}`)).status).to.equal(401)
  })

  it('asks for a span that a screen can show', async () => {
    for (const span of ['from=2026-03-31&to=2026-03-01', 'from=2026-01-01&to=2026-12-31'])
      expect((await ask('legal-head', span)).body.fields![0]!.path).to.equal('query.to')
    expect((await ask('legal-head', `from=${isoInstant(0)}&to=2026-03-01`)).status).to.equal(422)
  })
}
