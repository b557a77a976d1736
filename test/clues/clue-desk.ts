/** The slice of clues on a demo bureau, without engine and renderer. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClues, readClueRules, readClueSources, readImportMappings } from '../../src/clues/index.ts'
import { createBlobStore } from '../../src/platform/storage/blob-store.ts'
import { diskStore } from '../../src/platform/storage/disk-store.ts'
import { readNumbering } from '../../src/documents/numbering.ts'
import { fieldCipher } from '../../src/identity/field-cipher.ts'
import { problem } from '../../src/platform/problem.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { type MakeDatabase, sqliteFile } from '../databases.ts'
import { openBureau } from '../registers/bureau.ts'

const seedFolder = join(projectRoot(), 'data')

export async function openClueDesk({ make = sqliteFile }: { make?: MakeDatabase } = {}) {
  const bureau = await openBureau(make)
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-clues-'))
  const { database, clock, audit, identity: policy, officers, violations, deadlines } = bureau
  const sources = readClueSources(seedFolder)
  const clues = createClues({
    database,
    clock,
    audit,
    policy,
    cipher: fieldCipher(Buffer.alloc(32, 7)),
    officers,
    violations,
    deadlines,
    blobs: createBlobStore({ store: diskStore(join(folder, 'blobs')), clock, dialect: database.dialect }),
    numbering: readNumbering(seedFolder),
    bureau: '示综执',
    sources,
    rules: readClueRules(seedFolder),
    mappings: readImportMappings(seedFolder, sources),
  })
  // The one case there is.
  const squad = (await officers.departments()).find(({ code }) => code === 'squad-01')!
  clues.useCases({
    async joinable(caseId) {
      if (caseId !== 'CASE-1') throw problem('not-found', '案件不存在')
      return { departmentId: squad.id, officerIds: [] }
    },
  })
  return {
    ...bureau,
    clues,
    folder,
    async close() {
      await bureau.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type ClueDesk = Awaited<ReturnType<typeof openClueDesk>>
