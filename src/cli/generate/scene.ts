/** What the invented acts share: time, chance, the books, and the rows that several kinds of case write alike. */
import type { ClueHistoryRow, ClueRow } from '../../clues/model.ts'
import type { CaseFactRow, CaseOfficerRow, CaseRow } from '../../cases/model.ts'
import type { DocumentRow } from '../../documents/model.ts'
import type { StoredBlob } from '../../platform/storage/blob-store.ts'
import { addressKey } from '../../parties/names.ts'
import type { Violation } from '../../violations/service.ts'
import type { Books } from './books.ts'
import type { BulkRows } from './bulk-rows.ts'
import type { PartyPool } from './parties.ts'
import type { Member, Squad } from './people.ts'
import type { Random } from './random.ts'
import type { BureauShape } from './shape.ts'

export interface Scene {
  shape: BureauShape
  random: Random
  rows: BulkRows
  books: Books
  pool: PartyPool
  newId(at: number): string
  /** The page that stands for every document: it says that it is invented. */
  page: { html: StoredBlob; pdf: StoredBlob }
  /** The last instant. */
  endsAt: number
  /** Done when its time has come; in the order of time. */
  later(at: number, act: () => Promise<void> | void): void
  /** An instant of office hours, so many working days after; never past the end. */
  workdayAfter(at: number, days: number): number
  /** Code of the tier 裁量阶次 in whose range the fine lies. */
  tierOf(violationCode: string, fineFen: number): string
}

/** What was seen: where, by whom, which violation. */
export interface Sighting {
  at: number
  squad: Squad
  lead: Member
  assisting: Member
  violation: Violation
  source: string
  place: string
}

export type ClueEnd = Pick<ClueRow, 'state' | 'disposal' | 'case_id' | 'decided_at'>

/** Audit line and history of a registration; the row itself is written once its end is known. */
export function registerClue(
  { rows, books, newId }: Scene,
  { at, lead, source, violation }: Sighting,
): { clueId: string; number: string } {
  const clueId = newId(at)
  const number = books.number('clue', at)
  writeHistory({ rows, newId }, clueId, 'clue.registered', null, 'received', lead, at)
  books.audit(at, {
    actor: lead,
    action: 'clue.registered',
    object: { type: 'clue', id: clueId },
    after: { number, source, violation: violation.code },
  })
  return { clueId, number }
}

function writeHistory(
  { rows, newId }: Pick<Scene, 'rows' | 'newId'>,
  clueId: string,
  act: string,
  from: ClueHistoryRow['from_state'],
  to: ClueHistoryRow['to_state'],
  { officerId, name }: Member,
  at: number,
): void {
  rows.add<ClueHistoryRow>('clue_history', {
    id: newId(at),
    clue_id: clueId,
    act,
    from_state: from,
    to_state: to,
    note: null,
    officer_id: officerId,
    name,
    on_behalf_of: null,
    at,
  })
}

/** The clue's end: history, audit, the limit of its decision 线索核查. */
export async function endClue(
  { rows, books, newId }: Scene,
  { at: receivedAt, lead, squad: { departmentId } }: Sighting,
  clueId: string,
  at: number,
  end: { act: string; to: 'accepted' | 'educated'; caseId?: string },
): Promise<void> {
  const { act, to, caseId } = end
  writeHistory({ rows, newId }, clueId, act, 'received', to, lead, at)
  books.audit(at, {
    actor: lead,
    action: act,
    object: { type: 'clue', id: clueId },
    caseId,
    before: { state: 'received' },
    after: { state: to },
  })
  await books.deadline({ caseId: clueId, departmentId }, 'clue-decision', receivedAt, at)
}

export function writeClue(
  { rows, shape, random }: Scene,
  { at, squad, lead, violation, source, place }: Sighting,
  clueId: string,
  number: string,
  end: ClueEnd,
): void {
  const { longitude, latitude, spread } = shape.center
  const point = (middle: number) => Number((middle + (random.next() + random.next() - 1) * spread).toFixed(6))
  const [east, north] = [point(longitude), point(latitude)]
  rows.add<ClueRow>('clues', {
    id: clueId,
    number,
    source,
    received_at: at,
    occurred_at: at,
    place,
    place_key: addressKey(place).slice(3),
    longitude: east,
    latitude: north,
    entered_longitude: east,
    entered_latitude: north,
    coordinate_system: 'WGS84',
    point_error: 0,
    content: `${violation.name}（${shape.mark}）`,
    category: violation.category,
    violation_code: violation.code,
    anonymous: source === 'complaint' ? 1 : 0,
    particulars: '{}',
    personal: null,
    ticket: source === 'digital-city' ? `digital-city:${number}` : null,
    registered_by: lead.officerId,
    registered_name: lead.name,
    department_id: squad.departmentId,
    verifier_id: null,
    ...end,
    version: end.decided_at === null ? 1 : 2,
  })
}

export function writeOfficers(
  { rows }: Scene,
  caseId: string,
  { lead, assisting }: Sighting,
  at: number,
): void {
  for (const [part, { officerId }] of [
    ['lead', lead],
    ['assisting', assisting],
  ] as const)
    rows.add<CaseOfficerRow>('case_officers', {
      case_id: caseId,
      officer_id: officerId,
      part,
      from_at: at,
      to_at: null,
    })
}

export function writeFact(
  { rows, newId }: Scene,
  caseId: string,
  kind: string,
  at: number,
  by: Member,
  data: object,
): void {
  rows.add<CaseFactRow>('case_facts', {
    id: newId(at),
    case_id: caseId,
    kind,
    version: 1,
    data: JSON.stringify(data),
    state: 'effective',
    act_id: null,
    recorded_by: by.accountId,
    officer_id: by.officerId,
    at,
    effective_at: at,
  })
}

/** An issued document: number, fingerprints of the page that stands for it, audit line. @returns its number. */
export function issue(
  { rows, books, newId, page, shape }: Scene,
  caseId: string,
  { kind, name, numbered }: { kind: string; name: string; numbered: boolean },
  at: number,
  by: Member,
): string | null {
  const id = newId(at)
  const number = numbered ? books.number(kind, at) : null
  rows.add<DocumentRow>('documents', {
    id,
    case_id: caseId,
    kind,
    ordinal: 1,
    name,
    number,
    state: 'issued',
    facts: `{"invented":"${shape.mark}"}`,
    html_sha256: page.html.sha256,
    receipt_html_sha256: null,
    pdf_sha256: page.pdf.sha256,
    pdf_sm3: page.pdf.sm3,
    pages: 1,
    drafted_by: by.accountId,
    drafted_at: at,
    issued_by: by.accountId,
    issued_at: at,
    approval_id: null,
    revision: 1,
  })
  const { sha256, sm3 } = page.pdf
  books.audit(at, {
    actor: by,
    action: 'document.issued',
    object: { type: 'document', id },
    caseId,
    after: { kind, number, sha256, sm3 },
  })
  return number
}

/** The record against the party 违法记录. */
export function addRecord(
  { rows, books, newId }: Scene,
  record: { partyId: string; violationCode: string; decidedOn: string; fineFen: number; caseId: string },
  at: number,
  by: Member,
): void {
  const { partyId, violationCode, decidedOn, fineFen, caseId } = record
  rows.add('party_records', {
    id: newId(at),
    party_id: partyId,
    violation_code: violationCode,
    decided_on: decidedOn,
    fine_fen: fineFen,
    case_id: caseId,
    penalised: 1,
    revoked_at: null,
  })
  books.audit(at, {
    actor: by,
    action: 'party.record-added',
    object: { type: 'party', id: partyId },
    caseId,
    after: { violationCode, decidedOn, fineFen },
  })
}

export function writeCase({ rows }: Scene, row: CaseRow): void {
  rows.add<CaseRow>('cases', row)
}

/** Fen, in whole tens of yuan within the violation's range and below the most that is asked. */
export function fineOf({ random }: Scene, { fineMinFen, fineMaxFen }: Violation, most: number): number {
  const least = Math.min(fineMinFen ?? 5_000, most)
  const upper = Math.max(least, Math.min(fineMaxFen ?? 100_000, most))
  // The lower half of a range is what is usually asked.
  const fine = least + Math.floor((random.next() * random.next() * (upper - least)) / 1_000) * 1_000
  return Math.max(least, fine)
}
