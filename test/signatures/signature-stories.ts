/** Signing by hand what was shown, and nothing else. */
import { expect } from 'chai'
import type { MakeDatabase } from '../databases.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import { penned } from './pad.ts'
import { caseId, openSigningDesk, type SigningDesk } from './signing-desk.ts'

export function signatureStories(make: MakeDatabase): void {
  let desk: SigningDesk
  before(async () => {
    desk = await openSigningDesk(make, paperlessRenderer())
  })
  after(() => desk.close())

  const act = (documentSha256: string, change: object = {}) => ({
    line: 1,
    documentSha256,
    signerName: '王小明',
    signedAt: desk.clock.now(),
    device: '执法终端 03',
    ...change,
  })
  const signed = (documentSha256: string, change: object = {}) => ({
    ...act(documentSha256, change),
    picture: penned().toString('base64'),
    strokes: [
      [
        [10, 20, 0],
        [12, 30, 16, 0.4],
      ],
    ],
    ...change,
  })

  it('knows the lines of a document and whose they are', async () => {
    const id = await desk.draft('interview-record')
    const { body } = await desk.ask('GET', `/documents/${id}/signatures`)
    expect(body.lines.map(({ label, part }: { label: string; part: string }) => [label, part])).to.deep.equal(
      [
        ['被询问人意见', 'party'],
        ['被询问人签名', 'party'],
        ['询问人签名', 'officer'],
        ['询问人签名', 'officer'],
        ['记录人签名', 'officer'],
      ],
    )
    const list = await desk.draft('property-list')
    const { body: sheet } = await desk.ask('GET', `/documents/${list}/signatures`)
    expect(sheet.lines.map(({ part }: { part: string }) => part)).to.deep.equal([
      'party',
      'witness',
      'officer',
      'officer',
      'officer',
    ])
  })

  it('binds a signature to the fingerprint of what was shown', async () => {
    const id = await desk.draft('inspection-record')
    const { body: before } = await desk.ask('GET', `/documents/${id}/signatures`)
    expect((await desk.ask('POST', `/documents/${id}/signatures`, signed('0'.repeat(64)))).status).to.equal(
      412,
    )
    const done = await desk.ask('POST', `/documents/${id}/signatures`, signed(before.sha256))
    expect([done.status, done.body.current, done.body.part]).to.deep.equal([201, true, 'witness'])
    expect((await desk.ask('GET', `/signatures/${done.body.id}/picture`)).bytes).to.deep.equal(penned())
    const again = await desk.ask('POST', `/documents/${id}/signatures`, signed(before.sha256))
    expect([again.status, again.body.detail]).to.deep.equal([
      409,
      '“见证人签名”处已经由王小明签署或者注明，不能更改',
    ])

    // The draft is written anew: the signature was not given to this one.
    desk.clock.advance(86_400_000)
    const { inspection, ...facts } = desk.documents && (await sampleOf('inspection-record'))
    await desk.draft('inspection-record', {
      ...facts,
      inspection: { ...inspection!, content: '另有两筐蔬菜。' },
    })
    const { body: after } = await desk.ask('GET', `/documents/${id}/signatures`)
    expect(after.sha256).not.to.equal(before.sha256)
    expect(after.lines[1].signature).to.equal(null)
    expect(after.superseded.map(({ id: known }: { id: string }) => known)).to.deep.equal([done.body.id])
  })
  const sampleOf = async (kind: string) => paperlessRenderer().describe(kind).sample.facts

  it('notes a refusal with its reason and who saw it, and never for an officer', async () => {
    const id = await desk.issue('interview-record')
    const { body } = await desk.ask('GET', `/documents/${id}/signatures`)
    const refusal = { ...act(body.sha256), reason: '当事人拒绝签名', witnesses: ['赵一', '钱二'] }
    const path = `/documents/${id}/signature-refusals`
    expect((await desk.ask('POST', path, { ...refusal, witnesses: [] })).body.fields[0]).to.deep.include({
      path: 'witnesses',
    })
    expect((await desk.ask('POST', path, { ...refusal, line: 2 })).status).to.equal(422)
    const noted = await desk.ask('POST', path, refusal)
    expect(noted.body).to.deep.include({
      refused: true,
      reason: '当事人拒绝签名',
      witnesses: ['赵一', '钱二'],
    })
    const lines = await desk.audit.list({ object: { type: 'document', id } })
    expect(lines.at(-1)).to.include({ action: 'document.signature-refused' })
    expect(JSON.stringify(lines.at(-1)), 'names stay out of the log').not.to.contain('王小明')
  })

  it('lists the records that lack a signature line by line, until it is there, refused, or on paper', async () => {
    const path = `/cases/${caseId}/unsigned-records`
    const unsigned = async (id: string) => {
      const { body } = await desk.ask('GET', path)
      return body.items.find(({ documentId }: { documentId: string }) => documentId === id)?.lines
    }
    const id = await desk.issue('interview-record')
    const all = ['被询问人签名', '询问人签名', '询问人签名', '记录人签名']
    expect(await unsigned(id)).to.deep.equal(all)
    const { body: sheet } = await desk.ask('GET', `/documents/${id}/signatures`)
    for (const { line, part } of sheet.lines.slice(1)) {
      const lineAct = { ...act(sheet.sha256), line }
      const refusal = { ...lineAct, reason: '拒绝签名', witnesses: ['赵一'] }
      const reply =
        part === 'officer'
          ? await desk.ask('POST', `/documents/${id}/signatures`, { ...signed(sheet.sha256), line })
          : await desk.ask('POST', `/documents/${id}/signature-refusals`, refusal)
      expect(reply.status).to.equal(201)
    }
    expect(await unsigned(id)).to.equal(undefined)

    const onPaper = await desk.issue('interview-record')
    expect(await unsigned(onPaper)).to.deep.equal(all)
    const original = `/documents/${onPaper}/paper-original`
    const note = { note: '被询问人、询问人已在原件上逐页签名。' }
    expect((await desk.ask('POST', original, {})).status).to.equal(422)
    expect((await desk.ask('POST', original, note, 'squad-02-officer-1')).status).to.equal(403)
    expect((await desk.ask('POST', original, note)).status).to.equal(204)
    expect((await desk.ask('POST', original, note)).status).to.equal(409)
    expect(await unsigned(onPaper)).to.equal(undefined)
    const { body } = await desk.ask('GET', `/documents/${onPaper}/signatures`)
    expect(body.paperOriginal).to.include({ ...note, recordedBy: desk.officer.name })
    const draft = await desk.draft('inspection-record')
    expect((await desk.ask('POST', `/documents/${draft}/paper-original`, note)).status).to.equal(409)
    expect((await desk.audit.list({ object: { type: 'document', id: onPaper } })).at(-1)).to.include({
      action: 'document.paper-original-recorded',
    })
  })

  it('refuses what is no signature, and who may not take one', async () => {
    const id = await desk.issue('scene-sketch', await sampleOf('scene-sketch'))
    const { body } = await desk.ask('GET', `/documents/${id}/signatures`)
    const path = `/documents/${id}/signatures`
    const tried = async (change: object, userName?: string) => {
      const { status, body: said } = await desk.ask('POST', path, signed(body.sha256, change), userName)
      return [status, said.fields?.[0]?.message ?? said.detail]
    }
    expect(await tried({ picture: penned({ ink: false }).toString('base64') })).to.deep.equal([
      422,
      '签名栏是空的，请签名后再确认',
    ])
    expect(await tried({ picture: Buffer.from('GIF89a').toString('base64') })).to.deep.equal([
      422,
      '签名图片应当是 PNG',
    ])
    const bomb = penned()
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect(await tried({ picture: bomb.toString('base64') })).to.deep.equal([
      422,
      '签名图片不超过 3000 × 1500 像素',
    ])
    expect(await tried({ picture: penned().subarray(0, 400).toString('base64') })).to.deep.equal([
      422,
      '签名图片已损坏',
    ])
    expect(await tried({ line: 99 })).to.deep.equal([422, '文书上没有这个签名处'])
    expect(await tried({ signedAt: desk.clock.now() + 3_600_000 })).to.deep.equal([
      422,
      '签名时间晚于现在，请校准设备的时钟',
    ])
    expect((await tried({}, 'squad-02-officer-1'))[0]).to.equal(403)
    expect((await tried({}, 'legal-reviewer-1'))[0]).to.equal(403)
    const copy = await desk.ask('POST', `/documents/${id}/signed-copy`)
    expect([copy.status, copy.body.detail]).to.deep.equal([409, '这份文书还没有人签名'])
  })

  it('takes one of two that sign the same line at once', async () => {
    const id = await desk.issue('statement-record')
    const { body } = await desk.ask('GET', `/documents/${id}/signatures`)
    const both = await Promise.all(
      ['甲', '乙'].map((signerName) =>
        desk.ask('POST', `/documents/${id}/signatures`, signed(body.sha256, { signerName })),
      ),
    )
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409])
  })
}
