/** The slice of evidence on a demo bureau behind HTTP, without engine: three cases, of which one has ended. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAudit } from '../../src/audit/service.ts'
import type { DocumentRenderer } from '../../src/documents/renderer.ts'
import { readEvidenceRules } from '../../src/evidence/rules.ts'
import { evidenceRoutes } from '../../src/evidence/routes.ts'
import { createEvidence } from '../../src/evidence/service.ts'
import type { RunningServer } from '../../src/http/server.ts'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { problem } from '../../src/platform/problem.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { diskStore } from '../../src/platform/storage/disk-store.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { MakeDatabase } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'
import { serveRoutes } from '../serve-routes.ts'

export const [caseA, caseB, ended] = ['CASE-A', 'CASE-B', 'CASE-ENDED'] as const

export async function openEvidenceDesk(make: MakeDatabase, renderer: DocumentRenderer = paperlessRenderer()) {
  const store = await make()
  const bureau = await openBureau(() => Promise.resolve(store))
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-evidence-'))
  const { clock, identity } = bureau
  const officer = await bureau.actor('squad-01-officer-1')
  const departmentId = officer.roles[0]!.departmentId
  const blobsOf = ({ dialect }: Database) =>
    createBlobStore({ store: diskStore(join(folder, 'blobs')), clock, dialect })
  const open = (database = bureau.database) => {
    const evidence = createEvidence({
      database,
      clock,
      audit: createAudit({ database, clock }),
      policy: identity,
      blobs: blobsOf(database),
      renderer,
      rules: readEvidenceRules(join(projectRoot(), 'data')),
      uploadDirectory: join(folder, 'uploads'),
      bureau: '示例县综合行政执法局',
    })
    evidence.useCases({
      async look(_sql, caseId) {
        if (![caseA, caseB, ended].includes(caseId as never)) throw problem('not-found', '案件不存在')
        return {
          object: { departmentId, officerIds: [officer.officerId!] },
          number: '示综执立字〔2026〕第000001号',
          open: caseId !== ended,
        }
      },
    })
    return evidence
  }
  const serve = (port = 0, database = bureau.database) => {
    const evidence = open(database)
    return serveRoutes(
      {
        routes: evidenceRoutes(evidence),
        authenticate: async (request) => {
          const userName = request.get('authorization')
          return userName === undefined ? undefined : bureau.actor(userName)
        },
        uploads: evidence.door,
        clock,
      },
      port,
    )
  }
  let server: RunningServer = await serve()
  const filesIn = async (name: string): Promise<string[]> =>
    (await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  return {
    ...bureau,
    blobs: blobsOf(bureau.database),
    folder,
    officer,
    filesIn,
    evidence: open(),
    get address() {
      return server.address
    },
    /** The server goes away and comes back at the same address, knowing what is on disk and in the database. */
    async restart() {
      const port = Number(new URL(server.address).port)
      await server.close()
      server = await serve(port)
    },
    /** Another process of the same bureau: its own connections to the database, the same folder. */
    async another(): Promise<RunningServer> {
      const database = openDatabase(store.url)
      const beside = await serve(0, database)
      return {
        address: beside.address,
        async close() {
          await beside.close()
          await database.close()
        },
      }
    },
    async ask(
      method: string,
      path: string,
      body?: object,
      { userName = 'squad-01-officer-1', headers = {} }: { userName?: string; headers?: object } = {},
    ) {
      const response = await fetch(`${server.address}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          authorization: userName,
          ...(body && { 'content-type': 'application/json' }),
        },
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

export type EvidenceDesk = Awaited<ReturnType<typeof openEvidenceDesk>>
