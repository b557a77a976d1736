/** data/roles.yaml as a checked table: role → title, usual reach, and what it may do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Action, actions } from './actions.ts'
import { type RoleCode, roleCodes, type Scope } from './actor.ts'

export interface Role {
  code: RoleCode
  /** Chinese. */
  title: string
  /** Usual scope of a grant. */
  reach: Scope
  /** Action → the widest scope in which this role may do it; a grant's own scope may be narrower. */
  actions: ReadonlyMap<Action, Scope>
}

export interface RoleTable {
  roles: ReadonlyMap<RoleCode, Role>
  /** What every signed-in person may do. */
  everyone: ReadonlyMap<Action, Scope>
  /** Two roles that nobody holds together 职责分离, if there are such among these. */
  conflictIn(roles: readonly RoleCode[]): [Role, Role] | undefined
}

const code = z.enum(roleCodes as [RoleCode, ...RoleCode[]])
const scope = z.enum(['own', 'squad', 'department', 'bureau'])
const action = z.enum(Object.keys(actions) as [Action, ...Action[]])
const entry = z.union([action, z.partialRecord(action, scope)])
const file = z.strictObject({
  everyone: z.array(entry),
  roles: z.array(
    z.strictObject({
      code,
      title: z.string().min(1),
      reach: scope,
      actions: z.array(entry),
    }),
  ),
  apart: z.array(z.strictObject({ roles: z.array(code).min(1), from: z.array(code).min(1) })),
})

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readRoleTable(seedFolder: string): RoleTable {
  const {
    everyone,
    roles: listed,
    apart,
  } = file.parse(parse(readFileSync(join(seedFolder, 'roles.yaml'), 'utf8'), { merge: true }))
  const roles = new Map(listed.map((role) => [role.code, { ...role, actions: toMap(role.actions) }]))
  return {
    everyone: toMap(everyone),
    roles,
    conflictIn(held) {
      for (const { roles: ones, from: others } of apart) {
        const one = ones.find((role) => held.includes(role))
        const other = others.find((role) => held.includes(role))
        if (one && other) return [roles.get(one)!, roles.get(other)!]
      }
      return undefined
    },
  }
}

function toMap(entries: z.infer<typeof entry>[]): Map<Action, Scope> {
  const pairs = entries.flatMap(
    (one) => (typeof one === 'string' ? [[one, 'bureau']] : Object.entries(one)) as [Action, Scope][],
  )
  return new Map(pairs)
}
