/** The database first, the engine later, in place; and what stands against a move is named before anything is done. */
import { expect } from 'chai'
import { moveBureau, MoveRefused } from '../../src/cli/move/move-bureau.ts'
import { planMove } from '../../src/cli/move/plan.ts'
import { migrations } from '../../src/migrations/index.ts'
import { createAudit } from '../../src/audit/service.ts'
import { systemActor } from '../../src/identity/actor.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { mariadbDatabase, type ThrowAway } from '../databases.ts'
import { onEmbedded, onZeebe } from '../engine-under-test.ts'
import { caseBefore, elsewhere, goOn, toTheArchive, type Underway } from './course.ts'
import { type Leaving, openBureauThatLeaves, openMoved } from './moved-bureau.ts'
import { openTasks } from './open-tasks.ts'

describe('a bureau moved to MariaDB, and later to Zeebe', function () {
  this.timeout(600_000)
  const leavings: Leaving[] = []
  let underway: Underway
  let store: ThrowAway
  let to: Config
  const at = () => leavings.at(-1)!

  before(async () => {
    leavings.push(await openBureauThatLeaves())
    underway = await caseBefore(at().bureau, 'approve-entry: squad-01-head')
    store = await mariadbDatabase()
    // Nobody answers there.
    const nowhere = { zeebeGateway: '127.0.0.1:1', zeebeRest: 'http://127.0.0.1:1' }
    to = readConfig({}, { ...at().bureau.config, database: store.url, engine: 'zeebe', ...nowhere })
  })
  after(async () => {
    await store?.drop()
    for (const one of leavings.reverse()) await one.drop()
  })

  it('is refused while the server runs, with acts on their way, without a broker', async () => {
    const { bureau } = at()
    const sides = await at().sidesTo(to)
    try {
      const refused = await moveBureau(sides).catch((error: MoveRefused) => error)
      expect(refused).to.be.instanceOf(MoveRefused)
      const { hindrances } = (refused as MoveRefused).plan
      expect(hindrances).to.have.length(2)
      expect(hindrances.join()).to.contain('服务器仍在运行').and.contain('目标 Zeebe 无法使用')
      bureau.holdOutbox()
      const head = await bureau.actor('squad-01-head')
      const { userTaskKey } = await bureau.task(head, 'review', underway.play.caseId)
      const act = await bureau.tasks.complete(head, userTaskKey, { decision: 'agree', opinion: '同意' })
      const rehearsed = await planMove(sides, 'noted')
      expect(rehearsed.notes.join()).to.contain('服务器仍在运行')
      expect(rehearsed.hindrances.join()).to.match(/有操作尚未送达流程引擎（.+ 1 项）/)
      bureau.releaseOutbox()
      await bureau.settled(act)
      underway.at++
    } finally {
      await sides.close()
    }
  })

  it('is refused into a database that holds something', async () => {
    const database = openDatabase(store.url)
    await migrate(database, migrations)
    const entry = { actor: systemActor('test'), action: 'thing.done', object: { type: 'thing', id: '1' } }
    await database.write((tx) => createAudit({ database, clock: at().bureau.clock }).append(tx, entry))
    await database.close()
    const sides = await at().sidesTo(to)
    const { hindrances } = await planMove(sides, 'noted')
    await sides.close()
    expect(hindrances.join()).to.contain('目标数据库不是空的')
  })

  it('goes on with the same engine on the other database', async () => {
    await at().rest()
    const tasks = await openTasks(at().bureau)
    await at().stop()
    leavings.push(await openMoved(at(), { engine: onEmbedded, make: mariadbDatabase }))
    expect(await openTasks(at().bureau)).to.deep.equal(tasks)
    underway = elsewhere(underway, at().bureau)
    await goOn(underway, at().bureau)
  })

  it('goes on with the other engine on the same database, to the archive', async () => {
    await at().rest()
    const tasks = await openTasks(at().bureau)
    const { url } = at().store
    await at().bureau.advance(60_000)
    await at().stop()
    const inPlace = async () => ({ url, drop: async () => {} })
    leavings.push(await openMoved(at(), { engine: onZeebe, make: inPlace }))
    const { bureau } = at()
    expect(await openTasks(bureau)).to.deep.equal(tasks)
    expect(await bureau.database.sql.all('SELECT * FROM engine_row')).to.deep.equal([])
    await toTheArchive(elsewhere(underway, bureau), bureau)
    expect(await bureau.audit.verify()).to.include({ ok: true })
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
})
