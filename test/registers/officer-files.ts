/** The officers’ files 一人一档, and the departments over time. */
import { expect } from 'chai'
import { type Actor, systemActor } from '../../src/identity/actor.ts'
import { parseInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from './identity.ts'
import { officerDesk } from './officer-desk.ts'

export function officerFilesBehave(make: MakeDatabase): void {
  describe('files of officers', () => {
    const desk = officerDesk(make)
    const { handled, write, today, departmentId } = desk

    describe('the whole file', () => {
      it('gives everything in one call to the officer, their head and general desk.affairs, to nobody else', async () => {
        const officerId = await desk.bureau.officerId('squad-05-officer-1')
        handled.set(officerId, [
          { year: '2025', state: 'closed', part: 'lead', present: true },
          { year: '2025', state: 'closed', part: 'lead', present: true },
          { year: '2026', state: 'open', part: 'assisting', present: true },
        ])
        await write(async (tx) => {
          await desk.bureau.officers.recordTraining(tx, desk.affairs, officerId, {
            subject: '行政处罚法',
            organiser: '示例县司法局',
            fromOn: '2026-01-05',
            toOn: '2026-01-06',
            hours: 12.5,
            result: 'passed',
          })
          await desk.bureau.officers.recordConduct(tx, desk.affairs, officerId, {
            kind: 'commendation',
            title: '先进个人',
            decidedBy: '示例县人民政府',
            decidedOn: '2026-01-10',
          })
          await desk.bureau.officers.changeParticulars(
            tx,
            desk.affairs,
            officerId,
            { phone: '13800009999', education: '本科', joinedOn: '2018-07-01' },
            1,
          )
        })
        const file = async (userName: string) =>
          desk.bureau.officers.wholeFile(await desk.bureau.actor(userName), officerId)
        const own = await file('squad-05-officer-1')
        expect(own.cases).to.deep.equal([
          { year: '2025', state: 'closed', part: 'lead', count: 2 },
          { year: '2026', state: 'open', part: 'assisting', count: 1 },
        ])
        expect(own.trainings[0]).to.include({ subject: '行政处罚法', hours: 12.5 })
        expect(own.conduct[0]).to.include({ kind: 'commendation', title: '先进个人' })
        expect(own.certificates).to.have.length(1)
        expect(own.posts).to.have.length(1)
        expect([own.ratings, own.particulars.phone, own.particulars.version]).to.deep.equal([
          [],
          '13800009999',
          2,
        ])
        const heads = await file('squad-05-head')
        expect([heads.ratings, heads.particulars.phone, heads.particulars.education]).to.deep.equal([
          [],
          null,
          '本科',
        ])
        const kept = await file('general-admin-1')
        expect([kept.ratings, kept.particulars.phone]).to.deep.equal([null, '13800009999'])
        expect((await file('supervision-supervisor-1')).ratings).to.deep.equal([])
        for (const colleague of [
          'squad-05-officer-2',
          'squad-06-head',
          'legal-reviewer-1',
          'general-statistician',
        ])
          expect(await problemOf(file(colleague)), colleague).to.equal('forbidden')
        expect(JSON.stringify(await desk.bureau.database.sql.all('SELECT * FROM officers'))).not.to.contain(
          '13800009999',
        )
      })

      it('refuses to save over another’s change, a revocation twice, and edits by who does not keep the files', async () => {
        const officerId = await desk.bureau.officerId('squad-05-officer-1')
        const change = (actor: Actor, version: number, phone = '13800009998') =>
          write((tx) => desk.bureau.officers.changeParticulars(tx, actor, officerId, { phone }, version))
        await change(desk.affairs, 1)
        expect(await problemOf(change(desk.affairs, 1, '13800009997'))).to.equal('changed-meanwhile')
        expect(await problemOf(change(desk.affairs, 2, '不详'))).to.equal('input-invalid')
        expect(await problemOf(change(await desk.bureau.actor('squad-05-officer-1'), 2))).to.equal(
          'forbidden',
        )
        const discipline = {
          kind: 'discipline',
          title: '警告',
          decidedBy: '示例县综合行政执法局',
          decidedOn: '2026-02-01',
          endsOn: '2026-07-31',
        } as const
        const record = (actor: Actor, decidedOn: string = discipline.decidedOn) =>
          write((tx) =>
            desk.bureau.officers.recordConduct(tx, actor, officerId, { ...discipline, decidedOn }),
          )
        expect(await problemOf(record(await desk.bureau.actor('squad-05-head')))).to.equal('forbidden')
        expect(await problemOf(record(desk.affairs, '2026-03-03'))).to.equal('input-invalid')
        const { id } = await record(desk.affairs)
        const revoke = () =>
          write((tx) => desk.bureau.officers.revokeConduct(tx, desk.affairs, id, '复核撤销'))
        expect((await revoke()).revokedOn).to.equal(today())
        expect(await problemOf(revoke())).to.equal('conflict')
        const lines = await desk.bureau.audit.list({ object: { type: 'officer', id: officerId }, limit: 500 })
        expect(lines.map(({ action }) => action)).to.include.members([
          'officer.changed',
          'officer.conduct-recorded',
          'officer.conduct-revoked',
        ])
      })
    })

    describe('departments', () => {
      it('are opened, renamed and closed with their days, and keep their names', async () => {
        const opened = await write((tx) =>
          desk.bureau.officers.addDepartment(tx, desk.affairs, {
            code: 'squad-11',
            name: '新区中队',
            kind: 'squad',
            demo: false,
            openedOn: '2026-03-02',
          }),
        )
        desk.bureau.clock.set(parseInstant('2026-05-01T09:00:00+08:00'))
        await write((tx) => desk.bureau.officers.renameDepartment(tx, desk.affairs, opened.id, '高新区中队'))
        const close = (closedOn: string) =>
          write((tx) => desk.bureau.officers.closeDepartment(tx, desk.affairs, opened.id, closedOn))
        expect(await problemOf(close('2026-05-02'))).to.equal('input-invalid')
        expect(await problemOf(close('2026-03-01'))).to.equal('input-invalid')
        await close('2026-05-01')
        expect(await desk.bureau.officers.departmentNames(opened.id)).to.deep.equal([
          { name: '新区中队', fromOn: '2026-03-02', toOn: '2026-04-30' },
          { name: '高新区中队', fromOn: '2026-05-01', toOn: '2026-05-01' },
        ])
        expect(await desk.bureau.officers.department(opened.id)).to.include({
          name: '高新区中队',
          closedOn: '2026-05-01',
        })
        expect(await problemOf(close('2026-05-01'))).to.equal('conflict')
        expect(
          await problemOf(
            write((tx) =>
              desk.bureau.officers.addOfficer(tx, systemActor('test'), {
                number: '9001',
                name: '某某',
                departmentId: opened.id,
                squad: 'squad-11',
                post: '执法队员',
                certificateNumber: null,
                certificateExpiresOn: null,
                legalQualification: false,
                postFrom: '2026-05-01',
              }),
            ),
          ),
        ).to.equal('conflict')
      })

      it('are not closed while somebody stands there or is about to, nor by whom the right is missing', async () => {
        const id = await departmentId('squad-01')
        const close = (actor: Actor) =>
          problemOf(write((tx) => desk.bureau.officers.closeDepartment(tx, actor, id, today())))
        expect(await close(desk.affairs)).to.equal('conflict')
        expect(await close(await desk.bureau.actor('squad-01-head'))).to.equal('forbidden')
        const empty = await write((tx) =>
          desk.bureau.officers.addDepartment(tx, desk.affairs, {
            code: 'squad-12',
            name: '候任中队',
            kind: 'squad',
            demo: false,
          }),
        )
        const officerId = await desk.bureau.officerId('squad-01-officer-1')
        await write((tx) =>
          desk.bureau.officers.transfer(tx, desk.affairs, officerId, {
            departmentId: empty.id,
            title: '执法队员',
            fromOn: addDays(today(), 5),
            reason: '新设',
          }),
        )
        expect(
          await problemOf(
            write((tx) => desk.bureau.officers.closeDepartment(tx, desk.affairs, empty.id, today())),
          ),
        ).to.equal('conflict')
        expect(
          await problemOf(
            write((tx) =>
              desk.bureau.officers.addDepartment(tx, desk.affairs, {
                code: 'squad-12',
                name: '重号',
                kind: 'squad',
                demo: false,
              }),
            ),
          ),
        ).to.equal('conflict')
      })
    })
  })
}
