/** An officer leaves 离岗: what they could do ends, and who leads hears what is to be handed over. Over HTTP, with sessions of their own. */
import { expect } from 'chai'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const hour = 3_600_000
const day = 24 * hour

interface Notice {
  kind: string
  text: string
  link: string
}

export function leavingStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask<T>(method: string, path: string, token?: string, body?: object) {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T }
  }
  const signIn = (userName: string) =>
    ask<{ token: string }>('POST', '/session', undefined, { userName, password: bureau.password })
  const tokenOf = async (userName: string) => (await signIn(userName)).body.token
  const noticesOf = async (token: string) =>
    (await ask<{ items: Notice[] }>('GET', '/notifications', token)).body.items.filter(
      ({ kind }) => kind === 'officer-leaving',
    )

  it('ends account, sessions and delegations on the day after, and tells the head of what is in hand', async function () {
    this.timeout(120_000)
    const { caseId, lead, assisting } = await startCase(bureau)
    const { userTaskKey } = await bureau.task(lead, 'enter-case', caseId)
    await bureau.settled(await bureau.tasks.claim(lead, userTaskKey))
    const { number } = (await bureau.cases.page(lead, caseId)).case
    const leaver = lead.officerId!
    const [token, keeper] = [await tokenOf('squad-01-officer-1'), await tokenOf('general-admin-1')]
    const now = bureau.clock.now()
    const delegate = (from: string, by: string, to: string) =>
      ask<{ id: string }>('POST', `/officers/${from}/delegations`, by, {
        toOfficerId: to,
        role: 'officer',
        fromAt: now,
        toAt: now + 30 * day,
        reason: '外出培训',
      })
    expect((await delegate(leaver, token, assisting.officerId!)).status).to.equal(201)
    const other = await tokenOf('squad-01-officer-2')
    expect((await delegate(assisting.officerId!, other, leaver)).status).to.equal(201)

    const lastDay = addDays(legalDay(now), 1)
    const leave = (token: string) =>
      ask<{ code: string }>('POST', `/officers/${leaver}/leave`, token, { lastDay, reason: '调离本单位' })
    expect((await leave(other)).status).to.equal(403)
    expect((await leave(keeper)).status).to.equal(204)
    const head = await tokenOf('squad-01-head')
    const told = await noticesOf(head)
    expect(told.map(({ text, link }) => [text, link])).to.deep.equal([
      [
        `${lead.name}的最后工作日是 ${lastDay}，名下有在办案件 1 件${number === null ? '' : `（${number}）`}、待办任务 1 项，请及时更换办案人员、转办任务。`,
        `/officers/${leaver}`,
      ],
    ])

    // The evening of the last day: a session that would last until the morning.
    await bureau.advance(day + 11 * hour)
    await bureau.quiet()
    expect(legalDay(bureau.clock.now())).to.equal(lastDay)
    const evening = await tokenOf('squad-01-officer-1')
    expect((await ask('GET', '/me', evening)).status).to.equal(200)

    await bureau.advance(5 * hour)
    await bureau.eventually('the day after', async () => !(await bureau.officers.get(leaver)).active)
    expect((await ask('GET', '/me', evening)).status).to.equal(401)
    expect((await signIn('squad-01-officer-1')).status).to.equal(401)
    const { delegationsGiven, delegationsHeld } = await bureau.officers.file(leaver)
    expect([delegationsGiven.length, delegationsHeld.length]).to.deep.equal([1, 1])
    for (const { revokedAt } of [...delegationsGiven, ...delegationsHeld]) expect(revokedAt).to.be.above(now)
    expect((await noticesOf(await tokenOf('squad-01-head'))).length).to.equal(2)
    expect((await noticesOf(await tokenOf('squad-02-head'))).length).to.equal(0)

    // The account stays closed while they are gone.
    const administrator = await tokenOf('general-admin-1')
    const { body } = await ask<{ accounts: { id: string; officerId: string; disabled: boolean }[] }>(
      'GET',
      '/accounts',
      administrator,
    )
    const account = body.accounts.find(({ officerId }) => officerId === leaver)!
    expect(account.disabled).to.equal(true)
    const enabled = await ask<{ detail: string }>('PATCH', `/accounts/${account.id}`, administrator, {
      disabled: false,
    })
    expect(enabled.status).to.equal(409)
    expect(enabled.body.detail).to.contain('已经离岗')
    expect((await leave(administrator)).status).to.equal(409)
    const actions = (await bureau.audit.list({ object: { type: 'account', id: account.id }, limit: 50 })).map(
      ({ action }) => action,
    )
    expect(actions.filter((action) => action === 'account.disabled')).to.have.length(1)
  })

  it('lets who is gone already go at once, and asks the next above where the head is who leaves', async function () {
    this.timeout(120_000)
    const keeper = await tokenOf('general-admin-1')
    const head = await bureau.actor('squad-02-head')
    const token = await tokenOf('squad-02-head')
    const { caseId } = await bureau.cases.openCase(await bureau.actor('squad-02-officer-1'), {
      clueId: (
        await bureau.clues.register(await bureau.actor('squad-02-officer-1'), {
          source: 'patrol',
          place: '示例县解放街 3 号',
          content: '店外占道经营',
          category: '市容环境卫生',
        })
      ).clueId,
      leadOfficerId: head.officerId!,
      assistingOfficerIds: [(await bureau.actor('squad-02-officer-2')).officerId!],
    })
    await bureau.quiet()
    const lastDay = addDays(legalDay(bureau.clock.now()), -1)
    const left = await ask('POST', `/officers/${head.officerId}/leave`, keeper, { lastDay, reason: '辞退' })
    expect(left.status).to.equal(204)
    expect((await ask('GET', '/me', token)).status).to.equal(401)
    const [row] = await bureau.database.sql.all<{ department_id: string }>(
      'SELECT department_id FROM cases WHERE id = ?',
      [caseId],
    )
    const [deputy] = await bureau.officers.findApprovers({
      role: 'deputy-director',
      scope: 'department',
      departmentId: row!.department_id,
      at: bureau.clock.now(),
    })
    const told = await bureau.database.sql.all<{ text: string }>(
      "SELECT text FROM notifications WHERE officer_id = ? AND kind = 'officer-leaving'",
      [deputy!.officerId],
    )
    expect(told.length).to.equal(1)
    expect(told[0]!.text).to.contain(`${head.name}的最后工作日是 ${lastDay}，名下有在办案件 1 件`)
  })
}
