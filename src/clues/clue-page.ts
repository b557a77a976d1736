/** Everything that one page about a clue shows, in one call, and what the asker may do now. */
import type { Deadline } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import { attachmentsOf, type AttachmentView, viewOf } from './attachments.ts'
import { answerLimitOf } from './check-clue.ts'
import { type ClueSummary, summaries } from './list.ts'
import {
  type ClueDeed,
  type ClueFactRow,
  type ClueHistoryRow,
  type ClueRow,
  clueStates,
  openStates,
} from './model.ts'
import { maskedParticulars, type Particulars } from './particulars.ts'
import { approversOf } from './proposals.ts'
import { mayReopen } from './reopen.ts'
import { type ClueRoom, findClue, policyObjectOf, sourceOf } from './room.ts'
import { findSimilar, type SimilarClue } from './similar.ts'

export interface CluePage {
  clue: Omit<ClueSummary, 'deadlines'> & {
    coordinateSystem: string | null
    enteredLongitude: number | null
    enteredLatitude: number | null
    pointError: number | null
    disposal: string | null
    /** Personal ones masked. */
    particulars: { name: string; label: string; value: string; personal: boolean }[]
  }
  facts: (Pick<Shown<ClueFactRow>, 'kind' | 'version' | 'recordedName' | 'officerId' | 'at'> & {
    data: Record<string, unknown>
  })[]
  history: (Omit<Shown<ClueHistoryRow>, 'clueId'> & { toName: string })[]
  attachments: AttachmentView[]
  deadlines: Deadline[]
  similar: SimilarClue[]
  /** What the asker may do now. */
  may: ClueDeed[]
}

export async function cluePage(room: ClueRoom, actor: Actor, clueId: string): Promise<CluePage> {
  const { database, policy, deadlines, cipher } = room
  const { sql } = database
  const row = await findClue(sql, clueId)
  policy.require(actor, 'clue.read', policyObjectOf(row))
  const source = sourceOf(room, row.source)
  const [{ deadlines: _running, ...summary }] = (await summaries(room, [row])) as [ClueSummary]
  const facts = await sql.all<ClueFactRow>('SELECT * FROM clue_facts WHERE clue_id = ? ORDER BY id', [clueId])
  const history = await sql.all<ClueHistoryRow>('SELECT * FROM clue_history WHERE clue_id = ? ORDER BY id', [
    clueId,
  ])
  const particulars: Particulars = maskedParticulars(source, row, cipher)
  return {
    clue: {
      ...summary,
      coordinateSystem: row.coordinate_system,
      enteredLongitude: row.entered_longitude,
      enteredLatitude: row.entered_latitude,
      pointError: row.point_error,
      disposal: row.disposal,
      particulars: source.fields.flatMap(({ name, label, personal }) => {
        const value = particulars[name]
        return value === undefined ? [] : { name, label, value, personal }
      }),
    },
    facts: facts.map(({ kind, version, recorded_name, officer_id, at, data }) => ({
      kind,
      version: Number(version),
      recordedName: recorded_name,
      officerId: officer_id,
      at: Number(at),
      data: JSON.parse(data) as Record<string, unknown>,
    })),
    history: history.map((one) => {
      const { clueId: _clue, ...view } = shown(one)
      return { ...view, at: Number(one.at), toName: clueStates[one.to_state] }
    }),
    attachments: (await attachmentsOf(sql, clueId)).map(viewOf),
    deadlines: await deadlines.ofCase(clueId),
    similar: await findSimilar(room, actor, row),
    may: await deedsOf(room, actor, row),
  }
}

async function deedsOf(room: ClueRoom, actor: Actor, row: ClueRow): Promise<ClueDeed[]> {
  const { policy, database } = room
  const object = policyObjectOf(row)
  const deeds: ClueDeed[] = []
  const decides = policy.may(actor, 'clue.decide', object)
  if (decides) deeds.push('attach')
  if (policy.may(actor, 'clue.reveal', object) && row.personal !== null) deeds.push('reveal')
  if (openStates.includes(row.state)) {
    if (decides) deeds.push('amend', 'assign', 'join', 'educate', 'propose')
    if (policy.may(actor, 'case.open')) deeds.push('open-case')
    if (row.verifier_id !== null && row.verifier_id === actor.officerId) deeds.push('report')
  }
  if (row.state === 'proposed') {
    const approvers = await approversOf(room, database.sql, row)
    if (approvers.some(({ officerId }) => officerId === actor.officerId)) deeds.push('decide-proposal')
  }
  if (decides && answerLimitOf(sourceOf(room, row.source), row) !== undefined) deeds.push('answer')
  if (mayReopen(row.state) && policy.may(actor, 'clue.reopen', { departmentId: row.department_id }))
    deeds.push('reopen')
  return deeds
}
