/**
 * Role × action × object × scope. One table (data/roles.yaml), one question (`may`), asked in services: what the HTTP side forgets is still refused.
 */
import { problem } from '../platform/problem.ts'
import { type Action, actions } from './actions.ts'
import { type Actor, isSystem, type Scope, unready } from './actor.ts'
import type { RoleTable } from './role-table.ts'

/** What is acted on, as far as rights are concerned. */
export interface PolicyObject {
  /** The department (or squad) it belongs to. */
  departmentId?: string | null
  /** The officers whose own it is: lead and assisting officers of a case, the person of a file. */
  officerIds?: string[]
  /** Accounts whose own it is, where there is no officer. */
  accountIds?: string[]
}

/** What a list may show: everything, or what lies in these departments or is the officer's own. */
export type Reach = { all: true } | { all: false; departmentIds: string[]; ownOfficerId: string | null }

export interface Policy {
  /** Without an object: whether there is any object at all on which the actor may do it. */
  may(actor: Actor, action: Action, object?: PolicyObject): boolean
  /** @throws Problem `forbidden` that names the act. */
  require(actor: Actor, action: Action, object?: PolicyObject): void
  /** How far lists reach. `undefined`: nothing. */
  reach(actor: Actor, action: Action): Reach | undefined
}

const width: Record<Scope, number> = { own: 0, squad: 1, department: 2, bureau: 3 }

export function createPolicy(table: RoleTable): Policy {
  /** The scopes in which the actor may do it, each with the department it is tied to. */
  const scopesOf = (actor: Actor, action: Action) => {
    const scopes: { scope: Scope; departmentId: string | null }[] = []
    const common = table.everyone.get(action)
    if (common) scopes.push({ scope: common, departmentId: null })
    for (const grant of actor.roles) {
      const widest = table.roles.get(grant.role)?.actions.get(action)
      if (!widest) continue
      scopes.push({
        scope: width[grant.scope] < width[widest] ? grant.scope : widest,
        departmentId: grant.departmentId,
      })
    }
    return scopes
  }
  const reaches = (
    actor: Actor,
    { scope, departmentId }: ReturnType<typeof scopesOf>[number],
    object: PolicyObject,
  ) => {
    if (scope === 'bureau') return true
    const own =
      (actor.officerId !== null && object.officerIds?.includes(actor.officerId) === true) ||
      object.accountIds?.includes(actor.accountId) === true
    return own || (scope !== 'own' && departmentId !== null && object.departmentId === departmentId)
  }
  const policy: Policy = {
    may(actor, action, object) {
      // What the system does was allowed to the person whose act set it going.
      if (isSystem(actor)) return true
      if (unready(actor)) return false
      const scopes = scopesOf(actor, action)
      return object ? scopes.some((scope) => reaches(actor, scope, object)) : scopes.length > 0
    },
    require(actor, action, object) {
      if (!policy.may(actor, action, object))
        throw problem('forbidden', `您的角色不能进行“${actions[action]}”，或该对象不在您的权限范围内`)
    },
    reach(actor, action) {
      if (isSystem(actor)) return { all: true }
      if (unready(actor)) return undefined
      const scopes = scopesOf(actor, action)
      if (scopes.length === 0) return undefined
      if (scopes.some(({ scope }) => scope === 'bureau')) return { all: true }
      const departments = scopes
        .filter(({ scope }) => scope !== 'own')
        .map(({ departmentId }) => departmentId)
      return {
        all: false,
        departmentIds: [...new Set(departments.filter((id) => id !== null))],
        ownOfficerId: actor.officerId,
      }
    },
  }
  return policy
}
