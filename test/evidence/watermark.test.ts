/** Copies with a watermark, from the real browser. */
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { imageSize } from 'image-size'
import { createRenderer, type DocumentRenderer } from '../../src/documents/renderer.ts'
import { sqliteFile } from '../databases.ts'
import { caseA, type EvidenceDesk, openEvidenceDesk } from './evidence-desk.ts'
import { words } from './upload-stories.ts'

const street = readFileSync(new URL('street.jpg', import.meta.url))

describe('copies of evidence', () => {
  let renderer: DocumentRenderer
  let desk: EvidenceDesk
  before(async () => {
    renderer = createRenderer({
      cacheDirectory: process.env.ZHIHENG_CACHE ?? join(tmpdir(), 'zhiheng-cache'),
    })
    desk = await openEvidenceDesk(sqliteFile, renderer)
  })
  after(async () => {
    await desk.close()
    await renderer.close()
  })

  it('bear a watermark and the original’s fingerprint; the original stays as it came', async () => {
    const { body } = await desk.ask('POST', `/cases/${caseA}/evidence-files`, {
      ...words,
      takenAt: desk.clock.now(),
      takenBy: desk.officer.officerId,
      mediaType: 'image/jpeg',
      content: street.toString('base64'),
    })
    const copy = await desk.ask('GET', `/evidence/${body.id}/copy`)
    expect([copy.status, copy.headers.get('content-type')]).to.deep.equal([200, 'image/jpeg'])
    expect(imageSize(copy.bytes)).to.include({ width: 320, height: 320, type: 'jpg' })
    // Words over the picture: it compresses less well than the plain one.
    expect(copy.bytes.byteLength).to.be.greaterThan(street.byteLength * 2)
    if (process.env.ZHIHENG_TEST_PICTURES)
      (await import('node:fs')).writeFileSync(join(process.env.ZHIHENG_TEST_PICTURES, 'copy.jpg'), copy.bytes)
    expect((await desk.ask('GET', `/evidence-files/${body.id}`)).bytes).to.deep.equal(street)
    const { custody } = (await desk.ask('GET', `/evidence/${body.id}`)).body
    expect(custody.map(({ act }: { act: string }) => act)).to.deep.equal(['收入', '制作水印副本', '查看'])
  })
})
