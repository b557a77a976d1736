/** `zhiheng doctor` of a bureau that is well, and of one that is not. */
import { mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { asItsDatabaseSays, examine } from '../../src/cli/doctor.ts'
import { createApplication } from '../../src/application.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import { demoActor, monday } from '../registers/bureau.ts'

describe('zhiheng doctor', () => {
  let folder: string
  let config: Config
  const clock = new ControlledClock(monday)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-doctor-'))
    config = readConfig(
      {},
      { dataDir: folder, demo: true, cacheDir: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache') },
    )
  })
  after(() => rm(folder, { recursive: true, force: true }))

  const findings = async () => {
    const database = openDatabase(config.database)
    const found = await examine({ config, clock, database })
    await database.close()
    return found
  }
  const ill = async () => (await findings()).filter(({ ok }) => !ok)

  it('finds an empty folder ready to begin', async () => {
    expect(await ill()).to.deep.equal([])
  })

  it('finds a bureau at work whole', async () => {
    const app = await createApplication(config, {
      clock,
      log: createLog('silent'),
      renderer: paperlessRenderer(),
    })
    await app.seed()
    await app.makeDemoBureau('a-password-of-the-tests')
    const lead = await demoActor(app.identity, 'squad-01-officer-1')
    await app.database.write(async (tx) => {
      await app.parties.findOrCreate(tx, lead, { kind: 'citizen', name: '张三丰', phone: '13800000000' })
      await app.documents.blobs.keep(tx, await app.documents.blobs.put(Buffer.from('一页'), 'text/plain'))
    })
    await app.close()
    expect(await ill()).to.deep.equal([])
    const details = Object.fromEntries((await findings()).map(({ part, detail }) => [part, detail]))
    expect(details['key 密钥']).to.contain('能打开加密字段')
    expect(details['files 文件']).to.equal('1 个文件齐全')
  })

  it('knows a demo bureau by its database, without the setting', async () => {
    const database = openDatabase(config.database)
    const settings = readConfig({}, { dataDir: folder, cacheDir: config.cacheDir })
    expect(settings.demo).to.equal(false)
    const found = await examine(
      { config: await asItsDatabaseSays(settings, database), clock, database },
      { quick: true },
    )
    await database.close()
    const details = Object.fromEntries(found.map(({ part, detail }) => [part, detail]))
    expect(details['rules 规则']).to.equal('示例单位，规则不须确认')
    expect(details['verification 核验']).to.equal('文书的二维码指向 http://localhost:8088/verify/')
    expect(found.filter(({ ok }) => !ok)).to.deep.equal([])
  })

  it('names the line that was changed, the file that is gone, the key that is another', async () => {
    const database = openDatabase(config.database)
    await database.write(({ sql }) =>
      sql.run("UPDATE audit_lines SET line = REPLACE(line, 'department', 'departmeNt') WHERE seq = 3"),
    )
    await database.close()
    const blobs = join(folder, 'blobs')
    for (const path of (await readdir(blobs, { recursive: true })).filter((name) =>
      /[0-9a-f]{64}$/.test(name),
    ))
      await unlink(join(blobs, path))
    await writeFile(join(folder, 'keys', 'field.key'), `${Buffer.alloc(32, 9).toString('base64')}\n`)
    const found = await ill()
    expect(found.map(({ part }) => part)).to.deep.equal(['key 密钥', 'audit 审计链', 'files 文件'])
    expect(found.map(({ detail }) => detail).join())
      .to.contain('第 3 行')
      .and.to.contain('1 个文件缺失')
  })
})
