/** What the use cases of supervision notices share: the row, its lock, who answers for it. */
import type { Actor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { QualityRoom } from '../room.ts'
import type { NoticeRow } from './model.ts'

export async function findNotice(sql: Sql, id: string, lock = ''): Promise<NoticeRow> {
  const [row] = await sql.all<NoticeRow>(`SELECT * FROM supervision_notices WHERE id = ? ${lock}`, [id])
  if (!row) throw problem('not-found', '没有这份执法监督通知书')
  return row
}

export const lockNotice = ({ database }: QualityRoom, { sql }: WriteTransaction, id: string) =>
  findNotice(sql, id, database.dialect.forUpdate)

export async function changeNotice(
  { sql }: WriteTransaction,
  row: NoticeRow,
  changes: Partial<NoticeRow>,
): Promise<void> {
  await updateRows<NoticeRow>(
    sql,
    'supervision_notices',
    { id: row.id },
    { ...changes, version: row.version + 1 },
  )
  Object.assign(row, changes, { version: row.version + 1 })
}

export const objectOf = ({ department_id: departmentId }: NoticeRow) => ({ departmentId })

/** The heads of the department that was told. */
export async function headsOf(
  { identity }: Pick<QualityRoom, 'identity'>,
  departmentId: string,
): Promise<string[]> {
  const holders = await identity.holders('department-head')
  return holders.filter(({ grant }) => grant.departmentId === departmentId).map(({ officerId }) => officerId)
}

export async function noteNotice(
  { audit }: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id, case_id }: NoticeRow,
  action: string,
  after: NonNullable<Parameters<QualityRoom['audit']['append']>[1]['after']>,
): Promise<void> {
  await audit.append(tx, {
    actor,
    action: `supervision.${action}`,
    object: { type: 'supervision-notice', id },
    ...(case_id !== null && { caseId: case_id }),
    after,
  })
}

/** Notices with what is told to people: the number, never a party. */
export async function tell(
  { tasks }: QualityRoom,
  tx: WriteTransaction,
  { id, number }: NoticeRow,
  officerIds: string[],
  kind: string,
  text: string,
): Promise<void> {
  await tasks.notifications.send(tx, {
    officerIds,
    kind: `supervision-${kind}`,
    text: `执法监督通知书 ${number}${text}`,
    link: `/supervision-notices/${id}`,
  })
}
