/** The bureau's people as they act in invented cases, and the violations they meet. */
import type { Actor, Grant, RoleCode } from '../../identity/actor.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { Violation } from '../../violations/service.ts'
import { type Random, weighted } from './random.ts'
import type { BureauShape } from './shape.ts'

export interface Squad {
  departmentId: string
  code: string
  /** Officers with an account and the role officer. */
  officers: Member[]
  legalOfficer: Member
}

export type Member = Actor & { officerId: string }

/** @throws Error where the bureau has no squad with two officers and a legal officer. */
export async function readSquads(sql: Sql): Promise<Squad[]> {
  const rows = await sql.all<{
    department_id: string
    code: string
    officer_id: string
    account_id: string
    name: string
    role: RoleCode
    scope: Grant['scope']
    granted: string | null
  }>(
    `SELECT d.id AS department_id, d.code, o.id AS officer_id, a.id AS account_id, o.name, g.role, g.scope, g.department_id AS granted
     FROM departments d JOIN officers o ON o.department_id = d.id JOIN accounts a ON a.officer_id = o.id JOIN role_grants g ON g.account_id = a.id
     WHERE d.kind = 'squad' AND o.active = 1 ORDER BY d.code, o.number, g.role`,
  )
  const squads = new Map<string, { departmentId: string; code: string; people: Map<string, Member> }>()
  for (const row of rows) {
    const squad = squads.get(row.code) ?? {
      departmentId: row.department_id,
      code: row.code,
      people: new Map<string, Member>(),
    }
    squads.set(row.code, squad)
    const member = squad.people.get(row.officer_id) ?? {
      accountId: row.account_id,
      officerId: row.officer_id,
      name: row.name,
      roles: [],
      from: 'zhiheng generate',
    }
    squad.people.set(row.officer_id, member)
    member.roles.push({ role: row.role, scope: row.scope, departmentId: row.granted })
  }
  const found = [...squads.values()].flatMap(({ departmentId, code, people }) => {
    const holding = (role: RoleCode) =>
      [...people.values()].filter(({ roles }) => roles.some((grant) => grant.role === role))
    const officers = holding('officer')
    const [legalOfficer] = holding('unit-legal-officer')
    return officers.length > 1 && legalOfficer ? { departmentId, code, officers, legalOfficer } : []
  })
  if (found.length === 0) throw new Error('没有可用的中队：每个中队至少两名执法队员和一名法制员')
  return found
}

export interface Happening {
  violation: Violation
  month: number
}

/** Draws squads by the size of their district, and violations by category and month 季节. */
export function chances(shape: BureauShape, squads: Squad[], violations: Violation[]) {
  const squadOf = weighted(squads.map((squad, index) => [squad, shape.squads[index] ?? 5] as const))
  const byMonth = Array.from({ length: 12 }, (_, month) => {
    const counts = new Map<string, number>()
    for (const { category } of violations) counts.set(category, (counts.get(category) ?? 0) + 1)
    return weighted(
      violations.map((violation) => {
        const of = shape.categories[violation.category] ?? shape.categories['*']!
        return [violation, (of.weight * of.season[month]!) / counts.get(violation.category)!] as const
      }),
    )
  })
  return {
    squad: (random: Random) => squadOf(random),
    /** @param month from 0 */
    violation: (random: Random, month: number) => byMonth[month]!(random),
    source: weighted(Object.entries(shape.sources)),
  }
}
