/** Rows of 本机关强制执行, and how they are read and written. */
import type { DocumentRow } from '../../documents/model.ts'
import type { Actor } from '../../identity/actor.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRoom } from '../room.ts'
import type { Means, Source } from './rules.ts'

/** 已催告, 已决定; `to-tell`: 立即代履行 of a party who was not there and is not told yet. */
export const ownStates = ['demanded', 'decided', 'to-tell', 'ended'] as const
export const ownEnds = ['enforced', 'performed', 'agreed', 'accepted', 'terminated', 'revoked'] as const
/** 执行完毕, 自行履行, 执行协议履行完毕, 陈述申辩成立, 终结执行, 决定被撤销. */
export type OwnEnd = (typeof ownEnds)[number]

export interface OwnRow {
  id: string
  case_id: string
  /** A key of `own.means` in data/enforcement.yaml, or `immediate`. */
  means: string
  state: (typeof ownStates)[number]
  /** The case while it is under way. */
  open_mark: string | null
  /** The document that laid the duty on the party; none where something was cleared away at once. */
  source_kind: Source | null
  source_document_id: string | null
  demand_document_id: string | null
  decision_document_id: string | null
  /** 代履行前的催告. */
  last_demand_document_id: string | null
  /** 公告, first day. */
  posted_on: string | null
  began_at: number
  ended_at: number | null
  ended_by: OwnEnd | null
}

export const stepKinds = [
  'demand',
  'statement',
  'statement-review',
  'posting',
  'decision',
  'last-demand',
  'agreement',
  'agreement-end',
  'performance',
  'record',
  'notice',
  'end',
] as const
export type StepKind = (typeof stepKinds)[number]

interface StepRow {
  id: string
  enforcement_id: string
  kind: StepKind
  /** JSON. */
  data: string
  recorded_by: string
  at: number
}

export interface Step {
  kind: StepKind
  data: FormData
  recordedBy: string
  at: number
}

export async function openOwn(sql: Sql, caseId: string): Promise<OwnRow | undefined> {
  const [row] = await sql.all<OwnRow>('SELECT * FROM own_enforcements WHERE open_mark = ?', [caseId])
  return row
}

/** Oldest first. */
export const ownOf = (sql: Sql, caseId: string): Promise<OwnRow[]> =>
  sql.all<OwnRow>('SELECT * FROM own_enforcements WHERE case_id = ? ORDER BY id', [caseId])

/** Oldest first. */
export async function stepsOf(sql: Sql, enforcementId: string): Promise<Step[]> {
  const rows = await sql.all<StepRow>(
    'SELECT * FROM own_enforcement_steps WHERE enforcement_id = ? ORDER BY id',
    [enforcementId],
  )
  return rows.map(({ kind, data, recorded_by: recordedBy, at }) => ({
    kind,
    data: JSON.parse(data) as FormData,
    recordedBy,
    at: Number(at),
  }))
}

export const lastStep = (steps: Step[], kind: StepKind): FormData | undefined =>
  steps.findLast((one) => one.kind === kind)?.data

export async function addStep(
  { newId, clock, audit }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id, case_id: caseId }: Pick<OwnRow, 'id' | 'case_id'>,
  step: { kind: StepKind; data: object; law: string },
): Promise<void> {
  await insertRow<StepRow>(tx.sql, 'own_enforcement_steps', {
    id: newId(),
    enforcement_id: id,
    kind: step.kind,
    data: JSON.stringify(step.data),
    recorded_by: actor.officerId ?? actor.accountId,
    at: clock.now(),
  })
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
  await audit.append(tx, {
    actor,
    action: `own-enforcement.${step.kind}`,
    object: { type: 'own-enforcement', id },
    caseId,
    authority: step.law,
  })
}

/** @throws Problem `conflict` where data/enforcement.yaml has no such means any more. */
export function meansOf({ enforcementRules }: CaseRoom, code: string): Means {
  const found = enforcementRules.own.means[code]
  if (!found) throw problem('conflict', '本机关没有这一强制执行方式（行政强制法 第三十四条）')
  return found
}

/** Epoch ms of the service of a document, by the attempt that succeeded; undefined: not served. */
export async function servedAt(sql: Sql, documentId: string): Promise<number | undefined> {
  const [row] = await sql.all<{ served_at: number }>(
    "SELECT a.served_at FROM service_attempts a JOIN service_attempt_documents d ON d.attempt_id = a.id WHERE d.document_id = ? AND a.state = 'served' ORDER BY a.served_at LIMIT 1",
    [documentId],
  )
  return row && Number(row.served_at)
}

export const lastIssued = async (
  { documents }: CaseRoom,
  sql: Sql,
  caseId: string,
  kind: string,
): Promise<DocumentRow | undefined> =>
  (await documents.ofCase(sql, caseId)).findLast((one) => one.kind === kind && one.state === 'issued')
