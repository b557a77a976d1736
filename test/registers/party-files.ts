/** What the register of parties does beyond entering one: other numbers, finding, merging, relations, history, CSV. */
import { expect } from 'chai'
import fc from 'fast-check'
import { type Actor, systemActor } from '../../src/identity/actor.ts'
import type { NewParty, Party } from '../../src/parties/service.ts'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { problemOf } from './identity.ts'

/** A number of an invented person with the right check character. */
function citizenNumber(serial: number): string {
  const body = `33038119800101${String(serial).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0) % 11]
}

export function partyFilesBehave(make: MakeDatabase): void {
  describe('files of parties', () => {
    let bureau: Bureau
    let officer: Actor
    let head: Actor
    before(async () => {
      bureau = await openBureau(make)
      officer = await bureau.actor('squad-01-officer-1')
      head = await bureau.actor('squad-01-head')
    })
    after(() => bureau.close())

    const { write } = {
      write: <T>(work: Parameters<typeof bureau.database.write<T>>[0]) => bureau.database.write(work),
    }
    const add = async (party: NewParty) =>
      (await write((tx) => bureau.parties.findOrCreate(tx, officer, party))).party
    const messagesOf = async (promise: Promise<unknown>) => {
      try {
        await promise
      } catch (error) {
        if (error instanceof Problem) return error.fields.map(({ path, message }) => `${path}：${message}`)
        throw error
      }
      return []
    }
    const record = (partyId: string, caseId: string, decidedOn = '2026-01-05') =>
      write((tx) =>
        bureau.parties.addRecord(tx, systemActor('test'), {
          partyId,
          violationCode: 'SR-001',
          decidedOn,
          fineFen: 10_000,
          caseId,
        }),
      )

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
        const names = async (query: Parameters<typeof bureau.parties.search>[1]) =>
          (await bureau.parties.search(officer, query)).map(({ name }) => name)
        expect(await names({ initials: 'FCYX' })).to.have.members(['翡翠园小吃店', '翡翠园洗衣店'])
        expect(await names({ prefix: '翡翠园小' })).to.deep.equal(['翡翠园小吃店'])
        expect(await names({ prefix: '翠园' })).to.deep.equal([])
        expect(await names({ phone: '137-0000 7777' })).to.deep.equal(['翡翠园小吃店'])
        expect(await names({ phone: '1370000777' })).to.deep.equal([])
        const paged: Party[] = []
        for (let after: string | undefined; ; after = paged.at(-1)!.id) {
          const page = await bureau.parties.search(officer, {
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
        expect(await bureau.parties.search(officer, { phone: '13700007777' })).to.have.length(0)
        await bureau.parties.refreshIndexes()
        expect(
          await bureau.parties.search(officer, { phone: '13700007777', initials: 'fcyxcd' }),
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
          write((tx) => bureau.parties.update(tx, officer, id, change, from))
        expect((await update({ phone: '13900000002', name: '钱柒' }, version)).version).to.equal(2)
        expect(await problemOf(update({ name: '钱八' }, version))).to.equal('changed-meanwhile')
        const [added, changed, ...more] = await bureau.parties.history(officer, id)
        expect([added!.act, more]).to.deep.equal(['added', []])
        expect(changed).to.deep.include({
          act: 'changed',
          version: 2,
          accountName: officer.name,
          at: bureau.clock.now(),
          fields: [
            { field: 'name', from: '钱七', to: '钱柒' },
            { field: 'phone', from: '138****0001', to: '139****0002' },
          ],
        })
        const stored = JSON.stringify(await bureau.database.sql.all('SELECT * FROM party_changes'))
        for (const secret of [citizenNumber(11), '13800000001', '13900000002'])
          expect(stored).not.to.contain(secret)
      })

      it('does not give one number to a second party', async () => {
        const known = await add({ kind: 'citizen', name: '孙八', idNumber: citizenNumber(12) })
        const other = await add({ kind: 'citizen', name: '孙八' })
        expect(
          await problemOf(
            write((tx) =>
              bureau.parties.update(tx, officer, other.id, { idNumber: citizenNumber(12) }, other.version),
            ),
          ),
        ).to.equal('conflict')
        expect((await bureau.parties.get(officer, known.id)).idNumber).to.equal(
          '330381********' + citizenNumber(12).slice(-4),
        )
      })
    })

    describe('merging', () => {
      const propose = (mergedId: string, survivorId: string, actor = officer) =>
        write((tx) =>
          bureau.parties.proposeMerge(tx, actor, { mergedId, survivorId, reason: '同一人两次登记' }),
        )
      const decide = (id: string, actor = head, approve = true) =>
        write((tx) => bureau.parties.decideMerge(tx, actor, id, { approve, reason: '核对无误' }))
      const undo = (id: string, actor = head) =>
        write((tx) => bureau.parties.undoMerge(tx, actor, id, '系两人'))
      const repeats = async (partyId: string) =>
        (await bureau.parties.findRepeatRecord(partyId, 'SR-001', 12, '2026-03-02')).map(
          ({ caseId }) => caseId,
        )

      it('suggests with why, merges after another’s approval, and undoes exactly', async () => {
        const survivor = await add({
          kind: 'citizen',
          name: '吴九',
          idNumber: citizenNumber(21),
          phone: '13600000001',
        })
        const merged = await add({ kind: 'citizen', name: '吴九', phone: '13600000001' })
        await record(survivor.id, 'M1', '2026-01-01')
        await record(merged.id, 'M2', '2026-01-02')
        const [suggested, ...others] = await bureau.parties.duplicates(officer, merged.id)
        expect([suggested!.other.id, suggested!.reasons, others]).to.deep.equal([
          survivor.id,
          ['姓名或者名称相同，电话相同'],
          [],
        ])
        expect(
          (await bureau.parties.duplicates(officer)).map(({ party, other }) => [party.id, other.id].sort()),
        ).to.deep.include([survivor.id, merged.id].sort())
        const before = await bureau.parties.get(officer, merged.id)

        const { id } = await propose(merged.id, survivor.id)
        expect(await problemOf(propose(merged.id, survivor.id))).to.equal('conflict')
        expect(await repeats(survivor.id)).to.deep.equal(['M1'])
        expect(await problemOf(decide(id, officer))).to.equal('forbidden')
        expect((await decide(id)).state).to.equal('approved')
        expect(await problemOf(decide(id))).to.equal('conflict')

        expect(await bureau.parties.get(officer, merged.id)).to.include({
          mergedInto: survivor.id,
          name: '吴九',
        })
        for (const asked of [survivor.id, merged.id]) {
          expect(await repeats(asked)).to.deep.equal(['M2', 'M1'])
          expect(await bureau.parties.records(asked)).to.have.length(2)
          expect(await bureau.parties.familyOf(asked)).to.deep.equal([survivor.id, merged.id])
        }
        expect(
          await problemOf(
            write((tx) => bureau.parties.update(tx, officer, merged.id, { phone: '13600000009' }, 2)),
          ),
        ).to.equal('conflict')
        expect(await bureau.parties.duplicates(officer, survivor.id)).to.deep.equal([])

        expect(await problemOf(undo(id, officer))).to.equal('forbidden')
        expect((await undo(id)).state).to.equal('undone')
        expect(await problemOf(undo(id))).to.equal('conflict')
        const after = await bureau.parties.get(officer, merged.id)
        expect({ ...after, version: 0 }).to.deep.equal({ ...before, version: 0 })
        expect(await repeats(survivor.id)).to.deep.equal(['M1'])
        expect((await bureau.parties.history(officer, merged.id)).map(({ act }) => act)).to.deep.equal([
          'added',
          'merged',
          'merge-undone',
        ])
        expect(await bureau.parties.merges(officer, { partyId: survivor.id })).to.have.length(1)
      })

      it('finds the survivor by the number of a merged party', async () => {
        const permit = {
          kind: 'citizen',
          name: '郑十',
          idKind: 'taiwan-permit',
          idNumber: '01234567',
        } as const
        const merged = await add(permit)
        const survivor = await add({ kind: 'citizen', name: '郑十', idNumber: citizenNumber(22) })
        await decide((await propose(merged.id, survivor.id)).id)
        expect((await add(permit)).id).to.equal(survivor.id)
      })

      it('refuses what cannot be one party', async () => {
        const numbered = await add({ kind: 'citizen', name: '冯一', idNumber: citizenNumber(23) })
        const other = await add({ kind: 'citizen', name: '冯一', idNumber: citizenNumber(24) })
        const plain = await add({ kind: 'citizen', name: '冯一' })
        const firm = await add({ kind: 'organisation', name: '冯一商行' })
        for (const [merged, survivor] of [
          [numbered, other],
          [numbered, plain],
          [plain, firm],
        ] as const)
          expect(await problemOf(propose(merged.id, survivor.id))).to.equal('conflict')
        expect(await problemOf(propose(plain.id, plain.id))).to.equal('input-invalid')
        expect(
          await problemOf(propose(plain.id, numbered.id, await bureau.actor('supervision-supervisor-1'))),
        ).to.equal('forbidden')
        const { id } = await propose(plain.id, numbered.id)
        expect((await decide(id, head, false)).state).to.equal('refused')
        expect((await bureau.parties.get(officer, plain.id)).mergedInto).to.equal(null)
      })

      it('comes back to where it began, whatever is merged and undone in whichever order', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 4 }),
            fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
            async (pairs, order) => {
              const people = await Promise.all(
                Array.from({ length: 4 }, () => add({ kind: 'citizen', name: '陈某某' })),
              )
              const merges: string[] = []
              for (const [from, to] of pairs) {
                try {
                  const { id } = await propose(people[from]!.id, people[to]!.id)
                  merges.push((await decide(id)).id)
                } catch (error) {
                  if (!(error instanceof Problem)) throw error
                }
              }
              const families = await Promise.all(people.map(({ id }) => bureau.parties.familyOf(id)))
              // Each stands in exactly one family, and all members of a family say the same one.
              for (const family of families)
                for (const id of family)
                  expect(families[people.findIndex((one) => one.id === id)]).to.deep.equal(family)
              const shuffled = merges.toSorted(
                (a, b) => order[merges.indexOf(a)]! - order[merges.indexOf(b)]!,
              )
              for (const id of shuffled) await undo(id)
              for (const { id } of people) expect(await bureau.parties.familyOf(id)).to.deep.equal([id])
            },
          ),
          { numRuns: 12 },
        )
      })

      it('suggests organisations whose names are alike', async () => {
        const names = [
          '示例县云溪餐饮管理有限公司',
          '示例县云溪餐饮管理（有限责任公司）',
          '示例县云溪餐饮服务管理公司',
          '示例县远山物流公司',
        ]
        const [first] = await Promise.all(names.map((name) => add({ kind: 'organisation', name })))
        const found = (await bureau.parties.duplicates(officer, first!.id)).map(({ other, reasons }) => [
          other.name,
          reasons,
        ])
        expect(found).to.have.deep.members([
          [names[1], ['名称只差单位形式或者标点']],
          [names[2], ['名称近似']],
        ])
      })
    })

    describe('relations', () => {
      const relate = (
        kind: 'employee-of' | 'guardian-of' | 'legal-representative-of' | 'operator-of',
        partyId: string,
        otherId: string,
        fromOn: string,
        toOn?: string,
      ) =>
        write((tx) =>
          bureau.parties.relate(tx, officer, { kind, partyId, otherId, fromOn, ...(toOn && { toOn }) }),
        )

      it('shows both sides, lets one be an employee of the firm they represent, and has one representative at a time', async () => {
        const boss = await add({ kind: 'citizen', name: '褚某' })
        const next = await add({ kind: 'citizen', name: '卫某' })
        const firm = await add({ kind: 'organisation', name: '褚某商行' })
        const { id } = await relate('legal-representative-of', boss.id, firm.id, '2020-01-01')
        await relate('employee-of', boss.id, firm.id, '2020-01-01')
        expect(
          (await bureau.parties.relations(officer, boss.id)).map(({ word, other, outgoing }) => [
            word,
            other.name,
            outgoing,
          ]),
        ).to.deep.equal([
          ['担任法定代表人', '褚某商行', true],
          ['受雇于', '褚某商行', true],
        ])
        expect(
          (await bureau.parties.relations(officer, firm.id)).map(({ word, other }) => [word, other.name]),
        ).to.deep.equal([
          ['法定代表人', '褚某'],
          ['从业人员', '褚某'],
        ])
        expect(await problemOf(relate('legal-representative-of', next.id, firm.id, '2024-01-01'))).to.equal(
          'conflict',
        )
        const end = (toOn: string) => write((tx) => bureau.parties.endRelation(tx, officer, id, toOn))
        expect(await problemOf(end('2019-12-31'))).to.equal('input-invalid')
        expect((await end('2023-12-31')).toOn).to.equal('2023-12-31')
        expect(await problemOf(end('2023-12-31'))).to.equal('conflict')
        await relate('legal-representative-of', next.id, firm.id, '2024-01-01')
      })

      it('refuses who cannot stand there: a firm as employee, a ward as guardian, oneself', async () => {
        const [child, mother, father] = await Promise.all(
          ['蒋小', '沈某', '蒋某'].map((name) => add({ kind: 'citizen', name })),
        )
        const firm = await add({ kind: 'organisation', name: '沈某商行' })
        await relate('guardian-of', mother!.id, child!.id, '2015-01-01')
        await relate('guardian-of', father!.id, child!.id, '2015-01-01')
        expect(await problemOf(relate('guardian-of', child!.id, mother!.id, '2016-01-01'))).to.equal(
          'conflict',
        )
        expect(await problemOf(relate('employee-of', firm.id, firm.id, '2016-01-01'))).to.equal(
          'input-invalid',
        )
        expect(await problemOf(relate('employee-of', firm.id, mother!.id, '2016-01-01'))).to.equal(
          'input-invalid',
        )
        expect(await problemOf(relate('guardian-of', mother!.id, firm.id, '2016-01-01'))).to.equal(
          'input-invalid',
        )
        expect(
          await problemOf(relate('employee-of', mother!.id, firm.id, '2016-01-01', '2015-12-31')),
        ).to.equal('input-invalid')
        expect(
          await problemOf(
            write(async (tx) =>
              bureau.parties.relate(tx, await bureau.actor('squad-01-legal'), {
                kind: 'employee-of',
                partyId: mother!.id,
                otherId: firm.id,
                fromOn: '2016-01-01',
              }),
            ),
          ),
        ).to.equal('forbidden')
      })
    })

    describe('CSV', () => {
      const exported = (actor: Actor, query: object, revealed = false, reason = '报送统计') =>
        write((tx) => bureau.parties.exportCsv(tx, actor, { query, reason, revealed }))
      const csv = (...rows: string[]) => ['类型,姓名或者名称,证件号码,电话,经营者', ...rows].join('\r\n')

      it('imports what is right, reports what is not, and a dry run leaves nothing', async () => {
        const text = csv(
          `公民,导入甲,${citizenNumber(31)},13500000001,`,
          `公民,导入乙,110105194912310021,,`,
          `单位,=导入丙,,,某丁`,
          `个人,导入戊,,,`,
          `公民,导入己,${citizenNumber(31)},,`,
        )
        const dry = await bureau.parties.importCsv(head, text, true)
        expect(dry).to.deep.include({ dryRun: true, added: 2, known: 0, refused: 3 })
        expect(await bureau.parties.search(officer, { name: '导入' })).to.have.length(0)
        const real = await bureau.parties.importCsv(head, text, false)
        expect({ ...real, dryRun: true }).to.deep.equal(dry)
        expect(real.rows.map(({ line, outcome, faults }) => [line, outcome, faults[0]?.path])).to.deep.equal([
          [2, 'added', undefined],
          [3, 'refused', '证件号码'],
          [4, 'added', undefined],
          [5, 'refused', '类型'],
          [6, 'refused', '姓名或者名称'],
        ])
        expect(await bureau.parties.search(officer, { name: '导入' })).to.have.length(2)
        expect((await bureau.parties.importCsv(head, text, true)).known).to.equal(1)
      })

      it('refuses a file that cannot be read, and who may not', async () => {
        for (const bad of ['', '甲,乙\n1,2', csv('公民,"某', '公民,某'), csv('公民,某,,,,,')])
          expect(await problemOf(bureau.parties.importCsv(head, bad, true)), bad).to.equal('input-invalid')
        expect(await problemOf(bureau.parties.importCsv(officer, csv('公民,某,,,'), true))).to.equal(
          'forbidden',
        )
      })

      it('exports masked unless one may see more and asks to, guards against formulas, and is on record', async () => {
        const masked = await exported(officer, { name: '导入' })
        expect(masked).to.match(/^\uFEFF类型,姓名或者名称,证件种类,证件号码/)
        expect(masked).to.contain("'=导入丙").and.to.contain('330381********').and.to.contain('135****0001')
        expect(masked).not.to.contain(citizenNumber(31))
        const revealed = await exported(officer, { name: '导入' }, true)
        expect(revealed).to.contain(citizenNumber(31)).and.to.contain('13500000001')
        // What went out comes in again: the formula's guard is taken off.
        expect(await bureau.parties.importCsv(head, revealed, true)).to.deep.include({
          refused: 0,
          known: 1,
          added: 1,
        })
        const [line] = (await bureau.audit.list({ limit: 500 }))
          .filter(({ action }) => action === 'party.exported')
          .slice(-1)
        expect(line).to.deep.include({ authority: '报送统计' })
        expect(line!.after).to.deep.include({ rows: 2, revealed: true })
      })

      it('refuses an export without a reason, without the right, or of more rows than the role may have', async () => {
        expect(await problemOf(exported(officer, { name: '导入' }, false, ' '))).to.equal('input-invalid')
        const supervisor = await bureau.actor('supervision-supervisor-1')
        expect(await problemOf(exported(supervisor, { name: '导入' }))).to.equal('forbidden')
        const rows = Array.from({ length: 201 }, (_, at) => `公民,批量${at},,,`)
        expect((await bureau.parties.importCsv(head, csv(...rows), false)).added).to.equal(201)
        expect(await problemOf(exported(officer, { name: '批量' }))).to.equal('input-invalid')
        expect((await exported(head, { name: '批量' })).trim().split('\r\n')).to.have.length(202)
      })
    })
  })
}
