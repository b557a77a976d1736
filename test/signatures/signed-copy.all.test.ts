/** Signatures on paper, from the real browser. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { createRenderer, type DocumentRenderer } from '../../src/documents/renderer.ts'
import { placeLines } from '../../src/documents/place-lines.ts'
import { signatureLines } from '../../src/documents/signature-lines.ts'
import { sqliteFile } from '../databases.ts'
import { penned } from './pad.ts'
import { openSigningDesk, type SigningDesk } from './signing-desk.ts'

describe('signed copies', () => {
  let renderer: DocumentRenderer
  let desk: SigningDesk
  before(async () => {
    renderer = createRenderer({
      cacheDirectory: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
    })
    desk = await openSigningDesk(sqliteFile, renderer)
  })
  after(async () => {
    await desk.close()
    await renderer.close()
  })

  it('find every line of every kind that is signed, on its page', async function () {
    this.timeout(120_000)
    for (const kind of ['interview-record', 'summary-decision', 'property-list']) {
      const { html } = await renderer.write({ kind, ...renderer.describe(kind).sample })
      const places = await placeLines(html, (text) => renderer.preview(text))
      expect(places.map(({ line }) => line).sort(), kind).to.deep.equal(
        signatureLines(html).map(({ line }) => line),
      )
      for (const { width, x, y } of places) expect(Math.min(width, x, y), kind).to.be.greaterThan(30)
    }
  })

  it('bear the signatures on the issued pages, which stay as they are', async () => {
    const id = await desk.issue('interview-record')
    const original = (await desk.ask('GET', `/documents/${id}/pdf`)).bytes
    const { body: sheet } = await desk.ask('GET', `/documents/${id}/signatures`)
    const act = (line: number, signerName: string) => ({
      line,
      documentSha256: sheet.sha256,
      signerName,
      signedAt: desk.clock.now(),
      device: '执法终端 03',
    })
    for (const [line, name] of [
      [2, '张三'],
      [3, '李四'],
      [4, '李四'],
    ] as const)
      await desk.ask('POST', `/documents/${id}/signatures`, {
        ...act(line, name),
        picture: penned({ seed: line }).toString('base64'),
      })
    await desk.ask('POST', `/documents/${id}/signature-refusals`, {
      ...act(1, '王小明'),
      reason: '认为内容与其所述不符，经解释后仍拒绝签名',
      witnesses: ['赵一（社区网格员）', '钱二（市场管理员）'],
    })
    const made = await desk.ask('POST', `/documents/${id}/signed-copy`)
    expect([made.status, made.body.signatures]).to.deep.equal([201, 4])
    const copy = await desk.ask('GET', `/documents/${id}/signed-copy`)
    expect(copy.headers.get('etag')).to.equal(`"${made.body.sha256}"`)
    expect((await desk.ask('GET', `/documents/${id}/pdf`)).bytes).to.deep.equal(original)
    // The public page knows the copy, and a reprint, as what they are.
    const decision = await desk.issue('penalty-decision')
    const again = await desk.ask('POST', `/documents/${decision}/reprints`, { reason: '当事人遗失' })
    expect(again.status).to.equal(201)
    const reprint = await desk.ask('GET', `/reprints/${again.body.id}/pdf`)
    const code = await desk.codeOf(decision)
    const match = async (sha256: string) =>
      (await desk.ask('GET', `/verifications/${code}/comparison?sha256=${sha256}`)).body.match as string
    expect(await match(again.body.sha256)).to.equal('reprint')
    expect((await desk.ask('GET', `/verifications/${code}`)).body).to.include({
      reprints: 1,
      lastReprintOn: '2026-03-02',
    })
    if (process.env.ZHIHENG_TEST_PICTURES)
      writeFileSync(join(process.env.ZHIHENG_TEST_PICTURES, 'reprint.pdf'), reprint.bytes)
    const [before, after] = await Promise.all([PDFDocument.load(original), PDFDocument.load(copy.bytes)])
    expect(after.getPageCount()).to.equal(before.getPageCount())
    if (process.env.ZHIHENG_TEST_PICTURES) {
      mkdirSync(process.env.ZHIHENG_TEST_PICTURES, { recursive: true })
      writeFileSync(join(process.env.ZHIHENG_TEST_PICTURES, 'signed.pdf'), copy.bytes)
    }
  })
})
