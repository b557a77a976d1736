/** What cannot go along is named: by case, step and remedy, and nothing is changed anywhere. */
import { dirname } from 'node:path'
import { expect } from 'chai'
import { moveBureau, MoveRefused } from '../../src/cli/move/move-bureau.ts'
import { inWords, type MoveReport, report } from '../../src/cli/move/words.ts'
import { runJob } from '../../src/jobs/run-job.ts'
import { workers } from '../../workers/index.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { zhiheng } from '../cli/zhiheng.ts'
import { caseBefore } from './course.ts'
import { openBureauThatLeaves } from './moved-bureau.ts'
import { openStandIn } from './standing-in.ts'

describe('what stands against a move', function () {
  this.timeout(180_000)
  it('is a limit that has run out: the report names the case, and the exit code is 1', async () => {
    const old = await openBureauThatLeaves()
    try {
      const { play } = await caseBefore(old.bureau, 'await-party')
      const page = await old.bureau.cases.page(play.lead, play.caseId)
      await old.rest()
      await old.stop()
      const move = (...more: string[]) =>
        zhiheng(['move', '--to-engine', 'zeebe', ...more], {
          ZHIHENG_DATABASE: old.store.url,
          ZHIHENG_DATA_DIR: dirname(old.store.url.slice('sqlite:'.length)),
          // Nobody answers there.
          ZHIHENG_ZEEBE_GATEWAY: '127.0.0.1:1',
          ZHIHENG_ZEEBE_REST: 'http://127.0.0.1:1',
          ZHIHENG_LOG_LEVEL: 'silent',
        })
      const { code, out } = await move()
      expect(code).to.equal(1)
      expect(out).to.contain(`案件 ${page.case.number}：“期限届满”定时已到或者即将到期（2026-03-`)
      expect(out).to.match(
        /用原来的配置启动服务器，等它到期处理后再迁移。\n以上各项解决之前不能迁移，什么都没有改变。\n$/,
      )
      const rehearsed = await move('--rehearse', '--json')
      expect(rehearsed.code).to.equal(1)
      const { stuck } = JSON.parse(rehearsed.out) as MoveReport
      expect(stuck).to.have.length(1)
      expect(stuck[0]).to.include({
        caseId: play.caseId,
        kind: 'timer-due',
        elementId: 'rights-limit-reached',
      })

      const there = await openStandIn(old)
      const { database } = there.sides.to
      old.bureau.clock.advance(stuck[0]!.dueAt! - old.bureau.clock.now())
      const refused = await moveBureau(there.sides).catch((error: MoveRefused) => error)
      expect(refused).to.be.instanceOf(MoveRefused)
      expect((refused as MoveRefused).plan).to.deep.include({ hindrances: [] })
      expect((refused as MoveRefused).plan.obstacles).to.have.length(1)
      expect(await there.sides.from.database.sql.all('SELECT * FROM moves')).to.deep.equal([])
      expect(await database.sql.all('SELECT name FROM sqlite_master')).to.deep.equal([])
      expect((await there.broker.engine.counts()).instances).to.equal(0)
      await there.drop()
    } finally {
      await old.drop()
    }
  })

  it('is what an external worker has done and the engine has not heard of; messages that stay are named', async () => {
    const old = await openBureauThatLeaves({ workers: 'none' })
    try {
      const { bureau } = old
      await startCase(bureau)
      const [first] = await bureau.database.sql.all<{ lookup: string }>(
        "SELECT lookup FROM engine_row WHERE kind = 'job'",
      )
      const [job] = await bureau.link.engine.activateJobs({
        type: first!.lookup,
        worker: 'elsewhere',
        timeout: 60_000,
        maxJobs: 1,
      })
      await runJob(bureau.jobRoom, workers.get(job!.type)!, job!, new AbortController().signal, false)
      await old.stop()
      const there = await openStandIn(old)
      const refused = await moveBureau(there.sides).catch((error: MoveRefused) => error)
      expect(refused).to.be.instanceOf(MoveRefused)
      const { plan } = refused as MoveRefused
      expect(inWords(report(plan, there.sides, new Map()))).to.include.members([
        // The case itself was begun by a message.
        '1 条仍在有效期内的消息已有流程接收，为免重复接收，不随迁移带走。',
        '1 个流程实例由消息启动：迁移后，关联键相同的消息可以在它们结束之前再启动一个（每件案件的启动消息只发一次，不受影响）。',
      ])
      expect(plan.hindrances).to.deep.equal([
        '有后台任务已经办完，流程引擎尚未得知（无案号 1 项）：请用原来的配置启动服务器和外部工作程序，等它们送达，再停止。',
      ])
      await there.drop()
    } finally {
      await old.drop()
    }
  })
})
