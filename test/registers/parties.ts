import { expect } from 'chai'
import fc from 'fast-check'
import { systemActor } from '../../src/identity/actor.ts'
import { maskAddress, maskIdNumber, maskPhone } from '../../src/parties/mask.ts'
import type { NewParty } from '../../src/parties/service.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

/** Invented persons with numbers whose check characters are right. */
const zhang: NewParty = {
  kind: 'citizen',
  name: '张三丰',
  idNumber: '11010519491231002X',
  phone: '13800001234',
  address: '示例县示范街道示范路 8 号 101 室',
}
const shop: NewParty = {
  kind: 'organisation',
  name: '示例县某某饭店',
  idNumber: '91350100M000100Y43',
  legalRepresentative: '李四',
}

export function partiesBehave(make: MakeDatabase): void {
  describe('parties', () => {
    let bureau: Bureau
    let officer: Awaited<ReturnType<Bureau['actor']>>
    before(async () => {
      bureau = await openBureau(make)
      officer = await bureau.actor('squad-01-officer-1')
    })
    after(() => bureau.close())

    const add = (party: NewParty, actor = officer) =>
      bureau.database.write((tx) => bureau.parties.findOrCreate(tx, actor, party, 'CASE-1'))

    it('adds a party once, however the number is typed, and shows it masked', async () => {
      const first = await add(zhang)
      expect(first.created).to.equal(true)
      expect(first.party).to.deep.include({
        name: '张三丰',
        idNumber: '110105********002X',
        phone: '138****1234',
        address: '示例县示范街****',
      })
      const second = await add({ ...zhang, idNumber: '110105 19491231 002x' })
      expect(second).to.deep.equal({ party: first.party, created: false })
    })

    it('adds one party when many enter it at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => add(shop)))
      expect(new Set(answers.map(({ party }) => party.id)).size).to.equal(1)
      expect(answers.filter(({ created }) => created)).to.have.length(1)
    })

    it('keeps no number, phone or address in clear in the database', async () => {
      const rows = JSON.stringify([
        ...(await bureau.database.sql.all('SELECT * FROM parties')),
        ...(await bureau.database.sql.all('SELECT * FROM audit_lines')),
      ])
      for (const secret of ['11010519491231002X', '13800001234', '示范路 8 号', '91350100M000100Y43'])
        expect(rows).not.to.contain(secret)
    })

    it('finds by part of a name and by the whole number, not by part of the number', async () => {
      const search = async (query: { name?: string; idNumber?: string }) =>
        (await bureau.parties.search(officer, query)).map(({ name }) => name)
      expect(await search({ name: '三丰' })).to.deep.equal(['张三丰'])
      expect(await search({ idNumber: '11010519491231002x' })).to.deep.equal(['张三丰'])
      expect(await search({ idNumber: '110105' })).to.deep.equal([])
      expect(await search({ name: '%' })).to.deep.equal([])
      expect(await problemOf(search({}))).to.equal('input-invalid')
    })

    it('names every field at fault', async () => {
      try {
        await add({ kind: 'citizen', name: ' ', idNumber: '110105194912310021', phone: 'abc' })
        expect.fail('should refuse')
      } catch (error) {
        expect((error as { fields: { path: string }[] }).fields.map(({ path }) => path)).to.deep.equal([
          'name',
          'idNumber',
          'phone',
        ])
      }
      expect(await problemOf(add({ ...shop, idNumber: '91350100M000100Y44' }))).to.equal('input-invalid')
    })

    it('refuses a known number under another name of a citizen', async () => {
      expect(await problemOf(add({ ...zhang, name: '张四丰' }))).to.equal('conflict')
    })

    it('fills in what was missing and says in the log which fields, not what', async () => {
      const { party } = await add({ ...shop, phone: '0577-12345678', address: '示例县大街 1 号' })
      expect(party).to.deep.include({ phone: '057*****5678', address: '示例县大街 1 号', version: 2 })
      const [line] = (await bureau.audit.list({ object: { type: 'party', id: party.id } })).slice(-1)
      expect(line).to.deep.include({
        action: 'party.changed',
        caseId: 'CASE-1',
        after: { fields: ['phone', 'address'] },
      })
    })

    it('keeps parties without a number apart', async () => {
      const [one, other] = [
        await add({ kind: 'citizen', name: '王五' }),
        await add({ kind: 'citizen', name: '王五' }),
      ]
      expect(one.party.id).not.to.equal(other.party.id)
    })

    it('reveals with a purpose only, and logs it', async () => {
      const { id } = (await bureau.parties.search(officer, { name: '张三丰' }))[0]!
      const reveal = (purpose: string, actor = officer) =>
        bureau.database.write((tx) => bureau.parties.reveal(tx, actor, id, purpose, 'CASE-1'))
      expect(await reveal('制作询问笔录')).to.deep.include({
        idNumber: '11010519491231002X',
        birthDay: '1949-12-31',
        sex: 'female',
        phone: '13800001234',
      })
      expect(await problemOf(reveal(' '))).to.equal('input-invalid')
      expect(await problemOf(reveal('好奇', await bureau.actor('supervision-supervisor-1')))).to.equal(
        'forbidden',
      )
      expect(await problemOf(bureau.parties.get(await bureau.actor('general-admin-1'), id))).to.equal(
        'forbidden',
      )
      const lines = (await bureau.audit.list({ object: { type: 'party', id } })).filter(
        ({ action }) => action === 'party.unmasked',
      )
      expect(lines).to.have.length(1)
      expect(lines[0]).to.include({ authority: '制作询问笔录', caseId: 'CASE-1' })
    })

    it('finds who did the same again within the months asked, on either edge', async () => {
      const { party } = await add({ kind: 'citizen', name: '赵六' })
      const record = (caseId: string, decidedOn: string, violationCode = 'SR-001') =>
        bureau.database.write((tx) =>
          bureau.parties.addRecord(tx, systemActor('test'), {
            partyId: party.id,
            violationCode,
            decidedOn,
            fineFen: 20_000,
            caseId,
          }),
        )
      await record('C1', '2025-03-02')
      await record('C2', '2025-03-03')
      await record('C3', '2026-03-02')
      await record('C4', '2026-03-03')
      await record('C5', '2025-12-01', 'SR-002')
      expect(await record('C3', '2026-03-02')).to.include({ caseId: 'C3' })
      const repeat = async () =>
        (await bureau.parties.findRepeatRecord(party.id, 'SR-001', 12, '2026-03-02')).map(
          ({ caseId }) => caseId,
        )
      expect(await repeat()).to.deep.equal(['C3', 'C2'])
      await bureau.database.write((tx) =>
        bureau.parties.revokeRecord(tx, systemActor('test'), 'C2', '复议撤销'),
      )
      expect(await repeat()).to.deep.equal(['C3'])
      expect(await bureau.parties.records(party.id)).to.have.length(4)
    })
  })

  describe('masks', () => {
    it('never show the middle', () => {
      fc.assert(
        fc.property(fc.stringMatching(/^\d{17}[\dX]$/), fc.stringMatching(/^1\d{10}$/), (number, phone) => {
          expect(maskIdNumber(number)).to.match(/^\d{6}\*{8}[\dX]{4}$/)
          expect(maskPhone(phone)).to.match(/^\d{3}\*{4}\d{4}$/)
        }),
      )
      expect(maskAddress('甲乙丙')).to.equal('甲乙****')
    })
  })
}
