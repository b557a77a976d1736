import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { RoleCode } from '../identity/actor.ts'
import type { Absence, Delegation, Department, DepartmentKind, Officer } from './service.ts'

export interface DepartmentRow {
  id: string
  code: string
  name: string
  kind: DepartmentKind
  demo: boolean
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
      { id, code: text(40), name: text(80), kind: text(20), demo: DataTypes.BOOLEAN },
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

export function toDepartment({ id, code, name, kind, demo }: DepartmentRow): Department {
  return { id, code, name, kind, demo: Boolean(demo) }
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
