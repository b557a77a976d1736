/** What the public sees of an issued document, and how it changes when the document is corrected, invalidated or withdrawn. */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { MakeDatabase } from '../databases.ts'
import { openSigningDesk, type SigningDesk } from '../signatures/signing-desk.ts'

export function verificationStories(make: MakeDatabase): void {
  let desk: SigningDesk
  before(async () => {
    desk = await openSigningDesk(make, paperlessRenderer())
  })
  after(() => desk.close())
  // The limit counts by address: each test comes from another, through a proxy of ours.
  let visitor = 0
  beforeEach(() => void visitor++)
  const open = async (path: string, init: RequestInit = {}) =>
    fetch(`${desk.address}${path}`, {
      ...init,
      headers: { ...init.headers, 'x-forwarded-for': `198.51.100.${visitor}` },
    })
  const look = async (code: string) => {
    const answer = await open(`/api/v1/verifications/${code}`)
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
    return { status: answer.status, body: (await answer.json()) as any }
  }
  const propose = (id: string, act: object, userName?: string) =>
    desk.ask('POST', `/documents/${id}/acts`, act, userName)
  const decide = (actId: string, approve: boolean, userName = 'squad-01-head') =>
    desk.ask(
      'POST',
      `/document-acts/${actId}/decision`,
      { approve, opinion: approve ? '同意' : '不同意' },
      userName,
    )

  it('tells who has the paper what the paper shows, and nothing more', async () => {
    const id = await desk.issue('penalty-decision')
    const code = await desk.codeOf(id)
    expect(code).to.match(/^[0-9a-hjkmnp-tv-z]{20}$/)
    const html = (await desk.ask('GET', `/documents/${id}/preview`)).bytes.toString()
    expect(html, 'the QR code is printed').to.contain('扫码核验真伪')
    const { body: document } = await desk.ask('GET', `/documents/${id}`)
    expect((await look(code)).body).to.deep.equal({
      bureau: desk.documents.bureau.name,
      phone: desk.documents.bureau.phone,
      title: document.name,
      number: document.number,
      issuedOn: '2026-03-02',
      standing: 'valid',
      sha256: document.sha256,
      sm3: document.sm3,
      acts: [],
      reprints: 0,
      lastReprintOn: null,
    })
    const page = await open(`/verify/${code.toUpperCase()}`)
    const shown = await page.text()
    expect(page.status).to.equal(200)
    expect(page.headers.get('cache-control')).to.equal('no-store')
    expect(shown).to.contain(document.number).and.contain('2026年3月2日').and.contain('>有效<')
    const { party } = paperlessRenderer().describe('penalty-decision').sample.facts
    for (const secret of [party!.name, party!.creditCode ?? party!.idNumber!, id, 'CASE-1'])
      expect(shown).not.to.contain(secret)
  })

  it('knows no document by its number, its id, or a code that is almost right', async () => {
    const id = await desk.issue('penalty-decision')
    const code = await desk.codeOf(id)
    const other = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`
    for (const wrong of [other, id, '%E7%A4%BA%E7%BB%BC%E6%89%A7', '..%2F..%2Fetc', 'x'])
      expect((await open(`/verify/${wrong}`)).status, wrong).to.equal(404)
    expect(await (await open(`/verify/${other}`)).text())
      .to.contain('没有找到这份文书')
      .and.not.contain('<script')
  })

  it('is not asked without end, and least of all for what is not there', async () => {
    const code = await desk.codeOf(await desk.issue('penalty-decision'))
    const answers: number[] = []
    for (let asked = 0; asked < 8; asked++) answers.push((await look('0'.repeat(20))).status)
    expect(answers).to.deep.equal([404, 404, 404, 404, 404, 404, 429, 429])
    const page = await open(`/verify/${code}`)
    expect([page.status, await page.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 429 && text.includes('请稍后再试'),
    )
  })

  it('compares a file by its fingerprint, taken here or by the browser', async () => {
    const id = await desk.issue('penalty-decision')
    const code = await desk.codeOf(id)
    const pdf = (await desk.ask('GET', `/documents/${id}/pdf`)).bytes
    const path = `/api/v1/verifications/${code}/comparison`
    const upload = async (body: Buffer) =>
      (
        await open(path, {
          method: 'POST',
          body: new Uint8Array(body),
          headers: { 'content-type': 'application/octet-stream' },
        })
      ).json()
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    expect(await upload(pdf)).to.deep.equal({ match: 'original', sha256 })
    expect(await (await open(`${path}?sha256=${sha256}`)).json()).to.deep.equal({ match: 'original', sha256 })
    expect(await upload(Buffer.concat([pdf, Buffer.from(' ')]))).to.include({ match: null })
  })

  it('shows a correction with the number of its notice, which another person approved', async () => {
    const id = await desk.issue('penalty-decision')
    const code = await desk.codeOf(id)
    const { address } = paperlessRenderer().describe('penalty-decision').sample.facts.party!
    const right = `${address}一层`
    const correction = {
      kind: 'correction',
      reason: '地址漏写楼层',
      errors: [{ place: '当事人基本情况', wrong: address, right }],
    }
    const nowhere = await propose(id, {
      ...correction,
      errors: [{ place: '正文', wrong: '不在文书里的字', right: '甲' }],
    })
    expect([nowhere.status, nowhere.body.fields]).to.deep.equal([
      422,
      [{ path: 'errors.0.wrong', message: '原文书中没有“不在文书里的字”' }],
    ])
    expect((await propose(id, correction, 'squad-02-officer-1')).status).to.equal(403)
    const proposed = await propose(id, correction)
    expect([proposed.status, proposed.body.state]).to.deep.equal([201, 'proposed'])
    expect((await look(code)).body, 'a proposal is nothing yet').to.deep.include({
      standing: 'valid',
      acts: [],
    })
    expect((await propose(id, correction)).status).to.equal(409)
    const own = await decide(proposed.body.id, true, 'squad-01-officer-1')
    expect([own.status, own.body.detail]).to.deep.equal([403, '补正须由提出人、办案人员以外的人审批'])
    const decided = await decide(proposed.body.id, true)
    expect(decided.body).to.include({ state: 'effective', opinion: '同意' })
    const again = await decide(proposed.body.id, false)
    expect([again.status, again.body.detail]).to.deep.equal([409, '这一事项已经审批'])

    const { body: notice } = await desk.ask('GET', `/documents/${decided.body.resultId}`)
    expect(notice).to.include({
      kind: 'correction-of-document',
      state: 'issued',
      number: '示综执补字〔2026〕第000001号',
    })
    const text = (await desk.ask('GET', `/documents/${notice.id}/preview`)).bytes.toString()
    expect(text).to.contain(right)
    const { body } = await look(code)
    expect(body).to.deep.include({
      standing: 'corrected',
      acts: [{ kind: 'correction', on: '2026-03-02', number: notice.number }],
    })
    expect(await (await open(`/verify/${code}`)).text())
      .to.contain('有效，已补正')
      .and.contain(notice.number)
    const { body: unchanged } = await desk.ask('GET', `/documents/${id}`)
    expect(unchanged).to.include({ state: 'issued', sha256: body.sha256 })
  })

  it('shows what is invalidated; its number stays taken', async () => {
    const id = await desk.issue('correction-order')
    const proposed = await propose(id, { kind: 'invalidation', reason: '打印时当事人选错' })
    expect((await decide(proposed.body.id, false)).body.state).to.equal('rejected')
    expect((await look(await desk.codeOf(id))).body.standing).to.equal('valid')
    const once = await propose(id, { kind: 'invalidation', reason: '打印时当事人选错' })
    await decide(once.body.id, true)
    expect((await look(await desk.codeOf(id))).body).to.deep.include({
      standing: 'invalidated',
      acts: [{ kind: 'invalidation', on: '2026-03-02', number: null }],
    })
    expect((await propose(id, { kind: 'invalidation', reason: '再次作废' })).status).to.equal(409)
    const next = await desk.issue('correction-order')
    const numbers = await Promise.all(
      [id, next].map(async (one) => (await desk.ask('GET', `/documents/${one}`)).body.number as string),
    )
    expect(numbers.map((number) => number.slice(-7))).to.deep.equal(['000001号', '000002号'])
  })

  it('does not throw a decision away as spoiled paper; it is withdrawn for the whole bureau, with its basis', async () => {
    const id = await desk.issue('penalty-decision')
    const spoiled = await propose(id, { kind: 'invalidation', reason: '作废决定' })
    expect([spoiled.status, spoiled.body.detail]).to.deep.equal([
      409,
      '决定书不能按废件作废；决定有错误的，应当依法撤销',
    ])
    expect((await propose(id, { kind: 'withdrawal', reason: '复议撤销' })).body.fields[0].path).to.equal(
      'basis',
    )
    const proposed = await propose(id, {
      kind: 'withdrawal',
      reason: '复议撤销',
      basis: '示政复决字〔2026〕第7号',
      basisOn: '2026-02-27',
    })
    expect((await decide(proposed.body.id, true, 'squad-01-head')).body.detail).to.equal(
      '撤销须由法制科或者局长审批',
    )
    expect((await decide(proposed.body.id, true, 'legal-reviewer-1')).body.state).to.equal('effective')
    expect(await (await open(`/verify/${await desk.codeOf(id)}`)).text()).to.contain('已撤销')
    const lines = await desk.audit.list({ object: { type: 'document', id } })
    expect(lines.map(({ action }) => action)).to.include.members([
      'document.withdrawal-proposed',
      'document.withdrawal-approved',
    ])
  })

  it('stands in the catalogue of the volume, the notice behind what it corrects', async () => {
    await desk.close()
    desk = await openSigningDesk(make, paperlessRenderer())
    const id = await desk.issue('penalty-decision')
    await desk.issue('closing-report')
    const { address } = paperlessRenderer().describe('penalty-decision').sample.facts.party!
    const { body: act } = await propose(id, {
      kind: 'correction',
      reason: '笔误',
      errors: [{ place: '地址', wrong: address, right: `${address}一层` }],
    })
    await decide(act.id, true)
    const bound: { title: string; remark?: string }[] = []
    const renderer = paperlessRenderer()
    const { renderVolume } = desk.renderer
    desk.renderer.renderVolume = async (request) => {
      const made = await renderVolume(request)
      bound.push(...made.entries)
      return made
    }
    await desk.documents.prepareVolume('CASE-1', renderer.describe('volume-cover').sample.facts, '2026-03-02')
    expect(bound.map(({ title, remark }) => [title, remark])).to.deep.equal([
      ['行政处罚决定书', '已补正，见示综执补字〔2026〕第000001号'],
      ['文书补正通知书', undefined],
      ['结案审批表', undefined],
    ])
  })
}
