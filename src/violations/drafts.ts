/** Drafts of violations: written by one rule owner, changed by whoever has seen the last revision, confirmed by a person who wrote none of it. */
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Confirmations } from '../laws/confirmations.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { addDays } from '../platform/legal-day.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import { provisionColumns } from './citations.ts'
import type { ViolationContent, ViolationDraft, ViolationDrafts } from './service.ts'
import { endVersion, insertVersion, selectViolations } from './store.ts'

interface DraftRow {
  id: string
  code: string
  state: ViolationDraft['state']
  revision: number
  effective_from: string
  content: string
}

export interface DraftParts {
  database: Database
  policy: Policy
  confirmations: Confirmations
  newId: NewId
  today(): string
  /** What is wrong with it, beyond its form. */
  faults(code: string, content: ViolationContent): Promise<FieldProblem[]>
  changed(tx: WriteTransaction): void
}

const codeForm = /^[A-Z]{2}-\d{3}$/

export function createDrafts(parts: DraftParts): ViolationDrafts {
  const { database, policy, confirmations, newId, today, faults, changed } = parts

  async function check(tx: WriteTransaction, code: string, content: ViolationContent): Promise<void> {
    const fields = await faults(code, content)
    if (!codeForm.test(code))
      fields.push({ path: 'code', message: '代码应为两个大写字母、连字符和三位数字，如 SR-001' })
    const versions = await selectViolations(tx.sql, 'v.code = ?', [code])
    const last = versions
      .map((one) => one.effective_from)
      .sort()
      .at(-1)
    if (last !== undefined && content.effectiveFrom < last)
      fields.push({ path: 'effectiveFrom', message: `不得早于现有版本的施行日 ${last}` })
    if (fields.length > 0) throw problem('input-invalid', `有 ${fields.length} 处填写不符合要求。`, fields)
  }

  async function open(tx: WriteTransaction, id: string): Promise<ViolationDraft> {
    const [row] = await tx.sql.all<DraftRow>(
      `SELECT * FROM violation_drafts WHERE id = ? ${database.dialect.forUpdate}`,
      [id],
    )
    if (!row) throw problem('not-found', '没有该违法行为草案')
    if (row.state === 'confirmed') throw problem('conflict', '该草案已经确认')
    return toDraft(row)
  }

  async function requireNoOther(tx: WriteTransaction, code: string, id: string): Promise<void> {
    const [waits] = await tx.sql.all(
      "SELECT id FROM violation_drafts WHERE code = ? AND state = 'proposed' AND id <> ?",
      [code, id],
    )
    if (waits) throw problem('conflict', `违法行为 ${code} 已有一份草案待确认`)
  }

  function requireProposed({ state }: ViolationDraft): void {
    if (state !== 'proposed') throw problem('conflict', '该草案已经退回，请修改后重新提请确认')
  }

  function requireRevision(draft: ViolationDraft, revision: number): void {
    if (draft.revision !== revision) throw problem('conflict', '该草案已被他人修改，请重新读取后再操作')
  }

  const store = (tx: WriteTransaction, draft: ViolationDraft) =>
    updateRows<DraftRow>(
      tx.sql,
      'violation_drafts',
      { id: draft.id },
      {
        state: draft.state,
        revision: draft.revision,
        effective_from: draft.content.effectiveFrom,
        content: JSON.stringify(draft.content),
      },
    )

  return {
    async create(tx, actor, code, content) {
      policy.require(actor, 'rule.edit')
      await check(tx, code, content)
      await requireNoOther(tx, code, '')
      const draft: ViolationDraft = { id: newId(), code, state: 'proposed', revision: 1, content }
      await insertRow(tx.sql, 'violation_drafts', {
        id: draft.id,
        code,
        state: draft.state,
        revision: 1,
        effective_from: content.effectiveFrom,
        content: JSON.stringify(content),
      })
      await confirmations.propose(tx, actor, subject(draft.id))
      return draft
    },

    async change(tx, actor, id, revision, content) {
      policy.require(actor, 'rule.edit')
      const draft = await open(tx, id)
      requireRevision(draft, revision)
      await requireNoOther(tx, draft.code, id)
      await check(tx, draft.code, content)
      const changedDraft: ViolationDraft = { ...draft, state: 'proposed', revision: revision + 1, content }
      await store(tx, changedDraft)
      await confirmations.amend(tx, actor, subject(id))
      return changedDraft
    },

    async confirm(tx, actor, id, revision) {
      const draft = await open(tx, id)
      await confirmations.confirm(tx, actor, subject(id))
      requireProposed(draft)
      requireRevision(draft, revision)
      // The law may have changed since it was written.
      await check(tx, draft.code, draft.content)
      const version = await makeVersion(tx, actor, draft)
      await store(tx, { ...draft, state: 'confirmed' })
      changed(tx)
      return version
    },

    async sendBack(tx, actor, id, reason) {
      const draft = await open(tx, id)
      await confirmations.sendBack(tx, actor, subject(id), reason)
      requireProposed(draft)
      await store(tx, { ...draft, state: 'returned' })
    },

    async get(id) {
      const [row] = await database.sql.all<DraftRow>('SELECT * FROM violation_drafts WHERE id = ?', [id])
      if (!row) throw problem('not-found', '没有该违法行为草案')
      return toDraft(row)
    },
    history: (id) => confirmations.history(subject(id)),
    waiting: async () =>
      (
        await database.sql.all<DraftRow>(
          "SELECT * FROM violation_drafts WHERE state = 'proposed' ORDER BY id",
        )
      ).map(toDraft),
  }

  async function makeVersion(
    tx: WriteTransaction,
    actor: Actor,
    { code, content }: ViolationDraft,
  ): Promise<number> {
    const { effectiveFrom, duty, penalty, tiers, documents, evidence } = content
    for (const row of await selectViolations(
      tx.sql,
      'v.code = ? AND (effective_to IS NULL OR effective_to >= ?)',
      [code, effectiveFrom],
    ))
      await endVersion(tx.sql, row, addDays(effectiveFrom, -1))
    const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
    return insertVersion(tx.sql, {
      code,
      position: await positionOf(tx.sql, code),
      category: content.category,
      power_item: content.powerItem,
      name: content.name,
      ...provisionColumns(duty, penalty),
      measure_first: content.measureFirst,
      fine_min_fen: content.fineMinFen,
      fine_max_fen: content.fineMaxFen,
      applies_to: content.appliesTo,
      other_penalties: content.otherPenalties.join(';'),
      hearing_likely: content.hearingLikely,
      effective_from: effectiveFrom,
      effective_to: null,
      confidence: 'high',
      confirmed_by: actor.name,
      confirmed_on: today(),
      tiers: json(tiers),
      documents: json(documents),
      evidence: json(evidence),
    })
  }
}

const subject = (id: string) => ({ type: 'violation-draft' as const, id })

async function positionOf(sql: Sql, code: string): Promise<number> {
  const [own] = await sql.all<{ position: number | null }>(
    'SELECT MAX(position) AS position FROM violations WHERE code = ?',
    [code],
  )
  if (own && own.position !== null) return Number(own.position)
  const [last] = await sql.all<{ position: number | null }>(
    'SELECT MAX(position) AS position FROM violations',
  )
  return Number(last?.position ?? -1) + 1
}

function toDraft(row: DraftRow): ViolationDraft {
  return {
    id: row.id,
    code: row.code,
    state: row.state,
    revision: Number(row.revision),
    content: JSON.parse(row.content) as ViolationContent,
  }
}
