/**
 * `tasklist`: the first page of one's tasks over HTTP, where 1,000,000 tasks are open, beside 10,000. An officer handles as many cases either way (a larger
 * bureau has more officers); what waits for the legal section, for a reviewer and for a department grows with the whole.
 */
import type { Application } from '../../src/application.ts'
import { bulkRows } from '../../src/cli/generate/bulk-rows.ts'
import type { CaseOfficerRow } from '../../src/cases/model.ts'
import type { Actor } from '../../src/identity/actor.ts'
import type { TaskRow } from '../../src/tasks/model.ts'
import type { ThrowAway } from '../../test/databases.ts'
import { onBothDatabases } from '../both-databases.ts'
import { demoActor, monday } from '../../test/registers/bureau.ts'
import { type ServedBureau, servedBureau } from '../served-bureau.ts'
import { leadRow, openCaseRow } from './open-case-row.ts'
import { type Bench, round, type Result } from '../result.ts'

const few = 10_000
const casesOfOfficer = 150
const goal = 50
const userNames = ['squad-01-officer-1', 'squad-01-head', 'legal-reviewer-1', 'legal-head']

export const tasklist: Bench = {
  name: 'tasklist',
  async run({ quick, say }) {
    const many = quick ? 200_000 : 1_000_000
    return onBothDatabases(say, async (name, store) => [await measure(name, store, many, say)])
  },
}

async function measure(
  name: string,
  store: ThrowAway,
  many: number,
  say: (line: string) => void,
): Promise<Result> {
  const bureau = await servedBureau(store, say)
  const { app } = bureau
  try {
    const people: Actor[] = []
    for (const userName of userNames) people.push(await demoActor(app.identity, userName))
    await fill(app, people, 0, few)
    const p99Few = await ask(bureau)
    await fill(app, people, few, many)
    say(`${name}: ${many} open tasks`)
    const p99 = await ask(bureau)
    say(`${name}: p99 ${round(p99Few)} ms of ${few}, ${round(p99)} ms of ${many}`)
    return {
      name: `tasklist/${name}`,
      value: round(p99),
      unit: 'ms',
      peer: `itself with ${few} open tasks`,
      peerValue: round(p99Few),
      ratio: round(p99 / p99Few),
      goal: `p99 ≤ ${goal} ms with ${many} open tasks, and ≤ 2× of that with ${few}`,
      met: p99 <= goal && p99 <= 2 * p99Few,
    }
  } finally {
    await bureau.close()
  }
}

/** Of the four people, the one who waits longest. */
async function ask(bureau: ServedBureau): Promise<number> {
  let worst = 0
  for (const userName of userNames) {
    const first = await bureau.get<{ items: unknown[] }>(userName, '/tasks')
    if (first.items.length < 50) throw new Error(`${userName} has ${first.items.length} tasks only`)
    worst = Math.max(worst, await bureau.percentile(0.99, userName, '/tasks'))
  }
  return worst
}

async function fill(app: Application, people: Actor[], from: number, to: number): Promise<void> {
  const { database } = app
  const rows = bulkRows(database.dialect)
  const departments = (await app.officers.departments()).filter(({ kind }) => kind === 'squad')
  const [officer] = people
  for (let at = from; at < to; at++) {
    const caseId = `C${String(at).padStart(25, '0')}`
    const key = String(2_000_000_000_000 + at)
    const department = departments[Math.floor(at / 20) % departments.length]!
    // The measured officer has the first cases; each following officer as many.
    const lead = at < casesOfOfficer ? officer!.officerId! : `O${Math.floor(at / casesOfOfficer)}`
    rows.add('cases', openCaseRow(caseId, lead, department.id))
    rows.add<CaseOfficerRow>('case_officers', leadRow(caseId, lead))
    // 7919 is a prime: due days are spread without an order of the key. One in ten is not due at all.
    const due = at % 10 === 9 ? null : monday + ((at * 7919) % 90_000) * 86_400
    const taken = at % 20 === 7
    const task: TaskRow = {
      user_task_key: key,
      element_id: 'inspect-scene',
      element_instance_key: key,
      process_id: 'case-ordinary',
      process_instance_key: key,
      case_id: caseId,
      department_id: department.id,
      approval_id: null,
      form_id: 'inspect-scene',
      headers: '{"law":"行政处罚法 第五十五条","act":"办理","documents":"inspection-record"}',
      assignee: taken ? lead : null,
      due_at: due,
      state: 'open',
      submitted_act: null,
      created_at: monday,
      ended_at: null,
      due_order: due ?? 9_000_000_000_000_000,
    }
    rows.add<TaskRow>('tasks', task)
    const candidate = (kind: string, name: string) =>
      rows.add('task_candidates', {
        user_task_key: key,
        kind,
        candidate: name,
        due_order: taken ? null : task.due_order,
      })
    // Of twenty: thirteen for the officers of the case, three for reviewers, four for roles.
    const of = at % 20
    if (of < 13) candidate('group', `case-officers:${caseId}`)
    else if (of < 16) {
      candidate('user', people[2]!.officerId!)
      candidate('user', `O${at}`)
    } else if (of < 18) candidate('group', `role:department-head:${department.id}`)
    else candidate('group', of === 18 ? 'role:legal-section' : `role:legal-section:${department.id}`)
    if (at % 10_000 === 9_999) await database.write(({ sql }) => rows.flush(sql))
  }
  await database.write(({ sql }) => rows.flush(sql))
  const { sql, dialect } = database
  // The statistics that a running database keeps by itself.
  if (dialect.name === 'mariadb') await sql.all('ANALYZE TABLE tasks, task_candidates, cases, case_officers')
}
