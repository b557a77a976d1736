/** Merging of parties 合并, with approval and undo, and relations between them. */
import { expect } from 'chai'
import fc from 'fast-check'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from './identity.ts'
import { citizenNumber, partyDesk } from './party-desk.ts'

export function partyMergingBehaves(make: MakeDatabase): void {
  describe('merging and relations of parties', () => {
    const desk = partyDesk(make)
    const { write, add, record } = desk

    describe('merging', () => {
      const propose = (mergedId: string, survivorId: string, actor = desk.officer) =>
        write((tx) =>
          desk.bureau.parties.proposeMerge(tx, actor, { mergedId, survivorId, reason: '同一人两次登记' }),
        )
      const decide = (id: string, actor = desk.head, approve = true) =>
        write((tx) => desk.bureau.parties.decideMerge(tx, actor, id, { approve, reason: '核对无误' }))
      const undo = (id: string, actor = desk.head) =>
        write((tx) => desk.bureau.parties.undoMerge(tx, actor, id, '系两人'))
      const repeats = async (partyId: string) =>
        (await desk.bureau.parties.findRepeatRecord(partyId, 'SR-001', 12, '2026-03-02')).map(
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
        const [suggested, ...others] = await desk.bureau.parties.duplicates(desk.officer, merged.id)
        expect([suggested!.other.id, suggested!.reasons, others]).to.deep.equal([
          survivor.id,
          ['姓名或者名称相同，电话相同'],
          [],
        ])
        expect(
          (await desk.bureau.parties.duplicates(desk.officer)).map(({ party, other }) =>
            [party.id, other.id].sort(),
          ),
        ).to.deep.include([survivor.id, merged.id].sort())
        const before = await desk.bureau.parties.get(desk.officer, merged.id)

        const { id } = await propose(merged.id, survivor.id)
        expect(await problemOf(propose(merged.id, survivor.id))).to.equal('conflict')
        expect(await repeats(survivor.id)).to.deep.equal(['M1'])
        expect(await problemOf(decide(id, desk.officer))).to.equal('forbidden')
        expect((await decide(id)).state).to.equal('approved')
        expect(await problemOf(decide(id))).to.equal('conflict')

        expect(await desk.bureau.parties.get(desk.officer, merged.id)).to.include({
          mergedInto: survivor.id,
          name: '吴九',
        })
        for (const asked of [survivor.id, merged.id]) {
          expect(await repeats(asked)).to.deep.equal(['M2', 'M1'])
          expect(await desk.bureau.parties.records(asked)).to.have.length(2)
          expect(await desk.bureau.parties.familyOf(asked)).to.deep.equal([survivor.id, merged.id])
        }
        expect(
          await problemOf(
            write((tx) =>
              desk.bureau.parties.update(tx, desk.officer, merged.id, { phone: '13600000009' }, 2),
            ),
          ),
        ).to.equal('conflict')
        expect(await desk.bureau.parties.duplicates(desk.officer, survivor.id)).to.deep.equal([])

        expect(await problemOf(undo(id, desk.officer))).to.equal('forbidden')
        expect((await undo(id)).state).to.equal('undone')
        expect(await problemOf(undo(id))).to.equal('conflict')
        const after = await desk.bureau.parties.get(desk.officer, merged.id)
        expect({ ...after, version: 0 }).to.deep.equal({ ...before, version: 0 })
        expect(await repeats(survivor.id)).to.deep.equal(['M1'])
        expect(
          (await desk.bureau.parties.history(desk.officer, merged.id)).map(({ act }) => act),
        ).to.deep.equal(['added', 'merged', 'merge-undone'])
        expect(await desk.bureau.parties.merges(desk.officer, { partyId: survivor.id })).to.have.length(1)
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
          await problemOf(
            propose(plain.id, numbered.id, await desk.bureau.actor('supervision-supervisor-1')),
          ),
        ).to.equal('forbidden')
        const { id } = await propose(plain.id, numbered.id)
        expect((await decide(id, desk.head, false)).state).to.equal('refused')
        expect((await desk.bureau.parties.get(desk.officer, plain.id)).mergedInto).to.equal(null)
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
              const families = await Promise.all(people.map(({ id }) => desk.bureau.parties.familyOf(id)))
              // Each stands in exactly one family, and all members of a family say the same one.
              for (const family of families)
                for (const id of family)
                  expect(families[people.findIndex((one) => one.id === id)]).to.deep.equal(family)
              const shuffled = merges.toSorted(
                (a, b) => order[merges.indexOf(a)]! - order[merges.indexOf(b)]!,
              )
              for (const id of shuffled) await undo(id)
              for (const { id } of people) expect(await desk.bureau.parties.familyOf(id)).to.deep.equal([id])
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
        const found = (await desk.bureau.parties.duplicates(desk.officer, first!.id)).map(
          ({ other, reasons }) => [other.name, reasons],
        )
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
          desk.bureau.parties.relate(tx, desk.officer, {
            kind,
            partyId,
            otherId,
            fromOn,
            ...(toOn && { toOn }),
          }),
        )

      it('shows both sides, lets one be an employee of the firm they represent, and has one representative at a time', async () => {
        const boss = await add({ kind: 'citizen', name: '褚某' })
        const next = await add({ kind: 'citizen', name: '卫某' })
        const firm = await add({ kind: 'organisation', name: '褚某商行' })
        const { id } = await relate('legal-representative-of', boss.id, firm.id, '2020-01-01')
        await relate('employee-of', boss.id, firm.id, '2020-01-01')
        expect(
          (await desk.bureau.parties.relations(desk.officer, boss.id)).map(({ word, other, outgoing }) => [
            word,
            other.name,
            outgoing,
          ]),
        ).to.deep.equal([
          ['担任法定代表人', '褚某商行', true],
          ['受雇于', '褚某商行', true],
        ])
        expect(
          (await desk.bureau.parties.relations(desk.officer, firm.id)).map(({ word, other }) => [
            word,
            other.name,
          ]),
        ).to.deep.equal([
          ['法定代表人', '褚某'],
          ['从业人员', '褚某'],
        ])
        expect(await problemOf(relate('legal-representative-of', next.id, firm.id, '2024-01-01'))).to.equal(
          'conflict',
        )
        const end = (toOn: string) =>
          write((tx) => desk.bureau.parties.endRelation(tx, desk.officer, id, toOn))
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
              desk.bureau.parties.relate(tx, await desk.bureau.actor('squad-01-legal'), {
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
  })
}
