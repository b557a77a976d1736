/** Reminders 催办 of limits: to whom and when stands in data/deadlines.yaml. Each step (blue, red, over) is told once; a limit that moved begins anew. */
import type { Identity } from '../identity/service.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { dueKinds, type DueObject, type DueOwners } from './owners.ts'
import type { DeadlineRow } from './rows.ts'
import type { Deadline } from './service.ts'
import type { ColourRules } from './time-left.ts'

/** What a reminder needs of who sends it; the tasks slice's `Notifications` is one. */
export interface Notifier {
  send(
    tx: WriteTransaction,
    notice: { officerIds: string[]; caseId?: string | null; kind: string; text: string; link?: string },
  ): Promise<void>
}

const steps = ['blue', 'red', 'over'] as const
export type ReminderStep = (typeof steps)[number]

const atOnce = 200

interface RemindRoom {
  owners: Required<DueOwners>
  identity: Pick<Identity, 'holders'>
  colours: ColourRules
  now: number
  /** Limits in days wait for office hours; those in hours do not. */
  officeHours: boolean
  view(sql: Sql, rows: DeadlineRow[]): Promise<Deadline[]>
}

/** @returns how many limits were reminded of; call again until it is 0. */
export async function remindOfDue(
  room: RemindRoom,
  tx: WriteTransaction,
  notifier: Notifier,
): Promise<number> {
  const { now, officeHours, owners, view } = room
  const rows = await tx.sql.all<DeadlineRow>(
    `SELECT * FROM deadlines WHERE ended_at IS NULL AND state <> 'suspended' ${officeHours ? '' : "AND unit = 'hour'"}
       AND ((reminded < 3 AND due_at < ?) OR (reminded < 2 AND red_at <= ?) OR (reminded < 1 AND blue_at <= ?))
     ORDER BY due_at, id LIMIT ?`,
    [now, now, now, atOnce],
  )
  const objects = await owners.find(tx.sql, [...new Set(rows.map(({ case_id }) => case_id))])
  const views = await view(tx.sql, rows)
  for (const [index, row] of rows.entries()) {
    const step: ReminderStep = now > Number(row.due_at) ? 'over' : now >= Number(row.red_at) ? 'red' : 'blue'
    const object = objects.get(row.case_id)
    const above = object && step === 'over' ? await owners.whenOver(tx, views[index]!) : []
    await tx.sql.run('UPDATE deadlines SET reminded = ? WHERE id = ?', [steps.indexOf(step) + 1, row.id])
    if (!object) continue
    const officerIds = [...new Set([...(await receivers(room, step, object)), ...above])]
    if (officerIds.length === 0) continue
    const { name, left, dueOn, basis } = views[index]!
    await notifier.send(tx, {
      officerIds,
      caseId: object.kind === 'case' ? object.id : null,
      kind: step === 'over' ? 'deadline-over' : 'deadline-near',
      text: `${dueKinds[object.kind]}${object.number ?? '（尚未编号）'}的“${name}”${left}，${dueOn} 届满（${basis}），请依法办理。`,
      link: `/${object.kind}s/${object.id}`,
    })
  }
  return rows.length
}

async function receivers(
  { colours, identity }: RemindRoom,
  step: ReminderStep,
  { officers, departmentId }: DueObject,
): Promise<string[]> {
  const ids = new Set<string>()
  for (const to of colours.remind[step]) {
    if (to === 'officers') for (const { officerId } of officers) ids.add(officerId)
    else
      for (const { officerId, grant } of await identity.holders(to))
        if (grant.departmentId === departmentId) ids.add(officerId)
  }
  return [...ids]
}
