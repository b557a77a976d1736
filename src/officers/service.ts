/** Departments 部门, officers 执法人员 with their certificates and posts, delegation 委托 and absence 请假, and who can approve now. */
import type { Actor, RoleCode, Scope } from '../identity/actor.ts'
import type { Shown } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { ExpiringCertificate, Notifier } from './certificate-warnings.ts'
import type { CertificateRow, ConductRow, RatingRow, TrainingRow } from './model.ts'

export const departmentKinds = [
  'squad',
  'legal',
  'command',
  'supervision',
  'general',
  'property',
  'leadership',
] as const
export type DepartmentKind = (typeof departmentKinds)[number]

export interface Department {
  id: string
  /** Short code that data and routes name it by, e.g. `squad-01`. */
  code: string
  /** Chinese. */
  name: string
  kind: DepartmentKind
  /** Invented, for the demo bureau 示例. */
  demo: boolean
  /** YYYY-MM-DD; null for one that has been there always. */
  openedOn: string | null
  /** Last day 撤销; null while it is there. */
  closedOn: string | null
}

export type NewDepartment = Omit<Department, 'id' | 'openedOn' | 'closedOn'> & {
  id?: string
  openedOn?: string | null
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
  certificateIssuer?: string
  /** First day the certificate is good for. */
  certificateFrom?: string
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

/** What a colleague sees of another. */
export type Colleague = Pick<Officer, 'id' | 'name' | 'departmentId' | 'squad' | 'post' | 'certificateNumber'>

/** Where an officer stands and who stands in for them. */
export interface OfficerFile {
  officer: Officer
  department: Department
  posts: Post[]
  delegationsGiven: Delegation[]
  delegationsHeld: Delegation[]
  absences: Absence[]
}

export type Certificate = Shown<CertificateRow>
export type Training = Shown<TrainingRow>
export type Conduct = Shown<ConductRow>
export type Rating = Shown<RatingRow> & { raters: { officerId: string; name: string }[] }

export interface Particulars {
  sex: 'female' | 'male' | null
  birthDay: string | null
  education: string | null
  joinedOn: string | null
  leftOn: string | null
  /** Null also for whom it is not meant. */
  phone: string | null
  version: number
}

export type ParticularsChange = Partial<
  { name: string } & {
    [field in 'sex' | 'birthDay' | 'education' | 'joinedOn' | 'phone']: NonNullable<Particulars[field]>
  }
>

/** One case that an officer handled. */
export interface HandledCase {
  /** Year in which it was opened, of Asia/Shanghai. */
  year: string
  state: string
  part: 'lead' | 'assisting'
  /** Still on it. */
  present: boolean
}

export interface CaseCount {
  year: string
  state: string
  part: 'lead' | 'assisting'
  count: number
}

/** What the cases slice knows and the files need. */
export interface HandledCases {
  handledBy(sql: Sql, officerId: string): Promise<HandledCase[]>
  /** Tells who leads what is to be handed over. */
  tellOfLeaving(tx: WriteTransaction, leaver: Leaver): Promise<void>
}

/** An officer whose last post ends and who takes no other 离岗. */
export interface Leaver {
  officerId: string
  name: string
  departmentId: string
  /** YYYY-MM-DD. */
  lastDay: string
}

/** Of an officer, the newest first. */
export type RatingsOf = (sql: Sql, officerId: string) => Promise<Rating[]>

/** 一人一档: everything that is known of one officer. */
export interface WholeFile extends OfficerFile {
  particulars: Particulars
  certificates: Certificate[]
  trainings: Training[]
  conduct: Conduct[]
  /** Null for whom they are not meant. */
  ratings: Rating[] | null
  cases: CaseCount[]
}

export interface NewCertificate {
  kind: CertificateRow['kind']
  issuer: string
  number: string
  validFrom: string
  /** Of an enforcement certificate. */
  validTo?: string | null
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
  /** Of those who handle a case already, whatever became of their posts. @throws Problem as above. */
  assertCertified(officerIds: string[], onDay: string, sql?: Sql): Promise<void>
  /** Who fills the role now, honouring delegation and absence; sorted by staff number. Empty when nobody is left. */
  findApprovers(query: ApproverQuery, sql?: Sql): Promise<Approver[]>

  addDepartment(tx: WriteTransaction, actor: Actor, department: NewDepartment): Promise<Department>
  /** From today on. */
  renameDepartment(tx: WriteTransaction, actor: Actor, id: string, name: string): Promise<Department>
  /** @throws Problem `conflict` while officers are posted to it. */
  closeDepartment(tx: WriteTransaction, actor: Actor, id: string, closedOn: string): Promise<Department>
  /** Its names over time, oldest first. */
  departmentNames(id: string): Promise<{ name: string; fromOn: string | null; toOn: string | null }[]>
  addOfficer(tx: WriteTransaction, actor: Actor, officer: NewOfficer): Promise<Officer>
  recordCertificate(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    certificate: NewCertificate,
  ): Promise<Certificate>
  withdrawCertificate(
    tx: WriteTransaction,
    actor: Actor,
    certificateId: string,
    reason: string,
  ): Promise<Certificate>
  /** Certificates that run out within the days, of the officers whose files the actor may see. */
  expiringCertificates(actor: Actor, days: number): Promise<ExpiringCertificate[]>
  /** Tells holders and general affairs, once for each threshold. @returns how many certificates. */
  warnOfExpiry(tx: WriteTransaction, notifier: Notifier): Promise<number>
  /** What begins today: posts, certificates and leaves that were recorded ahead. */
  bringUpToDate(tx: WriteTransaction): Promise<void>
  /** 调动: from a day on, which may lie ahead; cases stay with the squad that opened them. */
  transfer(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    post: { departmentId: string; title: string; fromOn: string; reason: string },
  ): Promise<Post>
  /** At once, or after a last day that is still to come; a later post takes it back. @throws Problem `conflict` for who has left. */
  leave(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    leaving: { lastDay: string; reason: string },
  ): Promise<void>
  recordTraining(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    training: Omit<Training, 'id' | 'officerId'>,
  ): Promise<Training>
  recordConduct(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    conduct: Pick<Conduct, 'kind' | 'title' | 'decidedBy' | 'decidedOn'> & {
      documentNumber?: string
      endsOn?: string
    },
  ): Promise<Conduct>
  revokeConduct(tx: WriteTransaction, actor: Actor, conductId: string, reason: string): Promise<Conduct>
  /** 一人一档 in one call. @throws Problem `forbidden` for a colleague. */
  wholeFile(actor: Actor, officerId: string): Promise<WholeFile>
  /** @param version as it was read: @throws Problem `changed-meanwhile`. */
  changeParticulars(
    tx: WriteTransaction,
    actor: Actor,
    officerId: string,
    change: ParticularsChange,
    version: number,
  ): Promise<Particulars>
  /** Once, while the application is built. */
  useCases(cases: HandledCases): void
  /** 案件评查, of the slice that keeps them; none where there is no such slice. */
  useRatings(of: RatingsOf): void
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
