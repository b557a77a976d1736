/** `zhiheng case export` and `zhiheng case verify`. */
import { expect } from 'chai'
import { existsSync, mkdtempSync, rmSync, truncateSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/platform/database/database.ts'
import type { PackageVerification } from '../../src/packages/index.ts'
import { zhiheng } from '../cli/zhiheng.ts'

export function commandStories(): void {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-case-'))
  const env = { ZHIHENG_DATA_DIR: folder, ZHIHENG_LOG_LEVEL: 'warn', ZHIHENG_DEMO: 'true' }
  const file = join(folder, 'case.zip')
  let number: string
  before(async function () {
    this.timeout(300_000)
    const made = await zhiheng(['generate', '--cases', '20', '--json'], env)
    expect(made.code, made.err).to.equal(0)
    const database = openDatabase(`sqlite:${join(folder, 'zhiheng.db')}`)
    const [row] = await database.sql.all<{ number: string }>(
      "SELECT number FROM cases WHERE state = 'archived' ORDER BY id LIMIT 1",
    )
    await database.close()
    number = row!.number
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('exports by the number of the case, and another machine verifies it without the database', async function () {
    this.timeout(120_000)
    const given = ['--purpose', '行政诉讼举证', '--recipient', '示例县人民法院', '--json']
    const done = await zhiheng(['case', 'export', number, '--to', file, ...given], env)
    expect(done.code, done.err).to.equal(0)
    const { manifest } = JSON.parse(done.out) as { manifest: { sha256: string } }
    const elsewhere = { ZHIHENG_DATA_DIR: join(folder, 'nothing-here') }
    const verify = (...more: string[]) => zhiheng(['case', 'verify', file, ...more], elsewhere)
    const { out, code } = await verify('--manifest', manifest.sha256, '--json')
    const result = JSON.parse(out) as PackageVerification
    expect([code, result.ok, result.case]).to.deep.equal([0, true, number])
    expect((await verify()).out).to.contain(manifest.sha256)
    expect((await verify('--manifest', '0'.repeat(64))).code).to.equal(1)
    expect(existsSync(elsewhere.ZHIHENG_DATA_DIR)).to.equal(false)
  })

  it('needs a purpose, a case that there is, and a whole file', async function () {
    this.timeout(120_000)
    const to = join(folder, 'other.zip')
    const why = ['--purpose', '核对', '--recipient', '法院']
    expect((await zhiheng(['case', 'export', number, '--to', to], env)).code).to.equal(2)
    const nobody = await zhiheng(['case', 'export', 'X', '--to', to, ...why], env)
    expect([nobody.code, nobody.err, existsSync(to)]).to.deep.equal([1, '没有案件 X\n', false])
    truncateSync(file, statSync(file).size - 100)
    const cut = await zhiheng(['case', 'verify', file], {})
    expect([cut.code, cut.err.includes('不是完整的 ZIP 文件')]).to.deep.equal([1, true])
  })
}
