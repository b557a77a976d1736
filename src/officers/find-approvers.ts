/**
 * Who can fill a tier of an approval now. A holder of the role who has delegated it 委托 is replaced by the delegate for that time; one who is absent 请假
 * without a delegate is not found; who is excluded (the drafter, who filled another tier) is found neither in person nor through a delegate, and a
 * delegate does not pass a delegation on.
 */
import type { Grant } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { Approver, ApproverQuery } from './service.ts'

interface HolderRow {
  account_id: string
  officer_id: string
  name: string
  number: string
  department_id: string
  legal_qualification: number
  scope: Grant['scope']
  grant_department_id: string | null
}

interface DelegateRow {
  id: string
  from_officer_id: string
  account_id: string
  officer_id: string
  name: string
  number: string
  department_id: string
  legal_qualification: number
}

export async function findApprovers(sql: Sql, query: ApproverQuery): Promise<Approver[]> {
  const { role, at, excludeOfficerIds = [], legalQualification = false } = query
  const excluded = new Set(excludeOfficerIds)
  const holders = (await selectHolders(sql, role)).filter(
    (one) => reaches(one, query) && !excluded.has(one.officer_id),
  )
  if (holders.length === 0) return []
  const delegates = await selectDelegates(sql, role, at)
  const absent = new Set(await selectAbsent(sql, at))
  const fit = (one: { officer_id: string; legal_qualification: number }) =>
    !excluded.has(one.officer_id) &&
    !absent.has(one.officer_id) &&
    (!legalQualification || Boolean(one.legal_qualification))

  const found = new Map<string, Approver & { number: string }>()
  const add = (one: HolderRow | DelegateRow, onBehalfOf: string | null, delegationId: string | null) => {
    const known = found.get(one.officer_id)
    // One's own right goes before a delegated one.
    if (known && (known.onBehalfOf === null || onBehalfOf !== null)) return
    found.set(one.officer_id, {
      officerId: one.officer_id,
      accountId: one.account_id,
      name: one.name,
      departmentId: one.department_id,
      onBehalfOf,
      delegationId,
      number: one.number,
    })
  }
  for (const holder of holders) {
    const delegate = delegates.find((one) => one.from_officer_id === holder.officer_id && fit(one))
    if (delegate) add(delegate, holder.officer_id, delegate.id)
    else if (fit(holder)) add(holder, null, null)
  }
  return [...found.values()]
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .map(({ number: _number, ...approver }) => approver)
}

function reaches({ scope, grant_department_id: departmentId }: HolderRow, query: ApproverQuery): boolean {
  return query.scope === 'bureau' || scope === 'bureau' || departmentId === query.departmentId
}

function selectHolders(sql: Sql, role: string): Promise<HolderRow[]> {
  return sql.all(
    `SELECT a.id AS account_id, o.id AS officer_id, o.name, o.number, o.department_id, o.legal_qualification, g.scope, g.department_id AS grant_department_id
     FROM role_grants g JOIN accounts a ON a.id = g.account_id JOIN officers o ON o.id = a.officer_id
     WHERE g.role = ? AND a.disabled = 0 AND o.active = 1`,
    [role],
  )
}

function selectDelegates(sql: Sql, role: string, at: number): Promise<DelegateRow[]> {
  return sql.all(
    `SELECT d.id, d.from_officer_id, a.id AS account_id, o.id AS officer_id, o.name, o.number, o.department_id, o.legal_qualification
     FROM delegations d JOIN officers o ON o.id = d.to_officer_id JOIN accounts a ON a.officer_id = o.id
     WHERE d.role = ? AND d.from_at <= ? AND d.to_at > ? AND d.revoked_at IS NULL AND a.disabled = 0 AND o.active = 1 ORDER BY d.id DESC`,
    [role, at, at],
  )
}

async function selectAbsent(sql: Sql, at: number): Promise<string[]> {
  const rows = await sql.all<{ officer_id: string }>(
    'SELECT officer_id FROM absences WHERE from_at <= ? AND to_at > ? AND canceled_at IS NULL',
    [at, at],
  )
  return rows.map(({ officer_id: id }) => id)
}
