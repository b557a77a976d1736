/** A sheet of the store: printed from the ledger, numbered, and tied to the movements that stand on it, each of which stands on one at most. */
import type { DocumentFacts } from '../../documents/facts.ts'
import { untilNumbered } from '../../documents/numbering.ts'
import { printed } from '../../documents/printed.ts'
import type { IssuedPaper } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { insertRow } from '../../platform/database/rows.ts'
import { problem } from '../../platform/problem.ts'
import type { MeasureDocumentRow, MeasureRow, SheetLineRow, SheetRow } from '../model.ts'
import { lockMeasure, type PropertyRoom } from '../room.ts'

export interface Sheet {
  kind: 'warehouse-entry' | 'warehouse-exit' | 'property-return' | 'property-disposal'
  measure: MeasureRow
  releaseId?: string
  requestId?: string
  /** Of the ledger, by id; an exit sheet comes before them. */
  movements: string[]
  facts: Partial<DocumentFacts>
}

export function issueSheet(room: PropertyRoom, actor: Actor, sheet: Sheet): Promise<IssuedPaper> {
  const { kind, measure, releaseId, requestId, movements, facts } = sheet
  const { database, documents, cases, audit } = room
  const caseId = measure.case_id
  return untilNumbered(async () => {
    const prepared = await printed(
      documents.prepareIssue(caseId, kind, async (number, issuedOn) => ({
        ...(await cases.documentFacts(caseId, { kind, issuedOn, ...(number !== undefined && { number }) })),
        ...facts,
      })),
    )
    return database.write(async (tx) => {
      await lockMeasure(room, tx, measure.id)
      const { state } = await cases.row(tx, caseId)
      if (state !== 'open' && state !== 'joined') throw problem('conflict', '案件已经办结')
      const exitMark = kind === 'warehouse-exit' ? releaseId! : null
      const taken = await tx.sql.all(
        `SELECT 1 FROM property_sheets WHERE exit_mark = ? UNION ALL
         SELECT 1 FROM property_sheet_lines WHERE movement_id IN (${movements.map(() => '?').join(', ') || "''"})`,
        [exitMark, ...movements],
      )
      if (taken.length > 0) throw problem('conflict', '这些出入库已经开过单据')
      const { id: documentId, number } = await documents.issue(tx, actor, prepared)
      await insertRow<SheetRow>(tx.sql, 'property_sheets', {
        document_id: documentId,
        measure_id: measure.id,
        release_id: releaseId ?? null,
        exit_mark: exitMark,
      })
      for (const movement_id of movements)
        await insertRow<SheetLineRow>(tx.sql, 'property_sheet_lines', {
          movement_id,
          document_id: documentId,
        })
      await insertRow<MeasureDocumentRow>(tx.sql, 'measure_documents', {
        document_id: documentId,
        measure_id: measure.id,
        request_id: requestId ?? null,
      })
      await audit.append(tx, {
        actor,
        action: 'property.sheet-issued',
        object: { type: 'measure', id: measure.id },
        caseId,
        after: { kind, document: documentId, lines: movements.length },
      })
      return { documentId, number }
    })
  })
}
