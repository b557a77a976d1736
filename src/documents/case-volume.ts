/** Binding a case's issued documents into one volume 卷宗, in the order of the archive. */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { actWords, type DocumentActRow } from './acts/model.ts'
import type { StoredBlob } from '../platform/storage/blob-store.ts'
import { lastOfKind } from './draft.ts'
import type { DocumentFacts, LegalDay } from './facts.ts'
import type { DocumentRow } from './model.ts'
import { responsibleFor } from './responsible.ts'
import type { DocumentRoom } from './service.ts'
import type { TemplateMark } from './template-versions.ts'
import { inOrder, sheetKinds } from './volume.ts'

const volumeKind = 'volume'

/**
 * 卷内文书 in the order of the archive: the decision and its service first, then the case as it went; a proof of service stands behind what it served, a
 * correction behind what it corrects.
 */
export const archiveOrder: readonly string[] = [
  'penalty-decision',
  'confiscation-decision-list',
  'no-penalty-decision',
  'first-violation-exemption',
  'summary-decision',
  'case-filing-approval',
  'no-filing-approval',
  'clue-registration',
  'clue-verification',
  'designation-of-officers',
  'recusal-decision',
  'inspection-record',
  'scene-photo-sheet',
  'scene-sketch',
  'interview-notice',
  'interview-record',
  'evidence-provision-notice',
  'sampling-list',
  'appraisal-entrustment',
  'appraisal-notice',
  'advance-registration-approval',
  'advance-registration-notice',
  'advance-registration-disposal',
  'measure-approval',
  'sealing-seizure-decision',
  'property-list',
  'coercion-site-record',
  'warehouse-entry',
  'measure-extension',
  'measure-release',
  'warehouse-exit',
  'property-return',
  'correction-order',
  'correction-recheck',
  'stop-order',
  'service-address-confirmation',
  'announcement-of-service',
  'suspension-approval',
  'extension-approval',
  'investigation-report',
  'termination-approval',
  'jurisdiction-transfer',
  'criminal-transfer',
  'legal-review-opinion',
  'collective-discussion-record',
  'advance-notice',
  'hearing-rights-notice',
  'statement-record',
  'statement-review',
  'hearing-notice',
  'hearing-record',
  'hearing-report',
  'penalty-decision-approval',
  'instalment-approval',
  'instalment-notice',
  'surcharge-decision',
  'enforcement-stay-decision',
  'enforcement-resumption-notice',
  'demand-notice',
  'enforcement-demand',
  'demolition-announcement',
  'enforcement-decision',
  'enforcement-site-record',
  'court-enforcement-application',
  'enforcement-termination-decision',
  'refund-approval',
  'refund-notice',
  'property-disposal',
  'publicity-approval',
  'closing-report',
]

export interface PreparedVolume {
  caseId: string
  facts: DocumentFacts
  pdf: StoredBlob
  pages: number
  /** What it holds, in all. */
  included: string[]
  /** The version that it is. */
  version: number
  /** What cover, catalogue and back sheet were written with. */
  templates: (TemplateMark & { kind: string })[]
}

export async function prepareVolume(
  { renderer, templates, blobs, database, bureau }: DocumentRoom,
  caseId: string,
  facts: DocumentFacts,
  archivedOn: LegalDay,
): Promise<PreparedVolume> {
  const issued = (
    await database.sql.all<DocumentRow>(
      "SELECT * FROM documents WHERE case_id = ? AND state = 'issued' ORDER BY issued_at, id",
      [caseId],
    )
  ).filter(({ kind }) => kind !== volumeKind)
  const versions = await volumesOf(database.sql, caseId)
  const remarks = await remarksOf(database.sql, caseId, issued)
  for (const { id } of versions.length === 0 ? [] : issued) {
    const first = versions.findIndex(({ included }) => included.includes(id))
    const added =
      first === 0
        ? undefined
        : addedIn(
            (first < 0 ? versions.length : first) + 1,
            first < 0 ? archivedOn : versions[first]!.boundOn,
          )
    if (added) remarks.set(id, [added, remarks.get(id)].filter(Boolean).join('；'))
  }
  const volume = facts.volume ?? {}
  const kinds = renderer.templates()
  const sheets = await Promise.all(sheetKinds.map((kind) => templates.inForce(kind)))
  const bound = await renderer.renderVolume({
    facts: {
      ...facts,
      volume: {
        part: 1,
        parts: 1,
        ...volume,
        year: volume.year ?? Number(archivedOn.slice(0, 4)),
        archivedOn,
      },
    },
    documents: issued.map((row) => ({
      title: row.name,
      kind: row.kind,
      follows: servedBy(row, issued),
      number: row.number ?? undefined,
      date: row.issued_at === null ? undefined : legalDay(row.issued_at),
      responsible: responsibleFor(row, {
        template: kinds.get(row.kind),
        bureau: bureau.name,
        lead: facts.officers?.[0]?.name,
      }),
      remark: remarks.get(row.id),
      pdf: () => blobs.get(row.pdf_sha256!),
    })),
    order: archiveOrder,
    archivedOn,
    templates: new Map(sheets.map((sheet) => [sheet.kind, sheet])),
  })
  return {
    caseId,
    facts,
    pdf: await blobs.put(bound.pdf, 'application/pdf'),
    pages: bound.pages,
    included: issued.map(({ id }) => id),
    version: versions.length + 1,
    templates: sheets.map(({ kind, fingerprint, version }) => ({ kind, fingerprint, version })),
  }
}

interface VolumeContents {
  documents: number
  /** Ids; volumes bound before versions were kept leave it out. */
  included?: string[]
}

export interface BoundVolume {
  row: DocumentRow
  boundOn: LegalDay
  /** Ids of what it holds. */
  included: string[]
}

/** Each version 卷宗 as it was bound, the first first: what came later is bound with the rest anew, and what was bound stays. */
export async function volumesOf(sql: Sql, caseId: string): Promise<BoundVolume[]> {
  const issued = await sql.all<DocumentRow>(
    "SELECT * FROM documents WHERE case_id = ? AND state = 'issued' ORDER BY issued_at, id",
    [caseId],
  )
  return issued
    .filter(({ kind }) => kind === volumeKind)
    .toSorted((one, other) => one.ordinal - other.ordinal)
    .map((row) => ({
      row,
      boundOn: legalDay(Number(row.issued_at)),
      included:
        (JSON.parse(row.facts) as VolumeContents).included ??
        issued
          .filter(({ kind, issued_at: at }) => kind !== volumeKind && Number(at) <= Number(row.issued_at))
          .map(({ id }) => id),
    }))
}

/** What a volume holds as its catalogue lists it. @param held in the order of issue. */
export function inArchiveOrder(held: DocumentRow[]): DocumentRow[] {
  const documents = held.map((row) => ({ row, kind: row.kind, follows: servedBy(row, held) }))
  return inOrder(documents, archiveOrder).map(({ row }) => row)
}

const addedIn = (version: number, on: LegalDay) => `第${version}版补入，${on}`

/** What became of each document, for the catalogue: 已补正 with the number of the notice, 已作废, 已撤销. */
async function remarksOf(sql: Sql, caseId: string, issued: DocumentRow[]): Promise<Map<string, string>> {
  const acts = await sql.all<DocumentActRow>(
    "SELECT * FROM document_acts WHERE case_id = ? AND state = 'effective' ORDER BY id",
    [caseId],
  )
  const remarks = new Map<string, string>()
  for (const { document_id: id, kind, result_id: resultId } of acts) {
    const notice = issued.find((one) => one.id === resultId)?.number
    const words = `已${actWords[kind]}${notice ? `，见${notice}` : ''}`
    remarks.set(id, [remarks.get(id), words].filter(Boolean).join('；'))
  }
  return remarks
}

/** Of a proof of service: the kind of what it served; of a correction 补正: the kind of what it corrects. */
function servedBy({ kind, facts }: DocumentRow, issued: DocumentRow[]): string | undefined {
  if (kind === 'correction-of-document') {
    const { documentCorrection } = JSON.parse(facts) as DocumentFacts
    return issued.find(({ number }) => number === documentCorrection?.documentNumber)?.kind
  }
  if (kind !== 'proof-of-service') return undefined
  const { service } = JSON.parse(facts) as DocumentFacts & { service?: { documents?: { kind?: string }[] } }
  return service?.documents?.[0]?.kind
}

export async function storeVolume(
  { clock, newId, blobs, audit }: DocumentRoom,
  tx: WriteTransaction,
  actor: Actor,
  { caseId, pdf, pages, included, version, templates }: PreparedVolume,
): Promise<string> {
  await blobs.keep(tx, pdf)
  const last = await lastOfKind(tx, caseId, volumeKind)
  if ((last?.ordinal ?? 0) + 1 !== version) throw problem('conflict', '卷宗刚刚由他人装订，请重新查看')
  const id = newId()
  await insertRow<DocumentRow>(tx.sql, 'documents', {
    id,
    case_id: caseId,
    kind: volumeKind,
    ordinal: version,
    name: version === 1 ? '案件卷宗' : `案件卷宗（第${version}版）`,
    number: null,
    state: 'issued',
    facts: JSON.stringify({ documents: included.length, included } satisfies VolumeContents),
    html_sha256: pdf.sha256,
    receipt_html_sha256: null,
    pdf_sha256: pdf.sha256,
    pdf_sm3: pdf.sm3,
    pages,
    drafted_by: actor.accountId,
    drafted_at: clock.now(),
    issued_by: actor.accountId,
    issued_at: clock.now(),
    approval_id: null,
    revision: 1,
  })
  await audit.append(tx, {
    actor,
    action: 'volume.bound',
    object: { type: 'document', id },
    caseId,
    after: {
      version,
      documents: included.length,
      pages,
      sha256: pdf.sha256,
      sm3: pdf.sm3,
      templates,
    },
  })
  return id
}
