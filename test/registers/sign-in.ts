/** Signing in with a second factor, and at another provider: a real one, started here. */
import { expect } from 'chai'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, demoPassword } from './bureau.ts'
import { enrol, openSignInDesk as open, type SignInDesk as Opened } from './sign-in-desk.ts'
import type { Reply } from './ask.ts'

export function signInBehaves(make: MakeDatabase): void {
  describe('the second factor', () => {
    let opened: Opened
    let bureau: Bureau
    before(async () => {
      opened = await open(make)
      bureau = opened.bureau
    })
    after(() => opened.close())
    const nextStep = () => bureau.clock.advance(30_000)

    it('is asked of approvers and administrators before they can do anything else', async () => {
      const { ask, signIn, shown } = opened
      const officer = (await signIn('squad-01-officer-1')).body
      expect((officer.me as Reply['body']).secondFactor).to.deep.equal({
        enrolled: false,
        required: false,
        recoveryCodesLeft: 0,
      })
      const token = (await signIn('squad-01-head')).body.token as string
      const me = (await ask('GET', '/me', token)).body
      expect(me.actions).to.deep.equal([])
      expect(me.secondFactor).to.include({ enrolled: false, required: true })
      const refused = await ask('GET', '/accounts', token)
      expect([refused.status, refused.body.code]).to.deep.equal([403, 'second-factor-required'])
      expect((await ask('PUT', '/me/password', token, { current: 'x', next: 'y' })).status).to.equal(403)
      expect((await ask('POST', '/me/second-factor', token, { password: 'wrong' })).status).to.equal(401)
      const begun = await ask('POST', '/me/second-factor', token, { password: demoPassword })
      expect(begun.status).to.equal(201)
      const { secret, uri, svg } = begun.body as { secret: string; uri: string; svg: string }
      expect(uri)
        .to.match(/^otpauth:\/\/totp\//)
        .and.contain(secret)
      expect(svg).to.contain('<svg')
      expect((await ask('PUT', '/me/second-factor', token, { code: '000000' })).status).to.equal(422)
      const confirmed = await ask('PUT', '/me/second-factor', token, { code: await shown(secret) })
      expect(confirmed.body.recoveryCodes).to.have.length(10)
      expect((await ask('GET', '/me', token)).body.actions).to.include('approval.decide')
      expect((await ask('POST', '/me/second-factor', token, { password: demoPassword })).status).to.equal(409)
    })

    it('counts a code once, with one step of drift, and not a later one', async () => {
      const { signIn, shown } = opened
      const { secret } = await enrol(opened, 'squad-02-head')
      const asked = await signIn('squad-02-head')
      expect([asked.status, asked.body.code]).to.deep.equal([401, 'code-required'])
      expect((await signIn('squad-02-head', await shown(secret))).status, 'used at the enrolment').to.equal(
        401,
      )
      nextStep()
      const code = await shown(secret)
      expect((await signIn('squad-02-head', code)).status).to.equal(201)
      expect((await signIn('squad-02-head', code)).status, 'twice').to.equal(401)
      expect((await signIn('squad-02-head', await shown(secret, 1))).status, 'one step ahead').to.equal(201)
      expect((await signIn('squad-02-head', await shown(secret, 3))).status).to.equal(401)
    })

    it('takes each recovery code once, and a new set ends the old', async () => {
      const { ask, signIn, shown } = opened
      const { secret, token, recoveryCodes } = await enrol(opened, 'squad-03-head')
      expect((await signIn('squad-03-head', recoveryCodes[0])).status).to.equal(201)
      expect((await signIn('squad-03-head', recoveryCodes[0])).status).to.equal(401)
      expect((await signIn('squad-03-head', recoveryCodes[1]!.toLowerCase())).status).to.equal(201)
      const stored = JSON.stringify(await bureau.database.sql.all('SELECT * FROM recovery_codes'))
      const factors = JSON.stringify(await bureau.database.sql.all('SELECT * FROM second_factors'))
      expect(stored).not.to.contain(recoveryCodes[2])
      expect(factors).not.to.contain(secret)
      nextStep()
      const renewed = await ask('POST', '/me/second-factor/recovery-codes', token, {
        code: await shown(secret),
      })
      expect(renewed.status).to.equal(201)
      expect((await signIn('squad-03-head', recoveryCodes[2])).status).to.equal(401)
      expect((await signIn('squad-03-head', (renewed.body.recoveryCodes as string[])[0])).status).to.equal(
        201,
      )
    })

    it('shares its lock-out with the password', async () => {
      const { signIn, shown } = opened
      const { secret } = await enrol(opened, 'squad-04-head')
      nextStep()
      for (const [password, code] of [
        ['wrong-password', undefined],
        [demoPassword, '000000'],
        ['wrong-password', undefined],
        [demoPassword, 'ABCDE-FGHJK'],
        [demoPassword, '000001'],
      ] as const)
        expect((await signIn('squad-04-head', code, password)).status).to.equal(401)
      expect((await signIn('squad-04-head', await shown(secret))).status).to.equal(429)
      bureau.clock.advance(15 * 60_000 + 1)
      expect((await signIn('squad-04-head', await shown(secret))).status).to.equal(201)
    })

    it('is reset by another administrator only, which ends the sessions', async () => {
      const { ask, signIn } = opened
      const { token: admin } = await enrol(opened, 'general-admin-1')
      const { token } = await enrol(opened, 'squad-05-head')
      const { accountId } = await bureau.actor('squad-05-head')
      const own = await bureau.actor('general-admin-1')
      expect((await ask('DELETE', `/accounts/${accountId}/second-factor`, token)).status).to.equal(403)
      expect((await ask('DELETE', `/accounts/${own.accountId}/second-factor`, admin)).status).to.equal(403)
      expect((await ask('DELETE', `/accounts/${accountId}/second-factor`, admin)).status).to.equal(204)
      expect((await ask('GET', '/me', token)).status).to.equal(401)
      const again = (await signIn('squad-05-head')).body.me as Reply['body']
      expect(again.secondFactor).to.deep.equal({ enrolled: false, required: true, recoveryCodesLeft: 0 })
      const lines = await bureau.audit.list({ object: { type: 'account', id: accountId }, limit: 100 })
      expect(lines.map(({ action }) => action)).to.include.members([
        'account.second-factor-set',
        'account.second-factor-reset',
      ])
    })
  })

  describe('sign-in at another provider (OIDC)', () => {
    let opened: Opened
    let provider: Server
    let address: string
    const redirectUri = 'http://127.0.0.1:9/sign-in/oidc'
    /** What the provider says of who signs in there. */
    let claims: { [name: string]: unknown } = {}

    before(async () => {
      provider = createServer()
      await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
      address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
      const oidc = new Provider(address, {
        clients: [
          {
            client_id: 'zhiheng',
            client_secret: 'a-secret-of-the-tests',
            redirect_uris: [redirectUri],
            grant_types: ['authorization_code'],
            response_types: ['code'],
          },
        ],
        claims: { openid: ['sub'], profile: ['preferred_username'] },
        pkce: { required: () => true },
        findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...claims }) }),
        features: { devInteractions: { enabled: true } },
      })
      provider.on('request', oidc.callback())
      opened = await open(make, {
        oidc: {
          issuer: address,
          clientId: 'zhiheng',
          clientSecret: 'a-secret-of-the-tests',
          redirectUri,
          claim: 'preferred_username',
        },
      })
    })
    after(async () => {
      await opened.close()
      provider.closeAllConnections()
      provider.close()
    })

    /** As a browser: from the provider's address through its pages (whoever says who they are is believed) back to ours. */
    async function atProvider(start: string, login: string): Promise<string> {
      const cookies = new Map<string, string>()
      let next: { url: string; form?: URLSearchParams } = { url: start }
      for (let step = 0; step < 20; step++) {
        const answer: Response = await fetch(next.url, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
          ...(next.form && { method: 'POST', body: next.form }),
        })
        for (const line of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
          cookies.set(name!, value!)
        }
        const location = answer.headers.get('location')
        if (location?.startsWith(redirectUri)) return new URL(location).search.slice(1)
        if (location !== null) next = { url: new URL(location, next.url).href }
        else {
          const page = await answer.text()
          const [, action] = /action="([^"]+)"/.exec(page) ?? []
          if (!action) throw new Error(`the provider answers ${answer.status}: ${page.slice(0, 400)}`)
          const [, prompt] = /name="prompt" value="([^"]+)"/.exec(page) ?? []
          next = {
            url: new URL(action, next.url).href,
            form: new URLSearchParams({ prompt: prompt ?? '', login, password: 'x' }),
          }
        }
      }
      throw new Error('the provider does not send back')
    }
    async function signInAs(userName: string) {
      claims = { preferred_username: userName }
      const { attempt, address: way } = (await opened.ask('POST', '/session/oidc')).body as {
        attempt: string
        address: string
      }
      return { attempt, query: await atProvider(way, `sub-of-${userName}`) }
    }
    const answer = (body: object) => opened.ask('POST', '/session/oidc/answer', undefined, body)

    it('signs in an account that is there, by the configured claim', async () => {
      expect((await opened.ask('GET', '/session/ways')).body).to.deep.equal({ password: true, oidc: true })
      const { status, body } = await answer(await signInAs('squad-01-officer-1'))
      expect(status, JSON.stringify(body)).to.equal(201)
      expect((await opened.ask('GET', '/me', body.token as string)).body).to.deep.include({
        accountId: (await opened.bureau.actor('squad-01-officer-1')).accountId,
      })
    })

    it('signs in an account that has no password, which no password opens', async () => {
      const { bureau, ask, signIn } = opened
      const admin = await bureau.actor('general-admin-1')
      const { account, oneTimePassword } = await bureau.identity.openAccount(admin, {
        userName: 'only-elsewhere',
        officerId: null,
        name: '外来的人',
        roles: [{ role: 'statistician', scope: 'bureau', departmentId: null }],
        password: 'none',
      })
      expect([account.password, oneTimePassword]).to.deep.equal(['none', null])
      expect((await signIn('only-elsewhere', undefined, demoPassword)).status).to.equal(401)
      const token = (await answer(await signInAs('only-elsewhere'))).body.token as string
      expect((await ask('GET', '/me', token)).body).to.deep.include({ passwordDue: false, name: '外来的人' })
      expect(
        (await ask('PUT', '/me/password', token, { current: 'x', next: 'another-one' })).status,
      ).to.equal(409)
      // Once it has a one-time password, that is changed first, whichever way one signs in.
      await bureau.identity.resetPassword(admin, account.id)
      expect((await ask('GET', '/me', token)).status).to.equal(401)
      expect((await answer(await signInAs('only-elsewhere'))).body.me).to.deep.include({ passwordDue: true })
    })

    it('makes no account of somebody unknown, and lets no disabled one in', async () => {
      const { database, identity, actor } = opened.bureau
      const count = async () => (await identity.accounts()).length
      const before = await count()
      const unknown = await answer(await signInAs('nobody-of-ours'))
      expect([unknown.status, unknown.body.code]).to.deep.equal([401, 'sign-in-failed'])
      expect(unknown.body.detail).to.contain('没有账号')
      expect(await count()).to.equal(before)
      const { accountId } = await actor('squad-01-officer-3')
      const admin = await actor('general-admin-1')
      await database.write((tx) => identity.setDisabled(tx, admin, accountId, true))
      expect((await answer(await signInAs('squad-01-officer-3'))).status).to.equal(401)
    })

    it('takes an answer once, for ten minutes, and only from who has begun', async () => {
      const first = await signInAs('squad-01-officer-1')
      const second = await signInAs('squad-01-officer-2')
      expect((await answer({ ...first, attempt: second.attempt })).status, 'another’s answer').to.equal(401)
      expect((await answer(first)).status).to.equal(201)
      expect((await answer(first)).status, 'twice').to.equal(401)
      const late = await signInAs('squad-01-officer-1')
      opened.bureau.clock.advance(10 * 60_000 + 1)
      expect((await answer(late)).status, 'late').to.equal(401)
      expect((await answer({ attempt: 'x', query: 'code=1&state=2' })).status).to.equal(401)
      const altered = await signInAs('squad-01-officer-1')
      expect((await answer({ ...altered, query: `${altered.query}x` })).status).to.equal(401)
    })

    it('asks an approver for our own second factor where the provider has asked for none', async () => {
      const { body } = await answer(await signInAs('squad-06-head'))
      const token = body.token as string
      expect((await opened.ask('GET', '/accounts', token)).body.code).to.equal('second-factor-required')
      const { secret } = (await opened.ask('POST', '/me/second-factor', token, { password: demoPassword }))
        .body
      await opened.ask('PUT', '/me/second-factor', token, { code: await opened.shown(secret as string) })
      expect((await answer(await signInAs('squad-06-head'))).body.code).to.equal('code-required')
      opened.bureau.clock.advance(30_000)
      const code = await opened.shown(secret as string)
      expect((await answer({ ...(await signInAs('squad-06-head')), code })).status).to.equal(201)
    })
  })
}
