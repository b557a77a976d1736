/** Departments 部门 over time: opened, renamed, closed. A closed one keeps its history: its cases and posts go on naming it. */
import { insertRow, updateRows } from '../platform/database/rows.ts'
import { addDays } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import { type DepartmentNameRow, type DepartmentRow, toDepartment } from './model.ts'
import { findOpenDepartment, type OfficerRoom, today } from './room.ts'
import type { Officers } from './service.ts'

export function departments(
  room: OfficerRoom,
): Pick<
  Officers,
  'departments' | 'department' | 'addDepartment' | 'renameDepartment' | 'closeDepartment' | 'departmentNames'
> {
  const { database, identity, audit, models, newId } = room

  return {
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

    async addDepartment(tx, actor, { id = newId(), code, name, kind, demo, openedOn = null }) {
      identity.require(actor, 'department.edit')
      const [known] = await tx.sql.all('SELECT id FROM departments WHERE code = ?', [code])
      if (known) throw problem('conflict', `部门代码 ${code} 已经使用`)
      await models.departments.create(
        { id, code, name, kind, demo, opened_on: openedOn, closed_on: null },
        { transaction: tx.sequelize },
      )
      await insertRow<DepartmentNameRow>(tx.sql, 'department_names', {
        id: newId(),
        department_id: id,
        name,
        from_on: openedOn,
        to_on: null,
      })
      await audit.append(tx, {
        actor,
        action: 'department.added',
        object: { type: 'department', id },
        after: { code, name, kind },
      })
      return { id, code, name, kind, demo, openedOn, closedOn: null }
    },

    async renameDepartment(tx, actor, id, name) {
      identity.require(actor, 'department.edit')
      const row = await findOpenDepartment(tx.sql, id)
      if (row.name === name) return toDepartment(row)
      const from = today(room)
      await tx.sql.run('UPDATE department_names SET to_on = ? WHERE department_id = ? AND to_on IS NULL', [
        addDays(from, -1),
        id,
      ])
      await insertRow<DepartmentNameRow>(tx.sql, 'department_names', {
        id: newId(),
        department_id: id,
        name,
        from_on: from,
        to_on: null,
      })
      await updateRows<DepartmentRow>(tx.sql, 'departments', { id }, { name })
      await audit.append(tx, {
        actor,
        action: 'department.renamed',
        object: { type: 'department', id },
        before: { name: row.name },
        after: { name },
      })
      return toDepartment({ ...row, name })
    },

    async closeDepartment(tx, actor, id, closedOn) {
      identity.require(actor, 'department.edit')
      const row = await findOpenDepartment(tx.sql, id)
      const refuse = (message: string) =>
        problem('input-invalid', '撤销日期有误', [{ path: 'closedOn', message }])
      if (closedOn > today(room)) throw refuse('撤销当日或者之后再登记')
      if (row.opened_on !== null && closedOn < row.opened_on) throw refuse('不能早于设立日期')
      const [posted] = await tx.sql.all<{ name: string }>(
        `SELECT o.name FROM officers o LEFT JOIN officer_posts p ON p.officer_id = o.id AND p.from_on > ?
         WHERE o.active = 1 AND (o.department_id = ? OR p.department_id = ?) ORDER BY o.number LIMIT 1`,
        [today(room), id, id],
      )
      if (posted) throw problem('conflict', `${row.name}还有${posted.name}等在岗人员，请先调动`)
      await updateRows<DepartmentRow>(tx.sql, 'departments', { id }, { closed_on: closedOn })
      await tx.sql.run('UPDATE department_names SET to_on = ? WHERE department_id = ? AND to_on IS NULL', [
        closedOn,
        id,
      ])
      await audit.append(tx, {
        actor,
        action: 'department.closed',
        object: { type: 'department', id },
        after: { closedOn },
      })
      return toDepartment({ ...row, closed_on: closedOn })
    },

    async departmentNames(id) {
      const rows = await database.sql.all<DepartmentNameRow>(
        'SELECT * FROM department_names WHERE department_id = ? ORDER BY id',
        [id],
      )
      return rows.map(({ name, from_on: fromOn, to_on: toOn }) => ({ name, fromOn, toOn }))
    },
  }
}
