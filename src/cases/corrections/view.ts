/** A fact with what of it may be corrected now, and the corrections of a case. */
import type { Actor } from '../../identity/actor.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { type FormData, inYuan } from '../../tasks/index.ts'
import { masked } from '../masked-numbers.ts'
import type { CaseFactRow } from '../model.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import type { FactCorrectionRow, FactCorrectionView } from './model.ts'
import { standingFact } from './proposed.ts'
import { whyNotNow } from './what-stands.ts'

export interface FactPage {
  caseId: string
  kind: string
  title: string | null
  version: number
  data: FormData
  /** The fields that may be corrected at all; `why` says why not now. */
  fields: { field: string; label: string; consent: boolean; why: string | null }[]
  /** Why the others are not corrected. */
  otherwise: string
  corrections: FactCorrectionView[]
}

export async function factPage(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  kind: string,
): Promise<FactPage> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  const { rule, fact, version, since } = await standingFact(room, sql, caseId, kind)
  const fields = await Promise.all(
    Object.entries(rule?.fields ?? {}).map(async ([field, one]) => ({
      field,
      label: one.label,
      consent: one.consent,
      why:
        (row.state === 'open' ? await whyNotNow(room, sql, row, rule!, one, since(field)) : '案件已经办结') ??
        null,
    })),
  )
  return {
    caseId,
    kind,
    title: rule?.title ?? null,
    version,
    data: masked(inYuan(JSON.parse(fact.data) as FormData)),
    fields,
    otherwise: rule?.otherwise ?? room.correctionRules.otherwise,
    corrections: (await correctionsOf(sql, caseId)).filter(({ factKind }) => factKind === kind),
  }
}

export async function readCorrections(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
): Promise<FactCorrectionView[]> {
  const { sql } = room.database
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, await findCase(sql, caseId)))
  return correctionsOf(sql, caseId)
}

/** Oldest first. */
async function correctionsOf(sql: Sql, caseId: string): Promise<FactCorrectionView[]> {
  const rows = await sql.all<FactCorrectionRow>(
    'SELECT * FROM fact_corrections WHERE case_id = ? ORDER BY id',
    [caseId],
  )
  const facts = await sql.all<CaseFactRow>('SELECT * FROM case_facts WHERE case_id = ?', [caseId])
  return rows.map((row): FactCorrectionView => {
    const fact = facts.find(({ kind, version }) => kind === row.fact_kind && version === row.fact_version)!
    const before = masked(inYuan(JSON.parse(fact.data) as FormData))
    const changes = masked(JSON.parse(row.changes) as FormData)
    return {
      id: row.id,
      factKind: row.fact_kind,
      factVersion: Number(row.fact_version),
      state: row.state,
      reason: row.reason,
      changes: Object.entries(changes).map(([field, to]) => ({ field, from: before[field] ?? null, to })),
      requestedBy: row.requested_name,
      requestedAt: Number(row.requested_at),
      decidedBy: row.decided_name,
      opinion: row.opinion,
      decidedAt: row.decided_at === null ? null : Number(row.decided_at),
      effectiveAt: row.effective_at === null ? null : Number(row.effective_at),
    }
  })
}
