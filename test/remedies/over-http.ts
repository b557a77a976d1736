/** Review and litigation, and the bureau's hearings, as the pages ask for them; against a decision on the spot, which must go to review first. */
import { expect } from 'chai'
import { type BureauOverHttp, openBureauOverHttp, type Person } from '../scenarios/bureau-over-http.ts'
import { onTheSpot } from '../cases/on-the-spot.ts'

interface Remedy {
  id: string
  version: number
  withinLimit: boolean
  reviewSkipped: boolean
  state: string
  answerDueOn: string | null
  effect: object | null
}
interface Refusal {
  code: string
  fields?: { path: string }[]
}

export function remediesOverHttp(database: 'sqlite' | 'mariadb'): void {
  let bureau: BureauOverHttp
  let officer: Person
  let clerk: Person
  let caseId: string
  before(async function () {
    this.timeout(180_000)
    bureau = await openBureauOverHttp({ engine: 'embedded', database })
    officer = await bureau.as('squad-01-officer-1')
    clerk = await bureau.as('legal-reviewer-1')
    const second = await bureau.as('squad-01-officer-2')
    const decided = await officer.post<{ caseId: string }>(
      '/summary-cases',
      onTheSpot(bureau.now(), (await second.get<{ officerId: string }>('/me')).body.officerId, {
        correctionDemand: '立即将货架搬回店内',
      }),
    )
    expect(decided.status).to.equal(201)
    caseId = decided.body.caseId
  })
  after(() => bureau?.close())

  // 2 March 2026.
  const filing = (kind: string) => ({
    kind,
    organ: kind === 'review' ? '示例县人民政府' : '示例县人民法院',
    applicant: '张示例',
    filedOn: '2026-03-02',
    receivedOn: '2026-03-02',
    claims: '请求撤销。',
  })
  const outcome = { decidedOn: '2026-03-02', receivedOn: '2026-03-02', reason: '见文书。' }
  const asRead = ({ version }: Remedy) => ({ 'if-match': `"${version}"` })

  it('registers, shows what is due, and takes what was decided', async () => {
    expect((await officer.post(`/cases/${caseId}/remedies`, filing('review'))).status).to.equal(403)
    const wrong = await clerk.post<Refusal>(`/cases/${caseId}/remedies`, {
      ...filing('review'),
      kind: 'none',
    })
    expect([wrong.status, wrong.body.fields?.map(({ path }) => path)]).to.deep.equal([422, ['kind']])
    // A decision on the spot goes to review first; the court will say so.
    const suit = await clerk.post<Remedy>(`/cases/${caseId}/remedies`, filing('litigation'))
    expect([suit.status, suit.body.reviewSkipped, suit.body.withinLimit]).to.deep.equal([201, true, true])
    const blind = await clerk.post<Refusal>(`/remedies/${suit.body.id}/outcome`, {
      ...outcome,
      outcome: 'withdrawn',
    })
    expect([blind.status, blind.body.fields?.[0]?.path]).to.deep.equal([422, 'If-Match'])
    const withdrawn = await clerk.post<Remedy>(
      `/remedies/${suit.body.id}/outcome`,
      { ...outcome, outcome: 'withdrawn' },
      asRead(suit.body),
    )
    expect([withdrawn.status, withdrawn.body.state]).to.deep.equal([200, 'concluded'])

    const review = (
      await clerk.post<Remedy>(`/cases/${caseId}/remedies`, { ...filing('review'), procedure: 'simple' })
    ).body
    // Five working days, 行政复议法 第五十四条.
    expect(review.answerDueOn).to.equal('2026-03-09')
    const stopped = await clerk.post<Remedy>(
      `/remedies/${review.id}/enforcement-suspension`,
      { fromOn: '2026-03-02', orderedBy: 'bureau', reason: '本机关认为需要停止执行。' },
      asRead(review),
    )
    const seen = await officer.get<{
      items: Remedy[]
      enforcementSuspended: boolean
      surchargePauses: object[]
    }>(`/cases/${caseId}/remedies`)
    expect([seen.status, seen.body.items.length, seen.body.enforcementSuspended]).to.deep.equal([
      200,
      2,
      true,
    ])
    expect(seen.body.surchargePauses).to.deep.equal([{ fromOn: '2026-03-02', toOn: null }])
    const again = { ...outcome, outcome: 'revoked', redo: { from: 'decision' } }
    const path = `/remedies/${review.id}/outcome`
    // A case decided on the spot has no stages to go through again.
    expect((await clerk.post(path, again, asRead(stopped.body))).status).to.equal(409)
    expect((await clerk.post(path, { ...outcome, outcome: 'revoked' }, asRead(review))).status).to.equal(412)
    const revoked = await clerk.post<Remedy>(path, { ...outcome, outcome: 'revoked' }, asRead(stopped.body))
    expect([revoked.status, revoked.body.effect]).to.deep.equal([
      200,
      { effect: 'void', decision: 'revoked', refundFen: 0, publication: null },
    ])
    const page = await officer.get<{ case: object; tasks: object[] }>(`/cases/${caseId}`)
    expect(page.body.case).to.include({ state: 'revoked', decisionState: 'revoked' })
    const list = await clerk.get<{ items: Remedy[]; next: string | null }>(
      '/remedies?state=concluded&limit=1',
    )
    expect([list.body.items.map(({ id }) => id), list.body.next]).to.deep.equal([[review.id], review.id])
    const rest = await clerk.get<{ items: Remedy[] }>(`/remedies?limit=5&cursor=${list.body.next}`)
    expect(rest.body.items.map(({ id }) => id)).to.deep.equal([suit.body.id])
  }).timeout(60_000)

  it('shows hearings to who reads cases, and who may preside to who arranges them', async () => {
    expect((await clerk.get<object>('/hearings')).body).to.deep.equal({ items: [], next: null })
    expect((await officer.get<object>(`/cases/${caseId}/hearings`)).body).to.deep.equal({ items: [] })
    const hosts = await clerk.get<{ items: object[] }>(`/cases/${caseId}/hearing-hosts`)
    expect(hosts.body.items).to.have.length.greaterThan(2)
    expect((await officer.get(`/cases/${caseId}/hearing-hosts`)).status).to.equal(403)
    expect((await (await bureau.as('property-keeper-1')).get('/hearings')).status).to.equal(403)
    const now = { receivedAt: '2026-03-02T09:30:00+08:00' }
    expect((await officer.post(`/cases/${caseId}/hearing-requested`, now)).status).to.equal(409)
    const move = { cause: 'postponement', reason: '当事人申请延期。' }
    expect((await clerk.post(`/cases/${caseId}/hearing-rearrangement`, move)).status).to.equal(409)
  })
}
