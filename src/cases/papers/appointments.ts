/** Appointments 约定的时间: when somebody is called in for an interview, or has to bring what was asked for (行政处罚法 第五十五条). */
import { insertRow } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'

export interface AppointmentRow {
  /** Of the fact. */
  id: string
  case_id: string
  /** The notice: one that is spoiled or withdrawn calls nobody. */
  document_id: string
  kind: 'interview' | 'evidence'
  /** Epoch ms; for evidence the end of the last day. */
  at: number
}

/** In the transaction that has issued the notice. */
export async function keepAppointment(
  { documents }: CaseRoom,
  { sql }: WriteTransaction,
  { notice, ...appointment }: Omit<AppointmentRow, 'document_id'> & { notice: string },
): Promise<void> {
  const issued = await documents.latest(sql, appointment.case_id, notice)
  await insertRow<AppointmentRow>(sql, 'appointments', { ...appointment, document_id: issued!.id })
}
