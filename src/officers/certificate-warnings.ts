/** Certificates that run out soon: a list for whoever may see the files, and one notice per certificate and threshold to its holder and general affairs. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { addDays, dayNumber } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import { type OfficerRoom, today } from './room.ts'

interface ExpiringRow {
  certificate_id: string
  officer_id: string
  name: string
  department_id: string
  number: string
  valid_to: string
}

export interface ExpiringCertificate {
  certificateId: string
  officerId: string
  name: string
  departmentId: string
  number: string
  validTo: string
  daysLeft: number
}

/** What the notice needs of who sends it; the tasks slice's `Notifications` is one. */
export interface Notifier {
  send(
    tx: WriteTransaction,
    notice: { officerIds: string[]; kind: string; text: string; link?: string },
  ): Promise<void>
}

/** Each active officer's last certificate, where it ends within the days and no other follows. */
function selectExpiring(sql: Sql, from: string, until: string, more = '', values: SqlValue[] = []) {
  return sql.all<ExpiringRow>(
    `SELECT c.id AS certificate_id, o.id AS officer_id, o.name, o.department_id, c.number, c.valid_to
     FROM officer_certificates c JOIN officers o ON o.id = c.officer_id
     WHERE c.kind = 'enforcement' AND c.valid_to >= ? AND c.valid_to <= ? AND c.withdrawn_on IS NULL AND o.active = 1 ${more}
       AND NOT EXISTS (SELECT 1 FROM officer_certificates l WHERE l.officer_id = c.officer_id AND l.kind = c.kind AND l.withdrawn_on IS NULL
         AND (l.valid_to > c.valid_to OR (l.valid_to = c.valid_to AND l.id > c.id)))
     ORDER BY c.valid_to, o.number`,
    [from, until, ...values],
  )
}

export async function expiringCertificates(
  room: OfficerRoom,
  actor: Actor,
  days: number,
): Promise<ExpiringCertificate[]> {
  const reach = room.identity.reach(actor, 'officer.file')
  if (!reach) throw problem('forbidden', '您的角色不能查看执法人员档案')
  const day = today(room)
  const places = reach.all ? '' : reach.departmentIds.map(() => '?').join(', ')
  const within = reach.all ? '' : `AND (o.id = ? ${places && `OR o.department_id IN (${places})`})`
  const values = reach.all ? [] : [reach.ownOfficerId, ...reach.departmentIds]
  const rows = await selectExpiring(room.database.sql, day, addDays(day, days), within, values)
  return rows.map((row) => ({
    certificateId: row.certificate_id,
    officerId: row.officer_id,
    name: row.name,
    departmentId: row.department_id,
    number: row.number,
    validTo: row.valid_to,
    daysLeft: dayNumber(row.valid_to) - dayNumber(day),
  }))
}

/** @returns how many certificates were warned of now. */
export async function warnOfExpiry(
  room: OfficerRoom,
  tx: WriteTransaction,
  notifier: Notifier,
): Promise<number> {
  const { database, rules, clock } = room
  const day = today(room)
  const office = await generalAffairs(room)
  const warned = new Map<string, ExpiringRow>()
  for (const days of rules.certificateWarningDays) {
    for (const row of await selectExpiring(tx.sql, day, addDays(day, days))) {
      const first = await insertRow(
        tx.sql,
        'certificate_warnings',
        { certificate_id: row.certificate_id, days, warned_at: clock.now() },
        database.dialect.insertIgnore,
      )
      if (first) warned.set(row.certificate_id, row)
    }
  }
  for (const { officer_id, name, number, valid_to } of warned.values()) {
    const left = dayNumber(valid_to) - dayNumber(day)
    const rest = `行政执法证（${number}）将于 ${valid_to} 到期，还剩 ${left} 天；到期后不能写入文书（行政处罚法 第四十二条）`
    const send = (officerIds: string[], text: string) =>
      notifier.send(tx, { officerIds, kind: 'certificate-expiring', text, link: `/officers/${officer_id}` })
    await send([officer_id], `您的${rest}，请及时换证。`)
    await send(
      office.filter((id) => id !== officer_id),
      `${name}的${rest}，请办理换证。`,
    )
  }
  return warned.size
}

/** Those whose role keeps the files. */
async function generalAffairs({ identity }: OfficerRoom): Promise<string[]> {
  const roles = [...identity.roleTable.roles.values()].filter(({ actions }) => actions.has('officer.edit'))
  const holders = await Promise.all(roles.map(({ code }) => identity.holders(code)))
  return [...new Set(holders.flat().map(({ officerId }) => officerId))]
}
