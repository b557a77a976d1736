/** Posts over time: a transfer 调动 between departments begins on a day; leaving (`leaving.ts`) ends the last post. */
import { insertRow, shown, updateRows } from '../platform/database/rows.ts'
import { addDays } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import type { OfficerRow, PostRow } from './model.ts'
import { findOfficer, findOpenDepartment, type OfficerRoom, recordEdit } from './room.ts'
import type { Officers } from './service.ts'

export function posts(room: OfficerRoom): Pick<Officers, 'transfer'> {
  const { database, identity, newId } = room
  const refuse = (path: string, message: string) =>
    problem('input-invalid', '任职信息有误', [{ path, message }])

  return {
    async transfer(tx, actor, officerId, { departmentId, title, fromOn, reason }) {
      identity.require(actor, 'officer.edit')
      const officer = await findOfficer(tx.sql, officerId, database.dialect.forUpdate)
      if (!officer.active) throw problem('conflict', `${officer.name}已不在岗，不能调动`)
      await findOpenDepartment(tx.sql, departmentId)
      const [last] = await tx.sql.all<PostRow>(
        'SELECT * FROM officer_posts WHERE officer_id = ? ORDER BY from_on DESC, id DESC LIMIT 1',
        [officerId],
      )
      if (last && fromOn <= last.from_on) throw refuse('fromOn', `须晚于上一任职的起始日期 ${last.from_on}`)
      // Who was about to leave may stay: the same post once more.
      if (last?.department_id === departmentId && last.title === title && officer.left_on === null)
        throw refuse('departmentId', '与现任部门和岗位相同')
      if (last)
        await updateRows<PostRow>(tx.sql, 'officer_posts', { id: last.id }, { to_on: addDays(fromOn, -1) })
      if (officer.left_on !== null)
        await updateRows<OfficerRow>(tx.sql, 'officers', { id: officerId }, { left_on: null })
      const row: PostRow = {
        id: newId(),
        officer_id: officerId,
        department_id: departmentId,
        title,
        from_on: fromOn,
        to_on: null,
      }
      await insertRow(tx.sql, 'officer_posts', row)
      await recordEdit(room, tx, actor, 'officer.transfer-ordered', officerId, {
        before: { departmentId: last?.department_id ?? officer.department_id },
        after: { departmentId, post: title, from: fromOn },
        authority: reason,
      })
      await bringUpToDate(room, tx)
      const { departmentId: to, title: post, fromOn: from, toOn } = shown(row)
      return { departmentId: to, title: post, fromOn: from, toOn }
    },
  }
}
