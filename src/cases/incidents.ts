/** Incidents: where a case stands still and a person must look. The legal section sees and resolves them. */
import type { Ticket } from '../engine/outbox/index.ts'
import { yearMissing } from '../deadlines/calendar.ts'
import { goesOnWithABrowser } from '../documents/document-error.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { certificate } from '../officers/certificates.ts'
import { legalDay } from '../platform/clock.ts'
import { problem, reasonOf } from '../platform/problem.ts'
import type { IncidentRow } from './model.ts'
import { type CaseRoom, officersOf } from './room.ts'

export interface IncidentView {
  incidentKey: string
  caseId: string | null
  caseNumber: string | null
  processId: string
  elementId: string
  /** Chinese. */
  element: string
  errorType: string
  message: string
  jobKey: string | null
  createdAt: number
}

export async function listIncidents(
  { database, policy, elementNames }: CaseRoom,
  actor: Actor,
  { caseId }: { caseId?: string } = {},
): Promise<IncidentView[]> {
  policy.require(actor, 'incident.read')
  const rows = await database.sql.all<IncidentRow & { case_id: string | null; number: string | null }>(
    `SELECT i.*, p.case_id, c.number FROM incidents i
     LEFT JOIN process_instances p ON p.process_instance_key = i.process_instance_key
     LEFT JOIN cases c ON c.id = p.case_id
     WHERE i.state = 'open' ${caseId === undefined ? '' : 'AND p.case_id = ?'} ORDER BY i.created_at LIMIT 500`,
    caseId === undefined ? [] : [caseId],
  )
  return rows.map((row) => ({
    incidentKey: row.incident_key,
    caseId: row.case_id,
    caseNumber: row.number,
    processId: row.process_id,
    elementId: row.element_id,
    element: elementNames.get(row.process_id)?.get(row.element_id) ?? row.element_id,
    errorType: row.error_type,
    message: row.message,
    jobKey: row.job_key,
    createdAt: row.created_at,
  }))
}

/** Tries again what failed, after a person has mended the cause. */
export async function resolveIncident(
  { database, policy, outbox, audit }: CaseRoom,
  actor: Actor,
  incidentKey: string,
): Promise<Ticket> {
  policy.require(actor, 'incident.resolve')
  return database.write(async (tx) => {
    const [row] = await tx.sql.all<StoppedRow>(
      'SELECT i.*, p.case_id FROM incidents i LEFT JOIN process_instances p ON p.process_instance_key = i.process_instance_key WHERE i.incident_key = ?',
      [incidentKey],
    )
    if (!row || row.state !== 'open') throw problem('not-found', '没有这个未处理的流程异常')
    return tryAgain({ outbox, audit }, tx, actor, row)
  })
}

/**
 * What stood still because a year's holidays were not known, because an officer of the case had no good certificate 执法证, or because there was no browser to
 * print with, goes on by itself once that is mended. Looked at again and again: a process that has not heard of the year yet may fail once more.
 */
export async function retryStopped(room: CaseRoom): Promise<void> {
  const { database, clock } = room
  const open = await database.sql.all<StoppedRow>(
    `SELECT i.*, p.case_id FROM incidents i LEFT JOIN process_instances p ON p.process_instance_key = i.process_instance_key
     WHERE i.state = 'open' AND (i.message LIKE ? OR i.message LIKE ? OR i.message LIKE ?)`,
    [yearMissing(''), certificate, goesOnWithABrowser].map((reason) => `%${reason}%`),
  )
  let prints: Promise<boolean> | undefined
  const canPrint = () => (prints ??= room.documents.canPrint())
  for (const stopped of open) {
    if (!(await isMended(room, stopped, canPrint))) continue
    await database.write(async (tx) => {
      const [row] = await tx.sql.all<StoppedRow>(
        `SELECT i.*, p.case_id FROM incidents i LEFT JOIN process_instances p ON p.process_instance_key = i.process_instance_key WHERE i.incident_key = ? ${database.dialect.forUpdate}`,
        [stopped.incident_key],
      )
      if (row?.state !== 'open' || clock.now() - Number(row.retried_at ?? 0) < patience) return
      await tx.sql.run('UPDATE incidents SET retried_at = ? WHERE incident_key = ?', [
        clock.now(),
        row.incident_key,
      ])
      await tryAgain(room, tx, systemActor('stopped'), row)
    })
  }
}

type StoppedRow = IncidentRow & { case_id: string | null }

async function isMended(
  { database, deadlines, officers, clock }: CaseRoom,
  { message, case_id: caseId }: StoppedRow,
  canPrint: () => Promise<boolean>,
): Promise<boolean> {
  if (message.includes(goesOnWithABrowser)) return canPrint()
  const [, year] = new RegExp(yearMissing('(\\d{4})')).exec(message) ?? []
  if (year !== undefined) return deadlines.knowsYear(year)
  if (caseId === null) return false
  const handlers = (await officersOf(database.sql, caseId)).map(({ officer_id }) => officer_id)
  return (await reasonOf(() => officers.assertCertified(handlers, legalDay(clock.now())))) === undefined
}

/** Milliseconds that a try is given. */
const patience = 60_000

async function tryAgain(
  { outbox, audit }: Pick<CaseRoom, 'outbox' | 'audit'>,
  tx: WriteTransaction,
  actor: Actor,
  row: StoppedRow,
): Promise<Ticket> {
  const stream = row.case_id ?? row.process_instance_key
  await audit.append(tx, {
    actor,
    action: 'incident.resolved',
    object: { type: 'incident', id: row.incident_key },
    caseId: row.case_id ?? undefined,
    after: { element: row.element_id },
  })
  if (row.job_key !== null)
    await outbox.add(tx, { stream, command: { verb: 'updateJobRetries', jobKey: row.job_key, retries: 3 } })
  return outbox.add(tx, { stream, command: { verb: 'resolveIncident', incidentKey: row.incident_key } })
}
