/**
 * Who may do what at each address: data/route-rights.yaml, checked. It describes what the services refuse and enforces nothing itself; test/api holds
 * the two together, cell by cell, and the API description shows it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Action, actions } from './actions.ts'
import type { RoleCode, Scope } from './actor.ts'
import type { RoleTable } from './role-table.ts'

/** Whom a thing names beside its officers, in Chinese. */
export const persons = {
  self: '本人',
  officer: '在册人员',
  assignee: '认领人',
  'task-candidate': '候选办理人',
  drafter: '送审人',
  reviewer: '本级审批人',
  'drafter-or-reviewer': '送审人、本级审批人',
  'last-reviewer': '最近一次作出意见的人',
  'tier-adder': '加签人',
  participant: '参与审批的人',
  consulted: '被征询人',
  verifier: '核查人',
  'clue-approver': '承办部门的审批人',
  'case-officer': '本案办案人员',
  rated: '被评查人',
  rater: '评查人',
  proposer: '提请人',
  'proposer-or-case-officer': '提出人、本案办案人员',
  'discussion-member': '集体讨论的成员',
  'discussion-host-or-oneself': '主持人、要求回避的成员本人',
} as const
export type Person = keyof typeof persons

/** What a scope is measured by, in Chinese. */
export const measures = { case: '案件', clue: '线索', officer: '人员' } as const
export type Measure = keyof typeof measures

export interface RouteRight {
  /** Without it: who holds one of the actions, or is one of the persons. */
  who?: 'anyone' | 'signed-in'
  /** Any of these. */
  may: Action[]
  of?: Measure
  only?: Person
  or?: Person
  not?: Person
  /** Kind of thing → its states in which the act is possible. */
  while?: { [thing: string]: string[] }
}

/** `GET /cases/{caseId}` → its right. */
export type RouteRights = ReadonlyMap<string, RouteRight>

const action = z.enum(Object.keys(actions) as [Action, ...Action[]])
const person = z.enum(Object.keys(persons) as [Person, ...Person[]])
const line = z.union([
  z.enum(['anyone', 'signed-in']),
  z.strictObject({
    may: z.union([action, z.array(action).min(1)]).optional(),
    of: z.enum(Object.keys(measures) as [Measure, ...Measure[]]).optional(),
    only: person.optional(),
    or: person.optional(),
    not: person.optional(),
    while: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  }),
])
const file = z.record(z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S+$/), line)

/** @param seedFolder the folder `data/`. @throws ZodError naming the route whose line is wrong. */
export function readRouteRights(seedFolder: string): RouteRights {
  const lines = file.parse(parse(readFileSync(join(seedFolder, 'route-rights.yaml'), 'utf8')))
  return new Map(
    Object.entries(lines).map(([route, given]): [string, RouteRight] => {
      if (typeof given === 'string') return [route, { who: given, may: [] }]
      const { may = [], ...rest } = given
      return [route, { ...rest, may: typeof may === 'string' ? [may] : may } as RouteRight]
    }),
  )
}

const order: Scope[] = ['own', 'squad', 'department', 'bureau']

/** How far a role with its usual reach gets by its actions alone; undefined: not at all. */
export function reachOf({ may }: RouteRight, role: RoleCode, table: RoleTable): Scope | undefined {
  const { reach, actions: held } = table.roles.get(role)!
  const scopes = may.flatMap((one) => {
    const granted = held.get(one)
    const common = table.everyone.get(one)
    return [
      ...(granted ? [order[Math.min(order.indexOf(granted), order.indexOf(reach))]!] : []),
      ...(common ? [common] : []),
    ]
  })
  return scopes.sort((one, other) => order.indexOf(one) - order.indexOf(other)).at(-1)
}
