/**
 * 更正案件事实: an officer of the case corrects what was typed on a completed form, with a reason. The old version stays; the new one counts from now on, in the
 * place of the old. What the correction of a field needs stands in data/fact-corrections.yaml.
 */
import { z } from 'zod'
import type { PreparedDraft } from '../../documents/draft.ts'
import type { Settlement, Ticket } from '../../engine/outbox/index.ts'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { requireVersion } from '../../platform/entity-tag.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { FormData } from '../../tasks/index.ts'
import { documentFacts } from '../document-facts.ts'
import { writeFact } from '../facts.ts'
import type { CaseFactRow, CaseRow } from '../model.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf, requireActive } from '../room.ts'
import { rowCorrected } from './entry.ts'
import type { FactCorrectionRow } from './model.ts'
import { propose, type Proposed, standingFact } from './proposed.ts'
import { staleDrafts } from './what-stands.ts'

const single = z.union([z.string().max(4000), z.number(), z.boolean()])
/** What a field of a form may hold. */
export const fieldValue = z.union([single, z.null(), z.array(z.record(z.string(), single)).max(200)])
export const factCorrection = z.strictObject({
  changes: z
    .record(z.string(), fieldValue)
    .refine((changes) => Object.keys(changes).length > 0, '至少更正一项')
    .describe('表单的字段 → 更正后的内容；null 为删去'),
  reason: text(1000).describe('更正的理由'),
})

const law = '行政处罚法 第四十条'
/** Times that drafts are written anew because one was drafted meanwhile. */
const mostTries = 5

export async function correctFact(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  kind: string,
  { changes, reason }: z.output<typeof factCorrection>,
  version: number,
): Promise<{ id: string; state: FactCorrectionRow['state']; ticket?: Ticket }> {
  const admit = async (tx: WriteTransaction, row: CaseRow) => {
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    requireActive(row)
    requireVersion((await standingFact(room, tx.sql, caseId, kind)).version, version)
    const [open] = await tx.sql.all('SELECT 1 FROM fact_corrections WHERE open_mark = ?', [caseId])
    if (open) throw problem('conflict', '本案有一项更正尚未办完')
    return propose(room, tx, actor, row, kind, changes)
  }
  return withDrafts(room, caseId, admit, async (tx, row, proposed, drafts) => {
    const correction = await request(room, tx, actor, proposed, { changes, reason })
    if (proposed.fields.some(({ consent }) => consent)) {
      await askConsent(room, tx, row, proposed.rule.title)
      return { id: correction.id, state: correction.state }
    }
    return apply(room, tx, actor, row, correction, proposed, drafts)
  })
}

/** With the drafts that print the fact, written from what it will be; should one be drafted meanwhile, once more. */
export async function withDrafts<T>(
  room: CaseRoom,
  caseId: string,
  admit: (tx: WriteTransaction, row: CaseRow) => Promise<Proposed>,
  work: (tx: WriteTransaction, row: CaseRow, proposed: Proposed, drafts: PreparedDraft[]) => Promise<T>,
): Promise<T> {
  const { database, documents } = room
  for (let tries = 0; tries < mostTries; tries++) {
    const { proposed, stale } = await database.write(async (tx) => {
      const row = await findCase(tx.sql, caseId)
      const admitted = await admit(tx, row)
      return { proposed: admitted, stale: await staleDrafts(room, tx.sql, row, admitted.fields) }
    })
    const corrected = { kind: proposed.fact.kind, data: proposed.data }
    const drafts: PreparedDraft[] = []
    for (const { kind } of stale)
      drafts.push(
        await documents.prepareDraft(caseId, kind, await documentFacts(room, caseId, { kind, corrected })),
      )
    const done = await database.write(async (tx) => {
      const row = await lockCase(room, tx, caseId)
      const now = await admit(tx, row)
      const same = await staleDrafts(room, tx.sql, row, now.fields)
      if (JSON.stringify(same.map(revisionOf)) !== JSON.stringify(stale.map(revisionOf))) return undefined
      return { outcome: await work(tx, row, now, drafts) }
    })
    if (done) return done.outcome
  }
  throw problem('conflict', '文书正在起草，请稍候再更正')
}

const revisionOf = ({ id, revision }: { id: string; revision: number }) => [id, revision]

async function request(
  { newId, clock, audit }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { fact }: Proposed,
  { changes, reason }: { changes: FormData; reason: string },
): Promise<FactCorrectionRow> {
  const correction: FactCorrectionRow = {
    id: newId(),
    case_id: fact.case_id,
    fact_kind: fact.kind,
    fact_version: fact.version,
    changes: JSON.stringify(changes),
    reason,
    state: 'requested',
    open_mark: fact.case_id,
    requested_by: actor.accountId,
    requested_officer: actor.officerId,
    requested_name: actor.name,
    requested_at: clock.now(),
    decided_by: null,
    decided_name: null,
    opinion: null,
    decided_at: null,
    effective_at: null,
  }
  await insertRow<FactCorrectionRow>(tx.sql, 'fact_corrections', correction)
  // What was said and is said stands in the versions of the fact: here which, and why.
  await audit.append(tx, {
    actor,
    action: 'fact.correction-requested',
    object: { type: 'case', id: fact.case_id },
    caseId: fact.case_id,
    before: { fact: fact.id, version: fact.version },
    after: { correction: correction.id, kind: fact.kind, fields: Object.keys(changes), reason },
    authority: law,
  })
  return correction
}

async function askConsent(
  { officers, tasks, clock }: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  title: string,
): Promise<void> {
  const heads = await officers.findApprovers(
    { role: 'department-head', scope: 'department', departmentId: row.department_id, at: clock.now() },
    tx.sql,
  )
  await tasks.notifications.send(tx, {
    officerIds: heads.map(({ officerId }) => officerId),
    caseId: row.id,
    kind: 'fact-correction-requested',
    text: `办案人员申请更正案件事实“${title}”，请审核`,
    link: `/cases/${row.id}`,
  })
}

/** Writes the version that counts from now on; a fact that steers the flow does so once the engine has taken it. */
export async function apply(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  correction: FactCorrectionRow,
  { fact, data, variables }: Proposed,
  drafts: PreparedDraft[],
): Promise<{ id: string; state: FactCorrectionRow['state']; ticket?: Ticket }> {
  const { id } = correction
  const steers = Object.keys(variables).length > 0
  await writeFact(room, tx, {
    caseId: row.id,
    kind: fact.kind,
    data,
    actor: { accountId: correction.requested_by, officerId: correction.requested_officer },
    state: 'submitted',
    actId: id,
    corrects: fact.id,
  })
  for (const draft of drafts) await room.documents.draft(tx, draft, actor)
  await updateRows<FactCorrectionRow>(tx.sql, 'fact_corrections', { id }, { state: 'submitted' })
  if (!steers) {
    await settleCorrection(room, tx, id, { outcome: 'effective', answer: null })
    return { id, state: 'effective' }
  }
  if (row.process_instance_key === null) throw problem('conflict', '案件的流程尚未开始，请稍候再试')
  const ticket = await room.outbox.add(tx, {
    stream: row.id,
    command: { verb: 'setVariables', scopeKey: row.process_instance_key, variables, local: true },
    act: { kind: 'fact-correction', id },
  })
  return { id, state: 'submitted', ticket }
}

export async function settleCorrection(
  room: CaseRoom,
  tx: WriteTransaction,
  id: string,
  { outcome: state }: Settlement,
): Promise<void> {
  const { clock, audit } = room
  const [correction] = await tx.sql.all<FactCorrectionRow>('SELECT * FROM fact_corrections WHERE id = ?', [
    id,
  ])
  if (correction?.state !== 'submitted') return
  const { case_id: caseId, fact_kind: kind } = correction
  const effective_at = state === 'effective' ? clock.now() : null
  await updateRows<FactCorrectionRow>(
    tx.sql,
    'fact_corrections',
    { id },
    { state, effective_at, open_mark: null },
  )
  await updateRows<CaseFactRow>(tx.sql, 'case_facts', { act_id: id }, { state, effective_at })
  const [fact] = await tx.sql.all<CaseFactRow>('SELECT * FROM case_facts WHERE act_id = ?', [id])
  if (state === 'effective') {
    const { occurred_on } = rowCorrected(await findCase(tx.sql, caseId), {
      kind,
      data: JSON.parse(fact!.data) as FormData,
    })
    await updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { occurred_on })
  }
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
  await audit.append(tx, {
    actor: systemActor('fact.correction'),
    action: state === 'effective' ? 'fact.corrected' : 'fact.correction-void',
    object: { type: 'case', id: caseId },
    caseId,
    before: { fact: fact!.corrects!, version: correction.fact_version },
    after: { correction: id, kind, fact: fact!.id, version: fact!.version },
    authority: law,
  })
}
