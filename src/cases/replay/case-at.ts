/** 案件回放: the page of a case as it was at any past instant; only what was effective then. For auditors: from the histories and the audit log, nothing is kept for it twice. */
import type { ClueHistoryRow } from '../../clues/index.ts'
import type { EvidenceFileRow } from '../../evidence/model.ts'
import type { Actor } from '../../identity/actor.ts'
import { shownParty } from '../../parties/shown-party.ts'
import { isoInstant } from '../../platform/clock.ts'
import { shown } from '../../platform/database/rows.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { type CasePage, type CaseSummary, clueOnPage, summarise } from '../case-page.ts'
import { masked } from '../masked-numbers.ts'
import { titleOf } from '../document-facts.ts'
import { violationStands } from '../no-penalty.ts'
import {
  type CaseFactRow,
  type CaseOfficerRow,
  dayOfRules,
  type PartyMessageRow,
  type SideFlowRow,
  type TraceRow,
} from '../model.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import { relationsOf } from '../side-flows/relations.ts'
import { viewSideFlow } from '../side-flows/side-flow.ts'
import { beforeRevisions } from './before-revisions.ts'
import { caseRowAt } from './case-row-at.ts'

export interface CaseAt extends Omit<CasePage, 'case'> {
  /** ISO instant. */
  instant: string
  /** Nothing is edited in the past: no version. */
  case: Omit<CaseSummary, 'version'>
}

/** @param at epoch ms. @throws Problem `not-found` before the case was opened, `input-invalid` in the future. */
export async function caseAt(room: CaseRoom, actor: Actor, caseId: string, at: number): Promise<CaseAt> {
  const { database, clock, policy, audit, clues, officers, parties, deadlines, tasks, approvals, documents } =
    room
  const { sql } = database
  const now = await findCase(sql, caseId)
  policy.require(actor, 'case.replay', await policyObjectOf(sql, now))
  if (at > clock.now())
    throw problem('input-invalid', '时间不对', [{ path: 'instant', message: '不能晚于现在' }])
  if (at < now.opened_at) throw problem('not-found', '当时还没有这个案件')

  const read = <R>(text: string, ...more: number[]) => sql.all<R>(text, [caseId, ...more])
  const allLines = await audit.ofCase(caseId)
  const lines = allLines.filter((line) => line.at <= at)
  const then = beforeRevisions(
    now,
    allLines.filter((line) => line.at > at),
  )
  const facts = (
    await read<CaseFactRow>(
      'SELECT * FROM case_facts WHERE case_id = ? AND effective_at <= ? ORDER BY at, id',
      at,
    )
  )
    .filter(({ id, state }) => state === 'effective' || then.voided.has(id))
    .map((fact): CaseFactRow => ({ ...fact, state: 'effective' }))
  const messages = await read<PartyMessageRow>(
    "SELECT * FROM party_messages WHERE case_id = ? AND state = 'effective' AND effective_at <= ? ORDER BY at",
    at,
  )
  const sideFlows = await read<SideFlowRow>(
    'SELECT * FROM side_flows WHERE case_id = ? AND requested_at <= ? ORDER BY id',
    at,
  )
  const files = await read<EvidenceFileRow>(
    'SELECT * FROM evidence_files WHERE case_id = ? AND arrived_at <= ? ORDER BY id',
    at,
  )
  const trace = await read<TraceRow>(
    `SELECT t.* FROM trace t JOIN process_instances p ON p.process_instance_key = t.process_instance_key
     WHERE p.case_id = ? AND t.entered_at <= ? ORDER BY t.entered_at, t.element_instance_key`,
    at,
  )
  const clue = await clues.row(sql, now.clue_id)
  const [passed] = await sql.all<ClueHistoryRow>(
    'SELECT * FROM clue_history WHERE clue_id = ? AND at <= ? ORDER BY id DESC LIMIT 1',
    [clue.id, at],
  )
  const { row, officers: handlers } = caseRowAt({
    now: then.row,
    clue: { violation: clue.violation_code, occurredAt: clue.occurred_at },
    lines,
    facts,
    sideFlows,
    handlersNow: await read<CaseOfficerRow>('SELECT * FROM case_officers WHERE case_id = ?'),
    at,
  })
  // As on the page of today: who may not read parties is not shown this one.
  const party =
    row.party_id === null || !policy.may(actor, 'party.read')
      ? null
      : shownParty(await parties.getAt(actor, row.party_id, at))
  const onDay = dayOfRules(row)
  const [violation] = await room.violations.names(
    row.violation_code === null ? [] : [{ code: row.violation_code, onDay }],
  )
  const drafted = facts.findLast(({ kind }) => kind === 'decision')
  const stands = violationStands(room, drafted && (JSON.parse(drafted.data) as FormData))
  const title = titleOf(party?.name, violation, row.decided_at !== null && stands)
  const people = new Map(
    (await officers.getMany(handlers.map(({ officer_id }) => officer_id))).map((one) => [one.id, one]),
  )
  const { version: _version, ...summary } = summarise(row, title)
  return {
    instant: isoInstant(at),
    case: summary,
    clue: clueOnPage({ ...clue, state: passed?.to_state ?? clue.state }),
    party,
    officers: handlers.map((one) => ({
      ...shown(one),
      name: people.get(one.officer_id)!.name,
      certificateNumber: people.get(one.officer_id)!.certificateNumber,
    })),
    facts: facts.map(({ kind, version, state, officer_id, at: recordedAt, data }) => ({
      kind,
      version,
      state,
      officerId: officer_id,
      at: recordedAt,
      data: masked(JSON.parse(data) as FormData),
    })),
    deadlines: await deadlines.ofCaseAt(caseId, at),
    tasks: await tasks.ofCaseAt(caseId, at, { number: row.number, title, stage: row.stage }),
    approvals: (await approvals.ofCaseAt(sql, caseId, at)).map(
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
    documents: await documents.ofCaseAt(sql, lines, caseId, at),
    sideFlows: sideFlows.map((one) => viewSideFlow(sideFlowAt(one, at))),
    relations: (await relationsOf(sql, caseId)).filter((one) => one.at <= at),
    evidenceFiles: files.map(shown),
    messages: messages.map((one) => ({ ...shown(one), data: masked(JSON.parse(one.data) as FormData) })),
    trace: trace.map((one) => ({
      ...shown<TraceRow>(
        one.left_at !== null && one.left_at <= at ? one : { ...one, state: 'active', left_at: null },
      ),
      name: room.elementNames.get(one.process_id)?.get(one.element_id) ?? one.element_id,
    })),
  }
}

function sideFlowAt(row: SideFlowRow, at: number): SideFlowRow {
  if (row.ended_at !== null && row.ended_at <= at) return row
  const decided = row.decided_at !== null && row.decided_at <= at
  return {
    ...row,
    state: decided ? 'suspended' : 'requested',
    reason: null,
    decided_at: decided ? row.decided_at : null,
    ended_at: null,
  }
}
