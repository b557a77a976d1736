/** Supervision notices as what a limit runs on: whose they are; and who above is told, once, when the time to mend is over. */
import type { DueObject, DueOwners } from '../../deadlines/owners.ts'
import { systemActor } from '../../identity/actor.ts'
import type { QualityRoom } from '../room.ts'
import { type NoticeRow, remedyLimit } from './model.ts'
import { changeNotice, headsOf, lockNotice, noteNotice } from './notices.ts'

export function dueNotices(room: QualityRoom): DueOwners {
  const { identity, officers, rules, clock } = room
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
    async whenOver(tx, { caseId: noticeId, limit, dueOn }) {
      if (limit !== remedyLimit) return []
      const row = await lockNotice(room, tx, noticeId)
      if (row.state !== 'issued') return []
      await changeNotice(tx, row, { escalated_at: clock.now() })
      await noteNotice(room, tx, systemActor('supervision.escalate'), row, 'escalated', { dueOn })
      const holders = await Promise.all(rules.supervision.escalateTo.map((role) => identity.holders(role)))
      const above = holders
        .flat()
        .filter(({ grant }) => grant.departmentId === null || grant.departmentId === row.department_id)
      return [row.issued_by, ...above.map(({ officerId }) => officerId)]
    },
  }
}
