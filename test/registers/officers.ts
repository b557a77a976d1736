import { expect } from 'chai'
import { systemActor } from '../../src/identity/actor.ts'
import type { ApproverQuery } from '../../src/officers/service.ts'
import { legalDay } from '../../src/platform/clock.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

const day = 86_400_000

export function officersBehave(make: MakeDatabase): void {
  describe('officers', () => {
    let bureau: Bureau
    let squad: (code: string) => string
    before(async () => {
      bureau = await openBureau(make)
      const departments = await bureau.officers.departments()
      squad = (code) => departments.find((one) => one.code === code)!.id
    })
    after(() => bureau.close())

    const find = async (query: Omit<ApproverQuery, 'at'>) =>
      (await bureau.officers.findApprovers({ ...query, at: bureau.clock.now() })).map(
        ({ name, onBehalfOf }) => [name, onBehalfOf],
      )
    const nameOf = async (userName: string) => (await bureau.actor(userName)).name

    it('makes a demo bureau of fifteen departments with everybody a case needs, the same each time', async () => {
      expect(await bureau.officers.departments()).to.have.length(15)
      const roles = new Set(bureau.signIns.flatMap((one) => one.roles))
      expect(roles.size).to.equal(13)
      expect(new Set(bureau.signIns.map(({ name }) => name)).size).to.equal(bureau.signIns.length)
      expect(bureau.signIns.length).to.be.at.least(40)
      const other = await openBureau(make)
      try {
        expect(other.signIns).to.deep.equal(bureau.signIns)
        expect(await other.officerId('squad-01-head')).to.equal(await bureau.officerId('squad-01-head'))
      } finally {
        await other.close()
      }
    })

    it('finds each of the four tiers for a case of a squad', async () => {
      const departmentId = squad('squad-01')
      expect(await find({ role: 'unit-legal-officer', scope: 'department', departmentId })).to.deep.equal([
        [await nameOf('squad-01-legal'), null],
      ])
      expect(await find({ role: 'department-head', scope: 'department', departmentId })).to.deep.equal([
        [await nameOf('squad-01-head'), null],
      ])
      expect(await find({ role: 'legal-section', scope: 'bureau', departmentId })).to.have.length(4)
      expect(await find({ role: 'deputy-director', scope: 'department', departmentId })).to.deep.equal([
        [await nameOf('general-deputy-a'), null],
      ])
      expect(
        await find({ role: 'deputy-director', scope: 'department', departmentId: squad('squad-07') }),
      ).to.deep.equal([[await nameOf('general-deputy-b'), null]])
    })

    it('never finds who is excluded', async () => {
      const departmentId = squad('squad-01')
      const excludeOfficerIds = [await bureau.officerId('squad-01-head')]
      expect(
        await find({ role: 'department-head', scope: 'department', departmentId, excludeOfficerIds }),
      ).to.deep.equal([])
    })

    it('finds the delegate for the time of a delegation, and the holder again when it is ended', async () => {
      const departmentId = squad('squad-02')
      const head = await bureau.actor('squad-02-head')
      const deputy = await bureau.actor('squad-02-legal')
      const query = { role: 'department-head', scope: 'department', departmentId } as const
      const now = bureau.clock.now()
      const { id } = await bureau.database.write((tx) =>
        bureau.officers.delegate(tx, head, {
          fromOfficerId: head.officerId!,
          toOfficerId: deputy.officerId!,
          role: 'department-head',
          fromAt: now,
          toAt: now + 5 * day,
          reason: '外出培训',
        }),
      )
      expect(await find(query)).to.deep.equal([[deputy.name, head.officerId]])
      // Neither the drafter's delegate nor a drafter who is the delegate.
      expect(await find({ ...query, excludeOfficerIds: [head.officerId!] })).to.deep.equal([])
      expect(await find({ ...query, excludeOfficerIds: [deputy.officerId!] })).to.deep.equal([
        [head.name, null],
      ])
      expect(await bureau.officers.findApprovers({ ...query, at: now + 5 * day })).to.have.length(1)
      await bureau.database.write((tx) => bureau.officers.endDelegation(tx, head, id))
      expect(await find(query)).to.deep.equal([[head.name, null]])
    })

    it('delegates only what one has, and only one’s own', async () => {
      const head = await bureau.actor('squad-03-head')
      const officer = await bureau.actor('squad-03-officer-1')
      const give = (actor: typeof head, role: 'director' | 'department-head') =>
        bureau.database.write((tx) =>
          bureau.officers.delegate(tx, actor, {
            fromOfficerId: head.officerId!,
            toOfficerId: officer.officerId!,
            role,
            fromAt: 1,
            toAt: 2,
            reason: '测试',
          }),
        )
      expect(await problemOf(give(head, 'director'))).to.equal('forbidden')
      expect(await problemOf(give(officer, 'department-head'))).to.equal('forbidden')
    })

    it('does not find who is absent', async () => {
      const departmentId = squad('squad-04')
      const legal = await bureau.actor('squad-04-legal')
      const query = { role: 'unit-legal-officer', scope: 'department', departmentId } as const
      const now = bureau.clock.now()
      const absence = await bureau.database.write((tx) =>
        bureau.officers.recordAbsence(tx, legal, {
          officerId: legal.officerId!,
          fromAt: now,
          toAt: now + day,
          reason: '年休',
        }),
      )
      expect(await find(query)).to.deep.equal([])
      expect(await bureau.officers.findApprovers({ ...query, at: now + day })).to.have.length(1)
      const head = await bureau.actor('squad-04-head')
      await bureau.database.write((tx) => bureau.officers.cancelAbsence(tx, head, absence.id))
      expect(await find(query)).to.deep.equal([[legal.name, null]])
      const stranger = await bureau.actor('squad-05-head')
      expect(
        await problemOf(
          bureau.database.write((tx) =>
            bureau.officers.recordAbsence(tx, stranger, {
              officerId: legal.officerId!,
              fromAt: now,
              toAt: now + day,
              reason: '年休',
            }),
          ),
        ),
      ).to.equal('forbidden')
    })

    it('names nobody in a document whose certificate has expired, and never one alone', async () => {
      const today = legalDay(bureau.clock.now())
      const ids = async (...names: string[]) => Promise.all(names.map((name) => bureau.officerId(name)))
      const good = await ids('squad-10-officer-1', 'squad-10-officer-2')
      expect(await bureau.officers.assertNameable(good, today)).to.have.length(2)
      const bad = await ids('squad-10-officer-1', 'squad-10-officer-3')
      expect(await problemOf(bureau.officers.assertNameable(bad, today))).to.equal('certificate-expired')
      expect(await problemOf(bureau.officers.assertNameable([good[0]!, good[0]!], today))).to.equal(
        'input-invalid',
      )
      await bureau.database.write((tx) =>
        bureau.officers.recordCertificate(tx, systemActor('test'), bad[1]!, {
          kind: 'enforcement',
          issuer: '示例市人民政府',
          number: '示例-9999',
          validFrom: today,
          validTo: '2030-01-01',
        }),
      )
      expect(await bureau.officers.assertNameable(bad, today)).to.have.length(2)
    })

    it('keeps one file per officer 一人一档', async () => {
      const { officer, department, posts } = await bureau.officers.file(
        await bureau.officerId('squad-06-legal'),
      )
      expect(officer).to.include({ squad: 'squad-06', post: '法制员', active: true })
      expect(department.name).to.equal('新桥中队')
      expect(posts).to.deep.equal([
        { departmentId: department.id, title: '法制员', fromOn: '2024-03-02', toOn: null },
      ])
    })
  })
}
