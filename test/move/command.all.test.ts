/** `zhiheng move` as a person types it: rehearsed, done, and refused a second time. */
import { dirname } from 'node:path'
import { expect } from 'chai'
import type { MoveReport } from '../../src/cli/move/words.ts'
import { zhiheng } from '../cli/zhiheng.ts'
import { mariadbDatabase, sqliteFile, type ThrowAway } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'

describe('zhiheng move', function () {
  this.timeout(180_000)
  let from: ThrowAway
  let to: ThrowAway
  let lines: number
  before(async () => {
    from = await sqliteFile()
    to = await mariadbDatabase()
    const bureau = await openBureau(async () => ({ url: from.url, drop: async () => {} }))
    lines = (await bureau.audit.head()).seq
    await bureau.close()
  })
  after(async () => {
    await from.drop()
    await to.drop()
  })
  const move = (...more: string[]) =>
    zhiheng(['move', '--to-database', to.url, ...more], {
      ZHIHENG_DATABASE: from.url,
      ZHIHENG_LOG_LEVEL: 'silent',
    })

  it('reports in a rehearsal, for people and for scripts', async () => {
    const forPeople = await move('--rehearse')
    expect(forPeople).to.include({ code: 0, err: '' })
    expect(forPeople.out).to.match(/^自 {2}内嵌引擎，数据库 sqlite:.+\n至 {2}内嵌引擎，数据库 mariadb:/)
    expect(forPeople.out).to.match(/可以迁移。这是演练，什么都没有改变。\n$/)
    const { code, out } = await move('--rehearse', '--json')
    expect(code).to.equal(0)
    const report = JSON.parse(out) as MoveReport & { rehearsal: boolean; possible: boolean }
    expect(report).to.deep.include({ rehearsal: true, possible: true, cases: 0, stuck: [], hindrances: [] })
  })

  it('moves, and the audit chain goes on there', async () => {
    const { code, out, err } = await move()
    expect({ code, err }).to.deep.equal({ code: 0, err: '' })
    expect(out).to.contain('迁移完成：行数、内容和审计链均已核对。')
    const verified = await zhiheng(['audit', 'verify'], { ZHIHENG_DATABASE: to.url })
    expect(verified.out).to.match(new RegExp(`^审计链完整，共 ${lines + 1} 行。`))
  })

  it('says that the bureau has left, and where to', async () => {
    const { code, out } = await move()
    expect(code).to.equal(1)
    expect(out).to.contain('本单位已迁移到 内嵌引擎，数据库 mariadb:')
    const server = await zhiheng(['start'], {
      ZHIHENG_DATABASE: from.url,
      ZHIHENG_DATA_DIR: dirname(from.url.slice('sqlite:'.length)),
      ZHIHENG_PORT: '0',
    })
    expect(server).to.include({ code: 2, out: '' })
    expect(server.err).to.match(/^本单位已于 .+ 迁移到 内嵌引擎，数据库 mariadb:.+：请用新的配置启动。\n$/)
  })
})
