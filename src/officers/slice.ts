/** Builds the officers slice. */
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { addingOfficers } from './add-officer.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import { expiringCertificates, warnOfExpiry } from './certificate-warnings.ts'
import { certificates } from './certificates.ts'
import { departments } from './departments.ts'
import { readFileRules } from './file-rules.ts'
import { findApprovers } from './find-approvers.ts'
import { leaveAndDelegation } from './leave-and-delegation.ts'
import { leaving } from './leaving.ts'
import { merits } from './merits.ts'
import { defineOfficerModels, type OfficerRow, toOfficer } from './model.ts'
import { officerFiles } from './officer-file.ts'
import { posts } from './posts.ts'
import type { OfficerRoom, OfficersParts } from './room.ts'
import type { HandledCases, Officer, Officers, RatingsOf } from './service.ts'

export function createOfficers({ seedFolder, ...parts }: OfficersParts): Officers {
  const { database, clock, audit, identity } = parts
  const models = defineOfficerModels(database.sequelize)
  let cases: HandledCases = {
    handledBy: async () => [],
    tellOfLeaving: async () => {},
  }
  let ratings: RatingsOf = async () => []
  const room: OfficerRoom = {
    ...parts,
    models,
    newId: risingIds(clock),
    rules: readFileRules(seedFolder),
    cases: () => cases,
    ratingsOf: (sql, officerId) => ratings(sql, officerId),
  }

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

  return {
    ...departments(room),
    ...addingOfficers(room),
    ...certificates(room),
    ...posts(room),
    ...leaving(room),
    ...merits(room),
    ...officerFiles(room),
    ...leaveAndDelegation({ models, clock, audit, identity, get }),
    get,
    getMany,
    findApprovers: (query, sql = database.sql) => findApprovers(sql, query),
    expiringCertificates: (actor, days) => expiringCertificates(room, actor, days),
    warnOfExpiry: (tx, notifier) => warnOfExpiry(room, tx, notifier),
    bringUpToDate: (tx) => bringUpToDate(room, tx),
    useCases(given) {
      cases = given
    },
    useRatings(of) {
      ratings = of
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
  }
}
