import { expect } from 'chai'
import { sqliteFile, type ThrowAway } from '../test/databases.ts'
import { moves } from './migrations/0560-moves.ts'
import { type MoveRow, refuseWhereMoved } from './moved.ts'
import type { ConfigurationError } from './platform/config.ts'
import { type Config, readConfig } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database/database.ts'
import { migrate } from './platform/database/migrate.ts'
import { insertRow } from './platform/database/rows.ts'

const here = 'mariadb://zhiheng@db/here'
const elsewhere = 'mariadb://zhiheng@db/elsewhere'

describe('where a bureau lives', () => {
  let store: ThrowAway
  let database: Database
  beforeEach(async () => {
    store = await sqliteFile()
    database = openDatabase(store.url)
    await migrate(database, [moves])
  })
  afterEach(async () => {
    await database.close()
    await store.drop()
  })

  let told = 0
  const tell = (state: MoveRow['state'], to_engine: Config['engine'], to_database: string) =>
    database.write(({ sql }) =>
      insertRow<MoveRow>(sql, 'moves', {
        id: String(++told),
        state,
        from_database: here,
        to_engine,
        to_database,
        to_gateway: null,
        to_feed: null,
        began_at: told,
        ended_at: Date.parse('2026-03-02T01:00:00Z'),
      }),
    )
  const startsOn = (engine: Config['engine']) =>
    refuseWhereMoved(database, readConfig({}, { engine })).then(
      () => 'it starts',
      (error: ConfigurationError) => error.faults.join('\n'),
    )

  it('is where it always was, with no move', async () => {
    expect(await startsOn('embedded')).to.equal('it starts')
    expect(await startsOn('zeebe')).to.equal('it starts')
  })

  it('is on the old engine, until a move in place is finished; then on the new one', async () => {
    await tell('begun', 'zeebe', here)
    expect(await startsOn('embedded')).to.equal('it starts')
    expect(await startsOn('zeebe')).to.equal(
      '迁移到 Zeebe，数据库 mariadb://zhiheng@db/here 尚未完成：请用同样的参数再次运行 zhiheng move，或者用原来的配置启动。',
    )
    await tell('arrived', 'zeebe', here)
    expect(await startsOn('zeebe')).to.equal('it starts')
    expect(await startsOn('embedded')).to.equal('本库的流程已迁移到 Zeebe：请设置 ZHIHENG_ENGINE=zeebe。')
  })

  it('is not in a database that was begun to be filled, whatever the engine', async () => {
    await tell('begun', 'embedded', elsewhere)
    expect(await startsOn('embedded')).to.contain('尚未完成')
    expect(await startsOn('zeebe')).to.contain('尚未完成')
    await tell('arrived', 'embedded', elsewhere)
    expect(await startsOn('embedded')).to.equal('it starts')
    expect(await startsOn('zeebe')).to.equal('本库的流程已迁移到 内嵌引擎：请设置 ZHIHENG_ENGINE=embedded。')
  })

  it('is no longer in a database that it has left', async () => {
    await tell('left', 'zeebe', elsewhere)
    for (const engine of ['embedded', 'zeebe'] as const)
      expect(await startsOn(engine)).to.equal(
        '本单位已于 2026-03-02 09:00 迁移到 Zeebe，数据库 mariadb://zhiheng@db/elsewhere：请用新的配置启动。',
      )
  })
})
