/**
 * What an officer who leaves 离岗 still has in hand is shown to who leads: open cases to the head of the department that a case is of, tasks to the head of
 * their own. Nothing is taken from anybody by itself: who handles a case is decided by a person and stands in its file.
 */
import type { Leaver } from '../officers/service.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { CaseRoom } from './room.ts'

interface InHand {
  cases: (string | null)[]
  tasks: number
}

/** Numbers that a notice names; more are counted. */
const named = 10

export async function tellOfLeaving(room: CaseRoom, tx: WriteTransaction, leaver: Leaver): Promise<void> {
  const inHand = new Map<string, InHand>()
  const of = (departmentId: string) => {
    const known = inHand.get(departmentId) ?? { cases: [], tasks: 0 }
    inHand.set(departmentId, known)
    return known
  }
  const cases = await tx.sql.all<{ number: string | null; department_id: string }>(
    `SELECT c.number, c.department_id FROM case_officers o JOIN cases c ON c.id = o.case_id
     WHERE o.officer_id = ? AND o.to_at IS NULL AND c.state = 'open' ORDER BY c.opened_at, c.id`,
    [leaver.officerId],
  )
  for (const { number, department_id } of cases) of(department_id).cases.push(number)
  const tasks = await tasksOf(tx.sql, leaver.officerId)
  if (tasks > 0) of(leaver.departmentId).tasks = tasks
  for (const [departmentId, what] of inHand)
    await room.tasks.notifications.send(tx, {
      officerIds: await leadersOf(room, tx.sql, departmentId, leaver.officerId),
      kind: 'officer-leaving',
      text: `${leaver.name}的最后工作日是 ${leaver.lastDay}，名下有${inWords(what)}，请及时更换办案人员、转办任务。`,
      link: `/officers/${leaver.officerId}`,
    })
}

async function tasksOf(sql: Sql, officerId: string): Promise<number> {
  const [row] = await sql.all<{ many: number | string }>(
    `SELECT COUNT(*) AS many FROM tasks t WHERE t.state = 'open' AND (t.assignee = ? OR EXISTS
     (SELECT 1 FROM task_candidates c WHERE c.user_task_key = t.user_task_key AND c.kind = 'user' AND c.candidate = ?))`,
    [officerId, officerId],
  )
  return Number(row!.many)
}

/** The head; where there is none, or they are who leaves, the next above. */
async function leadersOf(room: CaseRoom, sql: Sql, departmentId: string, leaver: string): Promise<string[]> {
  const query = { departmentId, at: room.clock.now(), excludeOfficerIds: [leaver] }
  for (const [role, scope] of [
    ['department-head', 'department'],
    ['deputy-director', 'department'],
    ['director', 'bureau'],
  ] as const) {
    const found = await room.officers.findApprovers({ role, scope, ...query }, sql)
    if (found.length > 0) return found.map(({ officerId }) => officerId)
  }
  return []
}

function inWords({ cases, tasks }: InHand): string {
  const numbers = cases.filter((number) => number !== null)
  const listed = numbers.slice(0, named).join('、')
  const whole = numbers.length === cases.length && numbers.length <= named
  const parts = [
    cases.length > 0 ? `在办案件 ${cases.length} 件${listed && `（${listed}${whole ? '' : ' 等'}）`}` : '',
    tasks > 0 ? `待办任务 ${tasks} 项` : '',
  ]
  return parts.filter((part) => part !== '').join('、')
}
