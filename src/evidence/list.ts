/** The evidence list 证据清单 of a case: its files by the kinds of the law, each with what it proves and where the file and the officer's words differ. */
import type { Actor } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import { type CustodyLine, custodyOf } from './custody.ts'
import { type Difference, differencesOf } from './differences.ts'
import type { EvidenceFileRow } from './model.ts'
import { type EvidenceRoom, findEvidence } from './room.ts'

export interface EvidenceView {
  id: string
  /** 1… in the order of arrival in the case. */
  no: number
  kind: string
  name: string
  mediaType: string
  size: number
  sha256: string
  sm3: string
  /** As the officer says. */
  said: {
    takenAt: number
    place: string
    longitude: number | null
    latitude: number | null
    takenBy: string
    shows: string
  }
  /** As the file itself says. */
  captured: { at: number | null; longitude: number | null; latitude: number | null; device: string | null }
  differences: Difference[]
  arrivedAt: number
  addedBy: string | null
}

export interface EvidenceList {
  total: number
  /** All eight kinds, in the order of the law; those without evidence too. */
  kinds: { kind: string; items: EvidenceView[] }[]
}

/** In the order of arrival. */
export function filesOfCase(sql: Sql, caseId: string): Promise<EvidenceFileRow[]> {
  return sql.all<EvidenceFileRow>('SELECT * FROM evidence_files WHERE case_id = ? ORDER BY id', [caseId])
}

export async function evidenceList(room: EvidenceRoom, actor: Actor, caseId: string): Promise<EvidenceList> {
  const { database, policy, cases, rules } = room
  const { object } = await cases.look(database.sql, caseId)
  policy.require(actor, 'evidence.read', object)
  const views = (await filesOfCase(database.sql, caseId)).map((row, index) => viewOf(room, row, index + 1))
  // What was entered before the kinds were checked stands under its own name, at the end.
  const others = [...new Set(views.map(({ kind }) => kind))].filter((kind) => !rules.kinds.includes(kind))
  return {
    total: views.length,
    kinds: [...rules.kinds, ...others].map((kind) => ({
      kind,
      items: views.filter((view) => view.kind === kind),
    })),
  }
}

export async function evidenceOf(
  room: EvidenceRoom,
  actor: Actor,
  id: string,
): Promise<EvidenceView & { caseId: string; custody: CustodyLine[] }> {
  const row = await findEvidence(room, actor, 'evidence.read', id)
  const before = await room.database.sql.all<{ count: number | string }>(
    'SELECT COUNT(*) AS count FROM evidence_files WHERE case_id = ? AND id <= ?',
    [row.case_id, id],
  )
  return {
    ...viewOf(room, row, Number(before[0]!.count)),
    caseId: row.case_id,
    custody: await custodyOf(room, id),
  }
}

function viewOf({ rules }: EvidenceRoom, row: EvidenceFileRow, no: number): EvidenceView {
  return {
    id: row.id,
    no,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    sm3: row.sm3,
    said: {
      takenAt: Number(row.taken_at),
      place: row.place,
      longitude: row.longitude,
      latitude: row.latitude,
      takenBy: row.taken_by,
      shows: row.shows,
    },
    captured: {
      at: row.captured_at === null ? null : Number(row.captured_at),
      longitude: row.captured_longitude,
      latitude: row.captured_latitude,
      device: row.device,
    },
    differences: differencesOf(row, rules),
    arrivedAt: Number(row.arrived_at),
    addedBy: row.added_by,
  }
}
