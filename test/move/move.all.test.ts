/** 迁移: a bureau with cases half-way is moved from the embedded engine and SQLite to Zeebe and MariaDB, and its cases go on. */
import { expect } from 'chai'
import { createApplication } from '../../src/application.ts'
import { moveBureau } from '../../src/cli/move/move-bureau.ts'
import { type Plan, planMove } from '../../src/cli/move/plan.ts'
import type { Config } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { caseBefore, elsewhere, toTheArchive, type Underway } from './course.ts'
import { type Leaving, openBureauThatLeaves, openMoved } from './moved-bureau.ts'
import { openTasks } from './open-tasks.ts'

describe('a bureau moved from the embedded engine and SQLite to Zeebe and MariaDB', function () {
  this.timeout(600_000)
  let old: Leaving
  let moved: Leaving
  let drafting: Underway
  let approving: Underway
  let tasksThen: string[]
  let headThen: Awaited<ReturnType<WholeBureau['audit']['head']>>
  let rehearsed: Plan
  let tablesAfterRehearsal: number
  let brokeOff: string
  let refusedHalfWay: string

  const start = (config: Config) =>
    createApplication(config, {
      clock: old.bureau.clock,
      log: createLog('silent'),
      renderer: paperlessRenderer(),
    }).then(
      (app) => app.close().then(() => 'it starts'),
      (error: Error) => error.message,
    )

  before(async () => {
    old = await openBureauThatLeaves()
    const { bureau } = old
    drafting = await caseBefore(bureau, 'draft-filing')
    approving = await caseBefore(bureau, 'approve-filing: legal-reviewer-1')
    await old.rest()
    tasksThen = await openTasks(bureau)
    headThen = await bureau.audit.head()
    await old.stop()
    moved = await openMoved(old, {
      engine: onZeebe,
      make: mariadbDatabase,
      async before(sides, config) {
        rehearsed = await planMove(sides, 'noted')
        const tables = await sides.to.database.sql.all('SHOW TABLES')
        tablesAfterRehearsal = tables.length
        brokeOff = await moveBureau(sides, (_share, what) => {
          if (what.startsWith('流程实例 1/')) throw new Error('the power is gone')
        }).then(
          () => 'it went through',
          (error: Error) => error.message,
        )
        refusedHalfWay = await start(config)
      },
    })
  })
  after(async () => {
    await moved?.drop()
    await old?.drop()
  })

  it('is rehearsed without a trace', () => {
    expect(rehearsed.hindrances).to.deep.equal([])
    expect(rehearsed.obstacles).to.deep.equal([])
    expect(rehearsed).to.include({ cases: 2, tasks: tasksThen.length })
    expect([...rehearsed.survey!.instances])
      .to.deep.include(['case-ordinary', 2])
      .and.deep.include(['approval', 1])
    expect(tablesAfterRehearsal).to.equal(0)
  })

  it('breaks off, does not start half-way, and is begun again', () => {
    expect(brokeOff).to.contain('the power is gone')
    expect(refusedHalfWay).to.contain('尚未完成')
  })

  it('has the same tasks of the same people with the same limits, and its audit chain', async () => {
    expect(await openTasks(moved.bureau)).to.deep.equal(tasksThen)
    expect(await moved.bureau.audit.verify(headThen)).to.include({ ok: true })
    const lines = await moved.bureau.audit.list({ afterSeq: headThen.seq })
    expect(lines[0]).to.deep.include({
      action: 'bureau.moved',
      before: { engine: 'embedded', database: 'sqlite' },
    })
  })

  it('has the models that it had, in no second version', () => {
    expect([...new Set(moved.bureau.models().map(({ version }) => version))]).to.deep.equal([1])
  })

  it('starts no more where it was, and says where it went', async () => {
    expect(await start(old.bureau.config)).to.match(/^本单位已于 .+ 迁移到 Zeebe，数据库 mariadb:/)
  })

  it('plays a case that waited at a task to the archive', async () => {
    await toTheArchive(elsewhere(drafting, moved.bureau), moved.bureau)
  })

  it('plays a case that was half-way in an approval to the archive, with numbers that go on without a gap', async () => {
    const { bureau } = moved
    await toTheArchive(elsewhere(approving, bureau), bureau)
    expect(await bureau.audit.verify(headThen)).to.include({ ok: true })
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
    const numbers = await bureau.database.sql.all<{ number: string }>(
      'SELECT number FROM cases WHERE number IS NOT NULL ORDER BY number',
    )
    expect(numbers.map(({ number }) => number.slice(-7))).to.deep.equal(['000001号', '000002号'])
  })
})
