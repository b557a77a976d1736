/** Receipts through the HTTP door: what was issued, to who may read it, in the form that is asked for. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { diskStore } from '../../src/platform/storage/disk-store.ts'
import { readNumbering } from '../../src/documents/numbering.ts'
import { documentRoutes } from '../../src/documents/routes.ts'
import { createDocuments, type Documents } from '../../src/documents/service.ts'
import type { RunningServer } from '../../src/http/server.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { MakeDatabase } from '../databases.ts'
import { serveRoutes } from '../serve-routes.ts'
import { type Bureau, openBureau } from '../registers/bureau.ts'

const caseId = 'CASE-1'

export function receiptsBehave(make: MakeDatabase): void {
  describe('receipts over HTTP', () => {
    const printed: { html: string; width: string; form: string }[] = []
    const renderer = {
      ...paperlessRenderer(),
      printReceipt(html: string, width: string, form: string) {
        printed.push({ html, width, form })
        return Promise.resolve(Buffer.from(`${form} ${width}`))
      },
    }
    let folder: string
    let bureau: Bureau
    let documents: Documents
    let server: RunningServer
    let officer: Actor

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'zhiheng-receipts-'))
      bureau = await openBureau(make)
      const { database, clock, audit, identity } = bureau
      officer = await bureau.actor('squad-01-officer-1')
      documents = createDocuments({
        database,
        clock,
        audit,
        policy: identity,
        renderer,
        blobs: createBlobStore({ store: diskStore(folder), clock, dialect: database.dialect }),
        numbering: readNumbering(join(projectRoot(), 'data')),
        bureau: renderer.describe('summary-decision').sample.facts.bureau,
      })
      await documents.templates.adopt(renderer.templates(), 'all')
      const departmentId = officer.roles[0]!.departmentId
      documents.useCases({
        policyObject: async () => ({ departmentId, officerIds: [officer.officerId!] }),
      })
      server = await serveRoutes({
        routes: documentRoutes(documents),
        authenticate: async (request) => {
          const userName = request.get('authorization')
          return userName === undefined ? undefined : bureau.actor(userName)
        },
        clock,
      })
    })
    after(async () => {
      await server.close()
      await bureau.close()
      await rm(folder, { recursive: true })
    })

    const factsOf = (kind: string) => renderer.describe(kind).sample.facts
    async function issued(kind: string): Promise<string> {
      const prepared = await documents.prepareIssue(caseId, kind, () => Promise.resolve(factsOf(kind)))
      return (await bureau.database.write((tx) => documents.issue(tx, officer, prepared))).id
    }
    async function drafted(kind: string): Promise<string> {
      const prepared = await documents.prepareDraft(caseId, kind, factsOf(kind))
      return bureau.database.write((tx) => documents.draft(tx, prepared, officer))
    }
    const ask = (documentId: string, query: string, userName: string | undefined = 'squad-01-officer-1') =>
      fetch(`${server.address}/api/v1/documents/${documentId}/receipt${query}`, {
        headers: userName === undefined ? {} : { authorization: userName },
      })

    it('come as PDF, as bytes for the printer and as picture, with the number of the document', async () => {
      const id = await issued('summary-decision')
      const { number, hasReceipt } = await documents.get(officer, id)
      expect(hasReceipt).to.equal(true)
      for (const [query, text, type] of [
        ['', 'pdf 58', 'application/pdf'],
        ['?width=80', 'pdf 80', 'application/pdf'],
        ['?width=80&as=escpos', 'escpos 80', 'application/octet-stream'],
        ['?width=58&as=png', 'png 58', 'image/png'],
      ] as const) {
        const answer = await ask(id, query)
        expect(answer.status, query).to.equal(200)
        expect(answer.headers.get('content-type')).to.include(type)
        expect(await answer.text()).to.equal(text)
        expect(printed.at(-1)!.html).to.include(number!).and.to.include('330481********0020')
        expect(printed.at(-1)!.html).not.to.include('草稿')
      }
    })

    it('of a draft say that it is one', async () => {
      const id = await drafted('summary-decision')
      expect((await ask(id, '')).status).to.equal(200)
      expect(printed.at(-1)!.html).to.include('草稿，不得送达')
    })

    it('are refused to who may not read the document, and where there is none', async () => {
      const id = await issued('summary-decision')
      const count = printed.length
      expect((await ask(id, '', 'squad-02-officer-1')).status).to.equal(403)
      expect((await ask(id, '?width=70')).status).to.equal(422)
      expect((await ask(id, '?as=doc')).status).to.equal(422)
      expect((await ask('no-such-document', '')).status).to.equal(404)
      const sheet = await issued('proof-of-service')
      const answer = await ask(sheet, '')
      expect(answer.status).to.equal(404)
      expect(((await answer.json()) as { detail: string }).detail).to.equal(
        '《送达回证》没有小票格式，请打印 PDF',
      )
      expect((await documents.get(officer, sheet)).hasReceipt).to.equal(false)
      expect(printed).to.have.length(count)
    })

    it('stay as they were written when another decision is issued', async () => {
      const id = await issued('summary-decision')
      await ask(id, '')
      const first = printed.at(-1)!.html
      const facts = factsOf('summary-decision')
      const again = await documents.prepareIssue(caseId, 'summary-decision', () =>
        Promise.resolve({ ...facts, party: { ...facts.party!, name: '另一人' } }),
      )
      await bureau.database.write((tx) => documents.issue(tx, officer, again))
      await ask(id, '')
      expect(printed.at(-1)!.html).to.equal(first)
    })
  })
}
