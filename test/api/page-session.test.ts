/** The session of a page: kept by the browser where no script reads it, of no use to another site, ended by signing out. */
import { expect } from 'chai'
import { onEmbedded } from '../engine-under-test.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor, patrolClue } from '../faults/bureau-at-the-door.ts'

describe('the session of a page', () => {
  let door: BureauAtTheDoor
  before(async () => (door = await openBureauAtTheDoor({ engine: onEmbedded })))
  after(() => door?.close())

  const ask = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(`${door.address}${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      cookie: response.headers.get('set-cookie') ?? '',
      body: (response.headers.get('content-type') ?? '').includes('json')
        ? (JSON.parse(text) as Record<string, unknown>)
        : {},
    }
  }
  const signIn = (userName: string, headers: Record<string, string> = {}) =>
    ask('POST', '/api/v1/session', headers, { userName, password: door.bureau.password, keep: 'cookie' })
  /** As a browser sends back what it was given. */
  const kept = (cookie: string) => cookie.split(';')[0]!

  it('is in a cookie that scripts cannot read and other sites cannot send, and not in the answer', async () => {
    const { status, cookie, body } = await signIn('squad-01-officer-1')
    expect(status).to.equal(201)
    expect(body).to.not.have.property('token')
    expect(cookie).to.match(/^zhiheng=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
    const me = await ask('GET', '/api/v1/me', { cookie: `other=1; ${kept(cookie)}` })
    expect([me.status, me.body.accountId]).to.deep.equal([200, (body.me as { accountId: string }).accountId])
  })

  it('changes nothing without the header that only our own pages set', async () => {
    const cookie = kept((await signIn('squad-01-officer-1')).cookie)
    const clues = () =>
      door.bureau.database.sql
        .all<{ n: number }>('SELECT COUNT(*) AS n FROM clues')
        .then(([row]) => Number(row!.n))
    const before = await clues()
    const register = (headers: object) =>
      ask('POST', '/api/v1/clues', { cookie, ...headers }, patrolClue('摊贩占道'))
    const forged = await register({})
    expect([forged.status, forged.body.code]).to.deep.equal([403, 'forbidden'])
    expect(forged.body.detail).to.include('x-zhiheng-page')
    expect(await clues()).to.equal(before)
    expect((await register({ 'x-zhiheng-page': '1' })).status).to.equal(201)
    expect(await clues()).to.equal(before + 1)
  })

  it('gives way to the token of a program, is ended by signing out, and opens no door of workers', async () => {
    const cookie = kept((await signIn('general-admin-1')).cookie)
    const wrong = await ask('GET', '/api/v1/me', { cookie, authorization: 'Bearer wrong' })
    expect(wrong.status).to.equal(401)
    const door = await ask(
      'POST',
      '/engine-rest/external-task/fetchAndLock',
      { cookie, 'x-zhiheng-page': '1' },
      {
        workerId: 'page',
        maxTasks: 1,
        topics: [],
      },
    )
    expect(door.status).to.equal(401)
    const left = await ask('DELETE', '/api/v1/session', { cookie, 'x-zhiheng-page': '1' })
    expect([left.status, left.cookie]).to.deep.equal([
      204,
      'zhiheng=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
    ])
    expect((await ask('GET', '/api/v1/me', { cookie })).status).to.equal(401)
  })
})
