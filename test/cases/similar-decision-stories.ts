/** 同类案件处罚情况: figures of all decisions on the same violation, the cases as far as one may read them. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { CaseRow } from '../../src/cases/model.ts'
import { insertRows } from '../../src/platform/database/rows.ts'
import { refusal } from './refused-with.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function similarDecisionStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let row: CaseRow
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
    await play.fill('enter-case')
    row = await bureau.cases.row({ sql: bureau.database.sql }, play.caseId)
  })
  after(() => bureau?.close())

  /** Cases that were decided, as they stand in the tables. */
  const decided = async (fines: (number | { fineFen: number; change: Partial<CaseRow> })[]) =>
    bureau.database.write(async ({ sql }) => {
      await sql.run("DELETE FROM cases WHERE number LIKE '同类%'")
      await insertRows<CaseRow>(
        sql,
        'cases',
        fines.map((one, index) => {
          const { fineFen, change } = typeof one === 'number' ? { fineFen: one, change: {} } : one
          return {
            ...row,
            id: bureau.tasks.newId(),
            number: `同类${index}`,
            process_instance_key: null,
            state: 'archived',
            decided_at: bureau.clock.now() - (index + 1) * day,
            fine_fen: fineFen,
            ...change,
          }
        }),
        bureau.database.dialect,
      )
    })
  const similar = (query: Partial<Parameters<WholeBureau['cases']['similarDecisions']>[2]> = {}) =>
    bureau.cases.similarDecisions(play.lead, play.caseId, { months: 24, ...query })

  it('gives median and quartiles of the fines, counts what was not fined, and leaves other violations, other times and unlawful decisions out', async () => {
    await decided([
      10_000,
      20_000,
      30_000,
      40_000,
      50_000,
      0,
      { fineFen: 900_000, change: { violation_code: 'other' } },
      { fineFen: 900_000, change: { decided_at: bureau.clock.now() - 800 * day } },
      { fineFen: 60_000, change: { party_kind: 'organisation' } },
      { fineFen: 900_000, change: { decision_state: 'revoked' } },
      { fineFen: 900_000, change: { decision_state: 'illegal' } },
    ])
    const found = await similar({ partyKind: 'citizen' })
    expect(found).to.deep.include({
      count: 6,
      withoutFine: 1,
      fines: {
        lowest: 10_000,
        lowerQuartile: 20_000,
        median: 30_000,
        upperQuartile: 40_000,
        highest: 50_000,
      },
    })
    expect((await similar()).count).to.equal(7)
    expect((await similar({ months: 48 })).count).to.equal(8)
  })

  it('shows of a case that one may not read the day and the amount, and nothing else', async () => {
    await decided([10_000, { fineFen: 20_000, change: { department_id: 'squad-02', lead_officer_id: 'x' } }])
    const { items, next } = await similar({ limit: 1 })
    expect(items[0]).to.include({ fineFen: 10_000 })
    const rest = await similar({ limit: 1, cursor: next! })
    expect(rest.items).to.have.length(1)
    expect(rest.next).to.equal(null)
    expect(rest.items[0]).to.include({ fineFen: 20_000, caseId: null, number: null, departmentId: null })
    const stranger = await bureau.actor('squad-02-officer-1')
    expect(await refusal(bureau.cases.similarDecisions(stranger, play.caseId, { months: 24 }))).to.equal(
      'forbidden',
    )
  })

  it('each quartile is a fine that was given, and as many as it says lie below it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.integer({ min: 1, max: 9 }).map((n) => n * 10_000),
          { minLength: 1, maxLength: 30 },
        ),
        async (fines) => {
          await decided(fines)
          const found = (await similar()).fines!
          const below = (fen: number) => fines.filter((one) => one <= fen).length
          for (const [share, fen] of [
            [0.25, found.lowerQuartile],
            [0.5, found.median],
            [0.75, found.upperQuartile],
          ] as const) {
            expect(fines).to.include(fen)
            expect(below(fen)).to.be.at.least(fines.length * share)
            expect(below(fen - 1)).to.be.below(fines.length * share)
          }
          expect([found.lowest, found.highest]).to.deep.equal([Math.min(...fines), Math.max(...fines)])
        },
      ),
      { numRuns: 15 },
    )
  }).timeout(30_000)
}
