/** Builds the officers slice. */
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Identity } from '../identity/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { findApprovers } from './find-approvers.ts'
import { leaveAndDelegation } from './leave-and-delegation.ts'
import {
  type AbsenceRow,
  defineOfficerModels,
  type DelegationRow,
  type DepartmentRow,
  type OfficerRow,
  type PostRow,
  toAbsence,
  toDelegation,
  toDepartment,
  toOfficer,
} from './model.ts'
import type { Officer, Officers } from './service.ts'

export interface OfficersParts {
  database: Database
  clock: Clock
  audit: Audit
  identity: Identity
}

export function createOfficers({ database, clock, audit, identity }: OfficersParts): Officers {
  const models = defineOfficerModels(database.sequelize)

  async function getMany(ids: string[], sql: Sql = database.sql): Promise<Officer[]> {
    if (ids.length === 0) return []
    const rows = await sql.all<OfficerRow>(
      `SELECT * FROM officers WHERE id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    )
    return ids.map((id) => {
      const row = rows.find((one) => one.id === id)
      if (!row) throw problem('not-found', '执法人员不存在')
      return toOfficer(row)
    })
  }
  const get = async (id: string, sql: Sql = database.sql): Promise<Officer> => (await getMany([id], sql))[0]!

  const slice: Officers = {
    ...leaveAndDelegation({ models, clock, audit, identity, get }),
    get,
    getMany,
    findApprovers: (query, sql = database.sql) => findApprovers(sql, query),

    async departments() {
      return (await database.sql.all<DepartmentRow>('SELECT * FROM departments ORDER BY code')).map(
        toDepartment,
      )
    },
    async department(id) {
      const [row] = await database.sql.all<DepartmentRow>('SELECT * FROM departments WHERE id = ?', [id])
      if (!row) throw problem('not-found', '部门不存在')
      return toDepartment(row)
    },
    async list({ departmentId, name, activeOnly = true }) {
      const conditions = ['1 = 1']
      const values: SqlValue[] = []
      if (activeOnly) conditions.push('active = 1')
      const where = (condition: string, value: SqlValue) => {
        conditions.push(condition)
        values.push(value)
      }
      if (departmentId !== undefined) where('department_id = ?', departmentId)
      if (name) where('INSTR(name, ?) > 0', name)
      const rows = await database.sql.all<OfficerRow>(
        `SELECT * FROM officers WHERE ${conditions.join(' AND ')} ORDER BY number`,
        values,
      )
      return rows.map(toOfficer)
    },
    async file(id) {
      const officer = await get(id)
      const { sql } = database
      const posts = await sql.all<PostRow>(
        'SELECT * FROM officer_posts WHERE officer_id = ? ORDER BY from_on',
        [id],
      )
      const given = await sql.all<DelegationRow>(
        'SELECT * FROM delegations WHERE from_officer_id = ? ORDER BY from_at',
        [id],
      )
      const held = await sql.all<DelegationRow>(
        'SELECT * FROM delegations WHERE to_officer_id = ? ORDER BY from_at',
        [id],
      )
      const absences = await sql.all<AbsenceRow>(
        'SELECT * FROM absences WHERE officer_id = ? ORDER BY from_at',
        [id],
      )
      return {
        officer,
        department: await slice.department(officer.departmentId),
        posts: posts.map(({ department_id: departmentId, title, from_on: fromOn, to_on: toOn }) => ({
          departmentId,
          title,
          fromOn,
          toOn,
        })),
        delegationsGiven: given.map(toDelegation),
        delegationsHeld: held.map(toDelegation),
        absences: absences.map(toAbsence),
      }
    },
    async assertNameable(officerIds, onDay, atLeast = 2, sql = database.sql) {
      const different = [...new Set(officerIds)]
      if (different.length < atLeast) {
        throw problem('input-invalid', `执法人员不得少于 ${atLeast} 人（行政处罚法 第四十二条）`, [
          { path: 'officerIds', message: `至少 ${atLeast} 人` },
        ])
      }
      const officers = await getMany(different, sql)
      for (const { name, active, certificateNumber, certificateExpiresOn } of officers) {
        if (!active)
          throw problem('input-invalid', `${name}已不在岗，不能写入文书`, [
            { path: 'officerIds', message: '已不在岗' },
          ])
        if (certificateNumber === null || certificateExpiresOn === null) {
          throw problem('input-invalid', `${name}没有行政执法证，不能写入文书（行政处罚法 第四十二条）`, [
            { path: 'officerIds', message: '没有行政执法证' },
          ])
        }
        if (certificateExpiresOn < onDay) {
          throw problem(
            'certificate-expired',
            `${name}的行政执法证已于 ${certificateExpiresOn} 到期，请先换证或更换执法人员（行政处罚法 第四十二条）`,
          )
        }
      }
      return officers
    },

    async addDepartment(tx, actor, { id = ulid(clock.now()), code, name, kind, demo }) {
      identity.require(actor, 'department.edit')
      await models.departments.create({ id, code, name, kind, demo }, { transaction: tx.sequelize })
      await audit.append(tx, {
        actor,
        action: 'department.added',
        object: { type: 'department', id },
        after: { code, name, kind },
      })
      return { id, code, name, kind, demo }
    },
    async addOfficer(tx, actor, { id = ulid(clock.now()), postFrom, ...facts }) {
      identity.require(actor, 'officer.edit')
      const officer: Officer = { id, ...facts, active: true }
      await models.officers.create(
        {
          id,
          number: facts.number,
          name: facts.name,
          department_id: facts.departmentId,
          squad: facts.squad,
          post: facts.post,
          certificate_number: facts.certificateNumber,
          certificate_expires_on: facts.certificateExpiresOn,
          legal_qualification: facts.legalQualification,
          active: true,
        },
        { transaction: tx.sequelize },
      )
      await models.posts.create(
        {
          id: ulid(clock.now()),
          officer_id: id,
          department_id: facts.departmentId,
          title: facts.post,
          from_on: postFrom,
          to_on: null,
        },
        { transaction: tx.sequelize },
      )
      const after = { number: facts.number, departmentId: facts.departmentId, post: facts.post }
      await audit.append(tx, { actor, action: 'officer.added', object: { type: 'officer', id }, after })
      return officer
    },
    async renewCertificate(tx, actor, officerId, number, expiresOn) {
      identity.require(actor, 'officer.edit')
      const { certificateNumber, certificateExpiresOn } = await get(officerId, tx.sql)
      await tx.sql.run(
        'UPDATE officers SET certificate_number = ?, certificate_expires_on = ? WHERE id = ?',
        [number, expiresOn, officerId],
      )
      await audit.append(tx, {
        actor,
        action: 'officer.certificate-renewed',
        object: { type: 'officer', id: officerId },
        before: { certificateNumber, certificateExpiresOn },
        after: { certificateNumber: number, certificateExpiresOn: expiresOn },
      })
    },
  }
  return slice
}
