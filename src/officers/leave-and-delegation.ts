/** Delegation 委托 and absence 请假: one gives only the role one holds, to a colleague, for a time; a leader may record another's absence. */
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Identity } from '../identity/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { AbsenceRow, DelegationRow, OfficerModels } from './model.ts'
import type { Absence, Delegation, Officer, Officers } from './service.ts'

interface Parts {
  models: OfficerModels
  clock: Clock
  audit: Audit
  identity: Identity
  get(id: string, sql: WriteTransaction['sql']): Promise<Officer>
}

type LeaveAndDelegation = Pick<Officers, 'delegate' | 'endDelegation' | 'recordAbsence' | 'cancelAbsence'>

export function leaveAndDelegation({ models, clock, audit, identity, get }: Parts): LeaveAndDelegation {
  const requireSpan = (fromAt: number, toAt: number) => {
    if (fromAt >= toAt)
      throw problem('input-invalid', '结束时间须晚于开始时间', [{ path: 'toAt', message: '须晚于开始时间' }])
  }

  return {
    async delegate(
      tx,
      actor: Actor,
      { fromOfficerId, toOfficerId, role, fromAt, toAt, reason },
    ): Promise<Delegation> {
      identity.require(actor, 'delegation.give', { officerIds: [fromOfficerId] })
      requireSpan(fromAt, toAt)
      if (fromOfficerId === toOfficerId)
        throw problem('input-invalid', '不能委托给本人', [{ path: 'toOfficerId', message: '不能是本人' }])
      await get(fromOfficerId, tx.sql)
      await get(toOfficerId, tx.sql)
      const grants = await identity.grantsOf(fromOfficerId, tx.sql)
      if (!grants.some((grant) => grant.role === role)) throw problem('forbidden', '只能委托本人担任的职责')
      const held = await identity.grantsOf(toOfficerId, tx.sql)
      identity.requireApart([role, ...held.map((grant) => grant.role)])
      const delegation: Delegation = {
        id: ulid(clock.now()),
        fromOfficerId,
        toOfficerId,
        role,
        fromAt,
        toAt,
        reason,
        revokedAt: null,
      }
      await models.delegations.create(
        {
          id: delegation.id,
          from_officer_id: fromOfficerId,
          to_officer_id: toOfficerId,
          role,
          from_at: fromAt,
          to_at: toAt,
          reason,
          revoked_at: null,
        },
        { transaction: tx.sequelize },
      )
      const after = { fromOfficerId, toOfficerId, role, fromAt, toAt }
      await audit.append(tx, {
        actor,
        action: 'delegation.given',
        object: { type: 'delegation', id: delegation.id },
        after,
      })
      return delegation
    },

    async endDelegation(tx, actor, delegationId) {
      const [row] = await tx.sql.all<DelegationRow>('SELECT * FROM delegations WHERE id = ?', [delegationId])
      if (!row) throw problem('not-found', '委托不存在')
      identity.require(actor, 'delegation.give', { officerIds: [row.from_officer_id] })
      if (row.revoked_at !== null) throw problem('conflict', '委托已经终止')
      await tx.sql.run('UPDATE delegations SET revoked_at = ? WHERE id = ?', [clock.now(), delegationId])
      await audit.append(tx, {
        actor,
        action: 'delegation.ended',
        object: { type: 'delegation', id: delegationId },
      })
    },

    async recordAbsence(tx, actor, { officerId, fromAt, toAt, reason }): Promise<Absence> {
      const { departmentId } = await get(officerId, tx.sql)
      identity.require(actor, 'absence.record', { officerIds: [officerId], departmentId })
      requireSpan(fromAt, toAt)
      const absence: Absence = { id: ulid(clock.now()), officerId, fromAt, toAt, reason, canceledAt: null }
      await models.absences.create(
        { id: absence.id, officer_id: officerId, from_at: fromAt, to_at: toAt, reason, canceled_at: null },
        { transaction: tx.sequelize },
      )
      await audit.append(tx, {
        actor,
        action: 'absence.recorded',
        object: { type: 'absence', id: absence.id },
        after: { officerId, fromAt, toAt },
      })
      return absence
    },

    async cancelAbsence(tx, actor, absenceId) {
      const [row] = await tx.sql.all<AbsenceRow>('SELECT * FROM absences WHERE id = ?', [absenceId])
      if (!row) throw problem('not-found', '请假记录不存在')
      const { departmentId } = await get(row.officer_id, tx.sql)
      identity.require(actor, 'absence.record', { officerIds: [row.officer_id], departmentId })
      if (row.canceled_at !== null) throw problem('conflict', '请假已经取消')
      await tx.sql.run('UPDATE absences SET canceled_at = ? WHERE id = ?', [clock.now(), absenceId])
      await audit.append(tx, {
        actor,
        action: 'absence.canceled',
        object: { type: 'absence', id: absenceId },
      })
    },
  }
}
