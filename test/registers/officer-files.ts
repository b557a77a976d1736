/** The officers' files 一人一档 and the departments over time. */
import { expect } from 'chai'
import { type Actor, systemActor } from '../../src/identity/actor.ts'
import type { HandledCase } from '../../src/officers/service.ts'
import { legalDay, parseInstant } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

export function officerFilesBehave(make: MakeDatabase): void {
  describe('files of officers', () => {
    let bureau: Bureau
    let affairs: Actor
    const handled = new Map<string, HandledCase[]>()
    const ended = new Map<string, string[]>()
    beforeEach(async () => {
      bureau = await openBureau(make)
      affairs = await bureau.actor('general-admin-1')
      handled.clear()
      ended.clear()
      bureau.officers.useCases({
        handledBy: async (_sql, officerId) => handled.get(officerId) ?? [],
        ended: async (_sql, caseId) => (ended.has(caseId) ? { officerIds: ended.get(caseId)! } : undefined),
      })
    })
    afterEach(() => bureau.close())

    const write = <T>(work: (tx: WriteTransaction) => Promise<T>) => bureau.database.write(work)
    const today = () => legalDay(bureau.clock.now())
    const departmentId = async (code: string) =>
      (await bureau.officers.departments()).find((one) => one.code === code)!.id
    /** A day begins. */
    const moveTo = async (day: string, sent: string[][] = []) => {
      bureau.clock.set(parseInstant(`${day}T00:00:00+08:00`))
      await write(async (tx) => {
        await bureau.officers.bringUpToDate(tx)
        await bureau.officers.warnOfExpiry(tx, {
          send: async (_tx, { officerIds, text }) => void sent.push([officerIds.join(), text]),
        })
      })
      return sent
    }

    describe('certificates', () => {
      it('holds several over time: each day has its own, and a gap between them has none', async () => {
        const officerId = await bureau.officerId('squad-01-officer-1')
        const [old] = (await bureau.officers.wholeFile(affairs, officerId)).certificates
        const next = { kind: 'enforcement', issuer: '示例省人民政府', number: '示例-8001' } as const
        await write((tx) =>
          bureau.officers.recordCertificate(tx, affairs, officerId, {
            ...next,
            validFrom: '2029-04-01',
            validTo: '2032-03-31',
          }),
        )
        const numberOn = async (day: string) =>
          (await bureau.officers.assertNameable([officerId], day, 1))[0]!.certificateNumber
        expect(await numberOn(old!.validTo!)).to.equal(old!.number)
        expect(await problemOf(numberOn(addDays(old!.validTo!, 1)))).to.equal('certificate-expired')
        expect(await numberOn('2029-04-01')).to.equal('示例-8001')
        expect(await problemOf(numberOn('2032-04-01'))).to.equal('certificate-expired')
        expect((await bureau.officers.get(officerId)).certificateNumber).to.equal(old!.number)
        await moveTo('2029-04-01')
        expect(await bureau.officers.get(officerId)).to.include({
          certificateNumber: '示例-8001',
          certificateExpiresOn: '2032-03-31',
        })
      })

      it('names nobody before the first certificate begins or after it was withdrawn', async () => {
        const officerId = await bureau.officerId('general-statistician')
        const record = () =>
          write((tx) =>
            bureau.officers.recordCertificate(tx, affairs, officerId, {
              kind: 'enforcement',
              issuer: '示例省人民政府',
              number: '示例-8002',
              validFrom: addDays(today(), 1),
              validTo: '2029-01-01',
            }),
          )
        const { id } = await record()
        const nameable = (day: string) => problemOf(bureau.officers.assertNameable([officerId], day, 1))
        expect(await nameable(today())).to.equal('input-invalid')
        expect(await nameable(addDays(today(), 1))).to.equal('none')
        const withdraw = () =>
          write((tx) => bureau.officers.withdrawCertificate(tx, affairs, id, '调离执法岗位'))
        await withdraw()
        expect(await problemOf(withdraw())).to.equal('conflict')
        expect(await nameable(addDays(today(), 1))).to.equal('input-invalid')
      })

      it('refuses one that ends before it begins, another’s number, and who may not', async () => {
        const officerId = await bureau.officerId('squad-01-officer-1')
        const other = await bureau.officers.get(await bureau.officerId('squad-01-officer-2'))
        const record = (change: object, actor = affairs) =>
          problemOf(
            write((tx) =>
              bureau.officers.recordCertificate(tx, actor, officerId, {
                kind: 'enforcement',
                issuer: '示例省人民政府',
                number: '示例-8003',
                validFrom: '2026-03-02',
                validTo: '2029-03-01',
                ...change,
              }),
            ),
          )
        expect(await record({ validTo: '2026-03-01' })).to.equal('input-invalid')
        expect(await record({ validTo: undefined })).to.equal('input-invalid')
        expect(await record({ number: other.certificateNumber })).to.equal('conflict')
        expect(await record({}, await bureau.actor('squad-01-head'))).to.equal('forbidden')
      })

      it('lists what runs out, and warns holder and general affairs once at 90 and once at 30 days', async () => {
        const officerId = await bureau.officerId('squad-02-officer-1')
        await write(async (tx) => {
          for (const { id } of await tx.sql.all<{ id: string }>('SELECT id FROM officer_certificates'))
            await tx.sql.run("UPDATE officer_certificates SET valid_to = '2040-01-01' WHERE id = ?", [id])
          await tx.sql.run("UPDATE officer_certificates SET valid_to = '2026-06-30' WHERE officer_id = ?", [
            officerId,
          ])
        })
        expect(await moveTo('2026-03-31', [])).to.deep.equal([])
        const first = await moveTo('2026-04-01', [])
        expect(first).to.have.length(2)
        expect(first[0]![0]).to.equal(officerId)
        expect(first[0]![1]).to.contain('2026-06-30').and.to.contain('还剩 90 天')
        expect(first[1]![0]!.split(',')).to.contain(affairs.officerId)
        expect(await moveTo('2026-05-30', [])).to.deep.equal([])
        expect(await moveTo('2026-05-31', [])).to.have.length(2)
        expect(await moveTo('2026-06-01', [])).to.deep.equal([])

        const listed = async (userName: string, days = 30) =>
          (await bureau.officers.expiringCertificates(await bureau.actor(userName), days)).map((one) => [
            one.officerId,
            one.daysLeft,
          ])
        expect(await listed('general-admin-1')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-02-head')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-02-officer-1')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-03-head')).to.deep.equal([])
        expect(await listed('general-admin-1', 28)).to.deep.equal([])
        // Who has renewed is not warned of any more.
        await write((tx) =>
          bureau.officers.recordCertificate(tx, affairs, officerId, {
            kind: 'enforcement',
            issuer: '示例省人民政府',
            number: '示例-8004',
            validFrom: '2026-07-01',
            validTo: '2029-06-30',
          }),
        )
        expect(await listed('general-admin-1')).to.deep.equal([])
      })

      it('gives the legal qualification, and takes it, with its certificate', async () => {
        const officerId = await bureau.officerId('squad-01-legal')
        expect((await bureau.officers.get(officerId)).legalQualification).to.equal(false)
        const { id } = await write((tx) =>
          bureau.officers.recordCertificate(tx, affairs, officerId, {
            kind: 'legal-qualification',
            issuer: '司法部',
            number: 'A20263303810001',
            validFrom: '2026-01-31',
          }),
        )
        const query = {
          role: 'unit-legal-officer',
          scope: 'department',
          legalQualification: true,
          at: bureau.clock.now(),
        } as const
        const found = async () =>
          (
            await bureau.officers.findApprovers({ ...query, departmentId: await departmentId('squad-01') })
          ).map((one) => one.officerId)
        expect(await found()).to.deep.equal([officerId])
        await write((tx) => bureau.officers.withdrawCertificate(tx, affairs, id, '吊销'))
        expect(await found()).to.deep.equal([])
      })
    })

    describe('posts', () => {
      it('transfers from a day on, with the right to handle cases; the file keeps both posts', async () => {
        const officerId = await bureau.officerId('squad-01-officer-3')
        const transfer = async (fromOn: string, code = 'squad-02', title = '执法队员') => {
          const to = await departmentId(code)
          return write((tx) =>
            bureau.officers.transfer(tx, affairs, officerId, {
              departmentId: to,
              title,
              fromOn,
              reason: '轮岗',
            }),
          )
        }
        await transfer('2026-03-10')
        expect((await bureau.officers.get(officerId)).squad).to.equal('squad-01')
        await moveTo('2026-03-09')
        expect((await bureau.officers.get(officerId)).squad).to.equal('squad-01')
        await moveTo('2026-03-10')
        expect(await bureau.officers.get(officerId)).to.include({ squad: 'squad-02', post: '执法队员' })
        const second = await departmentId('squad-02')
        expect((await bureau.identity.grantsOf(officerId)).map((grant) => grant.departmentId)).to.deep.equal([
          second,
        ])
        const { posts } = await bureau.officers.file(officerId)
        expect(posts.map(({ fromOn, toOn }) => [fromOn, toOn])).to.deep.equal([
          ['2024-03-02', '2026-03-09'],
          ['2026-03-10', null],
        ])
        expect(await problemOf(transfer('2026-03-10', 'squad-03'))).to.equal('input-invalid')
        expect(await problemOf(transfer('2026-03-11'))).to.equal('input-invalid')
        await transfer('2026-03-11', 'squad-02', '副中队长')
        await moveTo('2026-03-11')
        expect(await bureau.officers.get(officerId)).to.include({ squad: 'squad-02', post: '副中队长' })
      })

      it('lets nobody leave while they handle open cases; who has left is named no more', async () => {
        const officerId = await bureau.officerId('squad-01-officer-3')
        const leave = (lastDay = today()) =>
          write((tx) => bureau.officers.leave(tx, affairs, officerId, { lastDay, reason: '辞职' }))
        handled.set(officerId, [{ year: '2026', state: 'open', part: 'lead', present: true }])
        expect(await problemOf(leave())).to.equal('conflict')
        handled.set(officerId, [{ year: '2026', state: 'open', part: 'lead', present: false }])
        expect(await problemOf(leave(addDays(today(), 1)))).to.equal('input-invalid')
        await leave()
        expect(await problemOf(leave())).to.equal('conflict')
        expect(await problemOf(bureau.officers.assertNameable([officerId], today(), 1))).to.equal(
          'input-invalid',
        )
        expect((await bureau.officers.file(officerId)).posts.at(-1)!.toOn).to.equal(today())
        await moveTo(addDays(today(), 1))
        expect((await bureau.officers.get(officerId)).active).to.equal(false)
      })
    })

    describe('the whole file', () => {
      it('gives everything in one call to the officer, their head and general affairs, to nobody else', async () => {
        const officerId = await bureau.officerId('squad-05-officer-1')
        handled.set(officerId, [
          { year: '2025', state: 'closed', part: 'lead', present: true },
          { year: '2025', state: 'closed', part: 'lead', present: true },
          { year: '2026', state: 'open', part: 'assisting', present: true },
        ])
        await write(async (tx) => {
          await bureau.officers.recordTraining(tx, affairs, officerId, {
            subject: '行政处罚法',
            organiser: '示例县司法局',
            fromOn: '2026-01-05',
            toOn: '2026-01-06',
            hours: 12.5,
            result: 'passed',
          })
          await bureau.officers.recordConduct(tx, affairs, officerId, {
            kind: 'commendation',
            title: '先进个人',
            decidedBy: '示例县人民政府',
            decidedOn: '2026-01-10',
          })
          await bureau.officers.changeParticulars(
            tx,
            affairs,
            officerId,
            { phone: '13800009999', education: '本科', joinedOn: '2018-07-01' },
            1,
          )
        })
        const file = async (userName: string) =>
          bureau.officers.wholeFile(await bureau.actor(userName), officerId)
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
        expect(JSON.stringify(await bureau.database.sql.all('SELECT * FROM officers'))).not.to.contain(
          '13800009999',
        )
      })

      it('refuses to save over another’s change, a revocation twice, and edits by who does not keep the files', async () => {
        const officerId = await bureau.officerId('squad-05-officer-1')
        const change = (actor: Actor, version: number, phone = '13800009998') =>
          write((tx) => bureau.officers.changeParticulars(tx, actor, officerId, { phone }, version))
        await change(affairs, 1)
        expect(await problemOf(change(affairs, 1, '13800009997'))).to.equal('changed-meanwhile')
        expect(await problemOf(change(affairs, 2, '不详'))).to.equal('input-invalid')
        expect(await problemOf(change(await bureau.actor('squad-05-officer-1'), 2))).to.equal('forbidden')
        const discipline = {
          kind: 'discipline',
          title: '警告',
          decidedBy: '示例县综合行政执法局',
          decidedOn: '2026-02-01',
          endsOn: '2026-07-31',
        } as const
        const record = (actor: Actor, decidedOn: string = discipline.decidedOn) =>
          write((tx) => bureau.officers.recordConduct(tx, actor, officerId, { ...discipline, decidedOn }))
        expect(await problemOf(record(await bureau.actor('squad-05-head')))).to.equal('forbidden')
        expect(await problemOf(record(affairs, '2026-03-03'))).to.equal('input-invalid')
        const { id } = await record(affairs)
        const revoke = () => write((tx) => bureau.officers.revokeConduct(tx, affairs, id, '复核撤销'))
        expect((await revoke()).revokedOn).to.equal(today())
        expect(await problemOf(revoke())).to.equal('conflict')
        const lines = await bureau.audit.list({ object: { type: 'officer', id: officerId }, limit: 500 })
        expect(lines.map(({ action }) => action)).to.include.members([
          'officer.changed',
          'officer.conduct-recorded',
          'officer.conduct-revoked',
        ])
      })
    })

    describe('ratings', () => {
      const rate = (actor: Actor, officerId: string, change: object = {}) =>
        write((tx) =>
          bureau.officers.rateCase(tx, actor, {
            caseId: 'ENDED',
            officerId,
            grade: 'qualified',
            reasons: '证据清单缺少提取时间',
            ...change,
          }),
        )

      it('are given once by somebody else, appealed in time, and answered by a third', async () => {
        const officerId = await bureau.officerId('squad-04-officer-1')
        const [self, rater, other, head] = await Promise.all(
          ['squad-04-officer-1', 'legal-reviewer-1', 'legal-reviewer-2', 'squad-04-head'].map(bureau.actor),
        )
        expect(await problemOf(rate(rater!, officerId))).to.equal('conflict')
        ended.set('ENDED', [officerId])
        expect(await problemOf(rate(head!, officerId))).to.equal('forbidden')
        expect(await problemOf(rate(rater!, officerId, { grade: 'superb' }))).to.equal('input-invalid')
        expect(await problemOf(rate(rater!, other!.officerId!))).to.equal('input-invalid')
        const { id, appealUntil } = await rate(rater!, officerId)
        expect(appealUntil).to.equal('2026-03-17')
        expect(await problemOf(rate(other!, officerId))).to.equal('conflict')

        const appeal = (actor: Actor) =>
          write((tx) => bureau.officers.appealRating(tx, actor, id, '提取时间见第三页'))
        const answer = (actor: Actor) =>
          write((tx) => bureau.officers.answerRating(tx, actor, id, { grade: 'good', answer: '申诉成立' }))
        expect(await problemOf(answer(other!))).to.equal('conflict')
        expect(await problemOf(appeal(head!))).to.equal('forbidden')
        bureau.clock.set(parseInstant('2026-03-17T23:59:00+08:00'))
        expect((await appeal(self!)).state).to.equal('appealed')
        expect(await problemOf(appeal(self!))).to.equal('conflict')
        expect(await problemOf(answer(rater!))).to.equal('forbidden')
        expect(await problemOf(answer(self!))).to.equal('forbidden')
        expect(await answer(other!)).to.include({ state: 'answered', grade: 'good', firstGrade: 'qualified' })

        const seen = (userName: string) =>
          bureau.actor(userName).then((actor) => bureau.officers.ratings(actor, officerId))
        for (const userName of [
          'squad-04-officer-1',
          'squad-04-head',
          'supervision-supervisor-1',
          'general-deputy-a',
        ])
          expect(await seen(userName), userName).to.have.length(1)
        for (const userName of ['squad-04-officer-2', 'squad-03-head', 'general-admin-1'])
          expect(await problemOf(seen(userName)), userName).to.equal('forbidden')
      })

      it('cannot be appealed after the limit, nor given by who handled the case', async () => {
        const officerId = await bureau.officerId('squad-04-officer-1')
        const [self, rater] = await Promise.all(['squad-04-officer-1', 'legal-reviewer-1'].map(bureau.actor))
        ended.set('ENDED', [officerId, rater!.officerId!])
        expect(await problemOf(rate(rater!, officerId))).to.equal('forbidden')
        ended.set('ENDED', [officerId])
        const { id } = await rate(rater!, officerId)
        bureau.clock.set(parseInstant('2026-03-18T00:00:00+08:00'))
        expect(await problemOf(write((tx) => bureau.officers.appealRating(tx, self!, id, '迟到')))).to.equal(
          'conflict',
        )
      })
    })

    describe('departments', () => {
      it('are opened, renamed and closed with their days, and keep their names', async () => {
        const opened = await write((tx) =>
          bureau.officers.addDepartment(tx, affairs, {
            code: 'squad-11',
            name: '新区中队',
            kind: 'squad',
            demo: false,
            openedOn: '2026-03-02',
          }),
        )
        bureau.clock.set(parseInstant('2026-05-01T09:00:00+08:00'))
        await write((tx) => bureau.officers.renameDepartment(tx, affairs, opened.id, '高新区中队'))
        const close = (closedOn: string) =>
          write((tx) => bureau.officers.closeDepartment(tx, affairs, opened.id, closedOn))
        expect(await problemOf(close('2026-05-02'))).to.equal('input-invalid')
        expect(await problemOf(close('2026-03-01'))).to.equal('input-invalid')
        await close('2026-05-01')
        expect(await bureau.officers.departmentNames(opened.id)).to.deep.equal([
          { name: '新区中队', fromOn: '2026-03-02', toOn: '2026-04-30' },
          { name: '高新区中队', fromOn: '2026-05-01', toOn: '2026-05-01' },
        ])
        expect(await bureau.officers.department(opened.id)).to.include({
          name: '高新区中队',
          closedOn: '2026-05-01',
        })
        expect(await problemOf(close('2026-05-01'))).to.equal('conflict')
        expect(
          await problemOf(
            write((tx) =>
              bureau.officers.addOfficer(tx, systemActor('test'), {
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
          problemOf(write((tx) => bureau.officers.closeDepartment(tx, actor, id, today())))
        expect(await close(affairs)).to.equal('conflict')
        expect(await close(await bureau.actor('squad-01-head'))).to.equal('forbidden')
        const empty = await write((tx) =>
          bureau.officers.addDepartment(tx, affairs, {
            code: 'squad-12',
            name: '候任中队',
            kind: 'squad',
            demo: false,
          }),
        )
        const officerId = await bureau.officerId('squad-01-officer-1')
        await write((tx) =>
          bureau.officers.transfer(tx, affairs, officerId, {
            departmentId: empty.id,
            title: '执法队员',
            fromOn: addDays(today(), 5),
            reason: '新设',
          }),
        )
        expect(
          await problemOf(write((tx) => bureau.officers.closeDepartment(tx, affairs, empty.id, today()))),
        ).to.equal('conflict')
        expect(
          await problemOf(
            write((tx) =>
              bureau.officers.addDepartment(tx, affairs, {
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
