/** 卷宗 over HTTP: what comes after archiving is bound with the rest as a new version; what was bound stays as it was. */
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { caseRoutes } from '../../src/cases/routes.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { conclude, register } from '../remedies/decided-case.ts'
import { serveRoutes } from '../serve-routes.ts'
import { startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'
import type { WholeBureau } from './whole-bureau.ts'

interface Paper {
  documentId: string
  name: string
}
interface Answer {
  detail: string
  volumes: {
    documentId: string
    version: number
    boundOn: string
    documents: number
    sha256: string
    pages: number
    added: Paper[]
  }[]
  unbound: Paper[]
  changes: string[]
}

export function volumeStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  let caseId: string
  const people = new Map<string, Actor>()
  const officer = 'squad-01-officer-1'
  before(async function () {
    this.timeout(120_000)
    bureau = await open()
    for (const name of [
      officer,
      'squad-01-officer-2',
      'squad-02-officer-1',
      'squad-01-legal',
      'squad-01-head',
    ])
      people.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: caseRoutes(bureau),
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    const decided = await bureau.cases.decideOnTheSpot(
      people.get(officer)!,
      onTheSpot(bureau.clock.now(), people.get('squad-01-officer-2')!.officerId!, {
        penalty: { warning: true },
      }),
    )
    caseId = decided.caseId
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
  })

  async function ask(method: string, body?: object, who = officer) {
    const response = await fetch(`${server.address}/api/v1/cases/${caseId}/volumes`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const rebind = (who?: string) => ask('POST', { reason: '归档以后复议' }, who)
  const bytesOf = async (documentId: string) =>
    (await bureau.documents.pdf(people.get(officer)!, documentId)).bytes

  it('is bound once with the archive, and not again while nothing has come', async () => {
    expect((await rebind()).status).to.equal(409)
    await bureau.complete(people.get('squad-01-legal')!, 'file-summary-decision', caseId, {
      inOrder: 'yes',
      remark: '符合',
    })
    await bureau.eventually(
      'the archive',
      async () => (await bureau.cases.page(people.get(officer)!, caseId)).case.state === 'archived',
    )
    const { body } = await ask('GET')
    expect(body.volumes.map(({ version, added }) => [version, added])).to.deep.equal([[1, []]])
    expect([body.unbound, body.changes]).to.deep.equal([[], []])
    const refused = await rebind()
    expect([refused.status, refused.body.detail]).to.deep.equal([409, '上次装订以后没有新的材料'])
  })

  it('is bound anew with what came later, once, by the officers of the case; the first version stays', async function () {
    this.timeout(120_000)
    const first = (await ask('GET')).body.volumes[0]!
    const before = await bytesOf(first.documentId)
    await bureau.advance(86_400_000)
    const clerk = await bureau.actor('legal-reviewer-1')
    await conclude(bureau, clerk, await register(bureau, clerk, caseId), 'illegal')
    expect((await ask('GET')).body.changes).to.have.length(1)
    const lead = people.get(officer)!
    const document = (await bureau.documents.latest(bureau.database.sql, caseId, 'summary-decision'))!
    const act = await bureau.documents.acts.propose(lead, document.id, {
      kind: 'correction',
      reason: '笔误',
      errors: [{ place: '首部', wrong: '示例县综合行政执法局', right: '示例县综合行政执法局（大队）' }],
    })
    await bureau.documents.acts.decide(people.get('squad-01-head')!, act.id, {
      approve: true,
      opinion: '同意',
    })
    const loose = (await ask('GET')).body
    expect(loose.unbound.map(({ name }) => name)).to.deep.equal(['文书补正通知书'])
    expect(loose.changes.map((one) => one.replace(/（.*|》.*号/, ''))).to.deep.equal([
      '《当场行政处罚决定书已补正',
      '处罚决定被确认违法',
    ])
    expect((await rebind('squad-02-officer-1')).status).to.equal(403)
    const both = await Promise.all([rebind(), rebind('squad-01-officer-2')])
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409])
    const { volumes, unbound, changes } = (await ask('GET')).body
    expect([unbound, changes]).to.deep.equal([[], []])
    expect(volumes.map(({ version, boundOn, added }) => [version, boundOn, added.length])).to.deep.equal([
      [1, first.boundOn, 0],
      [2, legalDay(bureau.clock.now()), 1],
    ])
    expect(volumes[1]!.documents).to.equal(first.documents + 1)
    expect((await bytesOf(first.documentId)).equals(before)).to.equal(true)
    const again = await PDFDocument.load(await bytesOf(volumes[1]!.documentId))
    expect(again.getPageCount()).to.equal(volumes[1]!.pages)
    const lines = (await bureau.audit.ofCase(caseId)).filter(({ action }) => action === 'volume.bound')
    expect(lines.map(({ after }) => (after as { version: number }).version)).to.deep.equal([1, 2])
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })

  it('of a case that was not filed is bound by its officers, once', async () => {
    const play = await startCase(bureau)
    await play.fill('enter-case')
    await play.approve()
    caseId = play.caseId
    expect((await rebind()).status, 'while it is open').to.equal(409)
    await play.fill('draft-filing')
    await play.refuseToApprove('不属本机关管辖')
    await bureau.eventually(
      'not filed',
      async () => (await bureau.cases.page(play.lead, caseId)).case.state === 'not-filed',
    )
    expect((await ask('GET')).body.unbound.map(({ name }) => name)).to.include.members([
      '案源登记表',
      '不予立案审批表',
    ])
    expect((await rebind('squad-02-officer-1')).status).to.equal(403)
    const archive = async () =>
      (await bureau.deadlines.ofCase(caseId)).filter(({ limit }) => limit === 'archive')
    const due = async () => {
      const { items } = await bureau.deadlines.due(play.lead, { whose: 'mine' })
      return items.filter((item) => item.limit === 'archive' && item.caseId === caseId)
    }
    expect([(await archive()).map(({ state }) => state), (await due()).length]).to.deep.equal([
      ['running'],
      1,
    ])
    const bound = await rebind()
    expect([(await archive()).map(({ state }) => state), (await due()).length]).to.deep.equal([['met'], 0])
    expect([bound.status, bound.body.volumes.length, bound.body.unbound]).to.deep.equal([201, 1, []])
    expect((await rebind()).status).to.equal(409)
    expect(bound.body.volumes[0]!.documents).to.equal(2)
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(60_000)

  it('of a case that was withdrawn waits for the signatures of its records', async () => {
    const play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await play.fill('serve-correction-order')
    caseId = play.caseId
    await play.photograph()
    await play.fill('draft-investigation-report')
    await play.refuseToApprove('违法事实不能成立')
    await bureau.eventually(
      'withdrawn',
      async () => (await bureau.cases.page(play.lead, caseId)).case.state === 'withdrawn',
    )
    const unsigned = await rebind()
    expect([unsigned.status, (unsigned.body as unknown as { detail: string }).detail]).to.satisfy(
      ([status, detail]: [number, string]) => status === 409 && detail.includes('没有签名'),
    )
    await play.signRecords()
    // Evidence is not bound as paper: the back sheet says what there is, and where it is kept.
    const evidence = await bureau.evidence.ofCase(bureau.database.sql, caseId)
    const { volume } = await bureau.cases.documentFacts(caseId, {
      kind: 'volume',
      issuedOn: legalDay(bureau.clock.now()),
    })
    expect(volume!.remark).to.contain(`原始文件 ${evidence.length} 份，存于电子卷宗`)
    for (const { name, shows } of evidence) expect(volume!.remark).to.contain(name).and.to.contain(shows)
    expect((await rebind()).status).to.equal(201)
  }).timeout(60_000)
}
