/**
 * Rules that come as files of data/: limits, schemes of discretion, grounds of no penalty. What two people stand for is the text as they read it, so a confirmation belongs to
 * the text's fingerprint: a changed text is unconfirmed until two people have stood for it too, and the history of what went before stays.
 */
import { createHash } from 'node:crypto'
import type { Actor } from '../identity/actor.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Confirmation, Confirmations, ConfirmationStep } from './confirmations.ts'

export const fileRuleKinds = ['limit', 'discretion', 'no-penalty'] as const
export type FileRuleKind = (typeof fileRuleKinds)[number]

export interface RuleText {
  /** Within its kind. */
  id: string
  /** Chinese. */
  name: string
  /** All that counts of the rule, as a person reads it. */
  words: string
}

export interface RuleSource {
  kind: FileRuleKind
  texts(): RuleText[]
  /** Two people stand for the text: what is in force follows. */
  confirmed?(tx: WriteTransaction, id: string, by: Actor): Promise<void>
}

/** Which rule, in the text that was read. */
export interface RuleSeen {
  kind: FileRuleKind
  id: string
  fingerprint: string
}

export interface RuleTextView extends RuleText {
  kind: FileRuleKind
  fingerprint: string
  state: 'unconfirmed' | 'proposed' | 'returned' | 'confirmed'
  /** Of the last step that this text has taken. */
  by: string | null
  at: number | null
}

export interface RuleTexts {
  /** Once per kind, while the application is built. */
  use(source: RuleSource): void
  list(query: { kind?: FileRuleKind | undefined; open?: boolean | undefined }): Promise<RuleTextView[]>
  /** With all steps of all its texts, oldest first. @throws Problem `not-found`. */
  get(kind: FileRuleKind, id: string): Promise<RuleTextView & { confirmations: Confirmation[] }>
  /** All or none. @throws Problem `conflict` where a text has changed since it was read. */
  propose(tx: WriteTransaction, actor: Actor, rules: RuleSeen[], basis: string): Promise<void>
  confirm(tx: WriteTransaction, actor: Actor, rules: RuleSeen[]): Promise<void>
  sendBack(tx: WriteTransaction, actor: Actor, rules: RuleSeen[], reason: string): Promise<void>
  /** @param sql of the transaction that needs it. @throws Problem `rule-unconfirmed` outside the demo bureau. */
  assertConfirmed(sql: Sql, kind: FileRuleKind, id: string): Promise<void>
}

const fingerprintOf = (words: string) => createHash('sha256').update(words).digest('hex').slice(0, 16)
const waiting = {
  proposed: 'proposed',
  amended: 'proposed',
  returned: 'returned',
  confirmed: 'confirmed',
} as const

interface LastStep {
  step: ConfirmationStep
  name: string
  at: number
}

export function createRuleTexts({
  database,
  confirmations,
  demo,
}: {
  database: Database
  confirmations: Confirmations
  demo: boolean
}): RuleTexts {
  const sources = new Map<FileRuleKind, RuleSource>()
  const textsOf = (kind: FileRuleKind) =>
    (sources.get(kind)?.texts() ?? []).map((text) => ({
      ...text,
      kind,
      fingerprint: fingerprintOf(text.words),
    }))
  const subjectOf = ({ kind: type, id, fingerprint }: RuleSeen) => ({ type, id: `${id}@${fingerprint}` })

  function textNow(kind: FileRuleKind, id: string) {
    const found = textsOf(kind).find((one) => one.id === id)
    if (!found) throw problem('not-found', `没有规则 ${kind} ${id}`)
    return found
  }

  async function lastSteps(sql: Sql): Promise<Map<string, LastStep>> {
    const steps = await sql.all<LastStep & { subject_type: string; subject_id: string }>(
      `SELECT subject_type, subject_id, step, name, at FROM rule_confirmations
       WHERE subject_type IN (${fileRuleKinds.map(() => '?').join(', ')}) ORDER BY step_number`,
      [...fileRuleKinds],
    )
    return new Map(steps.map((one) => [`${one.subject_type} ${one.subject_id}`, one]))
  }

  function viewOf(text: ReturnType<typeof textNow>, last: Map<string, LastStep>): RuleTextView {
    const { type, id } = subjectOf(text)
    const step = last.get(`${type} ${id}`)
    return {
      ...text,
      state: step === undefined ? 'unconfirmed' : waiting[step.step],
      by: step?.name ?? null,
      at: step === undefined ? null : Number(step.at),
    }
  }

  async function each(
    actor: Actor,
    step: 'edit' | 'confirm',
    rules: RuleSeen[],
    act: (rule: RuleSeen & RuleText) => Promise<void>,
  ): Promise<void> {
    for (const { kind } of rules) confirmations.require(actor, kind, step)
    for (const seen of rules) {
      const now = textNow(seen.kind, seen.id)
      if (now.fingerprint !== seen.fingerprint)
        throw problem('conflict', `规则“${now.name}”的内容已经改变，请重新读取后再操作`)
      await act(now)
    }
  }

  return {
    use: (source) => void sources.set(source.kind, source),
    async list({ kind, open }) {
      const last = await lastSteps(database.sql)
      return fileRuleKinds
        .filter((one) => kind === undefined || one === kind)
        .flatMap((one) => textsOf(one).map((text) => viewOf(text, last)))
        .filter(({ state }) => open !== true || state !== 'confirmed')
    },
    async get(kind, id) {
      const text = textNow(kind, id)
      const history = await confirmations.historyOfTexts(kind, id)
      return { ...viewOf(text, await lastSteps(database.sql)), confirmations: history }
    },
    // The words stand in the step: the history shows what was proposed when the file says something else by now.
    propose: (tx, actor, rules, basis) =>
      each(actor, 'edit', rules, (rule) =>
        confirmations.propose(tx, actor, subjectOf(rule), [basis, rule.words].filter(Boolean).join('｜')),
      ),
    confirm: (tx, actor, rules) =>
      each(actor, 'confirm', rules, async (rule) => {
        await confirmations.confirm(tx, actor, subjectOf(rule))
        await sources.get(rule.kind)!.confirmed?.(tx, rule.id, actor)
      }),
    sendBack: (tx, actor, rules, reason) =>
      each(actor, 'confirm', rules, (rule) => confirmations.sendBack(tx, actor, subjectOf(rule), reason)),
    async assertConfirmed(sql, kind, id) {
      if (demo) return
      const { state, name } = viewOf(textNow(kind, id), await lastSteps(sql))
      if (state === 'confirmed') return
      throw problem(
        'rule-unconfirmed',
        `“${name}”尚未经法制科两人确认，暂不能使用。请法制科提请、确认（POST /rule-proposals、POST /rule-confirmations）；确认以后重新提交即可，不用重启。`,
      )
    },
  }
}
