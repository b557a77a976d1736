/** Numbers 文号 under concurrency: no gaps, no doubles, and none is lost when an issue fails. */
import { expect } from 'chai'
import { expectNumber, NumberTaken, type NumberingRules, takeNumber } from '../../src/documents/numbering.ts'
import { openDatabase, type Database } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { documents as documentTables } from '../../src/migrations/0300-documents.ts'
import type { MakeDatabase, ThrowAway } from '../databases.ts'

const rules: NumberingRules = {
  format: '{bureau}{kind}字〔{year}〕第{number}号',
  digits: 6,
  kinds: { 'penalty-decision': '罚决', 'advance-notice': '罚先告' },
}

export function numberingStories(make: MakeDatabase): void {
  let database: Database
  let made: ThrowAway
  before(async () => {
    made = await make()
    database = openDatabase(made.url)
    await migrate(database, [documentTables])
  })
  after(async () => {
    await database.close()
    await made.drop()
  })

  /** Looks, prints (a pause), takes; again when another was quicker. Fails after taking where `breaks`. */
  async function issue(kind: string, year: number, breaks = false): Promise<string | undefined> {
    for (;;) {
      const number = await expectNumber(database.sql, rules, { bureau: '示综执', kind, year })
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
      try {
        await database.write(async (tx) => {
          await takeNumber(tx, database.dialect, number)
          if (breaks) throw new Error('the printer is on fire')
        })
        return number.text
      } catch (error) {
        if (!(error instanceof NumberTaken)) return undefined
      }
    }
  }

  it('are gapless per kind and year', async function () {
    this.timeout(60_000)
    const work = Array.from({ length: 60 }, (_, index) => ({
      kind: index % 3 === 0 ? 'advance-notice' : 'penalty-decision',
      year: index % 2 === 0 ? 2026 : 2027,
      breaks: index % 7 === 0,
    }))
    const taken = (await Promise.all(work.map(({ kind, year, breaks }) => issue(kind, year, breaks)))).filter(
      (text) => text !== undefined,
    )
    expect(new Set(taken).size).to.equal(taken.length)
    const series = new Map<string, number[]>()
    for (const text of taken) {
      const [, name, number] = /^(.*)第(\d{6})号$/.exec(text)!
      series.set(name!, [...(series.get(name!) ?? []), Number(number)])
    }
    expect(series.size).to.equal(4)
    for (const numbers of series.values())
      expect(numbers.sort((a, b) => a - b)).to.deep.equal(numbers.map((_, index) => index + 1))
  })
}
