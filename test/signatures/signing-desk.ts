/** Documents of one case, and what is done with them afterwards, on a demo bureau behind HTTP, without engine. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DocumentFacts } from '../../src/documents/facts.ts'
import { readNumbering } from '../../src/documents/numbering.ts'
import type { DocumentRenderer } from '../../src/documents/renderer.ts'
import { documentRoutes } from '../../src/documents/routes.ts'
import { createDocuments } from '../../src/documents/service.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { systemActor } from '../../src/identity/actor.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { diskStore } from '../../src/platform/storage/disk-store.ts'
import { signatureRoutes } from '../../src/signatures/routes.ts'
import { createVerification } from '../../src/verification/service.ts'
import { compareScript, verificationPage } from '../../src/verification/page.ts'
import { verificationRoutes } from '../../src/verification/routes.ts'
import { createSignatures } from '../../src/signatures/service.ts'
import type { MakeDatabase } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'
import { serveRoutes } from '../serve-routes.ts'

export const caseId = 'CASE-1'

export async function openSigningDesk(make: MakeDatabase, renderer: DocumentRenderer) {
  const bureau = await openBureau(make)
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-signing-'))
  const { database, clock, audit, identity } = bureau
  const officer = await bureau.actor('squad-01-officer-1')
  const departmentId = officer.roles[0]!.departmentId
  const blobs = createBlobStore({ store: diskStore(folder), clock, dialect: database.dialect })
  const documents = createDocuments({
    database,
    clock,
    audit,
    policy: identity,
    renderer,
    blobs,
    numbering: readNumbering(join(projectRoot(), 'data')),
    bureau: renderer.describe('penalty-decision').sample.facts.bureau,
    verifyUrl: (code) => `https://bureau.example/verify/${code}`,
  })
  await documents.templates.adopt(renderer.templates(), 'all')
  documents.useCases({
    policyObject: async () => ({ departmentId, officerIds: [officer.officerId!] }),
    facts: async (_caseId, { kind }) => renderer.describe(kind).sample.facts,
  })
  const signatures = createSignatures({
    database,
    clock,
    audit,
    documents,
    blobs,
    renderer,
    records: ['interview-record'],
  })
  const verification = createVerification({ documents })
  const server: RunningServer = await serveRoutes({
    routes: [
      ...documentRoutes(documents),
      ...signatureRoutes(signatures),
      ...verificationRoutes(verification),
    ],
    verification: { page: (code, from) => verificationPage(verification, code, from), script: compareScript },
    authenticate: async (request) => {
      const userName = request.get('authorization')
      return userName === undefined ? undefined : bureau.actor(userName)
    },
    clock,
    proxies: 1,
  })
  const sample = (kind: string): DocumentFacts => renderer.describe(kind).sample.facts

  return {
    ...bureau,
    address: server.address,
    renderer,
    blobs,
    officer,
    documents,
    signatures,
    /** Behind the document's QR code. */
    async codeOf(id: string): Promise<string> {
      const [row] = await database.sql.all<{ verify_code: string }>(
        'SELECT verify_code FROM documents WHERE id = ?',
        [id],
      )
      return row!.verify_code
    },
    async draft(kind: string, facts: DocumentFacts = sample(kind)): Promise<string> {
      const prepared = await documents.prepareDraft(caseId, kind, facts)
      return database.write((tx) => documents.draft(tx, prepared))
    },
    async issue(kind: string, facts: DocumentFacts = sample(kind)): Promise<string> {
      const prepared = await documents.prepareIssue(caseId, kind, async () => facts)
      const { id } = await database.write((tx) =>
        documents.issue(tx, systemActor('document.issue'), prepared),
      )
      return id
    },
    async ask(method: string, path: string, body?: object, userName = 'squad-01-officer-1') {
      const response = await fetch(`${server.address}/api/v1${path}`, {
        method,
        headers: { authorization: userName, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const json = /json/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: response.headers,
        bytes,
        // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
        body: (json ? JSON.parse(bytes.toString()) : undefined) as any,
      }
    },
    async close() {
      await server.close()
      await bureau.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type SigningDesk = Awaited<ReturnType<typeof openSigningDesk>>
