import { expect } from 'chai'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, demoPassword, openBureau } from './bureau.ts'

/** The code of the problem that the promise fails with. */
export async function problemOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'none'
}

export function identityBehaves(make: MakeDatabase): void {
  describe('identity', () => {
    let bureau: Bureau
    before(async () => (bureau = await openBureau(make)))
    after(() => bureau.close())

    const signIn = (userName: string, password = demoPassword) =>
      bureau.identity.signIn({ userName, password, from: '10.0.0.1' })

    it('signs in with the right password and knows who asks', async () => {
      const { token, actor } = await signIn('squad-01-officer-1')
      expect(actor.roles).to.have.length(1)
      expect(actor.roles[0]).to.include({ role: 'officer', scope: 'squad' })
      expect(await bureau.identity.actorOf(token, '10.0.0.1')).to.deep.equal(actor)
    })

    it('keeps only the hash of a token', async () => {
      const { token } = await signIn('squad-01-officer-1')
      const rows = await bureau.database.sql.all<{ token_hash: string }>('SELECT * FROM sessions')
      expect(JSON.stringify(rows)).not.to.contain(token)
    })

    it('gives the same answer for a wrong password and an unknown name', async () => {
      expect(await problemOf(signIn('squad-01-officer-1', 'wrong-password'))).to.equal('sign-in-failed')
      expect(await problemOf(signIn('nobody', 'wrong-password'))).to.equal('sign-in-failed')
    })

    it('locks a name after five failures in a row, for fifteen minutes, whether it exists or not', async () => {
      for (const name of ['squad-02-officer-1', 'no-such-name']) {
        for (let attempt = 0; attempt < 5; attempt++) await problemOf(signIn(name, 'wrong-password'))
        expect(await problemOf(signIn(name))).to.equal('too-many-requests')
      }
      bureau.clock.advance(15 * 60_000 + 1)
      expect((await signIn('squad-02-officer-1')).actor.officerId).to.be.a('string')
    })

    it('ends a session on sign-out, on expiry, and when the account is disabled', async () => {
      const first = await signIn('squad-03-officer-1')
      await bureau.identity.signOut(first.actor)
      expect(await bureau.identity.actorOf(first.token, 'x')).to.equal(undefined)

      const second = await signIn('squad-03-officer-1')
      bureau.clock.advance(12 * 3_600_000)
      expect(await bureau.identity.actorOf(second.token, 'x')).to.equal(undefined)

      const third = await signIn('squad-03-officer-1')
      const admin = await bureau.actor('general-admin-1')
      await bureau.database.write((tx) => bureau.identity.setDisabled(tx, admin, third.actor.accountId, true))
      expect(await bureau.identity.actorOf(third.token, 'x')).to.equal(undefined)
      expect(await problemOf(signIn('squad-03-officer-1'))).to.equal('sign-in-failed')
    })

    it('changes a password, keeps this session and ends the others', async () => {
      const other = await signIn('squad-04-officer-1')
      const own = await signIn('squad-04-officer-1')
      await bureau.identity.changePassword(own.actor, demoPassword, 'another-password-1')
      expect(await bureau.identity.actorOf(other.token, 'x')).to.equal(undefined)
      expect(await bureau.identity.actorOf(own.token, 'x')).not.to.equal(undefined)
      expect(await problemOf(signIn('squad-04-officer-1'))).to.equal('sign-in-failed')
      expect((await signIn('squad-04-officer-1', 'another-password-1')).token).to.be.a('string')
    })

    it('keeps duties apart: nobody holds two roles that the bureau keeps apart, by grant or by delegation', async () => {
      const admin = await bureau.actor('general-admin-1')
      const { accountId, roles } = await bureau.actor('squad-06-officer-1')
      const add = (role: 'administrator' | 'warehouse-keeper' | 'board') =>
        problemOf(
          bureau.database.write((tx) =>
            bureau.identity.setGrants(tx, admin, accountId, [
              ...roles,
              { role, scope: 'bureau', departmentId: null },
            ]),
          ),
        )
      expect([await add('administrator'), await add('warehouse-keeper')]).to.deep.equal([
        'input-invalid',
        'input-invalid',
      ])
      expect(await add('board')).to.equal('none')
      const head = await bureau.actor('squad-06-head')
      const to = async (userName: string) =>
        problemOf(
          bureau.database.write(async (tx) =>
            bureau.officers.delegate(tx, head, {
              fromOfficerId: head.officerId!,
              toOfficerId: await bureau.officerId(userName),
              role: 'department-head',
              fromAt: bureau.clock.now(),
              toAt: bureau.clock.now() + 86_400_000,
              reason: '会议',
            }),
          ),
        )
      expect([await to('supervision-supervisor-1'), await to('squad-06-legal')]).to.deep.equal([
        'input-invalid',
        'none',
      ])
    })

    it('lets only an administrator change grants, and never their own', async () => {
      const admin = await bureau.actor('general-admin-1')
      const officer = await bureau.actor('squad-01-officer-1')
      const grants = [{ role: 'administrator', scope: 'bureau', departmentId: null } as const]
      const set = (actor: typeof admin, accountId: string) =>
        bureau.database.write((tx) => bureau.identity.setGrants(tx, actor, accountId, grants))
      expect(await problemOf(set(officer, officer.accountId))).to.equal('forbidden')
      expect(await problemOf(set(admin, admin.accountId))).to.equal('forbidden')
      await set(admin, (await bureau.actor('squad-05-officer-1')).accountId)
      expect((await bureau.actor('squad-05-officer-1')).roles).to.deep.equal(grants)
      const [line] = await bureau.audit
        .list({
          object: { type: 'account', id: (await bureau.actor('squad-05-officer-1')).accountId },
          limit: 500,
        })
        .then((lines) => lines.slice(-1))
      expect(line).to.deep.include({ action: 'account.grants-changed', after: grants })
    })
  })
}
