/**
 * 更正案件事实 over HTTP: what was mistyped on a completed form is corrected by the officers of the case, with its reason; not while an approval is about it, not
 * under a document that says otherwise, not once the decision is made. The case at each instant stays what it was.
 */
import { expect } from 'chai'
import { caseRoutes } from '../../src/cases/routes.ts'
import { documentRoutes } from '../../src/documents/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Answer {
  id: string
  state: string
  version: number
  detail: string
  code: string
  fields: { path: string; field: string; message: string; why: string | null }[]
  items: { state: string; changes: { field: string; from: unknown; to: unknown }[]; reason: string }[]
  data: { [field: string]: unknown }
}

const day = 86_400_000
const officer = 'squad-01-officer-1'
const people = [officer, 'squad-01-officer-2', 'squad-02-officer-1', 'squad-01-head', 'squad-02-head']

export function correctionStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  let play: Play
  let said: string
  const actors = new Map<string, Actor>()
  const right = '示例县人民路 21 号'

  before(async function () {
    this.timeout(120_000)
    bureau = await open()
    for (const name of people) actors.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: [...caseRoutes(bureau), ...documentRoutes(bureau.documents)],
      authenticate: (request) => Promise.resolve(actors.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    play = await startCase(bureau)
    said = play.forms['enter-case']!.place as string
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask(method: string, path: string, body?: object, who = officer, etag?: string) {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-person': who,
        ...(etag !== undefined && { 'if-match': etag }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      body: (await response.json()) as Answer,
    }
  }
  const read = (kind: string) => ask('GET', `/cases/${play.caseId}/facts/${kind}`)
  const patch = (kind: string, body: object, who?: string, etag?: string) =>
    ask('PATCH', `/cases/${play.caseId}/facts/${kind}`, body, who, etag)
  /** As it stands now, with a reason. */
  const correct = async (kind: string, changes: object, who?: string) =>
    patch(kind, { changes, reason: '录入时笔误' }, who, (await read(kind)).etag)
  const whyNot = async (kind: string, field: string) =>
    (await read(kind)).body.fields.find((one) => one.field === field)!.why
  const placeIn = async (kind: string) => {
    const row = await bureau.documents.latest(bureau.database.sql, play.caseId, kind)
    return (JSON.parse(row!.facts) as { found?: { place: string } }).found?.place
  }
  const withdraw = async () =>
    bureau.settled({
      ticket: await bureau.approvals.withdraw(play.lead, await play.approval(), '事实有误'),
    })
  const decide = (id: string, agree: boolean, who: string) =>
    ask('POST', `/fact-corrections/${id}/decision`, { agree, opinion: '已核对' }, who)

  it('waits for the end of an approval that is about the fact', async () => {
    await play.fill('enter-case')
    await play.approval()
    const refused = await correct('entry', { place: right })
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'conflict'])
    expect(refused.body.detail).to.match(/《案源登记表》正在审批，请先撤回/)
    expect(await whyNot('entry', 'place')).to.equal(refused.body.detail)
    await play.approve()
    await bureau.task(play.lead, 'draft-filing', play.caseId)
  })

  it('is for the officers of the case, with a reason, of what they have read, and of what can be corrected', async () => {
    const { etag } = await read('entry')
    const good = { changes: { place: right }, reason: '门牌号看错' }
    expect((await patch('entry', good)).status).to.equal(422)
    expect((await patch('entry', good, officer, '"99"')).status).to.equal(412)
    for (const who of ['squad-02-officer-1', 'squad-01-head'])
      expect((await patch('entry', good, who, etag)).status, who).to.equal(403)
    expect((await patch('entry', { changes: { place: right } }, officer, etag)).status).to.equal(422)
    expect((await patch('entry', { ...good, changes: {} }, officer, etag)).status).to.equal(422)
    const wrong = async (changes: object) => (await correct('entry', changes)).body.fields[0]!.path
    expect(await wrong({ partyId: 'X' })).to.equal('changes.partyId')
    expect(await wrong({ place: '' })).to.equal('place')
    expect(await wrong({ place: said })).to.equal('changes')
    expect(await wrong({ occurredAt: '昨天' })).to.equal('occurredAt')
    expect((await patch('no-such-fact', good, officer, etag)).status).to.equal(404)
  })

  it('keeps what was said, and counts from now on; the case as it was stays as it was', async () => {
    const before = bureau.clock.now()
    await bureau.advance(60_000)
    const { etag } = await read('entry')
    const good = { changes: { place: right, longitude: 120.5 }, reason: '门牌号看错' }
    const both = await Promise.all([
      patch('entry', good, officer, etag),
      patch('entry', good, 'squad-01-officer-2', etag),
    ])
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 412])
    expect(both.find(({ status }) => status === 200)!.body.state).to.equal('effective')
    const now = await read('entry')
    expect([now.body.version, now.body.data.place, now.body.data.longitude]).to.deep.equal([2, right, 120.5])
    const { items } = (await ask('GET', `/cases/${play.caseId}/fact-corrections`)).body
    expect(items).to.have.length(1)
    expect(items[0]!.changes[0]).to.deep.equal({ field: 'place', from: said, to: right })
    const placesAt = async (at: number) => {
      const { facts } = await bureau.cases.at(await bureau.actor('squad-01-head'), play.caseId, at)
      return facts.filter(({ kind }) => kind === 'entry').map(({ data }) => data.place)
    }
    expect(await placesAt(before)).to.deep.equal([said])
    expect(await placesAt(bureau.clock.now())).to.deep.equal([said, right])
    const lines = await bureau.audit.ofCase(play.caseId)
    expect(
      lines.filter(({ action }) => action.startsWith('fact.')).map(({ action }) => action),
    ).to.deep.equal(['fact.correction-requested', 'fact.corrected'])
  })

  it('needs the head’s consent where it weighs more, and the day of the violation follows', async () => {
    const earlier = isoInstant(bureau.clock.now() - 2 * day)
    const dayOf = async () => {
      const [row] = await bureau.database.sql.all<{ occurred_on: string }>(
        'SELECT occurred_on FROM cases WHERE id = ?',
        [play.caseId],
      )
      return row!.occurred_on
    }
    const before = await dayOf()
    const asked = await correct('entry', { occurredAt: earlier })
    expect([asked.status, asked.body.state]).to.deep.equal([200, 'requested'])
    expect((await correct('entry', { place: '别处' })).status).to.equal(409)
    expect(await dayOf()).to.equal(before)
    for (const who of [officer, 'squad-01-officer-2', 'squad-02-head'])
      expect((await decide(asked.body.id, true, who)).status, who).to.equal(403)
    expect((await decide(asked.body.id, false, 'squad-01-head')).body.state).to.equal('refused')
    expect((await decide(asked.body.id, true, 'squad-01-head')).status).to.equal(409)
    // Taken back before it is decided, by the officers of the case; then another may be asked for.
    const withdraw = (id: string, who: string) => ask('POST', `/fact-corrections/${id}/withdrawal`, {}, who)
    const { id: mistaken } = (await correct('entry', { occurredAt: earlier })).body
    expect((await withdraw(mistaken, 'squad-01-head')).status).to.equal(403)
    const both = await Promise.all([withdraw(mistaken, officer), decide(mistaken, false, 'squad-01-head')])
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 409])
    const again = await correct('entry', { occurredAt: earlier })
    await bureau.advance(60_000)
    const then = bureau.clock.now()
    await bureau.advance(60_000)
    expect((await decide(again.body.id, true, 'squad-01-head')).body.state).to.equal('effective')
    expect(await dayOf()).not.to.equal(before)
    const replayed = await bureau.cases.at(await bureau.actor('squad-01-head'), play.caseId, then)
    expect(replayed.facts.filter(({ kind }) => kind === 'entry')).to.have.length(2)
    const told = await bureau.tasks.notifications.mine(await bureau.actor('squad-01-head'))
    expect(told.map(({ kind }) => kind)).to.include('fact-correction-requested')
  })

  it('writes a draft that says it anew, once the approval is withdrawn', async () => {
    await play.fill('draft-filing')
    await play.approval()
    const refused = await correct('entry', { place: '示例县人民路 22 号' })
    expect(refused.body.detail).to.match(/《立案审批表》正在审批，请先撤回/)
    expect(await placeIn('case-filing-approval')).to.equal(right)
    await withdraw()
    await bureau.task(play.lead, 'draft-filing', play.caseId)
    expect((await correct('entry', { place: '示例县人民路 22 号' })).body.state).to.equal('effective')
    const draft = await bureau.documents.latest(bureau.database.sql, play.caseId, 'case-filing-approval')
    expect([draft!.state, draft!.revision]).to.deep.equal(['draft', 2])
    expect(await placeIn('case-filing-approval')).to.equal('示例县人民路 22 号')
    await play.fill('draft-filing')
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
  })

  it('is refused under an issued document until that is corrected 补正 itself', async () => {
    const refused = await correct('entry', { place: right })
    expect(refused.status).to.equal(409)
    expect(refused.body.detail).to.match(/《立案审批表》（.+号）写有“违法地点”，请先依法补正/)
    // What no document says yet can still be corrected.
    expect(
      (await correct('entry', { description: '当事人将六个蔬菜筐摆放在店门外人行道上经营。' })).status,
    ).to.equal(200)
    const form = await bureau.documents.latest(bureau.database.sql, play.caseId, 'case-filing-approval')
    const act = await ask('POST', `/documents/${form!.id}/acts`, {
      kind: 'correction',
      reason: '门牌号有误',
      errors: [{ place: '案发地点', wrong: '示例县人民路 22 号', right }],
    })
    expect((await correct('entry', { place: right })).status).to.equal(409)
    await bureau.advance(60_000)
    const done = await ask(
      'POST',
      `/document-acts/${act.body.id}/decision`,
      { approve: true, opinion: '同意补正' },
      'squad-01-head',
    )
    expect(done.status, JSON.stringify(done.body)).to.equal(200)
    await bureau.advance(60_000)
    expect((await correct('entry', { place: right })).status).to.equal(200)
    // The next one needs another.
    expect((await correct('entry', { place: '别处' })).status).to.equal(409)
  })

  it('lets the flow follow a fact that steers it, and no more once it has decided by it', async () => {
    await play.fill('inspect-scene')
    await play.fill('interview-party')
    await play.photograph()
    await play.fill('collect-evidence')
    const asked = await correct('inspection', { harm: 'serious' })
    expect(asked.body.state).to.equal('requested')
    expect((await decide(asked.body.id, true, 'squad-01-head')).body.state).to.equal('effective')
    const record = await correct('inspection', { content: '店门外人行道上摆放蔬菜筐八个。' })
    expect([record.status, record.body.fields[0]!.path]).to.deep.equal([422, 'changes.content'])
    expect(record.body.fields[0]!.message).to.match(/补充笔录/)
    await play.fill('order-correction')
    await play.approve(['squad-01-head'])
    await play.fill('serve-correction-order')
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    const { facts } = await bureau.cases.page(play.lead, play.caseId)
    expect(facts.find(({ kind }) => kind === 'discretion')!.data).to.include({ tier: 'severe' })
    const late = await correct('inspection', { harm: 'slight' })
    expect([late.status, late.body.detail]).to.deep.equal([
      409,
      '裁量已经按原来的情节定档；请在调查终结报告里写明并说明裁量的理由',
    ])
  })

  it('names the task where what was filled in is filled in again', async () => {
    await play.fill('draft-investigation-report', { discretionTier: '严重', fineYuan: 900 })
    await play.approval()
    expect((await correct('report', { proposal: '建议罚款二百元。' })).body.detail).to.match(
      /撤回审批后在任务里重新填写/,
    )
    const items = [{ kind: '当事人的陈述', name: '询问笔录', proves: '当事人承认违法事实，共六筐' }]
    expect((await correct('evidence', { items })).body.detail).to.match(/《案件调查终结报告》正在审批/)
    await withdraw()
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    expect((await correct('evidence', { items })).body.state).to.equal('effective')
    await play.fill('draft-investigation-report', { discretionTier: '严重', fineYuan: 900 })
    await play.approve()
    const report = await bureau.documents.latest(bureau.database.sql, play.caseId, 'investigation-report')
    expect((JSON.parse(report!.facts) as { evidence: object[] }).evidence).to.deep.equal([
      { ...items[0], no: 1 },
    ])
  })

  it('is never taken once the decision is made', async function () {
    this.timeout(60_000)
    await bureau.complete(
      await bureau.actor('legal-reviewer-2'),
      'legal-review',
      play.caseId,
      play.forms['legal-review']!,
    )
    await play.fill('draft-advance-notice', { intendedFineYuan: 900 })
    await play.approve()
    await play.fill('serve-advance-notice')
    await play.waive()
    await play.fill('draft-decision', { fineYuan: 900 })
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    for (const [kind, changes] of Object.entries({
      entry: { description: '当事人将七个蔬菜筐摆放在店门外。' },
      evidence: { items: [{ kind: '当事人的陈述', name: '询问笔录', proves: '承认' }] },
    }))
      expect((await correct(kind, changes)).body.detail, kind).to.match(/已经作出决定，事实不能再更正/)
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
