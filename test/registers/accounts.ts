/** Accounts of real people: opened with a one-time password that is changed first, reset by another administrator, renamed with their officer. */
import { expect } from 'chai'
import { migrations } from '../../src/migrations/index.ts'
import { migrate, migrateDown } from '../../src/platform/database/migrate.ts'
import type { MakeDatabase } from '../databases.ts'
import { demoPassword } from './bureau.ts'
import { problemOf } from './identity.ts'
import { enrol, openSignInDesk, type SignInDesk } from './sign-in-desk.ts'
import type { Reply } from './ask.ts'

const oneTimeForm = /^([2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}$/
const codeOf = ({ status, body }: Reply) => [status, body.code]

export function accountsBehave(make: MakeDatabase): void {
  describe('accounts of people', () => {
    let desk: SignInDesk
    let admin: string
    /** Everything secret that was handed out, to look for where it must not be. */
    const secrets: string[] = []
    before(async () => {
      desk = await openSignInDesk(make)
      admin = (await enrol(desk, 'general-admin-1')).token
    })
    after(() => desk.close())

    /** A new officer of the first squad who has no account yet. */
    async function newOfficer(number: string, name: string): Promise<string> {
      const { database, officers, actor } = desk.bureau
      const affairs = await actor('general-admin-1')
      const { departmentId } = await officers.get(await desk.bureau.officerId('squad-01-officer-1'))
      const facts = { number, name, departmentId, squad: 'squad-01', post: '队员', postFrom: '2026-01-05' }
      const none = { certificateNumber: null, certificateExpiresOn: null, legalQualification: false }
      return (await database.write((tx) => officers.addOfficer(tx, affairs, { ...facts, ...none }))).id
    }
    const squadOf = async (userName: string) => (await desk.bureau.actor(userName)).roles[0]!.departmentId
    const open = (body: object, token = admin) => desk.ask('POST', '/accounts', token, body)
    async function opened(body: object): Promise<{ id: string; password: string }> {
      const answer = await open(body)
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201)
      const password = answer.body.oneTimePassword as string
      secrets.push(password)
      return { id: (answer.body.account as { id: string }).id, password }
    }
    const tokenOf = async (userName: string, password: string) =>
      (await desk.signIn(userName, undefined, password)).body.token as string
    const change = (token: string, current: string, next: string) =>
      desk.ask('PUT', '/me/password', token, { current, next })
    const accountOf = async (id: string) => (await desk.bureau.identity.account(id)).password

    it('begin with a one-time password, which is changed before anything else', async () => {
      const { ask, signIn } = desk
      const officerId = await newOfficer('900001', '周示新')
      const roles = [{ role: 'officer', scope: 'squad', departmentId: await squadOf('squad-01-officer-1') }]
      const answer = await open({ userName: 'zhou.shixin', officerId, roles })
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201)
      const { account, oneTimePassword } = answer.body as {
        account: { id: string }
        oneTimePassword: string
      }
      secrets.push(oneTimePassword)
      expect(account).to.deep.include({
        officerId,
        name: '周示新',
        password: 'one-time',
        disabled: false,
        roles,
      })
      expect(oneTimePassword).to.match(oneTimeForm)

      const first = await signIn('zhou.shixin', undefined, oneTimePassword)
      const other = await tokenOf('zhou.shixin', oneTimePassword)
      const token = first.body.token as string
      expect(first.body.me).to.deep.include({ passwordDue: true, actions: [], roles: [] })
      for (const [method, path] of [
        ['GET', '/officers'],
        ['GET', '/accounts'],
        ['POST', '/me/second-factor'],
      ] as const)
        expect(
          codeOf(await ask(method, path, token, method === 'POST' ? { password: 'x' } : undefined)),
          path,
        ).to.deep.equal([403, 'password-change-required'])
      const actor = await desk.bureau.identity.actorOf(token, 'x')
      expect(desk.bureau.identity.may(actor!, 'officer.read'), 'in the services too').to.equal(false)

      expect(codeOf(await change(token, 'wrong-password', 'a-new-password'))).to.deep.equal([
        401,
        'sign-in-failed',
      ])
      for (const next of ['seven77', 'Zhou.ShiXin', oneTimePassword, 'x'.repeat(129)]) {
        const refused = await change(token, oneTimePassword, next)
        expect(codeOf(refused), next).to.deep.equal([422, 'input-invalid'])
        expect((refused.body.fields as { path: string }[])[0]!.path).to.equal('next')
      }
      expect((await change(token, oneTimePassword, 'a-new-password')).status).to.equal(204)
      const me = (await ask('GET', '/me', token)).body
      expect(me.passwordDue).to.equal(false)
      expect(me.actions).to.include('case.open')
      expect((await ask('GET', '/officers', token)).status).to.equal(200)
      expect((await ask('GET', '/me', other)).status, 'the other session').to.equal(401)
      expect((await signIn('zhou.shixin', undefined, oneTimePassword)).status).to.equal(401)
      expect(await accountOf(account.id)).to.equal('own')
      const lines = await desk.bureau.audit.list({ object: { type: 'account', id: account.id } })
      expect(lines.map(({ action }) => action)).to.deep.equal(['account.added', 'account.password-changed'])
    })

    it('ask an approver for the password first and the second factor next', async () => {
      const { ask } = desk
      const officerId = await newOfficer('900002', '吴示批')
      const roles = [
        { role: 'department-head', scope: 'squad', departmentId: await squadOf('squad-01-head') },
      ]
      const { password } = await opened({ userName: 'wu.shipi', officerId, roles })
      const token = await tokenOf('wu.shipi', password)
      expect((await ask('GET', '/me', token)).body).to.deep.include({
        passwordDue: true,
        secondFactor: { enrolled: false, required: true, recoveryCodesLeft: 0 },
      })
      expect((await change(token, password, 'a-new-password')).status).to.equal(204)
      expect(codeOf(await ask('GET', '/officers', token))).to.deep.equal([403, 'second-factor-required'])
      const begun = await ask('POST', '/me/second-factor', token, { password: 'a-new-password' })
      const code = await desk.shown(begun.body.secret as string)
      expect((await ask('PUT', '/me/second-factor', token, { code })).status).to.equal(200)
      expect((await ask('GET', '/me', token)).body.actions).to.include('approval.decide')
    })

    it('are opened by administrators, for others, once, with roles that go together; what is refused changes nothing', async () => {
      const { bureau } = desk
      const count = async () => (await bureau.identity.accounts()).length
      const officerId = await newOfficer('900003', '郑示三')
      const gone = await newOfficer('900004', '冯示四')
      await bureau.database.write(({ sql }) => sql.run('UPDATE officers SET active = 0 WHERE id = ?', [gone]))
      const own = (await bureau.actor('general-admin-1')).officerId
      const body = { userName: 'zheng.shisan', officerId, roles: [] as object[] }
      const before = await count()
      const bureauWide = (role: string) => ({ role, scope: 'bureau', departmentId: null })
      const officer = await tokenOf('squad-02-officer-1', demoPassword)
      expect(codeOf(await open(body, officer))).to.deep.equal([403, 'forbidden'])
      const refused: [object, number][] = [
        [{ officerId: own }, 403],
        [{ userName: 'squad-01-head' }, 409],
        [{ officerId: await bureau.officerId('squad-01-head') }, 409],
        [{ officerId: gone }, 409],
        [{ officerId: 'X' }, 404],
        [{ userName: 'zheng shisan' }, 422],
        [{ name: '另一个名' }, 422],
        [{ officerId: null }, 422],
        [{ password: 'none' }, 422],
        [{ roles: [{ role: 'officer', scope: 'squad', departmentId: null }] }, 422],
        [{ roles: [bureauWide('administrator'), bureauWide('officer')] }, 422],
      ]
      for (const [other, status] of refused)
        expect((await open({ ...body, ...other })).status, JSON.stringify(other)).to.equal(status)
      expect(await count()).to.equal(before)
      const twice = await Promise.all([open(body), open(body)])
      expect(twice.map(({ status }) => status).sort(), 'twice at once').to.deep.equal([201, 409])
      expect((await open({ ...body, userName: 'zheng.again' })).status, 'a second of one officer').to.equal(
        409,
      )
      await opened({ userName: 'outside', officerId: null, name: '外来的人', roles: [] })
      expect(await count()).to.equal(before + 2)
    })

    it('are reset by another administrator, which ends sessions and lock-out', async () => {
      const { ask, bureau, signIn } = desk
      const { accountId } = await bureau.actor('squad-03-officer-1')
      const own = await bureau.actor('general-admin-1')
      const token = await tokenOf('squad-03-officer-1', demoPassword)
      const reset = (id: string, by: string) => ask('POST', `/accounts/${id}/password-reset`, by)
      expect((await reset(accountId, token)).status).to.equal(403)
      expect((await reset(own.accountId, admin)).status, 'one’s own').to.equal(403)
      expect((await reset('X', admin)).status).to.equal(404)
      for (let time = 0; time < 5; time++) await signIn('squad-03-officer-1', undefined, 'wrong-password')
      const locked = await signIn('squad-03-officer-1')
      expect(codeOf(locked)).to.deep.equal([429, 'too-many-requests'])
      expect(locked.body.detail).to.contain('请系统管理员重置密码')
      expect((await ask('GET', '/me', token)).status).to.equal(200)

      const answer = await reset(accountId, admin)
      const password = answer.body.oneTimePassword as string
      secrets.push(password)
      expect(answer.status).to.equal(201)
      expect(password).to.match(oneTimeForm)
      expect((await ask('GET', '/me', token)).status, 'the session').to.equal(401)
      expect((await signIn('squad-03-officer-1')).status, 'the old password').to.equal(401)
      const again = await signIn('squad-03-officer-1', undefined, password)
      expect(again.body.me).to.deep.include({ passwordDue: true })
      const lines = await bureau.audit.list({ object: { type: 'account', id: accountId } })
      expect(lines.at(-1)).to.deep.include({ action: 'account.password-reset' })
      expect(lines.at(-1)!.actor.accountId).to.equal(own.accountId)
    })

    it('count wrong current passwords towards the lock-out', async () => {
      const token = await tokenOf('squad-04-officer-1', demoPassword)
      for (let time = 0; time < 5; time++)
        expect((await change(token, 'wrong-password', 'a-new-password')).status).to.equal(401)
      expect((await change(token, demoPassword, 'a-new-password')).status).to.equal(429)
      expect((await desk.signIn('squad-04-officer-1')).status).to.equal(429)
      desk.bureau.clock.advance(15 * 60_000 + 1)
      expect((await change(token, demoPassword, 'a-new-password')).status).to.equal(204)
    })

    it('follow their officer’s name: in /me and in new audit lines, while old lines keep what they said', async () => {
      const { ask, bureau } = desk
      const { accountId, officerId, name } = await bureau.actor('squad-05-officer-1')
      const token = await tokenOf('squad-05-officer-1', demoPassword)
      const file = await bureau.officers.wholeFile(await bureau.actor('general-admin-1'), officerId!)
      const renamed = await ask(
        'PATCH',
        `/officers/${officerId}`,
        admin,
        { name: '钱示改' },
        {
          'if-match': `"${file.particulars.version}"`,
        },
      )
      expect(renamed.status, JSON.stringify(renamed.body)).to.equal(200)
      expect((await ask('GET', '/me', token)).body.name).to.equal('钱示改')
      expect((await bureau.identity.account(accountId)).name).to.equal('钱示改')
      expect((await ask('DELETE', '/session', token)).status).to.equal(204)
      const lines = (await bureau.audit.list({ limit: 500 })).filter(
        (one) => one.actor.accountId === accountId,
      )
      expect(lines.map(({ action, actor }) => [action, actor.name])).to.deep.equal([
        ['session.opened', name],
        ['session.closed', '钱示改'],
      ])
      expect((await bureau.audit.verify()).ok).to.equal(true)
    })

    it('give a bureau its first administrator only while it has none', async () => {
      const { database, identity, audit } = desk.bureau
      const first = (userName: string) => identity.openFirstAdministrator(userName)
      expect(await problemOf(first('first-admin'))).to.equal('conflict')
      await database.write(({ sql }) =>
        sql.run(
          "UPDATE accounts SET disabled = 1 WHERE id IN (SELECT account_id FROM role_grants WHERE role = 'administrator')",
        ),
      )
      expect(await problemOf(first('no'.repeat(40)))).to.equal('input-invalid')
      const { account, oneTimePassword } = await first('first-admin')
      secrets.push(oneTimePassword!)
      expect(account).to.deep.include({ officerId: null, name: '系统管理员', password: 'one-time' })
      expect(await problemOf(first('second-admin'))).to.equal('conflict')
      const [line] = await audit.list({ object: { type: 'account', id: account.id } })
      expect([line!.action, line!.actor.accountId]).to.deep.equal([
        'account.added',
        'system:first-administrator',
      ])
      const { me } = (await desk.signIn('first-admin', undefined, oneTimePassword!)).body
      expect(me).to.deep.include({ passwordDue: true })
    })

    it('leave no password and no hash in the audit log, and no password in the accounts', async () => {
      const { database } = desk.bureau
      const log = JSON.stringify(await database.sql.all('SELECT line FROM audit_lines'))
      const accounts = JSON.stringify(await database.sql.all('SELECT * FROM accounts'))
      expect(secrets).to.have.length.above(4)
      for (const secret of [...secrets, demoPassword, 'a-new-password']) {
        expect(log).not.to.contain(secret)
        expect(accounts).not.to.contain(secret)
      }
      expect(log).not.to.contain('argon2')
    })

    it('are brought the names that officers were given before the upgrade', async () => {
      const { database, identity, actor } = desk.bureau
      const { accountId, officerId } = await actor('squad-06-officer-1')
      await migrateDown(database, migrations, '0566-accounts')
      await database.write(({ sql }) =>
        sql.run('UPDATE officers SET name = ? WHERE id = ?', ['孙示旧', officerId]),
      )
      await migrate(database, migrations)
      expect(await identity.account(accountId)).to.deep.include({ name: '孙示旧', password: 'own' })
      const outside = (await identity.accounts()).find(({ userName }) => userName === 'outside')
      expect(outside!.name, 'without an officer').to.equal('外来的人')
    })
  })
}
