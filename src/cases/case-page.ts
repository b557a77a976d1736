/** Everything that one page about a case shows, in one call; and the list of cases within one's reach. */
import type { ApprovalRow } from '../approvals/index.ts'
import type { ClueRow } from '../clues/index.ts'
import type { Deadline } from '../deadlines/service.ts'
import type { DocumentView } from '../documents/model.ts'
import type { Actor } from '../identity/actor.ts'
import { type ShownParty, shownParty } from '../parties/shown-party.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData, TaskView } from '../tasks/index.ts'
import { titleOf } from './document-facts.ts'
import { owedBack } from './enforcement/overpaid.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { violationStands } from './no-penalty.ts'
import {
  type CaseFactRow,
  type CaseOfficerRow,
  type CaseRow,
  dayOfRules,
  type PartyMessageRow,
  type TraceRow,
} from './model.ts'
import { relationsOf, type RelationView } from './side-flows/relations.ts'
import { sideFlowsOf, type SideFlowView } from './side-flows/side-flow.ts'
import type { EvidenceFileRow } from '../evidence/model.ts'
import { masked } from './masked-numbers.ts'
import { type CaseRoom, findCase, officersOf, policyObjectOf } from './room.ts'

export interface CaseSummary {
  id: string
  number: string | null
  title: string
  procedure: string
  stage: CaseRow['stage']
  state: CaseRow['state']
  leadOfficerId: string
  departmentId: string
  violationCode: string | null
  openedAt: number
  filedAt: number | null
  decidedAt: number | null
  closedAt: number | null
  fineFen: number | null
  paidFen: number
  /** Owed back to the party 应退. */
  owedBackFen: number
  suspendedAt: number | null
  decisionState: CaseRow['decision_state']
  reopenedAt: number | null
  version: number
}

/** Title of a case 案由: party and violation. */
export async function titlesOf(
  { database, violations, noPenaltyRules }: CaseRoom,
  rows: CaseRow[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const places = ids.map(() => '?').join(', ')
  const parties = await database.sql.all<{ id: string; name: string }>(
    `SELECT c.id, p.name FROM cases c JOIN parties p ON p.id = c.party_id WHERE c.id IN (${places})`,
    ids,
  )
  const titles = new Map<string, string>()
  const names = new Map(parties.map(({ id, name }) => [id, name]))
  const charged = rows.filter(({ violation_code }) => violation_code !== null)
  const violationNames = await violations.names(
    charged.map((row) => ({ code: row.violation_code!, onDay: dayOfRules(row) })),
  )
  const known = new Map(charged.map(({ id }, index) => [id, violationNames[index]]))
  const unfounded = new Set<string>()
  // No fine may be that there was no violation; a decision with a fine says that there was one.
  for (const { id, decided_at, fine_fen } of rows)
    if (decided_at !== null && fine_fen === 0) {
      const drafted = dataOf(await effectiveFacts(database.sql, id), 'decision')
      if (!violationStands({ noPenaltyRules }, drafted)) unfounded.add(id)
    }
  for (const { id, decided_at } of rows)
    titles.set(id, titleOf(names.get(id), known.get(id), decided_at !== null && !unfounded.has(id)))
  return titles
}

export function summarise(row: CaseRow, title: string): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    title,
    procedure: row.case_procedure,
    stage: row.stage,
    state: row.state,
    leadOfficerId: row.lead_officer_id,
    departmentId: row.department_id,
    violationCode: row.violation_code,
    openedAt: row.opened_at,
    filedAt: row.filed_at,
    decidedAt: row.decided_at,
    closedAt: row.closed_at,
    fineFen: row.fine_fen,
    paidFen: row.paid_fen,
    owedBackFen: owedBack(row),
    suspendedAt: row.suspended_at,
    decisionState: row.decision_state,
    reopenedAt: row.reopened_at,
    version: row.version,
  }
}

export interface CaseQuery {
  stage?: string
  state?: string
  departmentId?: string
  /** Part of the number. */
  number?: string
  mine?: boolean
  /** Of this party and of those merged with it. */
  partyId?: string
  cursor?: string
  limit?: number
}

export async function listCases(
  room: CaseRoom,
  actor: Actor,
  query: CaseQuery,
): Promise<{ items: CaseSummary[]; next: string | null }> {
  const reach = room.policy.reach(actor, 'case.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看案件')
  const size = Math.min(query.limit ?? 50, 200)
  const conditions = ['c.id < ?']
  const values: SqlValue[] = [query.cursor ?? '~']
  const and = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  const own =
    'EXISTS (SELECT 1 FROM case_officers o WHERE o.case_id = c.id AND o.officer_id = ? AND o.to_at IS NULL)'
  if (!reach.all) {
    const departments =
      reach.departmentIds.length > 0
        ? `c.department_id IN (${reach.departmentIds.map(() => '?').join(', ')}) OR `
        : ''
    and(`(${departments}${own})`, ...reach.departmentIds, reach.ownOfficerId ?? '')
  }
  if (query.mine) and(own, actor.officerId ?? '')
  if (query.partyId) {
    const family = await room.parties.familyOf(query.partyId)
    and(`c.party_id IN (${family.map(() => '?').join(', ')})`, ...family)
  }
  if (query.stage) and('c.stage = ?', query.stage)
  if (query.state) and('c.state = ?', query.state)
  if (query.departmentId) and('c.department_id = ?', query.departmentId)
  if (query.number) and('c.number LIKE ?', `%${query.number.replace(/[%_]/g, '')}%`)
  const rows = await room.database.sql.all<CaseRow>(
    `SELECT c.* FROM cases c WHERE ${conditions.join(' AND ')} ORDER BY c.id DESC LIMIT ?`,
    [...values, size + 1],
  )
  const page = rows.slice(0, size)
  const titles = await titlesOf(room, page)
  return {
    items: page.map((row) => summarise(row, titles.get(row.id)!)),
    next: rows.length > size ? page.at(-1)!.id : null,
  }
}

export interface CasePage {
  case: CaseSummary
  /** Nothing of who reported it. */
  clue: Pick<
    Shown<ClueRow>,
    | 'id'
    | 'number'
    | 'source'
    | 'receivedAt'
    | 'occurredAt'
    | 'place'
    | 'longitude'
    | 'latitude'
    | 'content'
    | 'category'
    | 'violationCode'
    | 'state'
    | 'registeredName'
  >
  party: ShownParty | null
  officers: (Shown<CaseOfficerRow> & { name: string; certificateNumber: string | null })[]
  facts: {
    kind: string
    version: number
    state: CaseFactRow['state']
    officerId: string | null
    at: number
    data: FormData
  }[]
  deadlines: Deadline[]
  tasks: TaskView[]
  approvals: Pick<
    Shown<ApprovalRow>,
    'id' | 'stage' | 'subject' | 'state' | 'outcome' | 'openedAt' | 'closedAt'
  >[]
  documents: DocumentView[]
  sideFlows: SideFlowView[]
  /** Cases joined, split off, reopened. */
  relations: RelationView[]
  evidenceFiles: Shown<EvidenceFileRow>[]
  messages: (Omit<Shown<PartyMessageRow>, 'data'> & { data: FormData })[]
  trace: (Shown<TraceRow> & { name: string })[]
}

export async function casePage(room: CaseRoom, actor: Actor, caseId: string): Promise<CasePage> {
  const {
    database,
    policy,
    clues,
    evidence,
    officers,
    parties,
    deadlines,
    tasks,
    approvals,
    documents,
    elementNames,
  } = room
  const { sql } = database
  const row = await findCase(sql, caseId)
  const object = await policyObjectOf(sql, row)
  policy.require(actor, 'case.read', object)
  const handlers = await officersOf(sql, caseId)
  const people = new Map(
    (await officers.getMany(handlers.map(({ officer_id }) => officer_id))).map((one) => [one.id, one]),
  )
  const clue = await clues.row(sql, row.clue_id)
  const facts = await sql.all<CaseFactRow>('SELECT * FROM case_facts WHERE case_id = ? ORDER BY at, id', [
    caseId,
  ])
  const files = await evidence.ofCase(sql, caseId)
  const messages = await sql.all<PartyMessageRow>(
    'SELECT * FROM party_messages WHERE case_id = ? ORDER BY at',
    [caseId],
  )
  const trace = await sql.all<TraceRow>(
    `SELECT t.* FROM trace t JOIN process_instances p ON p.process_instance_key = t.process_instance_key WHERE p.case_id = ? ORDER BY t.entered_at, t.element_instance_key`,
    [caseId],
  )
  return {
    case: summarise(row, (await titlesOf(room, [row])).get(caseId)!),
    clue: clueOnPage(clue),
    party:
      row.party_id === null || !policy.may(actor, 'party.read')
        ? null
        : shownParty(await parties.get(actor, row.party_id)),
    officers: handlers.map((one) => ({
      ...shown(one),
      name: people.get(one.officer_id)!.name,
      certificateNumber: people.get(one.officer_id)!.certificateNumber,
    })),
    facts: facts.map(({ kind, version, state, officer_id, at, data }) => ({
      kind,
      version,
      state,
      officerId: officer_id,
      at,
      data: masked(JSON.parse(data) as FormData),
    })),
    deadlines: await deadlines.ofCase(caseId),
    tasks: await tasks.ofCase(caseId),
    approvals: (await approvals.ofCase(sql, caseId)).map(
      ({ id, stage, subject, state, outcome, opened_at, closed_at }) => ({
        id,
        stage,
        subject,
        state,
        outcome,
        openedAt: opened_at,
        closedAt: closed_at,
      }),
    ),
    // Who counts cases need not read what is in them.
    documents: policy.may(actor, 'document.read', object) ? await documents.list(actor, caseId) : [],
    sideFlows: await sideFlowsOf(sql, caseId),
    relations: await relationsOf(sql, caseId),
    evidenceFiles: files.map(shown),
    messages: messages.map((one) => ({ ...shown(one), data: masked(JSON.parse(one.data) as FormData) })),
    trace: trace.map((one) => ({
      ...shown(one),
      name: elementNames.get(one.process_id)?.get(one.element_id) ?? one.element_id,
    })),
  }
}

export function clueOnPage(clue: ClueRow): CasePage['clue'] {
  return {
    id: clue.id,
    number: clue.number,
    source: clue.source,
    receivedAt: Number(clue.received_at),
    occurredAt: clue.occurred_at,
    place: clue.place,
    longitude: clue.longitude,
    latitude: clue.latitude,
    content: clue.content,
    category: clue.category,
    violationCode: clue.violation_code,
    state: clue.state,
    registeredName: clue.registered_name,
  }
}
