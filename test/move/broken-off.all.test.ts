/** A move that breaks off changes nothing here, is begun again, and is finished only where it had gone. */
import { expect } from 'chai'
import { type Application, createApplication } from '../../src/application.ts'
import { moveBureau, MoveRefused, type OnProgress } from '../../src/cli/move/move-bureau.ts'
import type { Sides } from '../../src/cli/move/sides.ts'
import { lastMove } from '../../src/moved.ts'
import type { Config } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import { type ThrowAway, sqliteFile } from '../databases.ts'
import { demoActor } from '../registers/bureau.ts'
import { type Leaving, openBureauThatLeaves } from './moved-bureau.ts'

describe('a move that breaks off', () => {
  let old: Leaving
  let store: ThrowAway
  let sides: Sides
  beforeEach(async () => {
    old = await openBureauThatLeaves()
    await old.stop()
    store = await sqliteFile()
    sides = await old.sidesTo({ ...old.bureau.config, database: store.url })
  })
  afterEach(async () => {
    await sides.close()
    await old.drop()
    await store.drop()
  })

  const open = (config: Config) =>
    createApplication(config, {
      clock: old.bureau.clock,
      log: createLog('silent'),
      renderer: paperlessRenderer(),
    })
  const start = (config: Config) =>
    open(config).then(
      (app) => app.close().then(() => 'it starts'),
      (error: Error) => error.message,
    )
  const outcome = (of: Sides, onProgress?: OnProgress) =>
    moveBureau(of, onProgress).then(
      () => 'it went through',
      (error: Error) => (error instanceof MoveRefused ? error.plan.hindrances.join('\n') : error.message),
    )
  const stateIn = async ({ sql }: Database) => (await lastMove(sql).catch(() => undefined))?.state
  /** The target, where something happens as soon as everything has arrived. */
  const onArrival = (happens: () => Promise<void>): Sides => ({
    ...sides,
    to: {
      ...sides.to,
      database: {
        ...sides.to.database,
        async write(work) {
          const answer = await sides.to.database.write(work)
          if ((await stateIn(sides.to.database)) === 'arrived') await happens()
          return answer
        },
      },
    },
  })
  const someoneWorks = async ({ clues, identity }: Pick<Application, 'clues' | 'identity'>) =>
    clues.register(await demoActor(identity, 'squad-01-officer-1'), {
      source: 'patrol',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
      category: '市容环境卫生',
    })
  const powerIsGone = () => Promise.reject(new Error('the power is gone'))
  const takeOver = async () => {
    await sides.from.database.write(({ sql }) => sql.run("UPDATE engine_lease SET token = 'another'"))
    old.bureau.clock.advance(60_000)
  }

  it('leaves the old side as it was: its server starts again, none on what is half-filled', async () => {
    const broken = await outcome(sides, (_share, what) => {
      if (what === 'cases') throw new Error('the power is gone')
    })
    expect(broken).to.equal('the power is gone')
    expect(await start(sides.to.config)).to.contain('尚未完成：请用同样的参数再次运行 zhiheng move')
    expect(await start(old.bureau.config)).to.equal('it starts')
    expect(await outcome(sides)).to.equal('it went through')
    expect(await start(old.bureau.config)).to.contain('请用新的配置启动')
    expect(await start(sides.to.config)).to.equal('it starts')
  })

  it('because another process took the old side over has not arrived, and leaves no mark', async () => {
    let taken: Promise<void> | undefined
    const broken = await outcome(sides, (_share, what) => {
      if (what === '改写流程引擎的键') taken = takeOver()
    })
    await taken
    expect(broken).to.contain('taken over')
    expect(await stateIn(sides.to.database)).to.equal('begun')
    expect(await stateIn(sides.from.database)).to.equal(undefined)
  })

  it('because another process took the old side over on arrival leaves no mark', async () => {
    expect(await outcome(onArrival(takeOver))).to.contain('taken over')
    expect(await stateIn(sides.to.database)).to.equal('arrived')
    expect(await stateIn(sides.from.database)).to.equal(undefined)
  })

  it('on arrival is not finished once the old side has gone on', async () => {
    expect(await outcome(onArrival(powerIsGone))).to.equal('the power is gone')
    const app = await open(old.bureau.config)
    await app.start()
    await someoneWorks(app)
    await app.close()
    expect(await outcome(sides)).to.match(/^目标数据库里的审计链与现有数据库的不符/)
    expect(await stateIn(sides.from.database)).to.equal(undefined)
    expect(await start(old.bureau.config)).to.equal('it starts')
  })

  it('on arrival is not finished with another database at the same address', async () => {
    expect(await outcome(onArrival(powerIsGone))).to.equal('the power is gone')
    const other = await openBureauThatLeaves()
    await someoneWorks(other.bureau)
    await other.stop()
    const another = await other.sidesTo(sides.to.config)
    const atTheSameAddress = { ...another, from: { ...another.from, address: sides.from.address } }
    expect(await outcome(atTheSameAddress)).to.match(/^目标数据库里的审计链与现有数据库的不符/)
    expect(await stateIn(another.from.database)).to.equal(undefined)
    await another.close()
    await other.drop()
  })
})
