/** Cases and clues as what limits run on: whose they are, for lists of what is due and for reminders. */
import type { DueObject, DueOwners } from '../deadlines/owners.ts'
import { titlesOf } from './case-page.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'
import { bindingLimit } from './volumes/time-to-bind.ts'

export function dueOwners(room: CaseRoom): DueOwners {
  return {
    async find(sql, ids) {
      if (ids.length === 0) return new Map()
      const places = ids.map(() => '?').join(', ')
      const rows = await sql.all<CaseRow>(`SELECT * FROM cases WHERE id IN (${places})`, ids)
      const found = new Map<string, DueObject>()
      if (rows.length > 0) {
        const titles = await titlesOf(room, rows)
        const people = await sql.all<{ case_id: string; officer_id: string; name: string }>(
          `SELECT h.case_id, h.officer_id, o.name FROM case_officers h JOIN officers o ON o.id = h.officer_id
           WHERE h.to_at IS NULL AND h.case_id IN (${rows.map(() => '?').join(', ')}) ORDER BY CASE h.part WHEN 'lead' THEN 0 ELSE 1 END, h.from_at, h.officer_id`,
          rows.map(({ id }) => id),
        )
        for (const { id, number, department_id } of rows)
          found.set(id, {
            kind: 'case',
            id,
            number,
            title: titles.get(id)!,
            departmentId: department_id,
            officers: people
              .filter(({ case_id }) => case_id === id)
              .map(({ officer_id: officerId, name }) => ({ officerId, name })),
          })
      }
      const rest = ids.filter((id) => !found.has(id))
      for (const clue of await room.clues.dueObjects(sql, rest)) found.set(clue.id, clue)
      return found
    },
    async ofOfficer(sql, officerId) {
      // The officer’s few cases first: SQLite would begin with all that are open.
      const rows = await sql.all<{ id: string }>(
        `SELECT c.id FROM case_officers o CROSS JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ? AND o.to_at IS NULL AND (c.state IN ('open', 'closed')
           OR EXISTS (SELECT 1 FROM publications p WHERE p.open_mark = c.id AND p.state <> 'published')
           OR EXISTS (SELECT 1 FROM deadlines d WHERE d.case_id = c.id AND d.limit_code = ? AND d.ended_at IS NULL))`,
        [officerId, bindingLimit],
      )
      return [...rows.map(({ id }) => id), ...(await room.clues.idsOfOfficer(sql, officerId))]
    },
  }
}
