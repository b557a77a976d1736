/** What evidence says of itself and of who had it in hand. */
import { readFileSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import type { MakeDatabase } from '../databases.ts'
import { caseA, caseB, ended, type EvidenceDesk, openEvidenceDesk } from './evidence-desk.ts'
import { withExif } from './exif.ts'
import { words } from './upload-stories.ts'

const street = readFileSync(new URL('street.jpg', import.meta.url))
const camera = {
  make: 'Example',
  model: 'Example BodyCam 3',
  offset: '+08:00',
  latitude: 29.31,
  longitude: 120.08,
}

export function custodyStories(make: MakeDatabase): void {
  let desk: EvidenceDesk
  before(async () => {
    desk = await openEvidenceDesk(make)
  })
  after(() => desk.close())
  const add = (bytes: Buffer, change: object = {}, caseId: string = caseA) =>
    desk.ask('POST', `/cases/${caseId}/evidence-files`, {
      ...words,
      takenAt: desk.clock.now(),
      takenBy: desk.officer.officerId,
      mediaType: 'image/jpeg',
      content: bytes.toString('base64'),
      ...change,
    })

  it('keeps the camera’s time and place beside the officer’s, and shows where they differ', async () => {
    const photo = withExif(street, { ...camera, time: '2026:03:02 08:41:30' })
    const agreeing = await add(photo, { longitude: 120.0801, latitude: 29.3101 })
    expect(agreeing.body).to.deep.include({
      capture: {
        at: '2026-03-02T00:41:30.000Z',
        longitude: 120.08,
        latitude: 29.310000000000002,
        device: 'Example BodyCam 3',
      },
      differences: [],
    })
    const old = withExif(street, { ...camera, time: '2026:02:27 08:41:30' })
    const { body } = await add(old, { longitude: 120.1, latitude: 29.31 })
    expect(body.differences).to.deep.equal([
      { of: 'time', message: '文件自带的拍摄时间为 2026-02-27 08:41，与填写的 2026-03-02 09:00 相差3 天' },
      { of: 'place', message: '文件自带的拍摄位置与填写的地点相距约 1939 米' },
    ])
    const ahead = withExif(street, { ...camera, offset: '', time: '2026:03:02 09:20:00' })
    expect((await add(ahead)).body.differences.map(({ of }: { of: string }) => of)).to.deep.equal(['clock'])
    // The word of the officer stays what it was.
    const { body: list } = await desk.ask('GET', `/cases/${caseA}/evidence`)
    expect(list.kinds[3].items[1].said).to.include({
      takenAt: isoInstant(desk.clock.now()),
      longitude: 120.1,
    })
  })

  it('lists the eight kinds of the law, in its order', async () => {
    await add(withExif(street, { ...camera, time: '2026:03:02 08:50:00' }), {
      kind: '书证',
      name: '营业执照',
    })
    const { body } = await desk.ask('GET', `/cases/${caseA}/evidence`)
    expect(body.kinds.map(({ kind }: { kind: string }) => kind)).to.deep.equal([
      '书证',
      '物证',
      '视听资料',
      '电子数据',
      '证人证言',
      '当事人的陈述',
      '鉴定意见',
      '勘验笔录、现场笔录',
    ])
    expect(body.kinds[0].items.map(({ no, name }: { no: number; name: string }) => [no, name])).to.deep.equal(
      [[4, '营业执照']],
    )
    const wrong = await add(street, { kind: '照片' })
    expect([wrong.status, wrong.body.fields[0].path]).to.deep.equal([422, 'kind'])
    expect((await add(street, {}, ended)).status).to.equal(409)
  })

  it('stores the same content once, and takes it into a case once', async () => {
    const photo = withExif(street, { ...camera, time: '2026:03:02 08:30:00' })
    const files = (await desk.filesIn('blobs')).length
    const first = await add(photo)
    const again = await add(photo, { name: '另一名称' })
    expect([again.status, again.body.detail]).to.deep.equal([
      409,
      '同一内容已经作为证据“现场照片”收入本案，不必重复上传',
    ])
    expect((await add(photo, {}, caseB)).body.sha256).to.equal(first.body.sha256)
    expect((await desk.filesIn('blobs')).length).to.equal(files + 1)
    const both = await Promise.all([add(street, { name: '甲' }), add(street, { name: '乙' })])
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409])
  })

  it('writes down who added, looked at, took out and verified it', async () => {
    const { body } = await add(withExif(street, { ...camera, time: '2026:03:02 08:31:00' }))
    const path = `/evidence/${body.id}`
    for (const range of ['bytes=0-99', 'bytes=100-', 'bytes=-10'])
      await desk.ask('GET', `/evidence-files/${body.id}`, undefined, { headers: { range } })
    await desk.ask('GET', `/evidence-files/${body.id}`, undefined, { userName: 'legal-reviewer-1' })
    expect((await desk.ask('POST', `${path}/export`, { reason: '' })).status).to.equal(422)
    const out = await desk.ask('POST', `${path}/export`, { reason: '移送人民法院' })
    expect(out.headers.get('content-disposition')).to.match(/^attachment; filename\*=UTF-8''/)
    expect(
      (
        await desk.ask(
          'POST',
          `${path}/export`,
          { reason: '移送人民法院' },
          { userName: 'squad-02-officer-1' },
        )
      ).status,
    ).to.equal(403)
    await desk.ask('POST', `${path}/verification`)
    const { body: seen } = await desk.ask('GET', path)
    const names = new Map([['squad-01-officer-1', desk.officer.name]])
    expect(
      seen.custody.map(({ act, note }: { act: string; note: string | null }) => [act, note]),
    ).to.deep.equal([
      ['收入', null],
      ['查看', null],
      ['查看', null],
      ['导出原件', '移送人民法院'],
      ['核验指纹', '指纹相符'],
    ])
    expect(seen.custody[0].name).to.equal(names.get('squad-01-officer-1'))
    expect(seen.custody[2].name).to.equal((await desk.actor('legal-reviewer-1')).name)
    expect(await desk.audit.verify()).to.include({ ok: true })
  })

  it('gives a part of a film to a player', async () => {
    const { body } = await add(withExif(street, { ...camera, time: '2026:03:02 08:32:00' }))
    const whole = (await desk.ask('GET', `/evidence-files/${body.id}`)).bytes
    const part = await desk.ask('GET', `/evidence-files/${body.id}`, undefined, {
      headers: { range: 'bytes=10-19' },
    })
    expect([part.status, part.headers.get('content-range')]).to.deep.equal([
      206,
      `bytes 10-19/${whole.byteLength}`,
    ])
    expect(part.bytes).to.deep.equal(whole.subarray(10, 20))
    const beyond = await desk.ask('GET', `/evidence-files/${body.id}`, undefined, {
      headers: { range: 'bytes=99999999-' },
    })
    expect([beyond.status, beyond.bytes.byteLength]).to.deep.equal([200, whole.byteLength])
  })

  it('finds one changed byte', async () => {
    const { body } = await add(withExif(street, { ...camera, time: '2026:03:02 08:33:00' }))
    const file = (await desk.filesIn('blobs')).find((name) => name.endsWith(body.sha256))!
    const bytes = await readFile(file)
    bytes[bytes.byteLength - 30]! ^= 1
    await chmod(file, 0o644)
    await writeFile(file, bytes)
    const { body: verdict } = await desk.ask('POST', `/evidence/${body.id}/verification`)
    expect(verdict.ok).to.equal(false)
    expect(verdict.found.sha256).not.to.equal(body.sha256)
    const { body: seen } = await desk.ask('GET', `/evidence/${body.id}`)
    expect(seen.custody.at(-1)).to.include({ act: '核验指纹', note: '指纹不符' })
  })
}
