/** The acts on issued documents, as others call them. */
import type { Action } from '../../identity/actions.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { DocumentRow } from '../model.ts'
import type { DocumentCases, DocumentRoom } from '../service.ts'
import { decideAct, type Decision } from './decide.ts'
import {
  type ActDetails,
  type DocumentActRow,
  type DocumentActView,
  type DocumentCopyRow,
  viewAct,
} from './model.ts'
import { actsOf, type NewAct, proposeAct } from './propose.ts'
import { copiesOf, reprint } from './reprint.ts'

export interface DocumentActs {
  list(actor: Actor, documentId: string): Promise<DocumentActView[]>
  propose(actor: Actor, documentId: string, act: NewAct): Promise<DocumentActView>
  decide(actor: Actor, actId: string, decision: Decision): Promise<DocumentActView>
  reprint(
    actor: Actor,
    documentId: string,
    reason: string,
  ): Promise<{ id: string; sha256: string; sm3: string }>
  /** @throws Problem `not-found`. */
  reprinted(actor: Actor, reprintId: string): Promise<{ name: string; sha256: string; bytes: Buffer }>
  /** What has become of a document. */
  effective(sql: Sql, documentId: string): Promise<DocumentActRow[]>
  /** Numbers of documents. */
  numbers(documentIds: string[]): Promise<Map<string, string>>
  /** Without an asker: for the page that everybody may read. */
  byCode(
    code: string,
  ): Promise<{ document: DocumentRow; acts: DocumentActRow[]; copies: DocumentCopyRow[] } | undefined>
}

export function documentActs(
  room: DocumentRoom,
  rowFor: (actor: Actor, action: Action, documentId: string) => Promise<DocumentRow>,
  cases: () => DocumentCases,
): DocumentActs {
  const { database, blobs } = room
  const rowOf = async (sql: Sql, documentId: string) =>
    (await sql.all<DocumentRow>('SELECT * FROM documents WHERE id = ?', [documentId]))[0]!
  return {
    async list(actor, documentId) {
      await rowFor(actor, 'document.read', documentId)
      return (await actsOf(database.sql, documentId)).map(viewAct)
    },
    propose: async (actor, documentId, act) =>
      viewAct(await proposeAct(room, actor, await rowFor(actor, 'document.draft', documentId), act)),
    async decide(actor, actId, decision) {
      const [act] = await database.sql.all<DocumentActRow>('SELECT * FROM document_acts WHERE id = ?', [
        actId,
      ])
      if (!act) throw problem('not-found', '没有这一事项')
      const object = (await cases().policyObject(act.case_id)) ?? {}
      const document = await rowOf(database.sql, act.document_id)
      const factsFor = async (number: string | undefined, issuedOn: string) =>
        cases().facts!(act.case_id, { kind: 'correction-of-document', number, issuedOn })
      const withdrawn = async (tx: WriteTransaction) => {
        const { redoFrom } = JSON.parse(act.details ?? '{}') as ActDetails
        await cases().withdrawn?.(tx, actor, document, { actId: act.id, redoFrom })
      }
      return viewAct(
        await decideAct(room, actor, { act, document, object }, decision, { factsFor, withdrawn }),
      )
    },
    async reprint(actor, documentId, reason) {
      const { id, sha256, sm3 } = await reprint(
        room,
        actor,
        await rowFor(actor, 'document.draft', documentId),
        reason,
      )
      return { id, sha256, sm3 }
    },
    async reprinted(actor, reprintId) {
      const [copy] = await database.sql.all<DocumentCopyRow>(
        "SELECT * FROM document_copies WHERE id = ? AND kind = 'reprint'",
        [reprintId],
      )
      if (!copy) throw problem('not-found', '没有这份补打件')
      const { name } = await rowFor(actor, 'document.read', copy.document_id)
      return { name: `${name}（补打）`, sha256: copy.sha256, bytes: await blobs.get(copy.sha256) }
    },
    effective: async (sql, documentId) =>
      (await actsOf(sql, documentId)).filter(({ state }) => state === 'effective'),
    async numbers(documentIds) {
      if (documentIds.length === 0) return new Map()
      const rows = await database.sql.all<{ id: string; number: string }>(
        `SELECT id, number FROM documents WHERE number IS NOT NULL AND id IN (${documentIds.map(() => '?').join(', ')})`,
        documentIds,
      )
      return new Map(rows.map(({ id, number }) => [id, number]))
    },
    async byCode(code) {
      const [document] = await database.sql.all<DocumentRow>(
        'SELECT * FROM documents WHERE verify_code = ?',
        [code],
      )
      if (!document) return undefined
      const [acts, copies] = await Promise.all([
        actsOf(database.sql, document.id),
        copiesOf(database.sql, document.id),
      ])
      return { document, acts, copies }
    },
  }
}
