/** Sessions and accounts over HTTP: signing in and out, and an account that is disabled. */
import { expect } from 'chai'
import { matrix } from './roles-over-http.ts'
import { demoPassword } from './bureau.ts'
import type { RoutesDesk } from './routes-desk.ts'

export function identityOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('signs in, says who I am, and signs out', async () => {
    const { status, body } = await ask('POST', '/session', undefined, {
      userName: 'squad-01-officer-1',
      password: demoPassword,
    })
    expect(status).to.equal(201)
    const token = body!.token as string
    const me = (await ask('GET', '/me', token)).body!
    expect(me).to.deep.equal(body!.me)
    expect((me.roles as { title: string }[])[0]).to.include({ title: '办案人员', scope: 'squad' })
    expect(me.actions).to.include.members(['case.open']).and.not.to.include('account.edit')
    expect((await ask('DELETE', '/session', token)).status).to.equal(204)
    expect((await ask('GET', '/me', token)).status).to.equal(401)
  })

  it('refuses a wrong password, a missing field and a missing session', async () => {
    const wrong = await ask('POST', '/session', undefined, {
      userName: 'squad-01-officer-1',
      password: 'wrong-password',
    })
    expect([wrong.status, wrong.body!.code]).to.deep.equal([401, 'sign-in-failed'])
    const empty = await ask('POST', '/session', undefined, {})
    expect([empty.status, (empty.body!.fields as { path: string; message: string }[])[0]]).to.deep.equal([
      422,
      { path: 'userName', message: '请输入用户名' },
    ])
    for (const [path] of matrix) expect((await ask('GET', path)).status, path).to.equal(401)
  })

  it('lets the administrator disable an account, which ends its sessions at once', async () => {
    const { bureau } = desk
    const admin = await signIn('general-admin-1')
    const officer = await signIn('squad-08-officer-1')
    const { accountId } = await bureau.actor('squad-08-officer-1')
    const answer = await ask('PATCH', `/accounts/${accountId}`, admin, { disabled: true })
    expect([answer.status, answer.body!.disabled]).to.deep.equal([200, true])
    expect((await ask('GET', '/me', officer)).status).to.equal(401)
    expect(
      (await ask('PATCH', `/accounts/${accountId}`, await signIn('squad-08-head'), { disabled: false }))
        .status,
    ).to.equal(403)
  })
}
