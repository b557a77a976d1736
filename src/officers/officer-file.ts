/** The whole file of an officer 一人一档 in one call, and their particulars. */
import type { Actor } from '../identity/actor.ts'
import { shown, updateRows } from '../platform/database/rows.ts'
import { requireVersion } from '../platform/entity-tag.ts'
import { problem } from '../platform/problem.ts'
import { certificatesOf } from './certificates.ts'
import {
  type AbsenceRow,
  type ConductRow,
  type DelegationRow,
  type DepartmentRow,
  type OfficerRow,
  type PostRow,
  toAbsence,
  toDelegation,
  toDepartment,
  toOfficer,
  type TrainingRow,
} from './model.ts'
import { findOfficer, type OfficerRoom, recordEdit, requireOnFile } from './room.ts'
import type { CaseCount, HandledCase, OfficerFile, Officers, Particulars } from './service.ts'

const phonePlace = 'officers.phone'

export function officerFiles(room: OfficerRoom): Pick<Officers, 'file' | 'wholeFile' | 'changeParticulars'> {
  const { database, identity, cipher } = room

  /** The phone is for its owner and for who keeps the files. */
  function particularsOf(row: OfficerRow, actor: Actor): Particulars {
    const mayCall = actor.officerId === row.id || identity.may(actor, 'officer.edit')
    return {
      sex: row.sex,
      birthDay: row.birth_day,
      education: row.education,
      joinedOn: row.joined_on,
      leftOn: row.left_on,
      phone: row.phone === null || !mayCall ? null : cipher.open(row.phone, phonePlace),
      version: Number(row.version),
    }
  }

  async function file(id: string): Promise<OfficerFile> {
    const { sql } = database
    const officer = await findOfficer(sql, id)
    const [department] = await sql.all<DepartmentRow>('SELECT * FROM departments WHERE id = ?', [
      officer.department_id,
    ])
    const ofOfficer = <Row extends object>(table: string, column: string, order: string) =>
      sql.all<Row>(`SELECT * FROM ${table} WHERE ${column} = ? ORDER BY ${order}`, [id])
    const posts = await ofOfficer<PostRow>('officer_posts', 'officer_id', 'from_on')
    const given = await ofOfficer<DelegationRow>('delegations', 'from_officer_id', 'from_at')
    const held = await ofOfficer<DelegationRow>('delegations', 'to_officer_id', 'from_at')
    const absences = await ofOfficer<AbsenceRow>('absences', 'officer_id', 'from_at')
    return {
      officer: toOfficer(officer),
      department: toDepartment(department!),
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
  }

  return {
    file,

    async wholeFile(actor, officerId) {
      const { sql } = database
      const row = await findOfficer(sql, officerId)
      requireOnFile(room, actor, 'officer.file', row)
      const object = { departmentId: row.department_id, officerIds: [row.id] }
      const ofOfficer = <Row extends object>(table: string, order: string) =>
        sql.all<Row>(`SELECT * FROM ${table} WHERE officer_id = ? ORDER BY ${order}, id`, [officerId])
      return {
        ...(await file(officerId)),
        particulars: particularsOf(row, actor),
        certificates: (await certificatesOf(sql, [officerId])).map(shown),
        trainings: (await ofOfficer<TrainingRow>('officer_trainings', 'from_on')).map(shown),
        conduct: (await ofOfficer<ConductRow>('officer_conduct', 'decided_on')).map(shown),
        // General affairs keep the files; what colleagues' work was rated is not theirs to see.
        ratings: identity.may(actor, 'rating.read', object) ? await room.ratingsOf(sql, officerId) : null,
        cases: counted(await room.cases().handledBy(sql, officerId)),
      }
    },

    async changeParticulars(tx, actor, officerId, change, version) {
      identity.require(actor, 'officer.edit')
      const row = await findOfficer(tx.sql, officerId, database.dialect.forUpdate)
      requireVersion(Number(row.version), version)
      const now = particularsOf(row, actor)
      const fields = (Object.keys(change) as (keyof typeof change)[]).filter(
        (field) =>
          change[field] !== undefined && change[field] !== (field === 'name' ? row.name : now[field]),
      )
      if (fields.length === 0) return now
      if (fields.includes('phone') && !/^\+?\d{7,15}$/.test(change.phone!))
        throw problem('input-invalid', '人员信息有误', [{ path: 'phone', message: '应为 7 至 15 位数字' }])
      const columns: Partial<OfficerRow> = {
        name: change.name ?? row.name,
        sex: change.sex ?? row.sex,
        birth_day: change.birthDay ?? row.birth_day,
        education: change.education ?? row.education,
        joined_on: change.joinedOn ?? row.joined_on,
        phone: change.phone === undefined ? row.phone : cipher.seal(change.phone, phonePlace),
        version: Number(row.version) + 1,
      }
      await updateRows<OfficerRow>(tx.sql, 'officers', { id: officerId }, columns)
      if (fields.includes('name')) await identity.renameHolder(tx, officerId, change.name!)
      await recordEdit(room, tx, actor, 'officer.changed', officerId, { after: { fields } })
      return particularsOf({ ...row, ...columns }, actor)
    },
  }
}

/** By the year in which they were opened, state, and part in them. */
function counted(cases: HandledCase[]): CaseCount[] {
  const counts = new Map<string, CaseCount>()
  for (const { year, state, part } of cases) {
    const key = `${year} ${state} ${part}`
    const known = counts.get(key) ?? { year, state, part, count: 0 }
    known.count++
    counts.set(key, known)
  }
  return [...counts.keys()].sort().map((key) => counts.get(key)!)
}
