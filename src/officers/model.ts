import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { RoleCode } from '../identity/actor.ts'
import type { Absence, Delegation, Department, DepartmentKind, Officer } from './service.ts'

export interface DepartmentRow {
  id: string
  code: string
  name: string
  kind: DepartmentKind
  demo: boolean
  opened_on: string | null
  closed_on: string | null
}

export interface DepartmentNameRow {
  id: string
  department_id: string
  name: string
  /** Null for a name that was there before names were kept. */
  from_on: string | null
  to_on: string | null
}

export interface OfficerRow {
  id: string
  number: string
  name: string
  department_id: string
  squad: string | null
  post: string
  certificate_number: string | null
  certificate_expires_on: string | null
  legal_qualification: boolean
  active: boolean
  sex: 'female' | 'male' | null
  birth_day: string | null
  education: string | null
  joined_on: string | null
  left_on: string | null
  /** Sealed. */
  phone: string | null
  version: number
}

export interface CertificateRow {
  id: string
  officer_id: string
  kind: 'enforcement' | 'legal-qualification'
  /** Null for one that was there before issuers were kept. */
  issuer: string | null
  number: string
  valid_from: string | null
  /** Null for a legal qualification, which does not run out. */
  valid_to: string | null
  withdrawn_on: string | null
  withdrawn_reason: string | null
}

export interface TrainingRow {
  id: string
  officer_id: string
  subject: string
  organiser: string
  from_on: string
  to_on: string
  /** 学时 */
  hours: number
  result: 'passed' | 'failed' | 'attended'
}

export interface ConductRow {
  id: string
  officer_id: string
  kind: 'commendation' | 'discipline'
  title: string
  decided_by: string
  document_number: string | null
  decided_on: string
  /** Last day of what a sanction forbids 处分期. */
  ends_on: string | null
  revoked_on: string | null
  revoked_reason: string | null
}

/** What a review of a case's quality 案件评查 makes of each officer who handled it; the quality slice writes it. */
export interface RatingRow {
  id: string
  case_id: string
  officer_id: string
  /** Null where one person gave it, as was done before there were reviews. */
  review_id: string | null
  points: number | null
  grade: string
  reasons: string
  state: 'given' | 'appealed' | 'answered'
  rated_at: number
  /** Last day of the appeal. */
  appeal_until: string
  appeal: string | null
  appealed_at: number | null
  answer: string | null
  answered_by: string | null
  answered_name: string | null
  answered_at: number | null
  /** What it was before the answer. */
  first_grade: string | null
}

export interface PostRow {
  id: string
  officer_id: string
  department_id: string
  title: string
  from_on: string
  to_on: string | null
}

export interface DelegationRow {
  id: string
  from_officer_id: string
  to_officer_id: string
  role: RoleCode
  from_at: number
  to_at: number
  reason: string
  revoked_at: number | null
}

export interface AbsenceRow {
  id: string
  officer_id: string
  from_at: number
  to_at: number
  reason: string
  canceled_at: number | null
}

export interface OfficerModels {
  departments: ModelStatic<Model<DepartmentRow, DepartmentRow>>
  officers: ModelStatic<Model<OfficerRow, OfficerRow>>
  posts: ModelStatic<Model<PostRow, PostRow>>
  delegations: ModelStatic<Model<DelegationRow, DelegationRow>>
  absences: ModelStatic<Model<AbsenceRow, AbsenceRow>>
}

export function defineOfficerModels(sequelize: Sequelize): OfficerModels {
  const text = (length: number) => DataTypes.STRING(length)
  const id = { type: text(26), primaryKey: true }
  return {
    departments: sequelize.define<Model<DepartmentRow, DepartmentRow>>(
      'department',
      {
        id,
        code: text(40),
        name: text(80),
        kind: text(20),
        demo: DataTypes.BOOLEAN,
        opened_on: text(10),
        closed_on: text(10),
      },
      { tableName: 'departments' },
    ),
    officers: sequelize.define<Model<OfficerRow, OfficerRow>>(
      'officer',
      {
        id,
        number: text(20),
        name: text(60),
        department_id: text(26),
        squad: text(40),
        post: text(60),
        certificate_number: text(40),
        certificate_expires_on: text(10),
        legal_qualification: DataTypes.BOOLEAN,
        active: DataTypes.BOOLEAN,
        sex: text(10),
        birth_day: text(10),
        education: text(40),
        joined_on: text(10),
        left_on: text(10),
        phone: DataTypes.TEXT,
        version: DataTypes.BIGINT,
      },
      { tableName: 'officers' },
    ),
    posts: sequelize.define<Model<PostRow, PostRow>>(
      'officer_post',
      {
        id,
        officer_id: text(26),
        department_id: text(26),
        title: text(60),
        from_on: text(10),
        to_on: text(10),
      },
      { tableName: 'officer_posts' },
    ),
    delegations: sequelize.define<Model<DelegationRow, DelegationRow>>(
      'delegation',
      {
        id,
        from_officer_id: text(26),
        to_officer_id: text(26),
        role: text(30),
        from_at: DataTypes.BIGINT,
        to_at: DataTypes.BIGINT,
        reason: text(200),
        revoked_at: DataTypes.BIGINT,
      },
      { tableName: 'delegations' },
    ),
    absences: sequelize.define<Model<AbsenceRow, AbsenceRow>>(
      'absence',
      {
        id,
        officer_id: text(26),
        from_at: DataTypes.BIGINT,
        to_at: DataTypes.BIGINT,
        reason: text(200),
        canceled_at: DataTypes.BIGINT,
      },
      { tableName: 'absences' },
    ),
  }
}

export function toDepartment(row: DepartmentRow): Department {
  const { id, code, name, kind, demo, opened_on: openedOn, closed_on: closedOn } = row
  return { id, code, name, kind, demo: Boolean(demo), openedOn, closedOn }
}

export function toOfficer(row: OfficerRow): Officer {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    departmentId: row.department_id,
    squad: row.squad,
    post: row.post,
    certificateNumber: row.certificate_number,
    certificateExpiresOn: row.certificate_expires_on,
    legalQualification: Boolean(row.legal_qualification),
    active: Boolean(row.active),
  }
}

const instant = (value: number | null) => (value === null ? null : Number(value))

export function toDelegation(row: DelegationRow): Delegation {
  return {
    id: row.id,
    fromOfficerId: row.from_officer_id,
    toOfficerId: row.to_officer_id,
    role: row.role,
    fromAt: Number(row.from_at),
    toAt: Number(row.to_at),
    reason: row.reason,
    revokedAt: instant(row.revoked_at),
  }
}

export function toAbsence(row: AbsenceRow): Absence {
  return {
    id: row.id,
    officerId: row.officer_id,
    fromAt: Number(row.from_at),
    toAt: Number(row.to_at),
    reason: row.reason,
    canceledAt: instant(row.canceled_at),
  }
}
