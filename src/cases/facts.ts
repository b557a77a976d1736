/** Facts of a case 案件事实: one row per form (or message, or finding) and version; only effective ones count, and of each kind the last. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { ActState, FormData } from '../tasks/index.ts'
import type { CaseFactRow } from './model.ts'
import type { CaseRoom } from './room.ts'

export async function writeFact(
  { clock, newId }: CaseRoom,
  { sql }: WriteTransaction,
  fact: {
    caseId: string
    kind: string
    data: FormData
    actor: Pick<Actor, 'accountId' | 'officerId'>
    state: ActState
    actId?: string
    /** Id of the version that it corrects 更正. */
    corrects?: string
  },
): Promise<string> {
  const [last] = await sql.all<{ version: number | null }>(
    'SELECT MAX(version) AS version FROM case_facts WHERE case_id = ? AND kind = ?',
    [fact.caseId, fact.kind],
  )
  const id = newId()
  await insertRow<CaseFactRow>(sql, 'case_facts', {
    id,
    case_id: fact.caseId,
    kind: fact.kind,
    version: (last?.version ?? 0) + 1,
    data: JSON.stringify(fact.data),
    state: fact.state,
    act_id: fact.actId ?? null,
    recorded_by: fact.actor.accountId,
    officer_id: fact.actor.officerId,
    at: clock.now(),
    effective_at: fact.state === 'effective' ? clock.now() : null,
    corrects: fact.corrects ?? null,
  })
  return id
}

export interface EffectiveFact {
  kind: string
  data: FormData
  officerId: string | null
  at: number
}

/** The last effective version of each kind, oldest first. */
export async function effectiveFacts(sql: Sql, caseId: string): Promise<EffectiveFact[]> {
  const rows = await sql.all<CaseFactRow>(
    "SELECT * FROM case_facts WHERE case_id = ? AND state = 'effective' ORDER BY at, id",
    [caseId],
  )
  const last = new Map<string, CaseFactRow>()
  for (const row of rows) {
    const before = last.get(row.kind)
    // A correction changes what was said; when and by whom it was done stays, and its place among the facts.
    if (before && row.corrects) {
      last.set(row.kind, { ...row, at: before.at, officer_id: before.officer_id })
      continue
    }
    // A later version moves its kind to the end: what was said last stands last.
    last.delete(row.kind)
    last.set(row.kind, row)
  }
  return [...last.values()].map((row) => ({
    kind: row.kind,
    data: JSON.parse(row.data) as FormData,
    officerId: row.officer_id,
    at: row.at,
  }))
}

/** The data of a kind, and of the last fact that says something about the fine. */
export function dataOf(facts: EffectiveFact[], kind: string): FormData | undefined {
  return facts.find((fact) => fact.kind === kind)?.data
}

export function fineOf(facts: EffectiveFact[]): number | undefined {
  const fines = facts.flatMap(({ data }) => (typeof data.fineFen === 'number' ? data.fineFen : []))
  return fines.at(-1)
}
