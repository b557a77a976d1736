/**
 * An officer's row says what is so today: department and post, and the enforcement certificate in force (or the last one that was). Posts and
 * certificates begin and end on days of their own, so it is brought up to date with each change and when a day begins.
 */
import { updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { systemActor } from '../identity/actor.ts'
import { takeLeaves } from './leaving.ts'
import type { OfficerRow, PostRow } from './model.ts'
import { type OfficerRoom, recordEdit, today } from './room.ts'

interface DuePost extends PostRow {
  old_department_id: string
  code: string
  kind: string
}

export async function bringUpToDate(room: OfficerRoom, tx: WriteTransaction): Promise<void> {
  const day = today(room)
  const due = await tx.sql.all<DuePost>(
    `SELECT p.*, o.department_id AS old_department_id, d.code, d.kind FROM officer_posts p
     JOIN officers o ON o.id = p.officer_id JOIN departments d ON d.id = p.department_id
     WHERE o.active = 1 AND p.from_on <= ? AND (p.to_on IS NULL OR p.to_on >= ?) AND (o.department_id <> p.department_id OR o.post <> p.title)`,
    [day, day],
  )
  for (const post of due) await takePost(room, tx, post)
  await takeLeaves(room, tx)
  await refreshCertificates(tx.sql, day)
}

/** From this day new cases are the new squad's; those that are open stay with the squad that opened them. */
async function takePost(room: OfficerRoom, tx: WriteTransaction, post: DuePost): Promise<void> {
  const { officer_id: id, department_id, old_department_id, title, kind, code } = post
  const squad = kind === 'squad' ? code : null
  await updateRows<OfficerRow>(tx.sql, 'officers', { id }, { department_id, squad, post: title })
  if (department_id === old_department_id) return
  // The right to handle cases goes along; what a leader may do in the old department is for the administrator to take and give.
  await tx.sql.run(
    `UPDATE role_grants SET department_id = ? WHERE role = 'officer' AND department_id = ? AND account_id IN (SELECT id FROM accounts WHERE officer_id = ?)`,
    [department_id, old_department_id, id],
  )
  await recordEdit(room, tx, systemActor('officer.transfer'), 'officer.transferred', id, {
    before: { departmentId: old_department_id },
    after: { departmentId: department_id, post: title, from: post.from_on },
  })
}

/** The certificate that ends last of those that have begun and were not withdrawn. */
async function refreshCertificates(sql: Sql, day: string): Promise<void> {
  const inForce = (column: string) =>
    `(SELECT c.${column} FROM officer_certificates c WHERE c.officer_id = officers.id AND c.kind = 'enforcement' AND c.withdrawn_on IS NULL
      AND (c.valid_from IS NULL OR c.valid_from <= ?) ORDER BY c.valid_to DESC, c.id DESC LIMIT 1)`
  await sql.run(
    `UPDATE officers SET certificate_number = ${inForce('number')}, certificate_expires_on = ${inForce('valid_to')} WHERE active = 1`,
    [day, day],
  )
}
