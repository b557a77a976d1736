/** A bureau that keeps its files in a bucket: backup, restore and doctor, as a person types them. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createApplication } from '../../src/application.ts'
import type { Manifest } from '../../src/cli/backup/manifest.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { fingerprint } from '../../src/platform/fingerprint.ts'
import { createLog } from '../../src/platform/log.ts'
import { openObjectStore } from '../../src/platform/storage/open-object-store.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import { zhiheng } from '../cli/zhiheng.ts'
import { objectServerKey, type ObjectServer, startObjectServer } from '../evidence/object-server.ts'

type Environment = { [name: string]: string }

describe('a bureau with its files in a bucket', function () {
  this.timeout(300_000)
  let work: string
  let bucket: ObjectServer
  let environment: Environment
  let copied: string
  const pages = ['第一页', '第二页'.repeat(200_000), '第三页'].map((text) => Buffer.from(text))
  const names = pages.map((page) => fingerprint(page).sha256).sort()

  /** Settings of an installation of its own, with its own folder. */
  async function installation({ endpoint }: { endpoint?: string } = {}): Promise<Environment> {
    const dataDir = await mkdtemp(join(work, 'data-'))
    const onDisk = {
      ZHIHENG_DATA_DIR: dataDir,
      ZHIHENG_LOG_LEVEL: 'warn',
      ZHIHENG_CACHE_DIR: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
    }
    if (endpoint === undefined) return onDisk
    const secret = join(dataDir, 'secret')
    await writeFile(secret, objectServerKey.secretAccessKey)
    return {
      ...onDisk,
      ZHIHENG_STORAGE: 's3',
      ZHIHENG_S3_ENDPOINT: endpoint,
      ZHIHENG_S3_BUCKET: 'evidence',
      ZHIHENG_S3_ACCESS_KEY_ID: objectServerKey.accessKeyId,
      ZHIHENG_S3_SECRET_KEY_FILE: secret,
    }
  }

  const open = (settings: Environment) =>
    createApplication(readConfig(settings), { log: createLog('silent'), renderer: paperlessRenderer() })

  const manifestIn = async (folder: string) =>
    JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest

  /** What the restored bureau reads of each file that its tables name. */
  async function read(settings: Environment): Promise<Buffer[]> {
    const app = await open(settings)
    try {
      const rows = await app.database.sql.all<{ sha256: string }>(
        'SELECT sha256 FROM document_blobs ORDER BY sha256',
      )
      return await Promise.all(rows.map(({ sha256 }) => app.documents.blobs.get(sha256)))
    } finally {
      await app.close()
    }
  }
  const sorted = () => names.map((name) => pages.find((page) => fingerprint(page).sha256 === name)!)

  const objects = async (settings: Environment): Promise<(number | undefined)[]> => {
    const store = await openObjectStore(readConfig(settings) as Config)
    return Promise.all(names.map((name) => store.size(name)))
  }

  before(async () => {
    work = await mkdtemp(join(tmpdir(), 'zhiheng-bucket-'))
    bucket = await startObjectServer()
    environment = await installation(bucket)
    const app = await open(environment)
    await app.seed()
    for (const page of pages) {
      const blob = await app.documents.blobs.put(page, 'text/plain')
      await app.database.write((tx) => app.documents.blobs.keep(tx, blob))
    }
    await app.close()
    copied = join(work, 'copied')
    const made = await zhiheng(['backup', copied, '--keys', '--json'], environment)
    expect(made.code, made.err).to.equal(0)
  })
  after(async () => {
    await bucket.stop()
    await rm(work, { recursive: true, force: true })
  })

  it('has them in its backup unless it asks for less', async () => {
    const { files, objects: how, objectsAt } = await manifestIn(copied)
    expect(files.map(({ sha256 }) => sha256)).to.deep.equal(names)
    expect({ how, objectsAt }).to.deep.equal({ how: 'copied', objectsAt: `${bucket.endpoint}/evidence` })
    const kept = (await readdir(join(copied, 'blobs'), { recursive: true })).filter((name) =>
      /[0-9a-f]{64}$/.test(name),
    )
    expect(kept.length).to.equal(pages.length)
  })

  it('is restored onto a disk, and into another bucket', async () => {
    const disk = await installation()
    const other = await startObjectServer()
    try {
      const elsewhere = await installation(other)
      for (const target of [disk, elsewhere]) {
        const restored = await zhiheng(['restore', copied], target)
        expect(restored.code, restored.err).to.equal(0)
        expect(await read(target)).to.deep.equal(sorted())
      }
      // What was read from the backup is still in it.
      expect((await zhiheng(['restore', copied], await installation())).code).to.equal(0)
    } finally {
      await other.stop()
    }
  })

  it('is not restored from a backup in which a file was changed, and leaves no such file behind', async () => {
    const damaged = join(work, 'damaged')
    await cp(copied, damaged, { recursive: true })
    const [name] = names as [string]
    await writeFile(join(damaged, 'blobs', name.slice(0, 2), name.slice(2, 4), name), '别的')
    const other = await startObjectServer()
    try {
      const target = await installation(other)
      const refused = await zhiheng(['restore', damaged], target)
      expect(refused.code).to.equal(1)
      expect(refused.err).to.contain(name).and.to.contain('与指纹不符')
      expect((await objects(target))[0]).to.equal(undefined)
    } finally {
      await other.stop()
    }
  })

  it('can only name them, and is then restored where they are, not where they are not', async () => {
    const named = join(work, 'named')
    const made = await zhiheng(['backup', named, '--keys', '--objects', 'reference'], environment)
    expect(made.code, made.err).to.equal(0)
    expect(made.out).to.contain('文件本身不在备份中').and.to.contain(`${bucket.endpoint}/evidence`)
    expect(await readdir(named)).not.to.include('blobs')
    expect((await manifestIn(named)).files.map(({ sha256 }) => sha256)).to.deep.equal(names)

    const there = await installation(bucket)
    const restored = await zhiheng(['restore', named], there)
    expect(restored.code, restored.err).to.equal(0)
    expect(await read(there)).to.deep.equal(sorted())

    const nowhere = await installation()
    const refused = await zhiheng(['restore', named], nowhere)
    expect(refused.code).to.equal(1)
    expect(refused.err).to.contain('3 个不全').and.to.contain(`${bucket.endpoint}/evidence`)
    // Nothing was written: the right settings are all that is needed.
    const { ZHIHENG_DATA_DIR, ...rest } = there
    expect((await zhiheng(['restore', named], { ...rest, ...pick(nowhere) })).code).to.equal(0)
    expect(ZHIHENG_DATA_DIR).not.to.equal(nowhere.ZHIHENG_DATA_DIR)
  })
  const pick = ({ ZHIHENG_DATA_DIR }: Environment) => ({ ZHIHENG_DATA_DIR: ZHIHENG_DATA_DIR! })

  it('is examined by the doctor with an object of its own, which it takes away', async () => {
    const count = async () => (await readdir(bucket.folder, { recursive: true })).length
    const before = await count()
    const findings = async (settings: Environment) => {
      const { out, code } = await zhiheng(['doctor', '--json'], settings)
      const all = (JSON.parse(out) as { findings: { part: string; ok: boolean; detail: string }[] }).findings
      return { code, of: (part: string) => all.find((one) => one.part.startsWith(part))! }
    }
    const well = await findings(environment)
    expect(well.of('storage')).to.deep.include({
      ok: true,
      detail: `${bucket.endpoint}/evidence，能写、能读、能删`,
    })
    expect(well.of('files')).to.deep.include({ ok: true, detail: '3 个文件齐全' })
    expect(well.code).to.equal(0)
    expect(await count()).to.equal(before)

    const stranger = await findings({ ...environment, ZHIHENG_S3_ACCESS_KEY_ID: 'nobody' })
    expect(stranger.code).to.equal(1)
    expect(stranger.of('storage').detail).to.contain('写不进').and.to.contain('403')
    const unreachable = await findings({ ...environment, ZHIHENG_S3_ENDPOINT: 'http://localhost:9' })
    expect(unreachable.of('storage').detail).to.contain('写不进').and.to.contain('ECONNREFUSED')
  })

  it('is not backed up while a file is gone from the bucket or is another', async () => {
    const store = await openObjectStore(readConfig(environment))
    const [name] = names as [string]
    const page = sorted()[0]!
    const refusals = async () => {
      const folder = (how: string) => mkdtemp(join(work, how))
      const ways = [
        ['--objects', 'copy'],
        ['--objects', 'reference'],
      ]
      return Promise.all(
        ways.map(async (way) => zhiheng(['backup', await folder('lost-'), ...way], environment)),
      )
    }
    await store.remove(name)
    for (const { code, err } of await refusals())
      expect({ code, err }).to.deep.equal({ code: 1, err: `缺少文件 ${name}\n` })
    await store.write(name, { bytes: Buffer.from(page).fill('x') })
    for (const { code, err } of await refusals()) {
      expect(code).to.equal(1)
      expect(err).to.contain(name).and.to.contain('与指纹不符')
    }
    await store.write(name, { bytes: page })
  })
})
