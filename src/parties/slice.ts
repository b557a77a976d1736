/** Builds the register of parties. */
import { ulid } from 'ulid'
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { FieldCipher } from '../identity/field-cipher.ts'
import type { Policy } from '../identity/policy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { checkParty } from './check-party.ts'
import { findRepeatRecord } from './find-repeat-record.ts'
import { normaliseIdNumber } from './id-number.ts'
import { definePartyModels, mask, type PartyRow, place, type RecordRow, reveal, toRecord } from './model.ts'
import type { NewParty, Parties, Party } from './service.ts'

export interface PartiesParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  cipher: FieldCipher
}

const listed = 50

export function createParties({ database, clock, audit, policy, cipher }: PartiesParts): Parties {
  const models = definePartyModels(database.sequelize)
  const seal = (text: string | undefined, where: string) =>
    text === undefined || text === '' ? null : cipher.seal(text, where)
  const index = (idNumber: string) => cipher.blindIndex(normaliseIdNumber(idNumber), place.idNumber)
  const masked = (row: PartyRow) => mask(reveal(row, cipher))

  async function find(sql: Sql, id: string, lock = ''): Promise<PartyRow> {
    const [row] = await sql.all<PartyRow>(`SELECT * FROM parties WHERE id = ? ${lock}`, [id])
    if (!row) throw problem('not-found', '当事人不存在')
    return row
  }

  async function insert(tx: WriteTransaction, party: NewParty): Promise<PartyRow | undefined> {
    const now = clock.now()
    const row: PartyRow = {
      id: ulid(now),
      kind: party.kind,
      name: party.name,
      trade_name: party.tradeName ?? null,
      legal_representative: party.legalRepresentative ?? null,
      id_number: seal(party.idNumber, place.idNumber),
      id_number_index: party.idNumber === undefined ? null : index(party.idNumber),
      phone: seal(party.phone, place.phone),
      address: seal(party.address, place.address),
      version: 1,
      created_at: now,
      updated_at: now,
    }
    const names = Object.keys(row) as (keyof PartyRow)[]
    // Two officers may enter the same person in the same second: the unique index decides, the second finds what the first made. An upsert that changes
    // nothing, since INSERT IGNORE would take a shared lock on MariaDB that two waiters cannot both turn into their own.
    await tx.sql.run(
      `INSERT INTO parties (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ${database.dialect.onConflictReplace(['kind', 'id_number_index'], ['kind'])}`,
      names.map((name): SqlValue => row[name]),
    )
    const [made] = await tx.sql.all<{ id: string }>('SELECT id FROM parties WHERE id = ?', [row.id])
    return made && row
  }

  /** Writes what differs and says in the audit log which fields, not what they hold. */
  async function change(
    tx: WriteTransaction,
    actor: Actor,
    row: PartyRow,
    to: Partial<NewParty>,
    caseId?: string,
  ): Promise<Party> {
    const now = reveal(row, cipher)
    const fields = (
      ['name', 'idNumber', 'phone', 'address', 'legalRepresentative', 'tradeName'] as const
    ).filter((field) => to[field] !== undefined && to[field] !== now[field])
    if (fields.length === 0) return mask(now)
    const next = { ...now, ...Object.fromEntries(fields.map((field) => [field, to[field]])) }
    const text = (value: string | null) => value ?? undefined
    await models.parties.update(
      {
        name: next.name,
        trade_name: next.tradeName,
        legal_representative: next.legalRepresentative,
        id_number: seal(text(next.idNumber), place.idNumber),
        id_number_index: next.idNumber === null ? null : index(next.idNumber),
        phone: seal(text(next.phone), place.phone),
        address: seal(text(next.address), place.address),
        version: now.version + 1,
        updated_at: clock.now(),
      },
      { where: { id: row.id }, transaction: tx.sequelize },
    )
    await audit.append(tx, {
      actor,
      action: 'party.changed',
      object: { type: 'party', id: row.id },
      caseId,
      after: { fields },
    })
    return masked(await find(tx.sql, row.id))
  }

  return {
    async get(actor, id) {
      policy.require(actor, 'party.read')
      return masked(await find(database.sql, id))
    },

    async search(actor, { name, idNumber, kind }) {
      policy.require(actor, 'party.read')
      const conditions: string[] = []
      const values: SqlValue[] = []
      const where = (condition: string, ...more: SqlValue[]) => {
        conditions.push(condition)
        values.push(...more)
      }
      if (name?.trim()) where('(INSTR(name, ?) > 0 OR INSTR(trade_name, ?) > 0)', name.trim(), name.trim())
      if (idNumber?.trim()) where('id_number_index = ?', index(idNumber))
      if (conditions.length === 0) {
        throw problem('input-invalid', '请输入姓名、名称或者完整的证件号码', [
          { path: 'name', message: '请输入查询内容' },
        ])
      }
      if (kind) where('kind = ?', kind)
      const rows = await database.sql.all<PartyRow>(
        `SELECT * FROM parties WHERE ${conditions.join(' AND ')} ORDER BY name, id LIMIT ${listed}`,
        values,
      )
      return rows.map(masked)
    },

    async reveal(tx, actor, id, purpose, caseId) {
      policy.require(actor, 'party.reveal')
      if (purpose.trim() === '')
        throw problem('input-invalid', '请说明查看完整信息的用途', [{ path: 'purpose', message: '不能为空' }])
      const party = reveal(await find(tx.sql, id), cipher)
      await audit.append(tx, {
        actor,
        action: 'party.unmasked',
        object: { type: 'party', id },
        caseId,
        authority: purpose,
      })
      return party
    },

    async findOrCreate(tx, actor, entered, caseId) {
      policy.require(actor, 'party.edit')
      const party = checkParty(entered.kind, entered)
      const inserted = await insert(tx, party)
      if (inserted) {
        await audit.append(tx, {
          actor,
          action: 'party.added',
          object: { type: 'party', id: inserted.id },
          caseId,
          after: { kind: party.kind, identified: party.idNumber !== undefined },
        })
        return { party: masked(inserted), created: true }
      }
      const [known] = await tx.sql.all<PartyRow>(
        `SELECT * FROM parties WHERE kind = ? AND id_number_index = ? ${database.dialect.forUpdate}`,
        [party.kind, index(party.idNumber ?? '')],
      )
      if (!known) throw new Error('party neither inserted nor found')
      if (party.kind === 'citizen' && known.name !== party.name) {
        throw problem('conflict', `该身份证号码已登记在“${known.name}”名下，请核对姓名或者号码`, [
          { path: 'name', message: '与已登记的姓名不一致' },
        ])
      }
      return { party: await change(tx, actor, known, party, caseId), created: false }
    },

    async update(tx, actor, id, entered, caseId) {
      policy.require(actor, 'party.edit')
      const row = await find(tx.sql, id, database.dialect.forUpdate)
      return change(tx, actor, row, checkParty(row.kind, entered), caseId)
    },

    async addRecord(tx, actor, { partyId, violationCode, decidedOn, fineFen, caseId }) {
      const id = ulid(clock.now())
      const { changes } = await tx.sql.run(
        `${database.dialect.insertIgnore} INTO party_records (id, party_id, violation_code, decided_on, fine_fen, case_id) VALUES (?, ?, ?, ?, ?, ?)`,
        [id, partyId, violationCode, decidedOn, fineFen, caseId],
      )
      if (changes === 1) {
        const after = { violationCode, decidedOn, fineFen }
        await audit.append(tx, {
          actor,
          action: 'party.record-added',
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
      const rows = await database.sql.all<RecordRow>(
        'SELECT * FROM party_records WHERE party_id = ? AND revoked_at IS NULL ORDER BY decided_on DESC, id DESC',
        [partyId],
      )
      return rows.map(toRecord)
    },

    findRepeatRecord: (partyId, violationCode, monthsBack, asOf) =>
      findRepeatRecord(database.sql, partyId, violationCode, monthsBack, asOf),
  }
}
