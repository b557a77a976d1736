/** Who is let in at each register over HTTP: role × route, and nobody without a session. */
import { expect } from 'chai'
import type { RoleCode } from '../../src/identity/actor.ts'
import type { RoutesDesk } from './routes-desk.ts'

/** One demo account of each role. */
const people: { [role in RoleCode]?: string } = {
  officer: 'squad-01-officer-1',
  'unit-legal-officer': 'squad-01-legal',
  'department-head': 'squad-01-head',
  'legal-section': 'legal-reviewer-1',
  'deputy-director': 'general-deputy-a',
  director: 'general-director',
  'warehouse-keeper': 'property-keeper-1',
  statistician: 'general-statistician',
  supervisor: 'supervision-supervisor-1',
  designer: 'command-designer-1',
  'rule-owner': 'legal-rules-1',
  administrator: 'general-admin-1',
}
const reviewers: RoleCode[] = [
  'officer',
  'unit-legal-officer',
  'department-head',
  'legal-section',
  'deputy-director',
  'director',
]
const everyone = Object.keys(people) as RoleCode[]

/** Role × route: who is let in; everybody else is answered 403. */
export const matrix: [path: string, roles: RoleCode[]][] = [
  ['/me', everyone],
  ['/departments', everyone],
  ['/officers', everyone],
  ['/violation-categories', everyone],
  ['/violations', everyone],
  ['/violations/SR-001', everyone],
  ['/laws', everyone],
  ['/laws/行政处罚法/articles/60', everyone],
  ['/procedure-knowledge?elementId=serve-decision', everyone],
  ['/violation-tree', everyone],
  ['/violation-proposals?text=店外摆摊', everyone],
  ['/violations/SR-001/comparison?actedOn=2026-01-05', everyone],
  ['/limits', everyone],
  ['/parties?name=某', [...reviewers, 'supervisor']],
  ['/parties/duplicates', [...reviewers, 'supervisor']],
  ['/party-merges', [...reviewers, 'supervisor']],
  ['/certificates/expiring', everyone],
  ['/cases/CASE-1/deadlines', [...reviewers, 'supervisor', 'statistician']],
  ['/accounts', ['administrator']],
  ['/audit/lines', ['supervisor']],
  ['/audit/head', ['supervisor', 'administrator']],
  ['/audit/verification', ['supervisor', 'administrator']],
]
export function rolesOverHttp(desk: RoutesDesk): void {
  const { ask, signIn } = desk

  it('lets each role in where the table says, and nowhere else', async () => {
    const actual: [string, RoleCode[]][] = matrix.map(([path]) => [path, []])
    for (const role of everyone) {
      const token = await signIn(people[role]!)
      for (const [path, roles] of actual) {
        const { status } = await ask('GET', path, token)
        expect([200, 403], `${role} ${path}`).to.include(status)
        if (status === 200) roles.push(role)
      }
    }
    for (const [index, [path, roles]] of matrix.entries())
      expect(actual[index]?.[1], path).to.have.members(roles)
  }).timeout(60_000)
}
