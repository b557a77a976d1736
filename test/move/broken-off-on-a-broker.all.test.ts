/** A move to another engine that breaks off: what stands on the broker then, and what has fallen due meanwhile. */
import { expect } from 'chai'
import { moveBureau, MoveRefused } from '../../src/cli/move/move-bureau.ts'
import { planMove } from '../../src/cli/move/plan.ts'
import type { Sides } from '../../src/cli/move/sides.ts'
import { lastMove } from '../../src/moved.ts'
import * as bpmn from '../engine/models.ts'
import { openEngine } from '../engine/open-engine.ts'
import { caseBefore } from './course.ts'
import { type Leaving, openBureauThatLeaves } from './moved-bureau.ts'
import { openStandIn, type StandIn } from './standing-in.ts'

describe('a move to a broker that breaks off', function () {
  // The feed has to be silent for a while, again and again.
  this.timeout(180_000)
  let old: Leaving
  let there: StandIn
  beforeEach(async () => {
    old = await openBureauThatLeaves()
    await caseBefore(old.bureau, 'await-party')
    await old.rest()
    await old.stop()
    there = await openStandIn(old)
  })
  afterEach(async () => {
    await there.drop()
    await old.drop()
  })

  const breaksOff = (sides: Sides, at: string) =>
    moveBureau(sides, (_share, what) => {
      if (what.startsWith(at)) throw new Error('the power is gone')
    }).then(
      () => 'it went through',
      (error: Error) => error.message,
    )

  it('ends what it left there when it is begun again; on another broker it ends nothing, and goes only where nobody’s instances are', async () => {
    const { sides } = there
    expect(await breaksOff(sides, '流程实例 1/')).to.equal('the power is gone')
    const other = await openEngine()
    const again = there.onAnotherBroker(other)
    try {
      await other.engine.deploy([
        bpmn.model('theirs', bpmn.chain(bpmn.start(), bpmn.userTask('ask'), bpmn.end())),
      ])
      const theirs = await other.engine.execute({ verb: 'createInstance', processId: 'theirs' })
      const refused = await moveBureau(again).catch((error: MoveRefused) => error)
      expect(refused).to.be.instanceOf(MoveRefused)
      const { hindrances, notes } = (refused as MoveRefused).plan
      expect(hindrances.join()).to.match(/^目标 Zeebe 上已有 1 个运行中的流程实例（theirs）/)
      expect(notes.join()).to.contain('另一个 Zeebe（broker-1:26500，zeebe）')
      expect((await other.engine.counts()).instances).to.equal(1)
      await other.engine.execute({
        verb: 'cancelInstance',
        processInstanceKey: theirs.processInstanceKey,
      })
      expect(await breaksOff(again, '流程实例 1/')).to.equal('the power is gone')
      await moveBureau(again)
      expect(await lastMove(again.to.database.sql)).to.include({
        state: 'arrived',
        to_gateway: 'broker-2:26500',
        to_feed: 'zeebe',
      })
      expect((await other.engine.counts()).instances).to.equal(1)
    } finally {
      await other.close()
    }
  })

  it('on arrival is finished later, whatever has fallen due since', async () => {
    const { sides, broker } = there
    const { database } = sides.from
    const dying: Sides = {
      ...sides,
      from: {
        ...sides.from,
        database: {
          ...database,
          async write(work) {
            const there = await lastMove(sides.to.database.sql).catch(() => undefined)
            if (there?.state === 'arrived') throw new Error('the power is gone')
            return database.write(work)
          },
        },
      },
    }
    expect(await breaksOff(dying, 'nowhere')).to.equal('the power is gone')
    const [timer] = await database.sql.all<{ due_at: number }>(
      "SELECT due_at FROM engine_row WHERE kind = 'timer' AND root_key <> 0 ORDER BY due_at",
    )
    old.bureau.clock.advance(timer!.due_at - old.bureau.clock.now())
    const rehearsed = await planMove(sides, 'noted')
    expect(rehearsed).to.deep.include({ hindrances: [], obstacles: [] })
    expect(rehearsed.notes.join()).to.contain('只差现有数据库里已迁出的记号')
    await moveBureau(sides)
    expect((await lastMove(database.sql))?.state).to.equal('left')
    expect((await broker.engine.counts()).instances).to.equal(1)
    expect((await planMove(sides, 'noted')).hindrances.join()).to.contain('本单位已迁移到 Zeebe')
  })
})
