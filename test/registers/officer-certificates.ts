/** Certificates of officers over time, and their posts. */
import { expect } from 'chai'
import { addDays } from '../../src/platform/legal-day.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from './identity.ts'
import { officerDesk } from './officer-desk.ts'

export function officerCertificatesBehave(make: MakeDatabase): void {
  describe('certificates and posts of officers', () => {
    const desk = officerDesk(make)
    const { write, today, departmentId, moveTo } = desk

    describe('certificates', () => {
      it('holds several over time: each day has its own, and a gap between them has none', async () => {
        const officerId = await desk.bureau.officerId('squad-01-officer-1')
        const [old] = (await desk.bureau.officers.wholeFile(desk.affairs, officerId)).certificates
        const next = { kind: 'enforcement', issuer: '示例省人民政府', number: '示例-8001' } as const
        await write((tx) =>
          desk.bureau.officers.recordCertificate(tx, desk.affairs, officerId, {
            ...next,
            validFrom: '2029-04-01',
            validTo: '2032-03-31',
          }),
        )
        const numberOn = async (day: string) =>
          (await desk.bureau.officers.assertNameable([officerId], day, 1))[0]!.certificateNumber
        expect(await numberOn(old!.validTo!)).to.equal(old!.number)
        expect(await problemOf(numberOn(addDays(old!.validTo!, 1)))).to.equal('certificate-expired')
        expect(await numberOn('2029-04-01')).to.equal('示例-8001')
        expect(await problemOf(numberOn('2032-04-01'))).to.equal('certificate-expired')
        expect((await desk.bureau.officers.get(officerId)).certificateNumber).to.equal(old!.number)
        await moveTo('2029-04-01')
        expect(await desk.bureau.officers.get(officerId)).to.include({
          certificateNumber: '示例-8001',
          certificateExpiresOn: '2032-03-31',
        })
      })

      it('names nobody before the first certificate begins or after it was withdrawn', async () => {
        const officerId = await desk.bureau.officerId('general-statistician')
        const record = () =>
          write((tx) =>
            desk.bureau.officers.recordCertificate(tx, desk.affairs, officerId, {
              kind: 'enforcement',
              issuer: '示例省人民政府',
              number: '示例-8002',
              validFrom: addDays(today(), 1),
              validTo: '2029-01-01',
            }),
          )
        const { id } = await record()
        const nameable = (day: string) => problemOf(desk.bureau.officers.assertNameable([officerId], day, 1))
        expect(await nameable(today())).to.equal('input-invalid')
        expect(await nameable(addDays(today(), 1))).to.equal('none')
        const withdraw = () =>
          write((tx) => desk.bureau.officers.withdrawCertificate(tx, desk.affairs, id, '调离执法岗位'))
        await withdraw()
        expect(await problemOf(withdraw())).to.equal('conflict')
        expect(await nameable(addDays(today(), 1))).to.equal('input-invalid')
      })

      it('refuses one that ends before it begins, another’s number, and who may not', async () => {
        const officerId = await desk.bureau.officerId('squad-01-officer-1')
        const other = await desk.bureau.officers.get(await desk.bureau.officerId('squad-01-officer-2'))
        const record = (change: object, actor = desk.affairs) =>
          problemOf(
            write((tx) =>
              desk.bureau.officers.recordCertificate(tx, actor, officerId, {
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
        expect(await record({}, await desk.bureau.actor('squad-01-head'))).to.equal('forbidden')
      })

      it('lists what runs out, and warns holder and general desk.affairs once at 90 and once at 30 days', async () => {
        const officerId = await desk.bureau.officerId('squad-02-officer-1')
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
        expect(first[1]![0]!.split(',')).to.contain(desk.affairs.officerId)
        expect(await moveTo('2026-05-30', [])).to.deep.equal([])
        expect(await moveTo('2026-05-31', [])).to.have.length(2)
        expect(await moveTo('2026-06-01', [])).to.deep.equal([])

        const listed = async (userName: string, days = 30) =>
          (await desk.bureau.officers.expiringCertificates(await desk.bureau.actor(userName), days)).map(
            (one) => [one.officerId, one.daysLeft],
          )
        expect(await listed('general-admin-1')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-02-head')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-02-officer-1')).to.deep.equal([[officerId, 29]])
        expect(await listed('squad-03-head')).to.deep.equal([])
        expect(await listed('general-admin-1', 28)).to.deep.equal([])
        // Who has renewed is not warned of any more.
        await write((tx) =>
          desk.bureau.officers.recordCertificate(tx, desk.affairs, officerId, {
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
        const officerId = await desk.bureau.officerId('squad-01-legal')
        expect((await desk.bureau.officers.get(officerId)).legalQualification).to.equal(false)
        const { id } = await write((tx) =>
          desk.bureau.officers.recordCertificate(tx, desk.affairs, officerId, {
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
          at: desk.bureau.clock.now(),
        } as const
        const found = async () =>
          (
            await desk.bureau.officers.findApprovers({
              ...query,
              departmentId: await departmentId('squad-01'),
            })
          ).map((one) => one.officerId)
        expect(await found()).to.deep.equal([officerId])
        await write((tx) => desk.bureau.officers.withdrawCertificate(tx, desk.affairs, id, '吊销'))
        expect(await found()).to.deep.equal([])
      })
    })

    describe('posts', () => {
      it('transfers from a day on, with the right to handle cases; the file keeps both posts', async () => {
        const officerId = await desk.bureau.officerId('squad-01-officer-3')
        const transfer = async (fromOn: string, code = 'squad-02', title = '执法队员') => {
          const to = await departmentId(code)
          return write((tx) =>
            desk.bureau.officers.transfer(tx, desk.affairs, officerId, {
              departmentId: to,
              title,
              fromOn,
              reason: '轮岗',
            }),
          )
        }
        await transfer('2026-03-10')
        expect((await desk.bureau.officers.get(officerId)).squad).to.equal('squad-01')
        await moveTo('2026-03-09')
        expect((await desk.bureau.officers.get(officerId)).squad).to.equal('squad-01')
        await moveTo('2026-03-10')
        expect(await desk.bureau.officers.get(officerId)).to.include({ squad: 'squad-02', post: '执法队员' })
        const second = await departmentId('squad-02')
        expect(
          (await desk.bureau.identity.grantsOf(officerId)).map((grant) => grant.departmentId),
        ).to.deep.equal([second])
        const { posts } = await desk.bureau.officers.file(officerId)
        expect(posts.map(({ fromOn, toOn }) => [fromOn, toOn])).to.deep.equal([
          ['2024-03-02', '2026-03-09'],
          ['2026-03-10', null],
        ])
        expect(await problemOf(transfer('2026-03-10', 'squad-03'))).to.equal('input-invalid')
        expect(await problemOf(transfer('2026-03-11'))).to.equal('input-invalid')
        await transfer('2026-03-11', 'squad-02', '副中队长')
        await moveTo('2026-03-11')
        expect(await desk.bureau.officers.get(officerId)).to.include({ squad: 'squad-02', post: '副中队长' })
      })

      it('lets people leave at once or on a day to come; who has left is named no more', async () => {
        const officerId = await desk.bureau.officerId('squad-01-officer-3')
        const leave = (lastDay = today()) =>
          write((tx) => desk.bureau.officers.leave(tx, desk.affairs, officerId, { lastDay, reason: '辞职' }))
        const state = async () => (await desk.bureau.officers.get(officerId)).active
        const last = addDays(today(), 3)
        await leave(addDays(today(), 9))
        await leave(last)
        expect((await desk.bureau.officers.file(officerId)).posts.at(-1)!.toOn).to.equal(last)
        await moveTo(last)
        expect(await state()).to.equal(true)
        // Stays after all, and leaves later without notice.
        await write(async (tx) =>
          desk.bureau.officers.transfer(tx, desk.affairs, officerId, {
            departmentId: await departmentId('squad-01'),
            title: (await desk.bureau.officers.get(officerId, tx.sql)).post,
            fromOn: addDays(last, 1),
            reason: '挽留',
          }),
        )
        await moveTo(addDays(last, 1))
        expect(await state()).to.equal(true)
        await leave()
        expect(await state()).to.equal(false)
        expect(await problemOf(leave())).to.equal('conflict')
        expect(await problemOf(desk.bureau.officers.assertNameable([officerId], today(), 1))).to.equal(
          'input-invalid',
        )
        expect((await desk.bureau.officers.file(officerId)).posts.at(-1)!.toOn).to.equal(today())
      })
    })
  })
}
