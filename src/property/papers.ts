/**
 * Documents about a measure (job property.issue): which kinds each step issues says data/property.yaml. They are printed before the transaction and
 * numbered in it; the first of the decision's kinds gives the measure its number.
 */
import type { IssuedDocument, PreparedIssue } from '../documents/issue.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { decided } from './execute.ts'
import { type Standing, standingOf } from './flow.ts'
import type { MeasureDocumentRow, MeasureRow, RequestRow } from './model.ts'
import { paperFacts } from './paper-facts.ts'
import { findMeasure, lockMeasure, type PropertyRoom } from './room.ts'

export type Paper = 'decision' | 'site-record' | 'request'

export interface PaperOrder {
  caseId: string
  measureId: string
  paper: Paper
  /** Of `request`: the one whose approval has ended. */
  requestId?: string | null
}

/** Printed, not yet issued; empty where there is nothing to issue. @throws DocumentError naming each field that is missing. */
export async function preparePapers(room: PropertyRoom, order: PaperOrder): Promise<PreparedIssue[]> {
  const measure = await findMeasure(room.database.sql, order.measureId)
  const request = await requestOf(room, order)
  const issues: PreparedIssue[] = []
  const numbers = new Map<string, string>()
  const kinds = [...kindsOf(room, measure, order, request), ...(await sheetsOf(room, measure))]
  for (const kind of kinds) {
    const factsFor = async (number: string | undefined, issuedOn: string) => {
      if (number !== undefined) numbers.set(kind, number)
      return paperFacts(room, measure, { kind, number, issuedOn, numbers, request })
    }
    issues.push(await room.documents.prepareIssue(measure.case_id, kind, factsFor))
  }
  return issues
}

function kindsOf(
  { rules }: PropertyRoom,
  measure: MeasureRow,
  { paper }: PaperOrder,
  request: RequestRow | undefined,
): string[] {
  const { papers } = rules.measures[measure.kind]
  if (paper === 'decision') return measure.decision_number === null ? papers.decision : []
  if (paper === 'site-record') return papers.siteRecord
  if (request?.state !== 'agreed' || request.act === 'impose') return []
  return papers[request.act]
}

/** The approval's sheet, once the case has the number that it is filed under. */
async function sheetsOf(
  { database: { sql }, rules, cases }: PropertyRoom,
  measure: MeasureRow,
): Promise<string[]> {
  if (measure.approved_at === null || (await cases.row({ sql }, measure.case_id)).number === null) return []
  const issued = await sql.all<{ kind: string }>(
    'SELECT d.kind FROM measure_documents l JOIN documents d ON d.id = l.document_id WHERE l.measure_id = ?',
    [measure.id],
  )
  return rules.measures[measure.kind].papers.sheet.filter((kind) => !issued.some((one) => one.kind === kind))
}

async function requestOf(
  { database }: PropertyRoom,
  { paper, requestId }: PaperOrder,
): Promise<RequestRow | undefined> {
  if (paper !== 'request' || !requestId) return undefined
  const [request] = await database.sql.all<RequestRow>('SELECT * FROM measure_requests WHERE id = ?', [
    requestId,
  ])
  return request
}

export async function issuePapers(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  { measureId, paper, requestId }: PaperOrder,
  prepared: PreparedIssue[],
): Promise<Standing> {
  const measure = await lockMeasure(room, tx, measureId)
  const issued: IssuedDocument[] = []
  for (const one of prepared) issued.push(await room.documents.issue(tx, actor, one))
  for (const { id } of issued)
    await insertRow<MeasureDocumentRow>(tx.sql, 'measure_documents', {
      document_id: id,
      measure_id: measureId,
      request_id: paper === 'request' ? (requestId ?? null) : null,
    })
  if (paper === 'decision' && measure.decision_number === null)
    await decided(room, tx, measureId, issued[0]!.number!)
  const standing = await standingOf(room, tx, await lockMeasure(room, tx, measureId))
  if (paper !== 'decision') return standing
  return { ...standing, step: measure.executed_at === null ? 'execute' : 'deliver' }
}
