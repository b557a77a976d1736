/** Departments 部门, officers 执法人员 with their certificates and posts, delegation 委托 and absence 请假, and who can approve now. */
import type { Actor, RoleCode, Scope } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'

export type DepartmentKind =
  'squad' | 'legal' | 'command' | 'supervision' | 'general' | 'property' | 'leadership'

export interface Department {
  id: string
  /** Short code that data and routes name it by, e.g. `squad-01`. */
  code: string
  /** Chinese. */
  name: string
  kind: DepartmentKind
  /** Invented, for the demo bureau 示例. */
  demo: boolean
}

export interface Officer {
  id: string
  /** Staff number 工号. */
  number: string
  name: string
  departmentId: string
  /** Code of the squad 中队 where the department is one; null otherwise. */
  squad: string | null
  /** Present post, Chinese: 中队长, 法制员, … */
  post: string
  /** Number of the enforcement certificate 行政执法证; null for staff who have none. */
  certificateNumber: string | null
  /** Last day it is good for, YYYY-MM-DD. */
  certificateExpiresOn: string | null
  /** 法律职业资格: asked of who first does legal review (行政处罚法 第五十八条). */
  legalQualification: boolean
  active: boolean
}

export interface NewOfficer extends Omit<Officer, 'id' | 'active'> {
  id?: string
  /** Day the post was taken, YYYY-MM-DD. */
  postFrom: string
}

export interface Post {
  departmentId: string
  title: string
  fromOn: string
  toOn: string | null
}

export interface Delegation {
  id: string
  fromOfficerId: string
  toOfficerId: string
  role: RoleCode
  /** Epoch ms, first instant. */
  fromAt: number
  /** Epoch ms, first instant after it. */
  toAt: number
  reason: string
  revokedAt: number | null
}

export interface Absence {
  id: string
  officerId: string
  fromAt: number
  toAt: number
  reason: string
  canceledAt: number | null
}

/** 一人一档: what is known of one officer. */
export interface OfficerFile {
  officer: Officer
  department: Department
  posts: Post[]
  delegationsGiven: Delegation[]
  delegationsHeld: Delegation[]
  absences: Absence[]
}

export interface ApproverQuery {
  role: RoleCode
  /** How far from the case's department the holder may stand: `department`/`squad` → holders for `departmentId` (or of the whole bureau), `bureau` → any. */
  scope: Scope
  /** The case's department. */
  departmentId: string
  /** Epoch ms. */
  at: number
  /** The drafter, and who has filled another tier of the same approval: neither they nor a delegate in their place is found. */
  excludeOfficerIds?: string[]
  /** Only who holds 法律职业资格 (行政处罚法 第五十八条). */
  legalQualification?: boolean
}

export interface Approver {
  officerId: string
  accountId: string
  name: string
  departmentId: string
  /** The officer in whose place this one acts by delegation 委托; null for one's own right. */
  onBehalfOf: string | null
  delegationId: string | null
}

/** Where `sql` can be given, it is that of the transaction under way; without it what is committed is read. */
export interface Officers {
  departments(): Promise<Department[]>
  /** @throws Problem `not-found`. */
  department(id: string): Promise<Department>
  list(query: { departmentId?: string; name?: string; activeOnly?: boolean }): Promise<Officer[]>
  /** @throws Problem `not-found`. */
  get(id: string, sql?: Sql): Promise<Officer>
  /** In the order asked. @throws Problem `not-found` for the first unknown one. */
  getMany(ids: string[], sql?: Sql): Promise<Officer[]>
  file(id: string): Promise<OfficerFile>
  /**
   * For documents and cases: at least two different officers (行政处罚法 第四十二条) unless `atLeast` says otherwise, each active and with a certificate good
   * on that day. @throws Problem `certificate-expired` or `input-invalid` naming the officer.
   */
  assertNameable(officerIds: string[], onDay: string, atLeast?: number, sql?: Sql): Promise<Officer[]>
  /** Who fills the role now, honouring delegation and absence; sorted by staff number. Empty when nobody is left. */
  findApprovers(query: ApproverQuery, sql?: Sql): Promise<Approver[]>

  addDepartment(
    tx: WriteTransaction,
    actor: Actor,
    department: Omit<Department, 'id'> & { id?: string },
  ): Promise<Department>
  addOfficer(tx: WriteTransaction, actor: Actor, officer: NewOfficer): Promise<Officer>
  renewCertificate(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    number: string,
    expiresOn: string,
  ): Promise<void>
  delegate(
    tx: WriteTransaction,
    actor: Actor,
    delegation: Omit<Delegation, 'id' | 'revokedAt'>,
  ): Promise<Delegation>
  endDelegation(tx: WriteTransaction, actor: Actor, delegationId: string): Promise<void>
  recordAbsence(
    tx: WriteTransaction,
    actor: Actor,
    absence: Omit<Absence, 'id' | 'canceledAt'>,
  ): Promise<Absence>
  cancelAbsence(tx: WriteTransaction, actor: Actor, absenceId: string): Promise<void>
}
