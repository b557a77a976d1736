/** `zhiheng audit check` on an invented bureau: what it prints, and its exit code. */
import { expect } from 'chai'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/platform/database/database.ts'
import type { BureauExamination, CaseExamination } from '../../src/examination/index.ts'
import { zhiheng } from '../cli/zhiheng.ts'

export function checkStories(): void {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-check-'))
  const env = { ZHIHENG_DATA_DIR: folder, ZHIHENG_LOG_LEVEL: 'warn', ZHIHENG_DEMO: 'true' }
  const days = ['--from', '2020-01-01', '--to', '2099-12-31']
  before(async function () {
    this.timeout(300_000)
    const made = await zhiheng(['generate', '--cases', '40', '--json'], env)
    expect(made.code, made.err).to.equal(0)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('looks at the whole bureau and at one case, by its number', async function () {
    this.timeout(120_000)
    const { out, err } = await zhiheng(['audit', 'check', ...days, '--json'], env)
    expect(err).to.equal('')
    const page = JSON.parse(out) as BureauExamination
    // Limits may have been missed by the invented officers; everything else is in order.
    expect(page.findings.filter(({ check }) => check !== 'limits')).to.deep.equal([])
    expect(page.numbers.series.length).to.be.above(3)
    const database = openDatabase(`sqlite:${join(folder, 'zhiheng.db')}`)
    const [row] = await database.sql.all<{ number: string; id: string }>(
      "SELECT id, number FROM cases WHERE state = 'archived' ORDER BY id LIMIT 1",
    )
    await database.close()
    const one = await zhiheng(['audit', 'check', '--case', row!.number, '--json'], env)
    expect((JSON.parse(one.out) as CaseExamination).case.id).to.equal(row!.id)
    const words = await zhiheng(['audit', 'check', '--case', row!.id], env)
    expect(words.out).to.contain(`案件 ${row!.number}`).and.to.contain('审计链完整')
  })

  it('ends with 1 where something is wrong, and with 2 where the call is', async function () {
    this.timeout(120_000)
    const database = openDatabase(`sqlite:${join(folder, 'zhiheng.db')}`)
    await database.write(({ sql }) =>
      sql.run(
        "DELETE FROM documents WHERE number IN (SELECT number FROM documents WHERE number LIKE '%罚决%' LIMIT 1)",
      ),
    )
    await database.close()
    const { code, out } = await zhiheng(['audit', 'check', ...days], env)
    expect([code, /罚决字.+：号已取用，却没有对应的文书或者线索/.test(out)]).to.deep.equal([1, true])
    expect((await zhiheng(['audit', 'check', '--from', 'x'], env)).code).to.equal(2)
    const nobody = await zhiheng(['audit', 'check', '--case', 'X'], env)
    expect([nobody.code, nobody.err]).to.deep.equal([1, '没有案件 X\n'])
  })
}
