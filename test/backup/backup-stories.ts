/** The drill 恢复演练: a bureau at work is backed up, another is made of the backup, and its cases go on. */
import { readFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { makeBackup } from '../../src/cli/backup/make-backup.ts'
import type { Manifest } from '../../src/cli/backup/manifest.ts'
import { restoreBackup } from '../../src/cli/backup/restore-backup.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { officerAtWork, type Play, startCase } from '../cases/officer-at-work.ts'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import type { MakeDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'

/** @param into where it is restored: the same kind of database, or the other. */
export function backupStories(make: MakeDatabase, into: MakeDatabase): void {
  let bureau: WholeBureau
  let play: Play
  let work: string
  let folder: string
  let manifest: Manifest
  let then: string

  const clue = { source: 'patrol', place: '示例县解放街 3 号', content: '店外占道经营' }

  before(async function () {
    this.timeout(180_000)
    work = await mkdtemp(join(tmpdir(), 'zhiheng-backup-'))
    folder = join(work, 'backup')
    bureau = await openWholeBureau({ engine: onEmbedded, make })
    play = await startCase(bureau)
    await play.fill('enter-case')
    await play.approve()
    await play.fill('draft-filing')
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意立案' })
    await play.photograph()
    await bureau.task(await bureau.actor('squad-01-head'), 'review', play.caseId)
    await bureau.quiet()
    const page = await bureau.cases.page(play.lead, play.caseId)
    then = JSON.stringify(page)
    // The bureau goes on working while it is backed up.
    let done = false
    const others = (async () => {
      while (!done) {
        await bureau.clues.register(play.lead, clue)
        // SQLite answers at once: what waits for files must have its turn.
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    })()
    manifest = await makeBackup(bureau, { folder, keys: true, objects: 'copy', product: 'test' }).finally(
      () => (done = true),
    )
    await others
    await bureau.clues.register(play.lead, clue)
  })
  after(async () => {
    await bureau?.close()
    await rm(work, { recursive: true, force: true })
  })

  const count = async (at: Pick<WholeBureau, 'database'>, table: string) => {
    const [row] = await at.database.sql.all<{ many: number }>(`SELECT COUNT(*) AS many FROM ${table}`)
    return Number(row!.many)
  }

  /** @returns the message of the refusal. */
  async function refusal(from: string, prepare?: (config: Config) => Promise<void>): Promise<string> {
    const dataDir = await mkdtemp(join(work, 'refused-'))
    const store = await into()
    const config = readConfig({}, { dataDir, database: store.url })
    const database = openDatabase(store.url)
    try {
      await prepare?.(config)
      await restoreBackup({ database, config, clock: bureau.clock }, { folder: from })
      return 'not refused'
    } catch (error) {
      return (error as Error).message
    } finally {
      await database.close()
      await store.drop()
    }
  }

  /** A copy of the backup in which one file is other. */
  async function changed(path: string, change: (bytes: Buffer) => Buffer): Promise<string> {
    const copy = await mkdtemp(join(work, 'changed-'))
    const { cp } = await import('node:fs/promises')
    await cp(folder, copy, { recursive: true })
    await writeFile(join(copy, path), change(await readFile(join(copy, path))))
    return copy
  }

  const flip = (bytes: Buffer) => {
    const other = Buffer.from(bytes)
    other[other.length >> 1]! ^= 1
    return other
  }

  it('is of one instant, while the bureau works on', async () => {
    const rows = (table: string) => manifest.tables.find(({ name }) => name === table)!.rows
    expect(rows('clues')).to.be.below(await count(bureau, 'clues'))
    // Each registration writes one clue, one line of its history, one limit: whole or not at all.
    expect(rows('clue_history') - rows('clues')).to.equal(1)
    expect(rows('audit_lines')).to.equal(manifest.auditHead.seq)
    expect(manifest.tables.map(({ name }) => name))
      .to.include('engine_row')
      .and.not.to.include('engine_lease')
    expect(manifest.files.length).to.be.above(3)
  })

  it('is refused where it was changed, is not whole, or would be mixed with something', async function () {
    this.timeout(120_000)
    expect(await refusal(await changed('tables/cases.jsonl.gz', flip))).to.contain('表 cases')
    expect(await refusal(await changed('manifest.json', flip))).to.contain('备份清单')
    const blob = manifest.files[0]!.sha256
    const path = `blobs/${blob.slice(0, 2)}/${blob.slice(2, 4)}/${blob}`
    expect(await refusal(await changed(path, flip))).to.contain(blob)
    expect(await refusal(work)).to.contain('不是完整的备份')
    expect(
      await refusal(folder, async (config) => {
        const { openFieldCipher } = await import('../../src/identity/field-cipher.ts')
        openFieldCipher({ keyFile: '', dataDirectory: config.dataDir })
      }),
    ).to.contain('不是备份所用的密钥')
    const own = await restoreBackup(bureau, { folder }).catch((error: Error) => error.message)
    expect(own).to.contain('只能恢复到空库')
    const again = await makeBackup(bureau, { folder, keys: false, objects: 'copy', product: 'test' }).catch(
      (error: Error) => error.message,
    )
    expect(again).to.contain('不是空的')
  })

  it('becomes a bureau that shows the same and goes on to the archive', async function () {
    this.timeout(180_000)
    const restored = await openWholeBureau({
      engine: onEmbedded,
      make: into,
      startsAt: bureau.clock.now(),
      async prepare(config) {
        const database = openDatabase(config.database)
        await restoreBackup({ database, config, clock: bureau.clock }, { folder })
        await database.close()
      },
    })
    try {
      const { caseId, lead, assisting, forms } = play
      expect(JSON.parse(JSON.stringify(await restored.cases.page(lead, caseId)))).to.deep.equal(
        JSON.parse(then),
      )
      for (const { name, rows } of manifest.tables.filter(({ name }) =>
        /^(clues|case_facts|parties)$/.test(name),
      ))
        expect(await count(restored, name), name).to.equal(rows)
      const drafted = (await bureau.documents.list(lead, caseId)).find(({ state }) => state === 'draft')!
      expect(await restored.documents.template(lead, drafted.id)).to.deep.equal(
        await bureau.documents.template(lead, drafted.id),
      )
      const { fill, approve, decide, photograph, waive } = officerAtWork(restored, {
        caseId,
        lead,
        assisting,
        forms,
      })
      for (const userName of ['squad-01-head', 'legal-reviewer-1', 'general-deputy-a'])
        await decide(userName, { decision: 'agree', opinion: '同意' })
      await fill('inspect-scene')
      await fill('interview-party')
      await photograph()
      await fill('collect-evidence')
      await fill('order-correction')
      await approve(['squad-01-head'])
      await fill('serve-correction-order')
      await fill('draft-investigation-report')
      await approve()
      await fill('legal-review', {}, await restored.actor('legal-reviewer-2'))
      await fill('draft-advance-notice')
      await approve()
      await fill('serve-advance-notice')
      await waive()
      await fill('draft-decision')
      await approve()
      await fill('serve-decision')
      const payment = { paidFen: 30_000, paidOn: legalDay(restored.clock.now()), receiptNumber: '示例-1' }
      const paid = await restored.cases.recordPartyMessage(lead, caseId, 'payment-received', payment)
      await restored.settled({ ticket: paid.ticket! })
      await fill('draft-closing-report')
      await approve()
      const page = await restored.eventually('the case is archived', async () => {
        const seen = await restored.cases.page(lead, caseId)
        return seen.case.state === 'archived' && seen
      })
      const photo = page.evidenceFiles[0]!
      expect(await restored.evidence.verify(lead, photo.id)).to.include({ ok: true, sha256: photo.sha256 })
      // Sealed fields open with the key of the backup.
      const [row] = await restored.database.sql.all<{ party_id: string }>(
        'SELECT party_id FROM cases WHERE id = ?',
        [caseId],
      )
      const party = await restored.database.write((tx) =>
        restored.parties.reveal(tx, lead, row!.party_id, '核对'),
      )
      expect(party.idNumber).to.equal('33038119900101233X')
      expect(await restored.audit.verify(manifest.auditHead)).to.include({ ok: true })
      // Numbers go on where the backup ends.
      const { number } = await restored.clues.register(lead, clue)
      const last = manifest.tables.find(({ name }) => name === 'clues')!.rows
      expect(number).to.contain(`第${String(last + 1).padStart(6, '0')}号`)
    } finally {
      await restored.close()
    }
  })

  it('leaves the key out unless it is asked for, and says what is missing', async () => {
    const bare = join(work, 'bare')
    await makeBackup(bureau, { folder: bare, keys: false, objects: 'copy', product: 'test' })
    expect(await readdir(bare)).not.to.include('keys')
    expect(await refusal(bare)).to.contain('备份不含密钥')
  })
}
