/** Which case became which: joined 并案, split 分案, reopened 重新立案. Numbers are never reused: each case keeps or takes its own. */
import type { Actor } from '../../identity/actor.ts'
import type { EvidenceFileRow } from '../../evidence/model.ts'
import { insertRow, shown, type Shown } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { writeFact } from '../facts.ts'
import type { CaseRelationRow, CaseRow } from '../model.ts'
import { type NewRelatedCase, openRelatedCase } from '../open-case.ts'
import { type CaseRoom, findCase } from '../room.ts'

export async function relate(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  {
    kind,
    from,
    to,
    sideFlowId,
    reason,
  }: {
    kind: CaseRelationRow['kind']
    from: CaseRow
    to: Pick<CaseRow, 'id' | 'number'>
    sideFlowId: string
    reason: string
  },
): Promise<void> {
  await insertRow<CaseRelationRow>(tx.sql, 'case_relations', {
    id: room.newId(),
    kind,
    from_case_id: from.id,
    to_case_id: to.id,
    side_flow_id: sideFlowId,
    reason,
    at: room.clock.now(),
  })
  const about = { kind, from: from.id, fromNumber: from.number, to: to.id, toNumber: to.number }
  for (const caseId of [from.id, to.id]) {
    await writeFact(room, tx, {
      caseId,
      kind: `case-${kind}`,
      data: { ...about, reason },
      actor,
      state: 'effective',
    })
    await room.audit.append(tx, {
      actor,
      action: `case.${kind}`,
      object: { type: 'case', id: caseId },
      caseId,
      after: about,
    })
  }
}

/** The files of evidence stand in the other case too: the same bytes, with where they came from. @param only the ids given; all when left out. */
export async function carryEvidence(
  { newId }: CaseRoom,
  { sql }: WriteTransaction,
  from: string,
  to: string,
  only?: string[],
): Promise<void> {
  const files = await sql.all<EvidenceFileRow>('SELECT * FROM evidence_files WHERE case_id = ? ORDER BY id', [
    from,
  ])
  for (const file of files.filter(({ id }) => only === undefined || only.includes(id)))
    await insertRow<EvidenceFileRow>(sql, 'evidence_files', {
      ...file,
      id: newId(),
      case_id: to,
      carried_from: file.id,
    })
}

/** A case that begins out of another, from the same clue: opened anew, filed and numbered on its own. */
export async function openFrom(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  from: CaseRow,
  opening: Omit<NewRelatedCase, 'clueId' | 'occurredAt'>,
): Promise<CaseRow> {
  const { occurred_at: occurredAt } = await room.clues.row(tx.sql, from.clue_id)
  const caseId = await openRelatedCase(room, tx, actor, { ...opening, clueId: from.clue_id, occurredAt })
  return findCase(tx.sql, caseId)
}

/** The case in which this one is decided now: itself, or the one that it was joined to. */
export async function standsIn(sql: Sql, caseId: string): Promise<string> {
  const [joined] = await sql.all<{ to_case_id: string }>(
    "SELECT to_case_id FROM case_relations WHERE from_case_id = ? AND kind = 'joined'",
    [caseId],
  )
  return joined ? standsIn(sql, joined.to_case_id) : caseId
}

export type RelationView = Shown<CaseRelationRow> & { fromNumber: string | null; toNumber: string | null }

export async function relationsOf(sql: Sql, caseId: string): Promise<RelationView[]> {
  const rows = await sql.all<CaseRelationRow & { from_number: string | null; to_number: string | null }>(
    `SELECT r.*, f.number AS from_number, t.number AS to_number FROM case_relations r
     JOIN cases f ON f.id = r.from_case_id JOIN cases t ON t.id = r.to_case_id
     WHERE r.from_case_id = ? OR r.to_case_id = ? ORDER BY r.id`,
    [caseId, caseId],
  )
  return rows.map(shown)
}
