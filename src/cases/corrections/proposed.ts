/** A correction as it was asked for, held to everything that is asked of it: the form, its checks, and what stands in the way. */
import { type Actor } from '../../identity/actor.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import type { Variables } from '../../engine/port.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { checkForm, type FormData, inFen, inYuan, routingFacts } from '../../tasks/index.ts'
import { formChecks } from '../form-checks.ts'
import type { CaseFactRow, CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { dayOfEntry } from './entry.ts'
import type { FactRule, FieldRule } from './rules.ts'
import { whyNotNow } from './what-stands.ts'

export interface Proposed {
  rule: FactRule
  fact: CaseFactRow
  fields: FieldRule[]
  /** All of the form as it will be, money in fen. */
  data: FormData
  /** What the engine is told. */
  variables: Variables
}

/** The last effective version, and one that waits for the engine. @throws Problem `not-found`, or `conflict` where it is not one of those that can be corrected. */
export async function standingFact(
  { correctionRules }: CaseRoom,
  sql: Sql,
  caseId: string,
  kind: string,
): Promise<{ rule: FactRule | undefined; fact: CaseFactRow; version: number; since: Since }> {
  const rows = await sql.all<CaseFactRow>(
    "SELECT * FROM case_facts WHERE case_id = ? AND kind = ? AND state <> 'void' ORDER BY version",
    [caseId, kind],
  )
  const effective = rows.filter(({ state }) => state === 'effective')
  const fact = effective.at(-1)
  if (!fact) throw problem('not-found', `案件还没有事实 ${kind}`)
  return {
    rule: Object.hasOwn(correctionRules.facts, kind) ? correctionRules.facts[kind] : undefined,
    fact,
    version: Number(rows.at(-1)!.version),
    since: sinceIn(effective),
  }
}

/** Epoch ms since when a field says what it says. */
type Since = (field: string) => number

function sinceIn(versions: CaseFactRow[]): Since {
  const said = versions.map(({ data, effective_at }) => ({
    data: inYuan(JSON.parse(data) as FormData),
    at: Number(effective_at),
  }))
  return (field) => {
    const words = (index: number) => JSON.stringify(said[index]!.data[field])
    let first = said.length - 1
    while (first > 0 && words(first - 1) === words(first)) first--
    return said[first]!.at
  }
}

/** @throws Problem: `input-invalid` by field, `conflict` with what stands in the way and what to do. */
export async function propose(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: CaseRow,
  kind: string,
  changes: FormData,
): Promise<Proposed> {
  const { sql } = tx
  const { rule, fact, version, since } = await standingFact(room, sql, row.id, kind)
  if (!rule) throw problem('conflict', room.correctionRules.otherwise)
  if (Number(fact.version) !== version || (await room.tasks.waiting(tx, row.id, rule.form.id)) !== undefined)
    throw problem('conflict', `任务“${rule.title}”尚未办完，请直接在任务里填写`)
  const fields = ruledFields(rule, changes)
  const before = JSON.parse(fact.data) as FormData
  const filled = checkForm(rule.form, withoutEmpty({ ...inYuan(before), ...changes }), room.clock.now())
  const data = inFen(filled)
  if (JSON.stringify(sorted(data)) === JSON.stringify(sorted(before)))
    throw problem('input-invalid', '更正前后没有不同', [
      { path: 'changes', message: '请填写与原来不同的内容' },
    ])
  for (const field of fields) {
    const why = await whyNotNow(room, sql, row, rule, field, since(field.name))
    if (why !== undefined) throw problem('conflict', why)
  }
  for (const check of formChecks[rule.form.id] ?? []) await check(room, tx, row, { actor, data })
  if (kind === 'entry') await requireSameRules(room, before, data)
  return { rule, fact, fields, data, variables: steering(rule, before, data) }
}

/** @throws Problem naming each field that is not one of those that can be corrected. */
function ruledFields(rule: FactRule, changes: FormData): FieldRule[] {
  const faults: FieldProblem[] = Object.keys(changes)
    .filter((name) => !Object.hasOwn(rule.fields, name))
    .map((name) => ({ path: `changes.${name}`, message: rule.otherwise }))
  if (faults.length > 0) throw problem('input-invalid', '有的内容不能更正', faults)
  return Object.keys(changes).map((name) => rule.fields[name]!)
}

/** A field that is emptied is left out, as on the form. */
const withoutEmpty = (data: FormData): FormData =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))

const sorted = (data: FormData) => Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))

/** Procedure and discretion were taken from the version of the rules that was in force on the day of the violation. */
async function requireSameRules({ violations }: CaseRoom, before: FormData, data: FormData): Promise<void> {
  const code = data.violationCode as string
  const [old, corrected] = await Promise.all(
    [before, data].map(async (entry) => (await violations.get(code, dayOfEntry(entry))).version),
  )
  if (old !== corrected)
    throw problem(
      'conflict',
      '按新的违法时间适用另一版本的规定，程序和裁量已经按原来的版本确定；请在录入审批前撤回重填，审批以后报请撤销立案或者重新立案',
    )
}

function steering({ form }: FactRule, before: FormData, data: FormData): Variables {
  const told = routingFacts(form, before)
  return Object.fromEntries(
    Object.entries(routingFacts(form, data)).filter(([name, value]) => told[name] !== value),
  )
}
