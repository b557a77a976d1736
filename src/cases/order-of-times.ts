/** What a form tells of cannot have been before what it follows: a field with the property `notBefore` is held to the fact that it names. */
import { legalDay, parseInstant } from '../platform/clock.ts'
import { startOfDay } from '../platform/legal-day.ts'
import type { Sql } from '../platform/database/sql.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import { fieldsOfForm, type FormData } from '../tasks/index.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

/** @throws Problem `input-invalid` naming each field that is too early, and the time that it follows. */
export async function requireOrderOfTimes(
  { forms }: CaseRoom,
  sql: Sql,
  { id }: CaseRow,
  formId: string,
  data: FormData,
): Promise<void> {
  const form = forms.get(formId)
  const following = form ? fieldsOfForm(form).filter(({ notBefore }) => notBefore !== undefined) : []
  if (following.length === 0) return
  const facts = await effectiveFacts(sql, id)
  const faults = following.flatMap(({ field, label, notBefore }): FieldProblem[] => {
    const [kind, name] = notBefore!.split('.') as [string, string]
    const [told, before] = [data[field], dataOf(facts, kind)?.[name]]
    if (typeof told !== 'string' || typeof before !== 'string' || !precedes(told, before)) return []
    return [{ path: field, message: `${label}：不能早于 ${legalDay(startOf(before))}` }]
  })
  if (faults.length > 0) throw problem('input-invalid', '时间的先后不对，请核对', faults)
}

const isDay = (time: string) => time.length === 10
const startOf = (time: string) => (isDay(time) ? startOfDay(time) : parseInstant(time))

/** By the day where one of the two is a day only. */
const precedes = (one: string, other: string) =>
  isDay(one) || isDay(other)
    ? legalDay(startOf(one)) < legalDay(startOf(other))
    : startOf(one) < startOf(other)
