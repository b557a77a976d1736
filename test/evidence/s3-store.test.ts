/** The blob store over a bucket: an S3-compatible server of its own (it looks at keys and names, not at the signature itself). */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import { fingerprint } from '../../src/platform/fingerprint.ts'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { s3Store } from '../../src/platform/storage/s3-store.ts'
import { monday } from '../registers/bureau.ts'
import { ControlledClock } from '../../src/platform/clock.ts'
import { sqlite } from '../../src/platform/database/dialect.ts'
import { type ObjectServer, objectServerKey, startObjectServer } from './object-server.ts'

describe('the object store on S3', () => {
  let folder: string
  let server: ObjectServer
  let endpoint: string
  const store = (change: object = {}) =>
    s3Store({ endpoint, bucket: 'evidence', region: 'us-east-1', ...objectServerKey, ...change })
  const blobs = () => createBlobStore({ store: store(), clock: new ControlledClock(monday), dialect: sqlite })

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-s3-'))
    server = await startObjectServer()
    endpoint = server.endpoint
  })
  after(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('keeps bytes under their fingerprint, gives them whole and in part, and says what is not there', async () => {
    const bytes = Buffer.from('照片'.repeat(100_000))
    const { sha256 } = await blobs().put(bytes, 'image/jpeg')
    expect(await blobs().get(sha256)).to.deep.equal(bytes)
    const part: Buffer[] = []
    for await (const piece of await blobs().open(sha256, { from: 3, to: 8 })) part.push(piece as Buffer)
    expect(Buffer.concat(part)).to.deep.equal(bytes.subarray(3, 9))
    expect(await blobs().digest(sha256)).to.deep.equal({ ...fingerprint(bytes), size: bytes.byteLength })
    expect(await store().size(sha256)).to.equal(bytes.byteLength)
    const missing = await blobs()
      .get('0'.repeat(64))
      .catch((error: Error) => error)
    expect(missing).to.include({ code: 'not-found' })
  })

  it('takes a large file away piece by piece', async () => {
    const file = join(folder, 'film.mp4')
    const bytes = Buffer.alloc(12 * 2 ** 20, 'film')
    await writeFile(file, bytes)
    const { sha256, size } = await blobs().putFile(file, 'video/mp4')
    expect(size).to.equal(bytes.byteLength)
    expect(await stat(file).catch(() => 'taken away')).to.equal('taken away')
    expect((await blobs().digest(sha256))?.sha256).to.equal(fingerprint(bytes).sha256)
    // The same again is there already.
    await writeFile(file, bytes)
    await blobs().putFile(file, 'video/mp4')
    expect(await stat(file).catch(() => 'taken away')).to.equal('taken away')
  })

  it('takes what another store gives, and removes', async () => {
    const bytes = Buffer.alloc(3 * 2 ** 20, 'page')
    const { sha256 } = fingerprint(bytes)
    const pieces = Readable.from([bytes.subarray(0, 2 ** 20), bytes.subarray(2 ** 20)])
    await store().write(sha256, { stream: pieces, size: bytes.byteLength })
    expect(await blobs().get(sha256)).to.deep.equal(bytes)
    await store().remove(sha256)
    expect(await store().size(sha256)).to.equal(undefined)
    await store().remove(sha256)
  })

  it('says what the store answered when it refuses', async () => {
    const { sha256 } = fingerprint(Buffer.from('x'))
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'accepted',
        (error: Error) => error.message,
      )
    expect(await refused(store({ accessKeyId: 'nobody' }).size(sha256))).to.match(/403/)
    expect(await refused(store({ bucket: 'nowhere' }).write(sha256, { bytes: Buffer.from('x') }))).to.match(
      /404/,
    )
  })
})
