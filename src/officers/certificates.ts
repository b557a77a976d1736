/** Certificates 证件: the enforcement certificate 行政执法证, several over time, and the legal qualification 法律职业资格, which does not run out. */
import { insertRow, shown, updateRows } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { bringUpToDate } from './bring-up-to-date.ts'
import { type CertificateRow, type OfficerRow, toOfficer } from './model.ts'
import { findOfficer, type OfficerRoom, recordEdit, today } from './room.ts'
import type { Officer, Officers } from './service.ts'

/** Named in every refusal, by which what stopped for want of one is found. */
export const certificate = '行政执法证'

export const certificatesOf = (sql: Sql, officerIds: string[]): Promise<CertificateRow[]> =>
  sql.all<CertificateRow>(
    `SELECT * FROM officer_certificates WHERE officer_id IN (${officerIds.map(() => '?').join(', ')}) ORDER BY valid_from, id`,
    officerIds,
  )

/** @throws Problem `conflict` when another officer has the number: a renewed certificate may keep its own. */
export async function requireFreeNumber(sql: Sql, officerId: string, number: string): Promise<void> {
  const [taken] = await sql.all<{ name: string }>(
    "SELECT o.name FROM officer_certificates c JOIN officers o ON o.id = c.officer_id WHERE c.kind = 'enforcement' AND c.number = ? AND c.officer_id <> ?",
    [number, officerId],
  )
  if (taken) throw problem('conflict', `执法证号 ${number} 已登记在${taken.name}名下`)
}

export function certificates(
  room: OfficerRoom,
): Pick<Officers, 'recordCertificate' | 'withdrawCertificate' | 'assertNameable' | 'assertCertified'> {
  const { database, identity, newId } = room

  return {
    async recordCertificate(tx, actor, officerId, { kind, issuer, number, validFrom, validTo = null }) {
      identity.require(actor, 'officer.edit')
      await findOfficer(tx.sql, officerId, database.dialect.forUpdate)
      if (kind === 'enforcement') {
        if (validTo === null || validTo < validFrom)
          throw problem('input-invalid', '证件有效期有误', [
            { path: 'validTo', message: '行政执法证须有截止日期，且不早于起始日期' },
          ])
        await requireFreeNumber(tx.sql, officerId, number)
      }
      const row: CertificateRow = {
        id: newId(),
        officer_id: officerId,
        kind,
        issuer,
        number,
        valid_from: validFrom,
        valid_to: kind === 'enforcement' ? validTo : null,
        withdrawn_on: null,
        withdrawn_reason: null,
      }
      await insertRow(tx.sql, 'officer_certificates', row)
      if (kind === 'legal-qualification')
        await updateRows<OfficerRow>(tx.sql, 'officers', { id: officerId }, { legal_qualification: true })
      else await bringUpToDate(room, tx)
      await recordEdit(room, tx, actor, 'officer.certificate-recorded', officerId, {
        after: { kind, number, issuer, validFrom, validTo: row.valid_to },
      })
      return shown(row)
    },

    async withdrawCertificate(tx, actor, certificateId, reason) {
      identity.require(actor, 'officer.edit')
      const [row] = await tx.sql.all<CertificateRow>(
        `SELECT * FROM officer_certificates WHERE id = ? ${database.dialect.forUpdate}`,
        [certificateId],
      )
      if (!row) throw problem('not-found', '证件不存在')
      if (row.withdrawn_on !== null) throw problem('conflict', `证件已于 ${row.withdrawn_on} 收回`)
      const withdrawn = { withdrawn_on: today(room), withdrawn_reason: reason }
      await updateRows<CertificateRow>(tx.sql, 'officer_certificates', { id: certificateId }, withdrawn)
      if (row.kind === 'enforcement') await bringUpToDate(room, tx)
      else {
        const [other] = await tx.sql.all(
          "SELECT id FROM officer_certificates WHERE officer_id = ? AND kind = 'legal-qualification' AND withdrawn_on IS NULL",
          [row.officer_id],
        )
        await updateRows<OfficerRow>(
          tx.sql,
          'officers',
          { id: row.officer_id },
          { legal_qualification: other !== undefined },
        )
      }
      await recordEdit(room, tx, actor, 'officer.certificate-withdrawn', row.officer_id, {
        before: { kind: row.kind, number: row.number },
        authority: reason,
      })
      return shown({ ...row, ...withdrawn })
    },

    async assertNameable(officerIds, onDay, atLeast = 2, sql = database.sql) {
      const different = [...new Set(officerIds)]
      const refuse = (detail: string, message: string) =>
        problem('input-invalid', detail, [{ path: 'officerIds', message }])
      if (different.length < atLeast)
        throw refuse(`执法人员不得少于 ${atLeast} 人（行政处罚法 第四十二条）`, `至少 ${atLeast} 人`)
      if (different.length === 0) return []
      const all = await certificatesOf(sql, different)
      const officers: Officer[] = []
      for (const id of different) {
        const row = await findOfficer(sql, id)
        if (!row.active) throw refuse(`${row.name}已不在岗，不能写入文书`, '已不在岗')
        const own = all.filter(
          (one) => one.officer_id === id && one.kind === 'enforcement' && one.withdrawn_on === null,
        )
        officers.push({ ...toOfficer(row), ...goodOn(row.name, own, onDay) })
      }
      return officers
    },

    async assertCertified(officerIds, onDay, sql = database.sql) {
      const all = await certificatesOf(sql, officerIds)
      for (const id of officerIds) {
        const { name } = await findOfficer(sql, id)
        goodOn(
          name,
          all.filter(
            (one) => one.officer_id === id && one.kind === 'enforcement' && one.withdrawn_on === null,
          ),
          onDay,
        )
      }
    },
  }

  function goodOn(
    name: string,
    own: CertificateRow[],
    day: string,
  ): Pick<Officer, 'certificateNumber' | 'certificateExpiresOn'> {
    const refuse = (detail: string, message: string) =>
      problem('input-invalid', detail, [{ path: 'officerIds', message }])
    if (own.length === 0)
      throw refuse(
        `${name}没有有效的行政执法证，不能写入文书：请登记新证，或者更换办案人员（行政处罚法 第四十二条）`,
        '没有行政执法证',
      )
    const begun = own.filter((one) => one.valid_from === null || one.valid_from <= day)
    const good = begun.find((one) => one.valid_to! >= day)
    if (good) return { certificateNumber: good.number, certificateExpiresOn: good.valid_to }
    if (begun.length === 0)
      throw refuse(`${name}的行政执法证自 ${own[0]!.valid_from} 起有效，${day} 不能写入文书`, '证件尚未生效')
    const ended = begun
      .map((one) => one.valid_to!)
      .sort()
      .at(-1)!
    throw problem(
      'certificate-expired',
      `${name}的行政执法证已于 ${ended} 到期，${day} 不能写入文书：请在人员档案登记换发的新证，或者申请更换办案人员（行政处罚法 第四十二条）`,
    )
  }
}
