/** Documents 文书: drafts, issuing, bytes, and the set of a case. What they say comes from the cases slice as DocumentFacts. */
import type { Audit, ListedLine } from '../audit/service.ts'
import type { Action } from '../identity/actions.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { type NewId, risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { documentsAt } from './documents-at.ts'
import type { BlobStore } from '../platform/storage/blob-store.ts'
import { type DocumentActs, documentActs } from './acts/acts.ts'
import type { ActDetails } from './acts/model.ts'
import { lastOfKind, type PreparedDraft, prepareDraft, voidDrafts, writeDraft } from './draft.ts'
import type { DocumentFault } from './document-error.ts'
import type { BureauFacts, DocumentFacts, LegalDay } from './facts.ts'
import { checkFields } from './fields.ts'
import { type IssuedDocument, issueDocument, type PreparedIssue, prepareIssue } from './issue.ts'
import { type DocumentRow, type DocumentView, viewDocument } from './model.ts'
import { type NumberedPaper, numbersOfCase } from './number-accounts.ts'
import type { NumberingRules } from './numbering.ts'
import type { Sealer } from './pades.ts'
import type { ReceiptForm, ReceiptWidth } from './receipt/papers.ts'
import type { DocumentRenderer } from './renderer.ts'
import {
  type BoundVolume,
  type PreparedVolume,
  prepareVolume,
  storeVolume,
  volumesOf,
} from './case-volume.ts'
import {
  createTemplateVersions,
  type TemplateVersions,
  type TemplateVersionView,
} from './template-versions.ts'

export interface DocumentParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  renderer: DocumentRenderer
  blobs: BlobStore
  numbering: NumberingRules
  bureau: BureauFacts
  /** Address that a document's QR code leads to. */
  verifyUrl?: (code: string) => string
  /** Signs with the bureau's certificate, where it has one. */
  sealer?: Sealer
  /** Picture of the seal as data: address, printed at the seal place of what is issued. */
  seal?: string
}

export interface DocumentRoom extends DocumentParts {
  newId: NewId
  templates: TemplateVersions
}

export interface DocumentCases {
  policyObject(caseId: string): Promise<PolicyObject | undefined>
  /** What a document of the case is written from. */
  facts?(
    caseId: string,
    inHand: { kind: string; number?: string; issuedOn: LegalDay },
  ): Promise<DocumentFacts>
  /** A withdrawal 撤销 has been approved; in its transaction. @throws Problem: then it has not. */
  withdrawn?(
    tx: WriteTransaction,
    actor: Actor,
    document: DocumentRow,
    act: { actId: string; redoFrom: ActDetails['redoFrom'] },
  ): Promise<void>
}

export interface Documents {
  readonly bureau: BureauFacts
  readonly blobs: BlobStore
  /** Versions of the templates, and which are in force. */
  readonly templates: TemplateVersions
  useCases(cases: DocumentCases): void
  /** Documents that belong to something else than a case, by its id: whose it is; undefined where it is none of these. Who may read that reads them too. Once per slice. */
  alsoOwnedBy(read: Action, find: (id: string) => Promise<PolicyObject | undefined>): void
  /** Documents of a case that more people read than read all of its documents: who may `read` on the case. Once per slice. */
  alsoReadBy(read: Action, includes: (documentId: string) => Promise<boolean>): void
  /** With the bureau's signature, or as it is where the bureau has no certificate. */
  seal(pdf: Buffer): Promise<Buffer>
  /** Whether a browser prints at all. */
  canPrint(): Promise<boolean>

  /** Slow, outside the transaction; `draft` and `issue` then write what it gave. @throws DocumentError */
  prepareDraft(caseId: string, kind: string, facts: DocumentFacts): Promise<PreparedDraft>
  draft(tx: WriteTransaction, prepared: PreparedDraft, actor?: Actor): Promise<string>
  /** Drafts that count no more, of a kind or all of the case. */
  voidDrafts(tx: WriteTransaction, actor: Actor, caseId: string, kind?: string): Promise<void>
  /** What a kind asks of one section of its facts (`party`) that is not there: told before anything is approved. */
  gaps(
    kind: string,
    section: keyof DocumentFacts,
    facts: Omit<DocumentFacts, 'bureau'>,
  ): Promise<DocumentFault[]>
  /** Does the kind print any of these facts? @param paths into the facts of documents: `found.place`. */
  cites(kind: string, paths: readonly string[]): boolean
  prepareIssue(
    caseId: string,
    kind: string,
    factsFor: (number: string | undefined, issuedOn: LegalDay) => Promise<DocumentFacts>,
  ): Promise<PreparedIssue>
  /** @throws NumberTaken: prepare again. */
  issue(tx: WriteTransaction, actor: Actor, prepared: PreparedIssue): Promise<IssuedDocument>
  /** The bound volume 卷宗 of what is issued. */
  prepareVolume(caseId: string, facts: DocumentFacts, archivedOn: LegalDay): Promise<PreparedVolume>
  storeVolume(tx: WriteTransaction, actor: Actor, prepared: PreparedVolume): Promise<string>
  /** Each version as it was bound, the first first. */
  volumesOf(sql: Sql, caseId: string): Promise<BoundVolume[]>

  /** Ids of the last document of each kind; kinds that have none are left out. */
  latestIds(tx: Pick<WriteTransaction, 'sql'>, caseId: string, kinds: string[]): Promise<string[]>
  latest(sql: Sql, caseId: string, kind: string): Promise<DocumentRow | undefined>
  /** What a reader sees of each now. */
  fingerprints(
    tx: Pick<WriteTransaction, 'sql'>,
    documentIds: string[],
  ): Promise<{ documentId: string; sha256: string }[]>
  ofCase(sql: Sql, caseId: string): Promise<DocumentRow[]>
  named(sql: Sql, documentIds: string[]): Promise<Pick<DocumentRow, 'id' | 'kind' | 'name'>[]>
  /** 文号 of the case, each with what became of the document. */
  numbersOf(sql: Sql, caseId: string): Promise<NumberedPaper[]>
  /** As they were at the instant (epoch ms). @param lines of the case's audit log. */
  ofCaseAt(sql: Sql, lines: ListedLine[], caseId: string, at: number): Promise<DocumentView[]>

  list(actor: Actor, caseId: string): Promise<DocumentView[]>
  get(actor: Actor, documentId: string): Promise<DocumentView>
  /** For what other slices do with a document. @throws Problem `not-found`, `forbidden`. */
  rowFor(actor: Actor, action: Action, documentId: string): Promise<DocumentRow>
  html(actor: Actor, documentId: string): Promise<Buffer>
  /** The version of the template that it was written with. @throws Problem `not-found` where none is recorded. */
  template(actor: Actor, documentId: string): Promise<TemplateVersionView>
  readonly acts: DocumentActs
  /** The issued bytes; of a draft, a print of the draft. */
  pdf(actor: Actor, documentId: string): Promise<{ bytes: Buffer; name: string; sha256: string | null }>
  /** The same document for a portable printer, as it was written with it. @throws Problem `not-found` where its kind has no receipt. */
  receipt(
    actor: Actor,
    documentId: string,
    width: ReceiptWidth,
    form: ReceiptForm,
  ): Promise<{ bytes: Buffer; name: string }>
}

export function createDocuments(parts: DocumentParts): Documents {
  const templates = createTemplateVersions(parts)
  const room: DocumentRoom = { ...parts, newId: risingIds(parts.clock), templates }
  const { database, policy, blobs, renderer, bureau } = parts
  let cases: DocumentCases = { policyObject: () => Promise.resolve(undefined) }
  const owners: { read: Action; find: (id: string) => Promise<PolicyObject | undefined> }[] = []
  const ownerOf = async (id: string): Promise<{ object?: PolicyObject | undefined; read?: Action }> => {
    for (const { read, find } of owners) {
      const object = await find(id)
      if (object) return { object, read }
    }
    return { object: await cases.policyObject(id) }
  }
  const readers: { read: Action; includes: (documentId: string) => Promise<boolean> }[] = []
  const isAlsoRead = async (actor: Actor, object: PolicyObject | undefined, documentId: string) => {
    if (policy.may(actor, 'document.read', object)) return false
    for (const { read, includes } of readers)
      if (policy.may(actor, read, object) && (await includes(documentId))) return true
    return false
  }
  const rowFor = async (actor: Actor, action: Action, documentId: string) => {
    const [row] = await database.sql.all<DocumentRow>('SELECT * FROM documents WHERE id = ?', [documentId])
    if (!row) throw problem('not-found', `文书 ${documentId} 不存在`)
    const { object, read } = await ownerOf(row.case_id)
    const opened =
      action === 'document.read' &&
      ((read !== undefined && policy.may(actor, read, object)) ||
        (await isAlsoRead(actor, object, documentId)))
    if (!opened) policy.require(actor, action, object ?? {})
    return row
  }
  const readable = (actor: Actor, documentId: string) => rowFor(actor, 'document.read', documentId)
  const ofCase = (sql: Sql, caseId: string) =>
    sql.all<DocumentRow>(
      'SELECT * FROM documents WHERE case_id = ? ORDER BY COALESCE(issued_at, drafted_at), id',
      [caseId],
    )

  return {
    bureau,
    acts: documentActs(room, rowFor, () => ({
      ...cases,
      policyObject: async (id) => (await ownerOf(id)).object,
    })),
    blobs,
    templates,
    seal: async (pdf) => room.sealer?.sign(pdf, room.clock.now()) ?? pdf,
    canPrint: () =>
      renderer.warmUp().then(
        () => true,
        () => false,
      ),
    useCases(given) {
      cases = given
    },
    alsoOwnedBy: (read, find) => void owners.push({ read, find }),
    alsoReadBy: (read, includes) => void readers.push({ read, includes }),
    async gaps(kind, section, facts) {
      const { fields } = await templates.inForce(kind)
      const asked = fields.filter(({ source }) => source.startsWith(`${section}.`))
      return checkFields(asked, { ...facts, bureau }).faults
    },
    prepareDraft: (caseId, kind, facts) => prepareDraft(room, caseId, kind, facts),
    draft: (tx, prepared, actor) => writeDraft(room, tx, prepared, actor),
    voidDrafts: (tx, actor, caseId, kind) => voidDrafts(room, tx, actor, caseId, kind),
    cites: (kind, paths) =>
      renderer.kinds().includes(kind) &&
      renderer
        .describe(kind)
        .fields.some(({ source }) =>
          paths.some(
            (path) => source === path || source.startsWith(`${path}.`) || path.startsWith(`${source}.`),
          ),
        ),
    prepareIssue: (caseId, kind, factsFor) => prepareIssue(room, caseId, kind, factsFor),
    issue: (tx, actor, prepared) => issueDocument(room, tx, actor, prepared),
    prepareVolume: (caseId, facts, archivedOn) => prepareVolume(room, caseId, facts, archivedOn),
    numbersOf: numbersOfCase,
    storeVolume: (tx, actor, prepared) => storeVolume(room, tx, actor, prepared),
    volumesOf,
    async latestIds(tx, caseId, kinds) {
      const rows = await Promise.all(kinds.map((kind) => lastOfKind(tx, caseId, kind)))
      return rows.flatMap((row) => row?.id ?? [])
    },
    latest: (sql, caseId, kind) => lastOfKind({ sql }, caseId, kind),
    async fingerprints({ sql }, documentIds) {
      if (documentIds.length === 0) return []
      const rows = await sql.all<DocumentRow>(
        `SELECT * FROM documents WHERE id IN (${documentIds.map(() => '?').join(', ')})`,
        documentIds,
      )
      return rows.map((row) => ({ documentId: row.id, sha256: viewDocument(row).sha256 }))
    },
    ofCase,
    named: async (sql, ids) =>
      ids.length === 0
        ? []
        : sql.all(`SELECT id, kind, name FROM documents WHERE id IN (${ids.map(() => '?').join(', ')})`, ids),
    ofCaseAt: documentsAt,
    async list(actor, caseId) {
      policy.require(actor, 'document.read', (await cases.policyObject(caseId)) ?? {})
      return (await ofCase(database.sql, caseId)).map(viewDocument)
    },
    rowFor,
    get: async (actor, documentId) => viewDocument(await readable(actor, documentId)),
    html: async (actor, documentId) => blobs.get((await readable(actor, documentId)).html_sha256),
    async template(actor, documentId) {
      const { name, template_fingerprint: fingerprint } = await readable(actor, documentId)
      if (!fingerprint) throw problem('not-found', `《${name}》没有记录所用的模板版本`)
      return templates.view(fingerprint)
    },
    async pdf(actor, documentId) {
      const row = await readable(actor, documentId)
      if (row.pdf_sha256 !== null)
        return { bytes: await blobs.get(row.pdf_sha256), name: row.name, sha256: row.pdf_sha256 }
      const html = await blobs.get(row.html_sha256)
      return {
        bytes: await renderer.preview(html.toString('utf8')),
        name: `${row.name}（草稿）`,
        sha256: null,
      }
    },
    async receipt(actor, documentId, width, form) {
      const { name, receipt_html_sha256: receipt } = await readable(actor, documentId)
      if (receipt === null) throw problem('not-found', `《${name}》没有小票格式，请打印 PDF`)
      const html = await blobs.get(receipt)
      return { bytes: await renderer.printReceipt(html.toString('utf8'), width, form), name }
    },
  }
}
