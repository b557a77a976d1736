import { expect } from 'chai'
import fc from 'fast-check'
import { systemActor } from '../../src/identity/actor.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from './bureau.ts'

const columns = [
  'at',
  'account_id',
  'action',
  'object_type',
  'object_id',
  'case_id',
  'line',
  'sha256',
  'sm3',
] as const

export function auditBehaves(make: MakeDatabase): void {
  describe('audit log', () => {
    let bureau: Bureau
    before(async () => (bureau = await openBureau(make)))
    after(() => bureau.close())

    const actor = systemActor('test')
    const append = (id: string) =>
      bureau.database.write((tx) =>
        bureau.audit.append(tx, {
          actor,
          action: 'test.done',
          object: { type: 'test', id },
          caseId: 'case-1',
          after: { n: 1, name: '罚' },
        }),
      )
    const damage = (statement: string, values: (string | number | null)[]) =>
      bureau.database.write((tx) => tx.sql.run(statement, values))

    it('is whole after the demo bureau was made, and says where it stands', async () => {
      const verification = await bureau.audit.verify()
      expect(verification.ok).to.equal(true)
      expect(verification).to.deep.include({ head: await bureau.audit.head() })
    })

    it('numbers lines without gaps when many write at once', async () => {
      const { seq } = await bureau.audit.head()
      await Promise.all(Array.from({ length: 20 }, (_, index) => append(`concurrent-${index}`)))
      const lines = await bureau.audit.list({ afterSeq: seq })
      expect(lines.map((line) => line.seq)).to.deep.equal(
        Array.from({ length: 20 }, (_, index) => seq + 1 + index),
      )
      expect(new Set(lines.map(({ object }) => object.id)).size).to.equal(20)
      expect((await bureau.audit.verify()).ok).to.equal(true)
    })

    it('takes the lines of one act in their order', async () => {
      const { seq } = await bureau.audit.head()
      await bureau.database.write(async (tx) => {
        for (const id of ['first', 'second', 'third'])
          await bureau.audit.append(tx, { actor, action: 'test.done', object: { type: 'test', id } })
      })
      const lines = await bureau.audit.list({ afterSeq: seq })
      expect(lines.map(({ object }) => object.id)).to.deep.equal(['first', 'second', 'third'])
      expect((await bureau.audit.verify()).ok).to.equal(true)
    })

    it('holds while the bureau goes on', async () => {
      let more = true
      const work = (async () => {
        for (let n = 0; n < 150; n++) await append(`going-on-${n}`)
        more = false
      })()
      const seen = []
      while (more) seen.push(await bureau.audit.verify())
      await work
      expect(seen.filter(({ ok }) => !ok)).to.deep.equal([])
      expect(seen.length).to.be.greaterThan(1)
    }).timeout(60_000)

    it('leaves no line behind when the transaction fails', async () => {
      const { seq } = await bureau.audit.head()
      await bureau.database
        .write(async (tx) => {
          await bureau.audit.append(tx, { actor, action: 'test.done', object: { type: 'test', id: 'x' } })
          throw new Error('no')
        })
        .catch(() => undefined)
      expect((await bureau.audit.head()).seq).to.equal(seq)
    })

    it('lists the lines of a case in order', async () => {
      const lines = await bureau.audit.list({ caseId: 'case-1', limit: 3 })
      expect(lines).to.have.length(3)
      expect(lines[0]).to.deep.include({ action: 'test.done', caseId: 'case-1', after: { n: 1, name: '罚' } })
    })

    it('finds any changed character of any column, and names the line', async () => {
      const { seq: last } = await bureau.audit.head()
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: last }),
          fc.constantFrom(...columns),
          fc.nat(),
          async (seq, column, at) => {
            const [row] = await bureau.database.sql.all<{ value: string | number | null }>(
              `SELECT ${column} AS value FROM audit_lines WHERE seq = ?`,
              [seq],
            )
            const value = row?.value ?? null
            await damage(`UPDATE audit_lines SET ${column} = ? WHERE seq = ?`, [changed(value, at), seq])
            const verification = await bureau.audit.verify()
            await damage(`UPDATE audit_lines SET ${column} = ? WHERE seq = ?`, [value, seq])
            expect(verification).to.deep.include({ ok: false, seq, fault: 'changed' })
          },
        ),
        { numRuns: 40 },
      )
      expect((await bureau.audit.verify()).ok).to.equal(true)
    }).timeout(60_000)

    it('finds two lines that changed places', async () => {
      await damage('UPDATE audit_lines SET seq = -1 WHERE seq = 5', [])
      await damage('UPDATE audit_lines SET seq = 5 WHERE seq = 6', [])
      await damage('UPDATE audit_lines SET seq = 6 WHERE seq = -1', [])
      expect(await bureau.audit.verify()).to.deep.include({ ok: false, seq: 5, fault: 'reordered' })
      await damage('UPDATE audit_lines SET seq = -1 WHERE seq = 5', [])
      await damage('UPDATE audit_lines SET seq = 5 WHERE seq = 6', [])
      await damage('UPDATE audit_lines SET seq = 6 WHERE seq = -1', [])
    })

    it('finds lines cut off at the end, even with the head put right, when a head was noted elsewhere', async () => {
      await append('last')
      const noted = await bureau.audit.head()
      await damage('DELETE FROM audit_lines WHERE seq = ?', [noted.seq])
      expect(await bureau.audit.verify()).to.deep.include({ ok: false, seq: noted.seq, fault: 'missing' })
      const [before] = await bureau.audit.list({ afterSeq: noted.seq - 2, limit: 1 })
      await damage('UPDATE audit_head SET seq = ?, sha256 = ?, sm3 = ?', [
        noted.seq - 1,
        before!.sha256,
        before!.sm3,
      ])
      expect((await bureau.audit.verify()).ok).to.equal(true)
      expect(await bureau.audit.verify(noted)).to.deep.include({
        ok: false,
        seq: noted.seq,
        fault: 'missing',
      })
    })

    it('finds a line taken out of the middle', async () => {
      await damage('DELETE FROM audit_lines WHERE seq = 7', [])
      expect(await bureau.audit.verify()).to.deep.include({ ok: false, seq: 7, fault: 'missing' })
    })
  })
}

function changed(value: string | number | null, at: number): string | number {
  if (value === null) return 'x'
  if (typeof value === 'number') return value + 1 + (at % 1000)
  const index = at % value.length
  const other = value[index] === 'a' ? 'b' : 'a'
  return value.slice(0, index) + other + value.slice(index + 1)
}
