/** Records of violations 违法记录: what was decided against a party, once per case; taken back when the decision is. */
import { insertRow } from '../platform/database/rows.ts'
import { familyOf, placesOf } from './family.ts'
import { findRepeatRecord } from './find-repeat-record.ts'
import { type RecordRow, toRecord } from './model.ts'
import type { PartyRoom } from './room.ts'
import type { Parties } from './service.ts'

type Records = Pick<Parties, 'addRecord' | 'revokeRecord' | 'records' | 'findRepeatRecord'>

export function partyRecords({ database, clock, audit, newId }: PartyRoom): Records {
  return {
    async addRecord(tx, actor, { partyId, violationCode, decidedOn, fineFen, penalised, caseId }) {
      const mark = penalised === undefined ? null : Number(penalised)
      const added = await insertRow<RecordRow>(
        tx.sql,
        'party_records',
        {
          id: newId(),
          party_id: partyId,
          violation_code: violationCode,
          decided_on: decidedOn,
          fine_fen: fineFen,
          case_id: caseId,
          penalised: mark ?? 1,
          revoked_at: null,
        },
        database.dialect.insertIgnore,
      )
      // A decision that was changed, or made again after it had been revoked.
      const revised =
        !added &&
        (
          await tx.sql.run(
            `UPDATE party_records SET decided_on = ?, fine_fen = ?, penalised = COALESCE(?, penalised), revoked_at = NULL
           WHERE case_id = ? AND party_id = ? AND violation_code = ? AND (decided_on <> ? OR fine_fen <> ? OR penalised <> COALESCE(?, penalised) OR revoked_at IS NOT NULL)`,
            [decidedOn, fineFen, mark, caseId, partyId, violationCode, decidedOn, fineFen, mark],
          )
        ).changes > 0
      if (added || revised) {
        const after = { violationCode, decidedOn, fineFen, ...(penalised === false && { penalised }) }
        await audit.append(tx, {
          actor,
          action: added ? 'party.record-added' : 'party.record-revised',
          object: { type: 'party', id: partyId },
          caseId,
          after,
        })
      }
      const [row] = await tx.sql.all<RecordRow>(
        'SELECT * FROM party_records WHERE case_id = ? AND party_id = ? AND violation_code = ?',
        [caseId, partyId, violationCode],
      )
      return toRecord(row!)
    },

    async revokeRecord(tx, actor, caseId, reason) {
      const rows = await tx.sql.all<RecordRow>(
        'SELECT * FROM party_records WHERE case_id = ? AND revoked_at IS NULL',
        [caseId],
      )
      for (const { id, party_id: partyId } of rows) {
        await tx.sql.run('UPDATE party_records SET revoked_at = ? WHERE id = ?', [clock.now(), id])
        await audit.append(tx, {
          actor,
          action: 'party.record-revoked',
          object: { type: 'party', id: partyId },
          caseId,
          authority: reason,
        })
      }
    },

    async records(partyId) {
      const family = await familyOf(database.sql, partyId)
      const rows = await database.sql.all<RecordRow>(
        `SELECT * FROM party_records WHERE party_id IN (${placesOf(family)}) AND revoked_at IS NULL ORDER BY decided_on DESC, id DESC`,
        family,
      )
      return rows.map(toRecord)
    },

    findRepeatRecord: (partyId, violationCode, monthsBack, asOf) =>
      findRepeatRecord(database.sql, partyId, violationCode, monthsBack, asOf),
  }
}
