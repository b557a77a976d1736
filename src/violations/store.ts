/** Versions of violations in the tables. A version is never changed, but for the day it ends on. */
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import type { StoredViolation, ViolationRow } from './model.ts'

export function selectViolations(
  sql: Sql,
  condition: string,
  values: SqlValue[],
  order = 'position, v.version',
): Promise<StoredViolation[]> {
  return sql.all<StoredViolation>(
    `SELECT v.*, d.duty_branch, d.penalty_branch, d.duty_point, d.penalty_point, d.tiers, d.documents, d.evidence FROM violations v
     LEFT JOIN violation_details d ON d.code = v.code AND d.version = v.version WHERE ${condition} ORDER BY ${order}`,
    values,
  )
}

/** @param lastDay the day before its first: it never counts. */
export async function endVersion(
  sql: Sql,
  { code, version }: Pick<ViolationRow, 'code' | 'version'>,
  lastDay: string,
): Promise<void> {
  await updateRows<ViolationRow>(sql, 'violations', { code, version }, { effective_to: lastDay })
}

/** @returns the number that the version got. */
export async function insertVersion(sql: Sql, row: Omit<StoredViolation, 'version'>): Promise<number> {
  const { duty_branch, penalty_branch, duty_point, penalty_point, tiers, documents, evidence, ...rest } = row
  const [last] = await sql.all<{ version: number | null }>(
    'SELECT MAX(version) AS version FROM violations WHERE code = ?',
    [row.code],
  )
  const version = Number(last?.version ?? 0) + 1
  await insertRow(sql, 'violations', { ...rest, version })
  await insertRow(sql, 'violation_details', {
    code: row.code,
    version,
    duty_branch: duty_branch ?? 0,
    penalty_branch: penalty_branch ?? 0,
    duty_point: duty_point ?? '',
    penalty_point: penalty_point ?? '',
    tiers,
    documents,
    evidence,
  })
  return version
}

/** @returns undefined for a code that was not in force on its day. */
export async function namesInForce(
  sql: Sql,
  asked: { code: string; onDay: string }[],
): Promise<(string | undefined)[]> {
  const codes = [...new Set(asked.map(({ code }) => code))]
  if (codes.length === 0) return []
  const rows = await sql.all<Pick<ViolationRow, 'code' | 'name' | 'effective_from' | 'effective_to'>>(
    `SELECT code, name, effective_from, effective_to FROM violations WHERE code IN (${codes.map(() => '?').join(', ')}) ORDER BY version DESC`,
    codes,
  )
  return asked.map(
    ({ code, onDay }) =>
      rows.find(
        (row) =>
          row.code === code &&
          row.effective_from <= onDay &&
          (row.effective_to === null || row.effective_to >= onDay),
      )?.name,
  )
}
