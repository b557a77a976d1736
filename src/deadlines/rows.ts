/** The rows behind a deadline, and how they are read and written. */
import { ulid } from 'ulid'
import { problem } from '../platform/problem.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { DeadlineKey, DeadlineState, LimitUnit } from './service.ts'

export interface DeadlineRow {
  id: string
  case_id: string
  limit_code: string
  subject: string
  basis: string
  state: DeadlineState
  started_at: number
  starts_on: string
  length: number
  unit: LimitUnit
  due_on: string
  due_at: number
  provisional: number | boolean
  ended_at: number | null
  /** Of the case or clue it runs on. */
  department_id: string | null
  /** Epoch ms at which it turns blue, and red; by the thresholds of `marked_by`. */
  blue_at: number | null
  red_at: number | null
  marked_by: string | null
  /** How far its people were told: 1 blue, 2 red, 3 over. */
  reminded: number
}

export interface ExtensionRow {
  deadline_id: string
  /** Epoch ms at which it was granted. */
  at: number
  length: number
  unit: LimitUnit
  basis: string
}

export interface PauseRow {
  id: string
  deadline_id: string
  from_on: string
  to_on: string | null
  reason: string
  basis: string
  /** What keeps it open: one of a cause at a time. */
  cause: string
}

export interface DeadlineFacts {
  row: DeadlineRow
  extensions: ExtensionRow[]
  pauses: PauseRow[]
}

const open = "ended_at IS NULL AND state IN ('running', 'suspended', 'over')"

/** The deadline of the key; by case and limit only one that has not ended. */
export async function findRow(sql: Sql, key: DeadlineKey, lock = ''): Promise<DeadlineRow | undefined> {
  const [row] =
    'id' in key
      ? await sql.all<DeadlineRow>(`SELECT * FROM deadlines WHERE id = ? ${lock}`, [key.id])
      : await sql.all<DeadlineRow>(
          `SELECT * FROM deadlines WHERE case_id = ? AND limit_code = ? AND subject = ? AND ${open} ORDER BY id DESC LIMIT 1 ${lock}`,
          [key.caseId, key.limit, key.subject ?? ''],
        )
  return row
}

/** @throws Problem `not-found`. */
export async function lockRow(sql: Sql, key: DeadlineKey, { forUpdate }: Dialect): Promise<DeadlineRow> {
  const row = await findRow(sql, key, forUpdate)
  if (!row) throw problem('not-found', '没有正在计算的该项期限')
  return row
}

export async function withChildren(sql: Sql, rows: DeadlineRow[]): Promise<DeadlineFacts[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const among = `deadline_id IN (${ids.map(() => '?').join(', ')}) ORDER BY id`
  const extensions = await sql.all<ExtensionRow>(`SELECT * FROM deadline_extensions WHERE ${among}`, ids)
  const pauses = await sql.all<PauseRow>(`SELECT * FROM deadline_pauses WHERE ${among}`, ids)
  return rows.map((row) => ({
    row,
    extensions: extensions.filter(({ deadline_id: id }) => id === row.id),
    pauses: pauses.filter(({ deadline_id: id }) => id === row.id),
  }))
}

export async function insertRow(sql: Sql, row: DeadlineRow): Promise<void> {
  const names = Object.keys(row) as (keyof DeadlineRow)[]
  await sql.run(
    `INSERT INTO deadlines (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    names.map((name) => row[name]),
  )
}

export async function updateRow(
  sql: Sql,
  { id, state, due_on, due_at, provisional, ended_at, blue_at, red_at, marked_by, reminded }: DeadlineRow,
): Promise<void> {
  await sql.run(
    'UPDATE deadlines SET state = ?, due_on = ?, due_at = ?, provisional = ?, ended_at = ?, blue_at = ?, red_at = ?, marked_by = ?, reminded = ? WHERE id = ?',
    [state, due_on, due_at, provisional, ended_at, blue_at, red_at, marked_by, reminded, id],
  )
}

export async function insertExtension(
  sql: Sql,
  now: number,
  { deadline_id, length, unit, basis }: Omit<ExtensionRow, 'at'>,
): Promise<void> {
  await sql.run(
    'INSERT INTO deadline_extensions (id, deadline_id, length, unit, basis, at) VALUES (?, ?, ?, ?, ?, ?)',
    [ulid(now), deadline_id, length, unit, basis, now],
  )
}

export async function openPause(sql: Sql, now: number, pause: Omit<PauseRow, 'id' | 'to_on'>): Promise<void> {
  await sql.run(
    'INSERT INTO deadline_pauses (id, deadline_id, from_on, to_on, reason, basis, cause) VALUES (?, ?, ?, NULL, ?, ?, ?)',
    [ulid(now), pause.deadline_id, pause.from_on, pause.reason, pause.basis, pause.cause],
  )
}

/** Ends the open pause of a cause, or every open one. */
export async function closePauses(
  sql: Sql,
  deadlineId: string,
  on: string,
  cause: string | undefined,
): Promise<void> {
  const [which, values] = cause === undefined ? ['', []] : [' AND cause = ?', [cause]]
  await sql.run(`UPDATE deadline_pauses SET to_on = ? WHERE deadline_id = ? AND to_on IS NULL${which}`, [
    on,
    deadlineId,
    ...values,
  ])
}

export async function openCauses(sql: Sql, deadlineId: string): Promise<string[]> {
  const rows = await sql.all<Pick<PauseRow, 'cause'>>(
    'SELECT cause FROM deadline_pauses WHERE deadline_id = ? AND to_on IS NULL',
    [deadlineId],
  )
  return rows.map(({ cause }) => cause)
}
