/** A new officer with the first post and, where there is one, the enforcement certificate. */
import { insertRow } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import { requireFreeNumber } from './certificates.ts'
import type { CertificateRow, PostRow } from './model.ts'
import { findOpenDepartment, type OfficerRoom, recordEdit } from './room.ts'
import type { Officers } from './service.ts'

export function addingOfficers(room: OfficerRoom): Pick<Officers, 'addOfficer'> {
  const { identity, models, newId } = room
  return {
    async addOfficer(tx, actor, { id = newId(), postFrom, certificateIssuer, certificateFrom, ...facts }) {
      identity.require(actor, 'officer.edit')
      await findOpenDepartment(tx.sql, facts.departmentId)
      const [known] = await tx.sql.all('SELECT id FROM officers WHERE number = ?', [facts.number])
      if (known) throw problem('conflict', `工号 ${facts.number} 已经使用`)
      if (facts.certificateNumber !== null) await requireFreeNumber(tx.sql, id, facts.certificateNumber)
      await models.officers.create(
        {
          id,
          number: facts.number,
          name: facts.name,
          department_id: facts.departmentId,
          squad: facts.squad,
          post: facts.post,
          certificate_number: facts.certificateNumber,
          certificate_expires_on: facts.certificateExpiresOn,
          legal_qualification: facts.legalQualification,
          active: true,
          sex: null,
          birth_day: null,
          education: null,
          joined_on: null,
          left_on: null,
          phone: null,
          version: 1,
        },
        { transaction: tx.sequelize },
      )
      await insertRow<PostRow>(tx.sql, 'officer_posts', {
        id: newId(),
        officer_id: id,
        department_id: facts.departmentId,
        title: facts.post,
        from_on: postFrom,
        to_on: null,
      })
      if (facts.certificateNumber !== null && facts.certificateExpiresOn !== null)
        await insertRow<CertificateRow>(tx.sql, 'officer_certificates', {
          id: newId(),
          officer_id: id,
          kind: 'enforcement',
          issuer: certificateIssuer ?? null,
          number: facts.certificateNumber,
          valid_from: certificateFrom ?? null,
          valid_to: facts.certificateExpiresOn,
          withdrawn_on: null,
          withdrawn_reason: null,
        })
      await recordEdit(room, tx, actor, 'officer.added', id, {
        after: { number: facts.number, departmentId: facts.departmentId, post: facts.post },
      })
      return { id, ...facts, active: true }
    },
  }
}
