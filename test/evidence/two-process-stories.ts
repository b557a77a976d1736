/** Two processes of one bureau take the same upload: one of them writes at a time, and who comes again is not kept out by a connection that is dead. */
import { createHash } from 'node:crypto'
import { type ClientRequest, request } from 'node:http'
import { expect } from 'chai'
import type { RunningServer } from '../../src/http/server.ts'
import type { MakeDatabase } from '../databases.ts'
import { caseA, type EvidenceDesk, openEvidenceDesk } from './evidence-desk.ts'

const film = (size: number, seed: number) =>
  Buffer.concat([
    Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
    Buffer.alloc(size - 24, Buffer.from([seed, 7, 11, 13])),
  ])
const base64 = (text: string) => Buffer.from(text).toString('base64')
const headers = { authorization: 'squad-01-officer-1', 'tus-resumable': '1.0.0' }

export function twoProcessStories(make: MakeDatabase): void {
  let desk: EvidenceDesk
  let other: RunningServer
  before(async () => {
    desk = await openEvidenceDesk(make)
    other = await desk.another()
  })
  after(async () => {
    await other?.close()
    await desk?.close()
  })

  /** @returns the path of a new upload. */
  async function begin(bytes: Buffer): Promise<string> {
    const { status, headers: answered } = await fetch(`${desk.address}/api/v1/uploads`, {
      method: 'POST',
      headers: {
        ...headers,
        'upload-length': String(bytes.byteLength),
        'upload-metadata': `caseId ${base64(caseA)},filename ${base64('执法记录.mp4')},filetype ${base64('video/mp4')}`,
      },
    })
    expect(status).to.equal(201)
    return new URL(answered.get('location')!, desk.address).pathname
  }
  const head = async (address: string, path: string) => {
    const response = await fetch(`${address}${path}`, { method: 'HEAD', headers })
    return { status: response.status, offset: Number(response.headers.get('upload-offset')) }
  }
  const patch = async (address: string, path: string, offset: number, bytes: Buffer) => {
    const response = await fetch(`${address}${path}`, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: Uint8Array.from(bytes),
    })
    await response.arrayBuffer()
    return response.status
  }
  const arrived = async (path: string) =>
    (await desk.ask('GET', `/uploads/${path.split('/').at(-1)}`)).body as { state: string; sha256: string }
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const locks = () => desk.database.sql.all('SELECT * FROM upload_locks')
  const arrivals = async (path: string) =>
    (
      await desk.audit.list({
        object: { type: 'evidence-upload', id: path.split('/').at(-1)! },
        limit: 50,
      })
    ).filter(({ action }) => action === 'evidence.arrived').length

  it('the later connection gets it, after the earlier one has let go', async function () {
    this.timeout(120_000)
    const bytes = film(600_000, 1)
    const path = await begin(bytes)
    const order: string[] = []
    const hanging: ClientRequest = request(`${desk.address}${path}`, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(bytes.byteLength),
      },
    })
    const ended = new Promise<void>((resolve) => {
      const note = () => {
        order.push('the first is over')
        resolve()
      }
      hanging.once('response', note)
      hanging.once('error', note)
    })
    // Half of it, and then the phone drives into a tunnel.
    hanging.write(bytes.subarray(0, 300_000))
    await until(async () => (await desk.filesIn('uploads')).length > 0 && (await locks()).length === 1)
    const asked = head(other.address, path).then((answer) => {
      order.push('the second is answered')
      return answer
    })
    const { status, offset } = await asked
    await ended
    expect(status).to.equal(200)
    expect(order).to.deep.equal(['the first is over', 'the second is answered'])
    hanging.destroy()
    expect(offset).to.be.within(1, 300_000)
    expect(await patch(other.address, path, offset, bytes.subarray(offset))).to.equal(204)
    expect(await arrived(path)).to.include({ state: 'arrived', sha256: sha256(bytes) })
    expect(await locks()).to.deep.equal([])
  })

  it('of two that send the same piece at once, one is taken', async function () {
    this.timeout(120_000)
    const bytes = film(200_000, 2)
    const path = await begin(bytes)
    expect(await patch(desk.address, path, 0, bytes.subarray(0, 100_000))).to.equal(204)
    const rest = bytes.subarray(100_000)
    const statuses = await Promise.all([
      patch(desk.address, path, 100_000, rest),
      patch(other.address, path, 100_000, rest),
    ])
    expect(statuses.filter((status) => status === 204)).to.have.length(1)
    expect(statuses.filter((status) => status >= 400 && status < 500)).to.have.length(1)
    expect(await arrived(path)).to.include({ state: 'arrived', sha256: sha256(bytes) })
    expect(await arrivals(path)).to.equal(1)
    expect(await locks()).to.deep.equal([])
  })

  it('what a process held that is gone is free when its lease has run out, not before', async function () {
    this.timeout(120_000)
    const bytes = film(50_000, 3)
    const path = await begin(bytes)
    const id = path.split('/').at(-1)!
    await desk.database.write(({ sql }) =>
      sql.run('INSERT INTO upload_locks (upload_id, holder, expires_at, wanted) VALUES (?, ?, ?, 0)', [
        id,
        'a process that is gone',
        desk.clock.now() + 20_000,
      ]),
    )
    let answered = false
    const sent = patch(other.address, path, 0, bytes).finally(() => (answered = true))
    await until(async () => Boolean(((await locks()) as { wanted: number }[])[0]?.wanted))
    expect(answered).to.equal(false)
    desk.clock.advance(20_000)
    expect(await sent).to.equal(204)
    expect(await arrived(path)).to.include({ state: 'arrived', sha256: sha256(bytes) })
  })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('never')
}
