/** What the register of parties does beyond entering one: other numbers, finding, history, CSV. */
import { expect } from 'chai'
import { type Actor } from '../../src/identity/actor.ts'
import type { NewParty, Party } from '../../src/parties/service.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from './identity.ts'
import { citizenNumber, partyDesk } from './party-desk.ts'

export function partyFilesBehave(make: MakeDatabase): void {
  describe('files of parties', () => {
    const desk = partyDesk(make)
    const { write, add, messagesOf } = desk

    describe('numbers', () => {
      it('takes passports and permits by their form, and keeps those of two countries apart', async () => {
        const passport = (idCountry: string, name: string) =>
          add({ kind: 'citizen', name, idKind: 'passport', idCountry, idNumber: 'x1234567' })
        const [one, other] = [await passport('usa', 'John Doe'), await passport('FRA', 'Jean Dupont')]
        expect(one).to.include({ idKind: 'passport', idCountry: 'USA', idNumber: 'X1****67', birthDay: null })
        expect(one.id).not.to.equal(other.id)
        expect((await passport('USA', 'John Doe')).id).to.equal(one.id)
        const permit = {
          kind: 'citizen',
          name: '陈大文',
          idKind: 'hk-macau-permit',
          idNumber: 'h12345678',
        } as const
        expect((await add(permit)).idNumber).to.equal('H1*****78')
        expect(await messagesOf(add({ ...permit, idNumber: 'A12345678' }))).to.deep.equal([
          'idNumber：港澳居民来往内地通行证号码有误：应为 H 或者 M 开头，后接 8 位或者 10 位数字',
        ])
        expect(await messagesOf(add({ ...permit, idKind: 'passport', idNumber: 'E12345678' }))).to.deep.equal(
          ['idCountry：护照请填写签发国家或者地区的三位字母代码，如 CHN'],
        )
      })

      it('says what is wrong with a number, and whose kind it is', async () => {
        const citizen = { kind: 'citizen', name: '某甲' } as const
        expect(await messagesOf(add({ ...citizen, idNumber: '11010520491231002X' }))).to.deep.equal([
          'idNumber：居民身份证号码有误：出生日期 2049-12-31 在今天之后',
        ])
        expect(
          await messagesOf(add({ ...citizen, idKind: 'credit-code', idNumber: '91350100M000100Y43' })),
        ).to.deep.equal(['idKind：统一社会信用代码不是公民的证件'])
        expect(await messagesOf(add({ ...citizen, operator: '某乙' }))).to.deep.equal([
          'operator：公民没有经营者一项',
        ])
      })
    })

    describe('search', () => {
      it('finds by the beginning, by the letters of the pinyin and by phone, page by page', async () => {
        const phone = '13700007777'
        for (const [at, name] of ['翡翠园小吃店', '翡翠园便利店', '翡翠园洗衣店'].entries())
          await add({
            kind: 'organisation',
            name,
            operator: '周某',
            phone: at === 0 ? phone : undefined,
          } as NewParty)
        const names = async (query: Parameters<typeof desk.bureau.parties.search>[1]) =>
          (await desk.bureau.parties.search(desk.officer, query)).map(({ name }) => name)
        expect(await names({ initials: 'FCYX' })).to.have.members(['翡翠园小吃店', '翡翠园洗衣店'])
        expect(await names({ prefix: '翡翠园小' })).to.deep.equal(['翡翠园小吃店'])
        expect(await names({ prefix: '翠园' })).to.deep.equal([])
        expect(await names({ phone: '137-0000 7777' })).to.deep.equal(['翡翠园小吃店'])
        expect(await names({ phone: '1370000777' })).to.deep.equal([])
        const paged: Party[] = []
        for (let after: string | undefined; ; after = paged.at(-1)!.id) {
          const page = await desk.bureau.parties.search(desk.officer, {
            name: '翠园',
            limit: 2,
            ...(after && { after }),
          })
          paged.push(...page)
          if (page.length < 2) break
        }
        expect(new Set(paged.map(({ name }) => name))).to.have.property('size', 3)
      })

      it('makes the indexes of parties from before them', async () => {
        await write((tx) =>
          tx.sql.run(
            "UPDATE parties SET index_version = 0, name_initials = NULL, phone_index = NULL WHERE name = '翡翠园小吃店'",
          ),
        )
        expect(await desk.bureau.parties.search(desk.officer, { phone: '13700007777' })).to.have.length(0)
        await desk.bureau.parties.refreshIndexes()
        expect(
          await desk.bureau.parties.search(desk.officer, { phone: '13700007777', initials: 'fcyxcd' }),
        ).to.have.length(1)
      })
    })

    describe('changes', () => {
      it('keeps who changed what from what to what, masked, and refuses to save over another’s change', async () => {
        const { id, version } = await add({
          kind: 'citizen',
          name: '钱七',
          idNumber: citizenNumber(11),
          phone: '13800000001',
        })
        const update = (change: Partial<NewParty>, from: number) =>
          write((tx) => desk.bureau.parties.update(tx, desk.officer, id, change, from))
        expect((await update({ phone: '13900000002', name: '钱柒' }, version)).version).to.equal(2)
        expect(await problemOf(update({ name: '钱八' }, version))).to.equal('changed-meanwhile')
        const [added, changed, ...more] = await desk.bureau.parties.history(desk.officer, id)
        expect([added!.act, more]).to.deep.equal(['added', []])
        expect(changed).to.deep.include({
          act: 'changed',
          version: 2,
          accountName: desk.officer.name,
          at: desk.bureau.clock.now(),
          fields: [
            { field: 'name', from: '钱七', to: '钱柒' },
            { field: 'phone', from: '138****0001', to: '139****0002' },
          ],
        })
        const stored = JSON.stringify(await desk.bureau.database.sql.all('SELECT * FROM party_changes'))
        for (const secret of [citizenNumber(11), '13800000001', '13900000002'])
          expect(stored).not.to.contain(secret)
      })

      it('does not give one number to a second party', async () => {
        const known = await add({ kind: 'citizen', name: '孙八', idNumber: citizenNumber(12) })
        const other = await add({ kind: 'citizen', name: '孙八' })
        expect(
          await problemOf(
            write((tx) =>
              desk.bureau.parties.update(
                tx,
                desk.officer,
                other.id,
                { idNumber: citizenNumber(12) },
                other.version,
              ),
            ),
          ),
        ).to.equal('conflict')
        expect((await desk.bureau.parties.get(desk.officer, known.id)).idNumber).to.equal(
          '330381********' + citizenNumber(12).slice(-4),
        )
      })
    })

    describe('CSV', () => {
      const exported = (actor: Actor, query: object, revealed = false, reason = '报送统计') =>
        write((tx) => desk.bureau.parties.exportCsv(tx, actor, { query, reason, revealed }))
      const csv = (...rows: string[]) => ['类型,姓名或者名称,证件号码,电话,经营者', ...rows].join('\r\n')

      it('imports what is right, reports what is not, and a dry run leaves nothing', async () => {
        const text = csv(
          `公民,导入甲,${citizenNumber(31)},13500000001,`,
          `公民,导入乙,110105194912310021,,`,
          `单位,=导入丙,,,某丁`,
          `个人,导入戊,,,`,
          `公民,导入己,${citizenNumber(31)},,`,
        )
        const dry = await desk.bureau.parties.importCsv(desk.head, text, true)
        expect(dry).to.deep.include({ dryRun: true, added: 2, known: 0, refused: 3 })
        expect(await desk.bureau.parties.search(desk.officer, { name: '导入' })).to.have.length(0)
        const real = await desk.bureau.parties.importCsv(desk.head, text, false)
        expect({ ...real, dryRun: true }).to.deep.equal(dry)
        expect(real.rows.map(({ line, outcome, faults }) => [line, outcome, faults[0]?.path])).to.deep.equal([
          [2, 'added', undefined],
          [3, 'refused', '证件号码'],
          [4, 'added', undefined],
          [5, 'refused', '类型'],
          [6, 'refused', '姓名或者名称'],
        ])
        expect(await desk.bureau.parties.search(desk.officer, { name: '导入' })).to.have.length(2)
        expect((await desk.bureau.parties.importCsv(desk.head, text, true)).known).to.equal(1)
      })

      it('refuses a file that cannot be read, and who may not', async () => {
        for (const bad of ['', '甲,乙\n1,2', csv('公民,"某', '公民,某'), csv('公民,某,,,,,')])
          expect(await problemOf(desk.bureau.parties.importCsv(desk.head, bad, true)), bad).to.equal(
            'input-invalid',
          )
        expect(
          await problemOf(desk.bureau.parties.importCsv(desk.officer, csv('公民,某,,,'), true)),
        ).to.equal('forbidden')
      })

      it('exports masked unless one may see more and asks to, guards against formulas, and is on record', async () => {
        const masked = await exported(desk.officer, { name: '导入' })
        expect(masked).to.match(/^\uFEFF类型,姓名或者名称,证件种类,证件号码/)
        expect(masked).to.contain("'=导入丙").and.to.contain('330381********').and.to.contain('135****0001')
        expect(masked).not.to.contain(citizenNumber(31))
        const revealed = await exported(desk.officer, { name: '导入' }, true)
        expect(revealed).to.contain(citizenNumber(31)).and.to.contain('13500000001')
        // What went out comes in again: the formula's guard is taken off.
        expect(await desk.bureau.parties.importCsv(desk.head, revealed, true)).to.deep.include({
          refused: 0,
          known: 1,
          added: 1,
        })
        const [line] = (await desk.bureau.audit.list({ limit: 500 }))
          .filter(({ action }) => action === 'party.exported')
          .slice(-1)
        expect(line).to.deep.include({ authority: '报送统计' })
        expect(line!.after).to.deep.include({ rows: 2, revealed: true })
      })

      it('refuses an export without a reason, without the right, or of more rows than the role may have', async () => {
        expect(await problemOf(exported(desk.officer, { name: '导入' }, false, ' '))).to.equal(
          'input-invalid',
        )
        const supervisor = await desk.bureau.actor('supervision-supervisor-1')
        expect(await problemOf(exported(supervisor, { name: '导入' }))).to.equal('forbidden')
        const rows = Array.from({ length: 201 }, (_, at) => `公民,批量${at},,,`)
        expect((await desk.bureau.parties.importCsv(desk.head, csv(...rows), false)).added).to.equal(201)
        expect(await problemOf(exported(desk.officer, { name: '批量' }))).to.equal('input-invalid')
        expect((await exported(desk.head, { name: '批量' })).trim().split('\r\n')).to.have.length(202)
      })

      it('allows fewer rows in clear, and of one day together no more than the rule says', async () => {
        const clear = (name: string) => exported(desk.officer, { name }, true)
        expect(await problemOf(clear('批量1')), '111 rows').to.equal('input-invalid')
        for (let time = 0; time < 13; time++)
          expect((await clear('批量4')).trim().split('\r\n')).to.have.length(12)
        expect(await problemOf(clear('批量4'))).to.equal('too-many-requests')
        expect(await problemOf(exported(desk.officer, { name: '批量4' })), 'masked').to.equal('none')
        desk.bureau.clock.advance(86_400_000)
        expect(await problemOf(clear('批量4'))).to.equal('none')
      })
    })
  })
}
