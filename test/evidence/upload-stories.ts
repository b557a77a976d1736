/** Uploads that break off and go on, and what never becomes evidence. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { strToU8, zipSync } from 'fflate'
import type { MakeDatabase } from '../databases.ts'
import { caseA, ended, type EvidenceDesk, openEvidenceDesk } from './evidence-desk.ts'
import { refusalOf, send } from './upload.ts'

const jpeg = readFileSync(new URL('street.jpg', import.meta.url))
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** MP4 as its first bytes say, then noise that differs from test to test. */
const film = (size: number, seed = 1) =>
  Buffer.concat([
    Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
    Buffer.alloc(size - 24, Buffer.from([seed, 7, 11, 13])),
  ])
const png = (width: number, height: number) => {
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const docx = (document: Uint8Array) =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${docxType}.main+xml"/></Types>`,
      ),
      'word/document.xml': document,
    }),
  )

export const words = {
  kind: '电子数据',
  name: '现场照片',
  takenAt: 0,
  place: '示例县人民路 12 号',
  takenBy: '',
  shows: '店门外占道摆放的蔬菜筐',
}

export function uploadStories(make: MakeDatabase): void {
  let desk: EvidenceDesk
  before(async () => {
    desk = await openEvidenceDesk(make)
    Object.assign(words, { takenAt: desk.clock.now(), takenBy: desk.officer.officerId })
  })
  after(() => desk.close())
  const refused = async (bytes: Buffer, sending: { name: string; type: string; caseId?: string }) => {
    try {
      await send(desk, bytes, { caseId: caseA, ...sending })
    } catch (error) {
      return refusalOf(error)
    }
    throw new Error('was not refused')
  }
  const add = (uploadId: string, change: object = {}) =>
    desk.ask('POST', `/cases/${caseA}/evidence`, { uploadId, ...words, ...change })

  it('go on where they broke off, over a restart of the server, and are fingerprinted as they arrive', async () => {
    const bytes = film(900_000)
    const begun = await send(desk, bytes, {
      caseId: caseA,
      name: '执法记录.mp4',
      type: 'video/mp4',
      chunk: 250_000,
      until: 250_000,
    })
    expect(begun.complete).to.equal(false)
    const early = await add(begun.id)
    expect([early.status, early.body.detail]).to.deep.equal([409, '文件还没有传完，请接着上传'])
    await desk.restart()
    const { methods, complete } = await send(desk, bytes, { caseId: caseA, url: begun.url, chunk: 400_000 })
    expect(complete).to.equal(true)
    expect(methods, 'asks how far it came, and sends only the rest').to.deep.equal(['HEAD', 'PATCH', 'PATCH'])

    const { body: state } = await desk.ask('GET', `/uploads/${begun.id}`)
    expect(state).to.include({
      state: 'arrived',
      sha256: sha256(bytes),
      mediaType: 'video/mp4',
      size: 900_000,
    })
    expect(state.sm3).to.equal(createHash('sm3').update(bytes).digest('hex'))
    expect(await desk.filesIn('uploads'), 'nothing is left where uploads grow').to.deep.equal([])

    const added = await add(begun.id, { kind: '视听资料', name: '执法记录' })
    expect(added.status).to.equal(201)
    const again = await add(begun.id, { kind: '视听资料', name: '执法记录' })
    expect(again.body.id, 'asked twice it is one piece of evidence').to.equal(added.body.id)
    const content = await desk.ask('GET', `/evidence-files/${added.body.id}`)
    expect(sha256(content.bytes)).to.equal(sha256(bytes))
  })

  it('are complete for a client that lost the last answer', async () => {
    const { url } = await send(desk, film(5_000, 2), { caseId: caseA, type: 'video/mp4' })
    const again = await send(desk, film(5_000, 2), { caseId: caseA, type: 'video/mp4', url })
    expect(again).to.include({ complete: true })
    expect(again.methods).to.deep.equal(['HEAD'])
  })

  it('that arrived while the server went down are taken up when they are described', async () => {
    const bytes = film(6_000, 3)
    const { id, url } = await send(desk, bytes, {
      caseId: caseA,
      type: 'video/mp4',
      chunk: 3_000,
      until: 3_000,
    })
    // The last byte was written, and nothing more was done.
    await writeFile(join(desk.folder, 'uploads', id), bytes)
    const added = await add(id, { name: '接续' })
    expect(added.status).to.equal(201)
    expect(added.body.sha256).to.equal(sha256(bytes))
    expect(
      (
        await fetch(url, {
          method: 'HEAD',
          headers: { authorization: 'squad-01-officer-1', 'tus-resumable': '1.0.0' },
        })
      ).headers.get('upload-offset'),
    ).to.equal('6000')
  })

  it('are their sender’s alone, and need the right to the case', async () => {
    const { url, id } = await send(desk, film(5_000, 4), {
      caseId: caseA,
      type: 'video/mp4',
      chunk: 2_500,
      until: 2_500,
    })
    const other = await send(desk, film(5_000, 4), {
      caseId: caseA,
      url,
      userName: 'squad-02-officer-1',
      type: 'video/mp4',
    }).catch(refusalOf)
    // What is not there for somebody is begun anew by the client, and refused there.
    expect(other).to.include({ status: 403 })
    expect(
      (await desk.ask('GET', `/uploads/${id}`, undefined, { userName: 'squad-02-officer-1' })).status,
    ).to.equal(404)
    expect(
      (
        await desk.ask(
          'POST',
          `/cases/${caseA}/evidence`,
          { uploadId: id, ...words },
          { userName: 'squad-02-officer-1' },
        )
      ).status,
    ).to.equal(403)
    expect((await fetch(`${desk.address}/api/v1/uploads`, { method: 'POST' })).status).to.equal(401)
    expect(await refused(jpeg, { name: 'a.jpg', type: 'image/jpeg', caseId: ended })).to.include({
      status: 409,
    })
    expect(await refused(jpeg, { name: 'a.jpg', type: 'image/jpeg', caseId: 'CASE-NONE' })).to.include({
      status: 404,
    })
  })

  const bombs: [string, () => Buffer, { name: string; type: string }, number, RegExp][] = [
    [
      'a program',
      () => Buffer.from('MZ\x90\0'.padEnd(300, 'x'), 'latin1'),
      { name: 'a.jpg', type: 'image/jpeg' },
      422,
      /可以收入的文件/,
    ],
    [
      'a film that claims to be a photo',
      () => film(3_000, 5),
      { name: 'a.jpg', type: 'image/jpeg' },
      422,
      /不一致/,
    ],
    [
      'a page of HTML',
      () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      { name: 'a.html', type: 'text/html' },
      422,
      /格式不对/,
    ],
    [
      'a picture of gigabytes',
      () => png(60_000, 60_000),
      { name: 'a.png', type: 'image/png' },
      413,
      /百万像素/,
    ],
    [
      'a document that unfolds without end',
      () => docx(new Uint8Array(8 * 2 ** 20)),
      { name: 'a.docx', type: docxType },
      413,
      /压缩炸弹/,
    ],
    [
      'half a document',
      () => docx(strToU8('<w:document/>')).subarray(0, -40),
      { name: 'a.docx', type: docxType },
      422,
      /./,
    ],
    ['a name that is a path', () => jpeg, { name: '../../a.jpg', type: 'image/jpeg' }, 422, /文件名不对/],
  ]
  for (const [what, bytes, sending, status, says] of bombs)
    it(`refuse ${what}, and keep nothing of it`, async () => {
      const kept = await desk.filesIn('blobs')
      const refusal = await refused(bytes(), sending)
      expect(refusal.status).to.equal(status)
      expect(JSON.stringify(refusal.body)).to.match(says)
      expect(refusal.body.code).to.be.oneOf(['input-invalid', 'too-large'])
      expect(await desk.filesIn('blobs')).to.deep.equal(kept)
      expect(
        (await desk.filesIn('uploads')).filter(
          (name) => !name.endsWith('.json') && !/[0-9a-f]{32}$/.test(name),
        ),
      ).to.deep.equal([])
    })

  it('count what an archive unfolds to, whatever its directory says', async () => {
    const honest = docx(new Uint8Array(8 * 2 ** 20))
    const lie = Buffer.from(honest)
    // Both records of word/document.xml say that it holds a thousand bytes.
    for (const [signature, at] of [
      ['PK\x03\x04', 22],
      ['PK\x01\x02', 24],
    ] as const) {
      const record = lie.lastIndexOf(Buffer.from(signature, 'latin1'))
      lie.writeUInt32LE(1_000, record + at)
    }
    const refusal = await refused(lie, { name: 'a.docx', type: docxType })
    expect(refusal.status).to.be.oneOf([413, 422])
  })

  it('say beforehand when a file is too large, before a byte is sent', async () => {
    const answer = await desk.ask('POST', '/uploads', undefined, {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(60 * 2 ** 20),
        'upload-metadata': `caseId ${Buffer.from(caseA).toString('base64')},filename ${Buffer.from('a.jpg').toString('base64')},filetype ${Buffer.from('image/jpeg').toString('base64')}`,
      },
    })
    expect([answer.status, answer.body.detail]).to.deep.equal([413, 'JPEG 照片不超过 50 MB'])
  })

  it('leave nothing where their folder takes no file', async () => {
    const rows = () => desk.database.sql.all('SELECT id FROM evidence_uploads ORDER BY id')
    const [folder, aside] = [join(desk.folder, 'uploads'), join(desk.folder, 'aside')]
    const before = await rows()
    await rename(folder, aside)
    await writeFile(folder, 'no folder')
    const begin = () =>
      desk.ask('POST', '/uploads', undefined, {
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': '5000',
          'upload-metadata': `caseId ${Buffer.from(caseA).toString('base64')},filename ${Buffer.from('a.mp4').toString('base64')},filetype ${Buffer.from('video/mp4').toString('base64')}`,
        },
      })
    expect((await begin()).status).to.equal(500)
    expect(await rows()).to.deep.equal(before)
    await rm(folder)
    await rename(aside, folder)
    expect((await begin()).status).to.equal(201)
    expect(await rows()).to.have.length(before.length + 1)
  })

  it('that were refused stay on record with the reason', async () => {
    const lines = (await desk.audit.list({ caseId: caseA, limit: 500 })).filter(
      ({ action }) => action === 'evidence.refused',
    )
    expect(lines.length).to.be.greaterThan(3)
    expect(JSON.stringify(lines)).to.contain('压缩炸弹')
  })

  it('that are never finished are thrown away after a week', async () => {
    const { id } = await send(desk, film(5_000, 6), {
      caseId: caseA,
      type: 'video/mp4',
      chunk: 2_500,
      until: 2_500,
    })
    await desk.evidence.expireUploads()
    expect((await desk.ask('GET', `/uploads/${id}`)).body.state).to.equal('receiving')
    desk.clock.advance(8 * 86_400_000)
    await desk.evidence.expireUploads()
    expect((await desk.ask('GET', `/uploads/${id}`)).body).to.include({
      state: 'expired',
      reason: '没有按时传完',
    })
    expect((await desk.filesIn('uploads')).filter((name) => name.includes(id))).to.deep.equal([])
  })
}
