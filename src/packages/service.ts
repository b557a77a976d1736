/**
 * 案卷导出包: a case for a court, a review organ 复议机关 or who supervises, in one archive that proves itself (行政复议法 第四十八条, 行政诉讼法 第六十七条: the organ hands
 * over the evidence and basis of what it did). Each export is on the audit log with the fingerprint of its manifest.
 */
import { Readable } from 'node:stream'
import type { Audit } from '../audit/service.ts'
import type { Cases } from '../cases/index.ts'
import type { Documents } from '../documents/service.ts'
import type { Evidence } from '../evidence/service.ts'
import type { Examination } from '../examination/index.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, isoInstant, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { fingerprint, type Fingerprint } from '../platform/fingerprint.ts'
import { problem } from '../platform/problem.ts'
import { packedFiles } from './contents.ts'
import { type Manifest, manifestName, packageFormat, readmeName } from './manifest.ts'
import { readmeOf } from './readme.ts'
import { largestArchive, type ZipEntry, zipStream } from './zip-stream.ts'

export interface PackageParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  cases: Cases
  documents: Documents
  evidence: Evidence
  examination: Examination
}

export interface CasePackage {
  /** 案卷-示综执立字〔2026〕第000001号.zip */
  name: string
  manifest: Fingerprint
  files: number
  stream: Readable
}

export interface Packages {
  /** @throws Problem `forbidden`, `not-found`, `too-large`. */
  export(actor: Actor, caseId: string, why: { purpose: string; recipient: string }): Promise<CasePackage>
}

export function createPackages(parts: PackageParts): Packages {
  const { policy, cases, documents, database, audit, clock } = parts
  return {
    async export(actor, caseId, why) {
      policy.require(actor, 'case.export')
      policy.require(actor, 'case.export', await cases.policyObject(caseId))
      const at = clock.now()
      const { manifest, readme } = await manifestOf(parts, actor, caseId, why, at)
      const bytes = manifest.files.reduce((sum, one) => sum + (one.bytes ?? 0), 0)
      if (bytes > largestArchive) throw problem('too-large', '案卷的文件合计超过 4 GB，请逐件导出证据原件')
      const text = Buffer.from(JSON.stringify(manifest, null, 1))
      const marks = fingerprint(text)
      await database.write((tx) =>
        audit.append(tx, {
          actor,
          action: 'case.exported',
          object: { type: 'case', id: caseId },
          caseId,
          after: { manifest: { ...marks }, files: manifest.files.length, recipient: why.recipient },
          authority: why.purpose,
        }),
      )
      const kept = manifest.files.flatMap(({ path, sha256, what }): ZipEntry[] =>
        path === null || what === 'readme' ? [] : [{ path, pieces: () => documents.blobs.open(sha256) }],
      )
      const entries: ZipEntry[] = [
        { path: readmeName, pieces: () => one(readme) },
        { path: manifestName, pieces: () => one(text) },
        ...kept,
      ]
      return {
        name: `案卷-${manifest.case.number ?? caseId}.zip`,
        manifest: marks,
        files: manifest.files.length,
        stream: Readable.from(zipStream(entries, at), { objectMode: false }),
      }
    },
  }
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

async function manifestOf(
  { examination, documents, evidence, audit, database }: PackageParts,
  actor: Actor,
  caseId: string,
  why: { purpose: string; recipient: string },
  at: number,
): Promise<{ manifest: Manifest; readme: Buffer }> {
  const { sql } = database
  // Who may export a case is given what an auditor would find in it.
  const found = await examination.ofCase(systemActor('case.export'), caseId)
  const lines = await audit.ofCase(caseId)
  const files = packedFiles(
    found.documents,
    await documents.ofCase(sql, caseId),
    await evidence.ofCase(sql, caseId),
    lines,
  )
  const { name, accountId, officerId } = actor
  const head = {
    bureau: documents.bureau.name,
    exportedAt: isoInstant(at),
    exportedBy: { name, accountId, officerId },
    ...why,
    case: found.case,
    findings: found.findings,
  }
  const readme = Buffer.from(`\uFEFF${readmeOf({ ...head, files }, at)}`)
  return {
    readme,
    manifest: {
      format: packageFormat,
      ...head,
      files: [
        {
          path: readmeName,
          what: 'readme',
          id: readmeName,
          name: '说明',
          kind: '',
          number: null,
          on: legalDay(at),
          by: name,
          ...fingerprint(readme),
          bytes: readme.byteLength,
          found: 'same',
        },
        ...files,
      ],
      approvals: found.tiers,
      limits: found.limits,
      numbers: found.numbers,
      property: found.property,
      audit: { lines, head: found.chain.ok ? found.chain.head : null },
    },
  }
}
