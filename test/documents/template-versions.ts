/** Versions of templates as instances of the product on one database see them, each with a folder of its own. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readNumbering } from '../../src/documents/numbering.ts'
import { createDocuments, type Documents } from '../../src/documents/service.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { diskStore } from '../../src/platform/storage/disk-store.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { MakeDatabase } from '../databases.ts'
import { type Bureau, openBureau } from '../registers/bureau.ts'

const kind = 'proof-of-service'

export function templateVersionsBehave(make: MakeDatabase): void {
  describe('versions of templates', () => {
    let folder: string
    let bureau: Bureau
    let officer: Actor
    let instances = 0
    let cases = 0

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'zhiheng-versions-'))
      bureau = await openBureau(make)
      officer = await bureau.actor('squad-01-officer-1')
    })
    afterEach(async () => {
      await bureau.close()
      rmSync(folder, { recursive: true })
    })

    /** An instance whose folder says other words for 送达地点, where they are given. */
    async function instance(words?: string): Promise<Documents & { adopt(): Promise<void> }> {
      const own = join(folder, `templates-${instances++}`)
      cpSync(join(projectRoot(), 'templates'), own, { recursive: true })
      const file = join(own, kind, 'template.hbs')
      const before = readFileSync(file, 'utf8')
      expect(before).to.include('送达地点')
      if (words) writeFileSync(file, before.replace('送达地点', words))
      const renderer = paperlessRenderer(own)
      const { database, clock, audit, identity } = bureau
      const documents = createDocuments({
        database,
        clock,
        audit,
        policy: identity,
        renderer,
        blobs: createBlobStore({
          store: diskStore(join(folder, 'blobs')),
          clock,
          dialect: database.dialect,
        }),
        numbering: readNumbering(join(projectRoot(), 'data')),
        bureau: renderer.describe(kind).sample.facts.bureau,
      })
      const departmentId = officer.roles[0]!.departmentId
      documents.useCases({
        policyObject: async () => ({ departmentId, officerIds: [officer.officerId!] }),
      })
      return Object.assign(documents, { adopt: () => documents.templates.adopt(renderer.templates(), 'all') })
    }
    const facts = paperlessRenderer().describe(kind).sample.facts
    const newCase = () => `CASE-${++cases}`
    async function draft(on: Documents, caseId: string): Promise<string> {
      const prepared = await on.prepareDraft(caseId, kind, facts)
      return bureau.database.write((tx) => on.draft(tx, prepared))
    }
    async function issue(on: Documents, caseId: string): Promise<string> {
      const prepared = await on.prepareIssue(caseId, kind, async () => facts)
      return (await bureau.database.write((tx) => on.issue(tx, officer, prepared))).id
    }
    const pageOf = async (on: Documents, id: string) => (await on.html(officer, id)).toString()
    const templateOf = async (on: Documents, id: string) => (await on.get(officer, id)).template
    const rows = async (table: string) =>
      (await bureau.database.sql.all(`SELECT 1 FROM ${table} WHERE kind = '${kind}'`)).length
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => error as Error & { code?: string; prepareAgain?: boolean },
      )

    it('are taken in when they are new, once', async () => {
      const first = await instance()
      await first.adopt()
      const { seq } = await bureau.audit.head()
      const counts = async () => [await rows('template_versions'), await rows('template_adoptions')]
      expect(await counts()).to.deep.equal([1, 1])
      await first.adopt()
      await (await instance()).adopt()
      expect(await counts()).to.deep.equal([1, 1])
      expect((await bureau.audit.head()).seq).to.equal(seq)
      await (await instance('送达场所')).adopt()
      expect(await counts()).to.deep.equal([2, 2])
      const lines = await bureau.audit.list({ afterSeq: seq })
      expect(lines.map(({ action }) => action)).to.deep.equal(['templates.adopted'])
      const { adopted } = lines[0]!.after as { adopted: { kind: string; version: number }[] }
      expect(adopted.map((one) => [one.kind, one.version])).to.deep.equal([[kind, 2]])
    })

    it('are the same for all instances at once, whatever lies in the folder of each', async () => {
      const [one, other] = [await instance(), await instance('送达场所')]
      await one.adopt()
      const before = await draft(one, newCase())
      await other.adopt()
      const drafts = [await draft(one, newCase()), await draft(other, newCase())]
      for (const id of drafts) {
        expect(await pageOf(one, id))
          .to.include('送达场所')
          .and.not.to.include('送达地点')
        expect(await templateOf(other, id)).to.include({ version: 2, fixed: 'at-drafting' })
      }
      expect(await pageOf(other, before)).to.include('送达地点')
    })

    it('that come at the same instant become one version each', async () => {
      const all = await Promise.all([undefined, '送达场所', '送达处所', '送达场所'].map(instance))
      await Promise.all(all.map((one) => one.adopt()))
      const versions = await bureau.database.sql.all<{ version: number }>(
        'SELECT version FROM template_versions WHERE kind = ? ORDER BY version',
        [kind],
      )
      expect(versions.map(({ version }) => Number(version))).to.deep.equal([1, 2, 3])
      const inForce = await Promise.all(
        all.map(async ({ templates }) => (await templates.inForce(kind)).fingerprint),
      )
      expect(new Set(inForce).size).to.equal(1)
    })

    it('stay with a draft until it is issued; a draft written anew takes the one in force', async () => {
      const old = await instance()
      await old.adopt()
      const [kept, anew, undrafted] = [newCase(), newCase(), newCase()]
      const drafted = [await draft(old, kept), await draft(old, anew)]
      const now = await instance('送达场所')
      await now.adopt()
      expect(await issue(now, kept)).to.equal(drafted[0])
      expect(await pageOf(now, drafted[0]!))
        .to.include('送达地点')
        .and.not.to.include('送达场所')
      expect(await templateOf(now, drafted[0]!)).to.include({ version: 1, fixed: 'at-drafting' })
      expect(await draft(now, anew)).to.equal(drafted[1])
      await issue(now, anew)
      expect(await pageOf(now, drafted[1]!)).to.include('送达场所')
      expect(await templateOf(now, drafted[1]!)).to.include({ version: 2, fixed: 'at-drafting' })
      expect(await templateOf(now, await issue(now, undrafted))).to.include({ version: 2, fixed: 'at-issue' })
      const lines = await bureau.audit.ofCase(kept)
      const issued = lines.find(({ action }) => action === 'document.issued')!.after as { template: object }
      const { fingerprint } = (await templateOf(now, drafted[0]!))!
      expect(issued.template).to.deep.equal({ fingerprint, version: 1, fixed: 'at-drafting' })
      // Old decisions are read with what they were written with.
      const view = await now.template(officer, drafted[0]!)
      expect(view.files.find(({ path }) => path === `${kind}/template.hbs`)!.text).to.include('送达地点')
    })

    it('can be taken back: the earlier one is in force again, under its number', async () => {
      const [old, now] = [await instance(), await instance('送达场所')]
      const times: number[] = []
      for (const one of [old, now, old]) {
        times.push(bureau.clock.now())
        await one.adopt()
        bureau.clock.advance(60_000)
      }
      const id = await draft(now, newCase())
      expect(await templateOf(now, id)).to.include({ version: 1 })
      expect(await pageOf(now, id)).to.include('送达地点')
      expect((await now.template(officer, id)).adopted).to.deep.equal([
        { from: times[0], until: times[1] },
        { from: times[2], until: null },
      ])
    })

    it('of documents older than this are not known: a draft is issued with the one in force, and says so', async () => {
      const documents = await instance()
      await documents.adopt()
      const [drafted, done] = [newCase(), newCase()]
      const id = await draft(documents, drafted)
      const issued = await issue(documents, done)
      await bureau.database.write(({ sql }) =>
        sql.run(
          'UPDATE documents SET template_fingerprint = NULL, template_version = NULL, template_fixed = NULL',
        ),
      )
      const unknown = { fingerprint: null, version: null, fixed: 'not-yet' }
      expect(await templateOf(documents, id)).to.deep.equal(unknown)
      expect(await templateOf(documents, issued)).to.equal(null)
      expect((await failure(documents.template(officer, issued)))?.code).to.equal('not-found')
      expect(await issue(documents, drafted)).to.equal(id)
      expect(await templateOf(documents, id)).to.include({ version: 1, fixed: 'at-issue' })
    })

    it('a document drafted anew with another while it is printed is printed again', async () => {
      const old = await instance()
      await old.adopt()
      const caseId = newCase()
      await draft(old, caseId)
      const printed = await old.prepareIssue(caseId, kind, async () => facts)
      const now = await instance('送达场所')
      await now.adopt()
      await draft(now, caseId)
      const refused = await failure(bureau.database.write((tx) => old.issue(tx, officer, printed)))
      expect(refused?.prepareAgain).to.equal(true)
      expect(await pageOf(old, await issue(old, caseId))).to.include('送达场所')
    })

    it('that were changed in the database are not used', async () => {
      const documents = await instance()
      await documents.adopt()
      const caseId = newCase()
      await draft(documents, caseId)
      await bureau.database.write(({ sql }) =>
        sql.run(
          "UPDATE template_versions SET content = REPLACE(content, '送达地点', '送达时间') WHERE kind = ?",
          [kind],
        ),
      )
      const after = await instance()
      expect((await failure(issue(after, caseId)))?.code).to.equal('internal')
    })
  })
}
