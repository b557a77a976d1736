/** Clues over HTTP: what only the door does (idempotency keys, versions, files). */
import { inEpoch } from '../instants.ts'
import { expect } from 'chai'
import { clueRoutes } from '../../src/clues/routes.ts'
import { answerOnce } from '../../src/http/idempotency.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import type { MakeDatabase } from '../databases.ts'
import { serveRoutes } from '../serve-routes.ts'
import { demoPassword, monday } from '../registers/bureau.ts'
import { type ClueDesk, openClueDesk } from './clue-desk.ts'
import { csvOf, ticket } from './clue-files.ts'

const clue = {
  source: 'complaint',
  place: '示例县人民路 12 号',
  content: '店外占道经营',
  particulars: { reporterName: '王小明', reporterPhone: '13812345678' },
}

interface Answer {
  status: number
  headers: Headers
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  body: any
  bytes: Buffer
}

export function httpStories(make: MakeDatabase): void {
  let desk: ClueDesk
  let server: RunningServer
  const tokens = new Map<string, string>()
  before(async () => {
    desk = await openClueDesk({ make })
    const { identity, clues, database, clock } = desk
    server = await serveRoutes({
      routes: clueRoutes({ clues }),
      authenticate: async (request) =>
        identity.actorOf(request.get('authorization')?.slice('Bearer '.length) ?? '', 'test'),
      once: answerOnce(database, clock),
      clock,
    })
  })
  after(async () => {
    await server.close()
    await desk.close()
  })

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    userName = 'squad-01-officer-1',
  ): Promise<Answer> {
    const token =
      tokens.get(userName) ??
      (await desk.identity.signIn({ userName, password: demoPassword, from: 'test' })).token
    tokens.set(userName, token)
    const raw = Buffer.isBuffer(body)
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? undefined : raw ? new Uint8Array(body) : JSON.stringify(body),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined,
    }
  }
  const count = async () =>
    Number((await desk.database.sql.all<{ n: number }>('SELECT COUNT(*) AS n FROM clues'))[0]!.n)

  describe('an Idempotency-Key', () => {
    it('makes one clue of a registration that is sent again, even at once', async () => {
      const before = await count()
      const key = { 'idempotency-key': 'k-1' }
      const sent = await Promise.all([1, 2, 3].map(() => ask('POST', '/clues', clue, key)))
      const made = sent.filter(({ status }) => status === 201)
      expect(made.length).to.be.greaterThan(0)
      expect(sent.every(({ status }) => status === 201 || status === 409)).to.equal(true)
      const again = await ask('POST', '/clues', clue, key)
      expect(again.status).to.equal(201)
      expect(again.body).to.deep.equal(made[0]!.body)
      expect(again.headers.get('idempotent-replayed')).to.equal('true')
      expect(await count()).to.equal(before + 1)
    })

    it('refuses another body, and is each person’s own', async () => {
      const key = { 'idempotency-key': 'k-1' }
      const other = await ask('POST', '/clues', { ...clue, place: '别处' }, key)
      expect(other.status).to.equal(409)
      expect(other.body.detail).to.match(/内容不同/)
      const mine = await ask('POST', '/clues', clue, key, 'squad-01-officer-2')
      expect(mine.headers.get('idempotent-replayed')).to.equal(null)
      expect(mine.status).to.equal(201)
      const long = { 'idempotency-key': 'x'.repeat(201) }
      expect((await ask('POST', '/clues', clue, long)).status).to.equal(400)
    })

    it('of a refused registration may be used again once it is put right', async () => {
      const key = { 'idempotency-key': 'k-2' }
      expect((await ask('POST', '/clues', { ...clue, category: '海洋渔业' }, key)).status).to.equal(422)
      expect((await ask('POST', '/clues', clue, key)).status).to.equal(201)
    })

    it('is forgotten after thirty days', async () => {
      const clock = new ControlledClock(monday)
      const once = answerOnce(desk.database, clock)
      const request = { method: 'POST', path: '/clues', body: {} }
      let done = 0
      const send = (key: string) => once(key, 'someone', request, async () => ({ body: { done: ++done } }))
      await send('k-old')
      clock.advance(29 * 86_400_000)
      expect((await send('k-old'))?.body).to.deep.equal({ done: 1 })
      clock.advance(2 * 86_400_000)
      expect((await send('k-old'))?.body).to.deep.equal({ done: 2 })
    })

    it('keeps nothing of who reported', async () => {
      const rows = await desk.database.sql.all('SELECT * FROM idempotency_keys')
      expect(JSON.stringify(rows)).not.to.match(/王小明|13812345678/)
    })
  })

  it('a change needs the version that was seen', async () => {
    const { clueId } = (await ask('POST', '/clues', clue)).body
    const page = await ask('GET', `/clues/${clueId}`)
    const etag = page.headers.get('etag')!
    expect(page.body.may).to.include.members(['amend', 'reveal', 'educate', 'propose', 'answer'])
    const change = { place: '人民路 14 号' }
    expect((await ask('PATCH', `/clues/${clueId}`, change)).status).to.equal(400)
    const changed = await ask('PATCH', `/clues/${clueId}`, change, { 'if-match': etag })
    expect(changed.status).to.equal(200)
    expect((await ask('PATCH', `/clues/${clueId}`, change, { 'if-match': etag })).status).to.equal(409)
    expect(changed.headers.get('etag')).to.equal((await ask('GET', `/clues/${clueId}`)).headers.get('etag'))
    expect(
      (await ask('PATCH', `/clues/${clueId}`, { source: 'patrol' }, { 'if-match': etag })).status,
    ).to.equal(422)
  })

  it('every answer keeps to its schema, from registration to the end', async () => {
    const { clueId } = (await ask('POST', '/clues', clue)).body
    const head = (path: string, body: object) =>
      ask('POST', `/clues/${clueId}/${path}`, body, {}, 'squad-01-head')
    const officerId = (await desk.actor('squad-01-officer-1')).officerId!
    const now = desk.clock.now()
    expect((await head('verifier', { officerId })).status).to.equal(204)
    const steps: [string, object][] = [
      [
        'verification',
        {
          verifiedAt: now,
          method: '现场核查',
          found: '未见占道',
          outcome: 'unfounded',
          proposal: '不予受理',
        },
      ],
      ['answer', { manner: '电话', content: '未发现占道，请留意', answeredAt: now }],
      ['proposal', { end: 'rejected', reason: '没有违法事实' }],
    ]
    for (const [path, body] of steps)
      expect((await ask('POST', `/clues/${clueId}/${path}`, body)).status, path).to.equal(204)
    expect((await head('proposal-decision', { decision: 'approve', opinion: '同意' })).status).to.equal(204)
    const { body } = await ask('GET', `/clues/${clueId}`)
    expect(body.clue).to.include({ state: 'rejected', stateName: '不予受理' })
    expect(body.history.map(({ act }: { act: string }) => act)).to.deep.equal([
      'clue.registered',
      'clue.verification-assigned',
      'clue.verified',
      'clue.answered',
      'clue.end-proposed',
      'clue.rejected',
    ])
    const shown = clueRoutes({ clues: desk.clues }).find(
      ({ method, path }) => method === 'get' && path === '/clues/{clueId}',
    )!
    expect(shown.response!.parse(inEpoch(body))).to.deep.equal(inEpoch(body))
    expect(JSON.stringify(body)).not.to.match(/王小明|13812345678/)
    const revealed = await ask('POST', `/clues/${clueId}/reveal`, { purpose: '回访' })
    expect(revealed.body.particulars.reporterName).to.equal('王小明')
    expect(revealed.headers.get('cache-control')).to.equal('no-store')
    for (const path of ['/clues?state=rejected&limit=5', '/clue-answers-due?colour=green', '/clue-sources'])
      expect((await ask('GET', path)).status, path).to.equal(200)
  })

  it('takes a file as it is and gives the same bytes back', async () => {
    const { clueId } = (await ask('POST', '/clues', clue)).body
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3 * 2 ** 20, 7)])
    const name = encodeURIComponent('举报信 1.pdf')
    const added = await ask('POST', `/clues/${clueId}/attachments?name=${name}`, bytes)
    expect(added.status).to.equal(201)
    expect(added.body).to.include({ name: '举报信 1.pdf', mediaType: 'application/pdf', size: bytes.length })
    const got = await ask('GET', `/clue-attachments/${added.body.id}`)
    expect(got.bytes.equals(bytes)).to.equal(true)
    expect(got.headers.get('content-type')).to.equal('application/pdf')
    expect(got.headers.get('content-disposition')).to.match(/^attachment/)
    const refused = await ask('POST', `/clues/${clueId}/attachments?name=a.pdf`, Buffer.from('MZ'))
    expect(refused.status).to.equal(422)
    const large = Buffer.alloc(desk.clues.largestAttachment + 1)
    const tooLarge = await ask('POST', `/clues/${clueId}/attachments?name=a.pdf`, large).catch(
      () => undefined,
    )
    if (tooLarge) expect(tooLarge.status).to.equal(413)
    expect((await ask('GET', `/clues/${clueId}`)).body.attachments).to.have.length(1)
  })

  it('imports the body as a file, JSON too', async () => {
    const send = (query: string, body: string, by = 'command-head') =>
      ask('POST', `/clue-imports?${query}`, Buffer.from(body), {}, by)
    const checked = await send('dryRun=true&mapping=digital-city', csvOf([ticket(1), ticket(2)]))
    expect([checked.status, checked.body.outcome, checked.body.accepted]).to.deep.equal([200, 'checked', 2])
    const imported = await send(
      `name=${encodeURIComponent('三月.json')}`,
      JSON.stringify([ticket(1), ticket(2)]),
    )
    expect([imported.status, imported.body.outcome, imported.body.name]).to.deep.equal([
      201,
      'imported',
      '三月.json',
    ])
    expect((await send('', csvOf([ticket(3, { 问题地址: '' })]))).body.outcome).to.equal('refused')
    expect((await send('', csvOf([ticket(4)]), 'squad-01-officer-1')).status).to.equal(403)
  })
}
