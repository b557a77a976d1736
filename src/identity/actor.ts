/**
 * Who acts. Every service takes an `Actor`, checks what they may do, and writes them into the audit line; workers act as `systemActor`.
 */

/** A role 角色 as data/roles.yaml names it; the words are the law's and the bureau's, the codes are ours. */
export type RoleCode =
  | 'officer' // 办案人员
  | 'unit-legal-officer' // 法制员
  | 'department-head' // 部门负责人
  | 'legal-section' // 法制科
  | 'deputy-director' // 分管领导
  | 'director' // 局长
  | 'board' // 案审会
  | 'warehouse-keeper' // 仓库管理员
  | 'statistician' // 统计
  | 'supervisor' // 督察
  | 'designer' // 流程设计
  | 'rule-owner' // 规则维护 (法制科)
  | 'administrator' // 系统管理员

export const roleCodes: readonly RoleCode[] = [
  'officer',
  'unit-legal-officer',
  'department-head',
  'legal-section',
  'deputy-director',
  'director',
  'board',
  'warehouse-keeper',
  'statistician',
  'supervisor',
  'designer',
  'rule-owner',
  'administrator',
]

/** How far a grant reaches: one's own cases, those of one's squad 中队, of a department, or of the whole bureau. */
export type Scope = 'own' | 'squad' | 'department' | 'bureau'

export interface Grant {
  role: RoleCode
  scope: Scope
  /** The department (or squad) that a `squad` or `department` grant reaches; null for `own` and `bureau`. */
  departmentId: string | null
}

export interface Actor {
  /** ULID of the account; `system:<name>` for workers. */
  accountId: string
  /** Null for accounts without an officer (an administrator from outside) and for workers. */
  officerId: string | null
  name: string
  roles: Grant[]
  /** Address or device the act came from. */
  from: string
  /** The officer in whose place this act is done (delegation 委托). */
  onBehalfOf?: string
  /** The session that carries the act; absent for workers. */
  sessionId?: string
  /** Signed in only to set up the second factor that a role of theirs asks for: nothing else can be done. */
  enrolling?: true
  /** Signed in while the password is a one-time password of an administrator: it is changed before anything else. */
  passwordDue?: true
}

/** The actor of a worker or of the start-up. It holds no grants: what the system does is checked by the use case that starts it. */
export function systemActor(name: string): Actor {
  return { accountId: `system:${name}`, officerId: null, name, roles: [], from: 'system' }
}

/** Signed in, but only to change a one-time password or to set up a second factor. */
export function unready({ enrolling, passwordDue }: Actor): boolean {
  return enrolling === true || passwordDue === true
}

export function isSystem(actor: Actor): boolean {
  return actor.accountId.startsWith('system:')
}

export function hasRole(actor: Actor, role: RoleCode): boolean {
  return actor.roles.some((grant) => grant.role === role)
}
