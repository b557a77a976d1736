/** What an officer learned and what was decided about them: trainings 培训, commendations 表彰 and discipline 处分. */
import { insertRow, shown, updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { ConductRow, TrainingRow } from './model.ts'
import { findOfficer, type OfficerRoom, recordEdit, today } from './room.ts'
import type { Officers } from './service.ts'

export function merits(
  room: OfficerRoom,
): Pick<Officers, 'recordTraining' | 'recordConduct' | 'revokeConduct'> {
  const { database, identity, newId } = room

  return {
    async recordTraining(tx, actor, officerId, { subject, organiser, fromOn, toOn, hours, result }) {
      identity.require(actor, 'officer.edit')
      await findOfficer(tx.sql, officerId)
      if (toOn < fromOn)
        throw problem('input-invalid', '培训信息有误', [{ path: 'toOn', message: '不能早于起始日期' }])
      const row: TrainingRow = {
        id: newId(),
        officer_id: officerId,
        subject,
        organiser,
        from_on: fromOn,
        to_on: toOn,
        hours,
        result,
      }
      await insertRow(tx.sql, 'officer_trainings', row)
      await recordEdit(room, tx, actor, 'officer.training-recorded', officerId, {
        after: { subject, hours, result },
      })
      return shown(row)
    },

    async recordConduct(tx, actor, officerId, { kind, title, decidedBy, documentNumber, decidedOn, endsOn }) {
      identity.require(actor, 'officer.edit')
      await findOfficer(tx.sql, officerId)
      if (decidedOn > today(room))
        throw problem('input-invalid', '奖惩信息有误', [{ path: 'decidedOn', message: '不能在今天之后' }])
      const row: ConductRow = {
        id: newId(),
        officer_id: officerId,
        kind,
        title,
        decided_by: decidedBy,
        document_number: documentNumber ?? null,
        decided_on: decidedOn,
        ends_on: endsOn ?? null,
        revoked_on: null,
        revoked_reason: null,
      }
      await insertRow(tx.sql, 'officer_conduct', row)
      await recordEdit(room, tx, actor, 'officer.conduct-recorded', officerId, {
        after: { id: row.id, kind, title, decidedOn },
      })
      return shown(row)
    },

    async revokeConduct(tx, actor, conductId, reason) {
      identity.require(actor, 'officer.edit')
      const [row] = await tx.sql.all<ConductRow>(
        `SELECT * FROM officer_conduct WHERE id = ? ${database.dialect.forUpdate}`,
        [conductId],
      )
      if (!row) throw problem('not-found', '奖惩记录不存在')
      if (row.revoked_on !== null) throw problem('conflict', '奖惩记录已经撤销')
      const revoked = { revoked_on: today(room), revoked_reason: reason }
      await updateRows<ConductRow>(tx.sql, 'officer_conduct', { id: conductId }, revoked)
      await recordEdit(room, tx, actor, 'officer.conduct-revoked', row.officer_id, {
        before: { id: conductId, kind: row.kind, title: row.title },
        authority: reason,
      })
      return shown({ ...row, ...revoked })
    },
  }
}
