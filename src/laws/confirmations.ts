/**
 * A rule counts when two people stand for it: one rule owner proposes, another confirms. Law versions, violations and provisions go the same way, and the
 * whole way stays on record: the last step says how things stand.
 */
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'

export type RuleKind =
  | 'law-version'
  | 'provision'
  | 'violation'
  | 'violation-draft'
  | 'limit'
  | 'discretion'
  | 'no-penalty'
  | 'calendar-year'
export type ConfirmationStep = 'proposed' | 'amended' | 'confirmed' | 'returned'

/** What is confirmed: `provision` 行政处罚法#55, `violation` SR-001@1, a rule of a file by id and fingerprint of its text, the others by id. */
export interface RuleSubject {
  type: RuleKind
  id: string
}

export interface Confirmation {
  step: ConfirmationStep
  name: string
  at: number
  /** The reason of a return, the basis of a proposal. */
  note: string
}

export interface Confirmations {
  /** Before anything else is said of the rule. @throws Problem `forbidden`. */
  require(actor: Actor, type: RuleSubject['type'], step: 'edit' | 'confirm'): void
  propose(tx: WriteTransaction, actor: Actor, subject: RuleSubject, note?: string): Promise<void>
  /** Who changes a proposal stands for it too, and cannot confirm it. */
  amend(tx: WriteTransaction, actor: Actor, subject: RuleSubject): Promise<void>
  /** @throws Problem `forbidden` for who proposed or changed it, `conflict` where nothing waits. */
  confirm(tx: WriteTransaction, actor: Actor, subject: RuleSubject): Promise<void>
  sendBack(tx: WriteTransaction, actor: Actor, subject: RuleSubject, reason: string): Promise<void>
  history(subject: RuleSubject): Promise<Confirmation[]>
  /** Of everything that was ever proposed as `<id>@…`, oldest first. */
  historyOfTexts(type: RuleKind, id: string): Promise<Confirmation[]>
}

interface StepRow {
  subject_type: RuleKind
  subject_id: string
  step_number: number
  step: ConfirmationStep
  account_id: string
  officer_id: string | null
  name: string
  at: number
  note: string
}

/** Who may propose, and who may confirm. Years of the calendar are entered by administrators too. */
const rightsOf = ({ type }: Pick<RuleSubject, 'type'>) =>
  type === 'calendar-year'
    ? ({ edit: 'calendar.edit', confirm: 'calendar.edit' } as const)
    : ({ edit: 'rule.edit', confirm: 'rule.confirm' } as const)

const waiting = (step: ConfirmationStep | undefined) => step === 'proposed' || step === 'amended'

export function createConfirmations(parts: {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
}): Confirmations {
  const { database, clock, audit, policy } = parts
  const stepsOf = (sql: Sql, { type, id }: RuleSubject) =>
    sql.all<StepRow>(
      'SELECT * FROM rule_confirmations WHERE subject_type = ? AND subject_id = ? ORDER BY step_number',
      [type, id],
    )

  async function add(
    tx: WriteTransaction,
    actor: Actor,
    subject: RuleSubject,
    { step, stepNumber, note = '' }: { step: ConfirmationStep; stepNumber: number; note?: string },
  ): Promise<void> {
    const row: StepRow = {
      subject_type: subject.type,
      subject_id: subject.id,
      step_number: stepNumber,
      step,
      account_id: actor.accountId,
      officer_id: actor.officerId,
      name: actor.name,
      at: clock.now(),
      note,
    }
    // Of two who step at the same moment the key lets one through.
    if (!(await insertRow(tx.sql, 'rule_confirmations', row, database.dialect.insertIgnore)))
      throw problem('conflict', '该规则刚刚由他人处理，请刷新后再看')
    await audit.append(tx, {
      actor,
      action: `${subject.type}.${step}`,
      object: subject,
      ...(note !== '' && { after: { note } }),
    })
  }

  async function mustWait(tx: WriteTransaction, subject: RuleSubject): Promise<StepRow[]> {
    const steps = await stepsOf(tx.sql, subject)
    const last = steps.at(-1)?.step
    if (last === 'confirmed') throw problem('conflict', '该规则已经确认')
    if (!waiting(last)) throw problem('conflict', '该规则尚未提请确认，请先由一名规则维护人员提请')
    return steps
  }

  return {
    require: (actor, type, step) => policy.require(actor, rightsOf({ type })[step]),
    async propose(tx, actor, subject, note = '') {
      policy.require(actor, rightsOf(subject).edit)
      const steps = await stepsOf(tx.sql, subject)
      const last = steps.at(-1)?.step
      if (last === 'confirmed') throw problem('conflict', '该规则已经确认')
      if (waiting(last)) throw problem('conflict', '该规则已经提请确认，请由另一名规则维护人员确认')
      await add(tx, actor, subject, { step: 'proposed', stepNumber: steps.length + 1, note })
    },
    async amend(tx, actor, subject) {
      policy.require(actor, rightsOf(subject).edit)
      const steps = await stepsOf(tx.sql, subject)
      if (steps.at(-1)?.step === 'confirmed') throw problem('conflict', '该规则已经确认')
      await add(tx, actor, subject, { step: 'amended', stepNumber: steps.length + 1 })
    },
    async confirm(tx, actor, subject) {
      policy.require(actor, rightsOf(subject).confirm)
      const steps = await mustWait(tx, subject)
      const since = steps.slice(steps.findLastIndex(({ step }) => step === 'returned') + 1)
      const own = ({ account_id: account, officer_id: officer }: StepRow) =>
        account === actor.accountId || (officer !== null && officer === actor.officerId)
      if (since.some(own))
        throw problem('forbidden', '规则由一人提请、另一人确认：您已提请或者修改过该规则，请由他人确认')
      await add(tx, actor, subject, { step: 'confirmed', stepNumber: steps.length + 1 })
    },
    async sendBack(tx, actor, subject, reason) {
      policy.require(actor, rightsOf(subject).confirm)
      const steps = await mustWait(tx, subject)
      await add(tx, actor, subject, { step: 'returned', stepNumber: steps.length + 1, note: reason })
    },
    history: async (subject) => (await stepsOf(database.sql, subject)).map(toConfirmation),
    historyOfTexts: async (type, id) =>
      (
        await database.sql.all<StepRow>(
          'SELECT * FROM rule_confirmations WHERE subject_type = ? AND SUBSTR(subject_id, 1, ?) = ? ORDER BY at, subject_id, step_number',
          [type, id.length + 1, `${id}@`],
        )
      ).map(toConfirmation),
  }
}

const toConfirmation = ({ step, name, at, note }: StepRow): Confirmation => ({
  step,
  name,
  at: Number(at),
  note,
})
