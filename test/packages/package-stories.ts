/** 案卷导出包: a case as one archive, and who was it that changed something in it since. */
import { expect } from 'chai'
import { type Unzipped, unzipSync, type Zippable, zipSync } from 'fflate'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { verifyPackage } from '../../src/packages/index.ts'
import type { Manifest } from '../../src/packages/manifest.ts'
import { packageRoutes } from '../../src/packages/routes.ts'
import { fingerprint } from '../../src/platform/fingerprint.ts'
import type { Play } from '../cases/officer-at-work.ts'
import { photo } from '../cases/ordinary-forms.ts'
import { onTheSpot } from '../cases/on-the-spot.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { decidedCase } from '../remedies/decided-case.ts'
import { serveRoutes } from '../serve-routes.ts'

const why = { purpose: '行政复议答复', recipient: '示例县人民政府' }

export function packageStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let server: RunningServer
  let play: Play
  let folder: string
  let taken: { bytes: Buffer; manifest: string | null }
  const people = new Map<string, Actor>()
  before(async function () {
    this.timeout(240_000)
    bureau = await open()
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-package-'))
    for (const name of [
      'squad-01-officer-1',
      'squad-01-head',
      'squad-02-head',
      'legal-reviewer-1',
      'general-admin-1',
    ])
      people.set(name, await bureau.actor(name))
    server = await serveRoutes({
      routes: packageRoutes(bureau.packages),
      authenticate: (request) => Promise.resolve(people.get(request.get('x-person') ?? '')),
      clock: bureau.clock,
    })
    play = await decidedCase(bureau)
    await play.photograph()
    taken = await exported(play.caseId)
  })
  after(async () => {
    await server?.close()
    await bureau?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (caseId: string, who = 'legal-reviewer-1', body: object = why) =>
    fetch(`${server.address}/api/v1/cases/${caseId}/package`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-person': who },
      body: JSON.stringify(body),
    })
  async function exported(caseId: string) {
    const response = await ask(caseId)
    expect([response.status, response.headers.get('content-type')]).to.deep.equal([200, 'application/zip'])
    return {
      bytes: Buffer.from(await response.arrayBuffer()),
      manifest: response.headers.get('zhiheng-manifest-sha256'),
    }
  }
  const manifestIn = (files: Unzipped) =>
    JSON.parse(Buffer.from(files['清单.json']!).toString('utf8')) as Manifest
  async function verified(bytes: Uint8Array, noted?: string) {
    const file = join(folder, 'case.zip')
    await writeFile(file, bytes)
    return verifyPackage(file, noted)
  }
  /** What a verification says of the package once somebody has changed it. */
  async function faultsAfter(change: (files: Unzipped) => Zippable): Promise<string[]> {
    const { faults } = await verified(zipSync(change(unzipSync(taken.bytes)), { level: 0 }))
    return faults.map(({ fault, of }) => `${fault} ${of}`)
  }

  it('holds each document and each original of the evidence, and proves itself', async () => {
    const files = unzipSync(taken.bytes)
    const manifest = manifestIn(files)
    expect(Object.keys(files).sort()).to.deep.equal(
      ['清单.json', ...manifest.files.map(({ path }) => path!)].sort(),
    )
    expect(manifest.files.map(({ found }) => found)).to.satisfy((all: string[]) =>
      all.every((found) => found === 'same'),
    )
    const decision = manifest.files.find(({ name }) => name === '行政处罚决定书')!
    expect(decision.path).to.match(/^文书\/\d{3}-行政处罚决定书-示综执罚决字〔\d{4}〕第\d{6}号\.pdf$/)
    expect([decision.kind, decision.by]).to.deep.equal(['penalty-decision', decision.by ?? ''])
    const evidence = manifest.files.filter(({ what }) => what === 'evidence')
    expect(evidence.length).to.be.above(0)
    // Named without one by who took it: 现场照片.
    for (const { path } of evidence) expect(path).to.match(/^证据\/\d{3}-.+\.png$/)
    for (const { path } of evidence)
      expect(Buffer.from(files[path!]!).subarray(0, photo.length).equals(photo)).to.equal(true)
    const [filing] = manifest.approvals.filter(({ stage }) => stage === 'filing')
    expect(filing!.tiers.map(({ by }) => by[0]!.opinion)).to.deep.equal(filing!.tiers.map(() => '同意'))
    expect(manifest.limits.map(({ limit }) => limit)).to.include('case-decision')
    expect(manifest.audit.lines).not.to.be.empty
    const result = await verified(taken.bytes, taken.manifest!)
    expect([result.ok, result.faults, result.manifest!.sha256]).to.deep.equal([true, [], taken.manifest])
    const [seq, sha256, sm3] = result.anchor!.split(':')
    const anchored = await bureau.audit.verify({ seq: Number(seq), sha256: sha256!, sm3: sm3! })
    expect(anchored.ok).to.equal(true)
    expect(Buffer.from(files['说明.txt']!).toString('utf8')).to.contain('用途：行政复议答复')
  })

  it('is on the audit log, with who took it, for whom, what for, and the fingerprint of its manifest', async () => {
    const line = (await bureau.audit.ofCase(play.caseId)).findLast(
      ({ action }) => action === 'case.exported',
    )!
    expect([line.actor.accountId, line.authority]).to.deep.equal([
      people.get('legal-reviewer-1')!.accountId,
      '行政复议答复',
    ])
    const { manifest, recipient } = line.after as { manifest: { sha256: string }; recipient: string }
    expect([manifest.sha256, recipient]).to.deep.equal([taken.manifest, '示例县人民政府'])
  })

  it('is for who answers for the case outside, with a purpose', async () => {
    const lines = async () => (await bureau.audit.ofCase(play.caseId)).length
    const before = await lines()
    const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status
    for (const who of ['squad-01-officer-1', 'squad-02-head', 'general-admin-1'])
      expect(await status(play.caseId, who), who).to.equal(403)
    expect(await status('X', 'general-admin-1')).to.equal(403)
    expect(await status('X')).to.equal(404)
    expect(await status(play.caseId, 'legal-reviewer-1', { purpose: ' ', recipient: '法院' })).to.equal(422)
    expect(await lines()).to.equal(before)
  })

  it('names what is missing, added and changed, and the line of the log that was', async () => {
    const document = manifestIn(unzipSync(taken.bytes)).files.find(({ what }) => what === 'document')!.path!
    expect(await faultsAfter(({ [document]: _gone, ...rest }) => rest)).to.deep.equal([`missing ${document}`])
    expect(await faultsAfter((files) => ({ ...files, '证据/999-新的.jpg': photo }))).to.deep.equal([
      'added 证据/999-新的.jpg',
    ])
    expect(
      await faultsAfter((files) => ({ ...files, [document]: Buffer.from('%PDF-1.7 其他') })),
    ).to.deep.equal([`changed ${document}`])
    expect(await faultsAfter(({ '清单.json': _manifest, ...rest }) => rest)).to.deep.equal([
      'manifest 清单.json',
    ])
    const rewritten = (change: (manifest: Manifest) => void) =>
      faultsAfter((files) => {
        const manifest = manifestIn(files)
        change(manifest)
        return { ...files, '清单.json': Buffer.from(JSON.stringify(manifest)) }
      })
    const { seq } = manifestIn(unzipSync(taken.bytes)).audit.lines[0]!
    expect(
      await rewritten(({ audit }) => {
        audit.lines[0]!.actor.name = '别人'
      }),
    ).to.deep.equal([`line ${seq}`])
  })

  it('does not believe a manifest that was written anew with the file', async () => {
    const files = unzipSync(taken.bytes)
    const manifest = manifestIn(files)
    const forged = Buffer.from('%PDF-1.7 罚款五元')
    const entry = manifest.files.find(({ what }) => what === 'document')!
    Object.assign(entry, fingerprint(forged))
    const bytes = zipSync(
      { ...files, [entry.path!]: forged, '清单.json': Buffer.from(JSON.stringify(manifest)) },
      { level: 0 },
    )
    const { faults } = await verified(bytes, taken.manifest!)
    expect(faults.map(({ fault, of }) => `${fault} ${of}`)).to.deep.equal([
      'manifest 清单.json',
      `line ${entry.path}`,
    ])
  })

  it('says what was lost or changed before it was made, and is made all the same', async () => {
    const blobs = join(bureau.config.dataDir, 'blobs')
    const piece = manifestIn(unzipSync(taken.bytes)).files.find(({ what }) => what === 'evidence')!
    const file = (await readdir(blobs, { recursive: true })).find((name) =>
      name.replaceAll('/', '').endsWith(piece.sha256),
    )!
    const bytes = await readFile(join(blobs, file))
    const saying = async () => {
      const { faults } = await verified((await exported(play.caseId)).bytes)
      return faults.map(({ fault, text }) => `${fault} ${text}`)
    }
    try {
      await writeFile(join(blobs, file), Buffer.concat([bytes, Buffer.from('.')]))
      expect(await saying()).to.deep.equal([`at-export ${piece.path} 在导出时就与保存的指纹不符`])
      await rm(join(blobs, file))
      expect(await saying()).to.deep.equal([`at-export 《${piece.name}》在导出时就已缺失`])
    } finally {
      await writeFile(join(blobs, file), bytes)
    }
  })

  it('holds the volume of an archived case', async function () {
    this.timeout(60_000)
    const second = (await bureau.actor('squad-01-officer-2')).officerId!
    const { caseId } = await bureau.cases.decideOnTheSpot(
      play.lead,
      onTheSpot(bureau.clock.now(), second, { penalty: { warning: true } }),
    )
    await bureau.complete(await bureau.actor('squad-01-legal'), 'file-summary-decision', caseId, {
      inOrder: 'yes',
      remark: '符合',
    })
    await bureau.eventually(
      'the archive',
      async () => (await bureau.cases.page(play.lead, caseId)).case.state === 'archived',
    )
    const files = unzipSync((await exported(caseId)).bytes)
    expect(Object.keys(files)).to.include('卷宗/001-案件卷宗.pdf')
  })
}
