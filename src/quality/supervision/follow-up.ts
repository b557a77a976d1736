/** Supervision notices as what a limit runs on: whose they are; and who above is told, once, when the time to mend is over. */
import type { DueObject, DueOwners } from '../../deadlines/owners.ts'
import { systemActor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { QualityRoom } from '../room.ts'
import { type NoticeRow, remedyLimit } from './model.ts'
import { changeNotice, headsOf, noteNotice, tell } from './notices.ts'

export function dueNotices(room: QualityRoom): DueOwners {
  const { identity, officers } = room
  return {
    async find(sql, ids) {
      if (ids.length === 0) return new Map()
      const rows = await sql.all<NoticeRow>(
        `SELECT * FROM supervision_notices WHERE id IN (${ids.map(() => '?').join(', ')})`,
        ids,
      )
      const found = new Map<string, DueObject>()
      for (const { id, number, department_id: departmentId } of rows) {
        const heads = await officers.getMany(await headsOf(room, departmentId), sql)
        found.set(id, {
          kind: 'supervision-notice',
          id,
          number,
          title: '执法监督整改',
          departmentId,
          officers: heads.map(({ id: officerId, name }) => ({ officerId, name })),
        })
      }
      return found
    },
    async ofOfficer(sql, officerId) {
      const departments = (await identity.grantsOf(officerId, sql)).flatMap(({ role, departmentId }) =>
        role === 'department-head' && departmentId !== null ? [departmentId] : [],
      )
      if (departments.length === 0) return []
      const rows = await sql.all<{ id: string }>(
        `SELECT id FROM supervision_notices WHERE state = 'issued' AND department_id IN (${departments.map(() => '?').join(', ')})`,
        departments,
      )
      return rows.map(({ id }) => id)
    },
  }
}

/** @returns how many notices. */
export async function escalateOverdue(room: QualityRoom, tx: WriteTransaction): Promise<number> {
  const { deadlines, identity, rules, clock } = room
  const rows = await tx.sql.all<NoticeRow>(
    `SELECT n.* FROM supervision_notices n JOIN deadlines d ON d.case_id = n.id AND d.limit_code = ? AND d.ended_at IS NULL
     WHERE n.state = 'issued' AND n.escalated_at IS NULL AND d.due_at < ? ORDER BY n.id ${room.database.dialect.forUpdate}`,
    [remedyLimit, clock.now()],
  )
  for (const row of rows) {
    const { deadline } = await deadlines.check(tx, { caseId: row.id, limit: remedyLimit })
    const holders = (
      await Promise.all(rules.supervision.escalateTo.map((role) => identity.holders(role)))
    ).flat()
    const above = holders.filter(
      ({ grant }) => grant.departmentId === null || grant.departmentId === row.department_id,
    )
    await changeNotice(tx, row, { escalated_at: clock.now() })
    const actor = systemActor('supervision.escalate')
    await noteNotice(room, tx, actor, row, 'escalated', { dueOn: deadline.dueOn })
    const officerIds = [row.issued_by, ...above.map(({ officerId }) => officerId)]
    await tell(room, tx, row, officerIds, 'overdue', `的整改期限已于 ${deadline.dueOn} 届满，尚未答复`)
  }
  return rows.length
}
