/** Entering a party and changing what is known of it. */
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { requireVersion } from '../platform/entity-tag.ts'
import { problem } from '../platform/problem.ts'
import { checkParty } from './check-party.ts'
import { placesOf, survivorOf } from './family.ts'
import { recordedFields, writeChange } from './history.ts'
import { mask, type PartyRow, place, reveal } from './model.ts'
import { findParty, masked, type PartyRoom, today } from './room.ts'
import { indexesOf, numberIndexes } from './search-indexes.ts'
import type { NewParty, Parties, Party } from './service.ts'

type Entering = Pick<Parties, 'findOrCreate' | 'update'> & {
  /** `findOrCreate` for whoever has checked the rights already. */
  enter: Parties['findOrCreate']
}
type Facts = Pick<
  PartyRow,
  | 'name'
  | 'trade_name'
  | 'legal_representative'
  | 'operator_name'
  | 'id_kind'
  | 'id_country'
  | 'id_number'
  | 'phone'
  | 'address'
>

export function enteringParties(room: PartyRoom): Entering {
  const { database, clock, audit, policy, cipher, newId } = room
  const seal = (text: string | null | undefined, where: string) => (text ? cipher.seal(text, where) : null)

  function factsOf(party: { [field in keyof NewParty]?: NewParty[field] | null } & { name: string }): Facts {
    return {
      name: party.name,
      trade_name: party.tradeName ?? null,
      legal_representative: party.legalRepresentative ?? null,
      operator_name: party.operator ?? null,
      id_kind: party.idKind ?? null,
      id_country: party.idCountry ?? null,
      id_number: seal(party.idNumber, place.idNumber),
      phone: seal(party.phone, place.phone),
      address: seal(party.address, place.address),
    }
  }

  async function insert(tx: WriteTransaction, party: NewParty): Promise<PartyRow | undefined> {
    const now = clock.now()
    const indexes = await indexesOf(room, {
      ...party,
      idKind: party.idKind ?? null,
      idCountry: party.idCountry ?? null,
      idNumber: party.idNumber ?? null,
      phone: party.phone ?? null,
      address: party.address || null,
    })
    const row: PartyRow = {
      id: newId(),
      kind: party.kind,
      ...factsOf(party),
      ...indexes,
      merged_into: null,
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

  /** Writes what differs; the audit log says which fields, the history also what they were, masked. */
  async function change(
    tx: WriteTransaction,
    actor: Actor,
    row: PartyRow,
    to: Partial<NewParty>,
    caseId?: string,
  ): Promise<Party> {
    const now = reveal(row, cipher)
    const next = { ...now }
    for (const field of recordedFields)
      if (field !== 'mergedInto' && to[field] !== undefined) Object.assign(next, { [field]: to[field] })
    if (next.idKind !== 'passport') next.idCountry = null
    const fields = recordedFields.filter((field) => next[field] !== now[field])
    if (fields.length === 0) return mask(now)
    await requireFreeNumber(tx, row, next)
    await updateRows<PartyRow>(
      tx.sql,
      'parties',
      { id: row.id },
      {
        ...factsOf(next as Parameters<typeof factsOf>[0]),
        ...(await indexesOf(room, { ...next, address: next.address || null })),
        version: now.version + 1,
        updated_at: clock.now(),
      },
    )
    await writeChange(
      room,
      tx,
      actor,
      { act: 'changed', id: row.id, version: now.version + 1, caseId },
      now,
      next,
    )
    await audit.append(tx, {
      actor,
      action: 'party.changed',
      object: { type: 'party', id: row.id },
      caseId,
      after: { fields },
    })
    return masked(room, await findParty(tx.sql, row.id))
  }

  async function numbered(
    { sql }: WriteTransaction,
    kind: PartyRow['kind'],
    numbers: string[],
  ): Promise<PartyRow | undefined> {
    const rows = await sql.all<PartyRow>(
      `SELECT * FROM parties WHERE kind = ? AND id_number_index IN (${placesOf(numbers)}) ${database.dialect.forUpdate}`,
      [kind, ...numbers],
    )
    return rows[0]
  }

  /** A number stands for one party: a second one that gets it is a case for merging. */
  async function requireFreeNumber(
    { sql }: WriteTransaction,
    { id, kind }: PartyRow,
    { idKind, idCountry, idNumber }: Pick<Party, 'idKind' | 'idCountry' | 'idNumber'>,
  ): Promise<void> {
    if (idKind === null || idNumber === null) return
    const numbers = numberIndexes(room, idKind, idCountry, idNumber)
    const [other] = await sql.all<{ name: string }>(
      `SELECT name FROM parties WHERE kind = ? AND id_number_index IN (${placesOf(numbers)}) AND id <> ?`,
      [kind, ...numbers, id],
    )
    if (other)
      throw problem('conflict', `该证件号码已登记在“${other.name}”名下；如为同一对象，请提出合并`, [
        { path: 'idNumber', message: '已登记在另一档案' },
      ])
  }

  const entering: Entering = {
    findOrCreate(tx, actor, party, caseId) {
      policy.require(actor, 'party.edit')
      return entering.enter(tx, actor, party, caseId)
    },

    async enter(tx, actor, entered, caseId) {
      const party = checkParty(entered.kind, entered, today(room))
      const { idKind, idCountry = null, idNumber = '' } = party
      const numbers = idKind ? numberIndexes(room, idKind, idCountry, idNumber) : []
      // While keys are being replaced, the number may still stand under the older one, which the unique index does not see.
      const inserted =
        numbers.length > 1 && (await numbered(tx, party.kind, numbers)) ? undefined : await insert(tx, party)
      if (inserted) {
        await writeChange(
          room,
          tx,
          actor,
          { act: 'added', id: inserted.id, version: 1, caseId },
          null,
          reveal(inserted, cipher),
        )
        await audit.append(tx, {
          actor,
          action: 'party.added',
          object: { type: 'party', id: inserted.id },
          caseId,
          after: { kind: party.kind, identified: party.idNumber !== undefined },
        })
        return { party: masked(room, inserted), created: true }
      }
      const known = await numbered(tx, party.kind, numbers)
      if (!known) throw new Error('party neither inserted nor found')
      if (party.kind === 'citizen' && known.name !== party.name) {
        throw problem('conflict', `该证件号码已登记在“${known.name}”名下，请核对姓名或者号码`, [
          { path: 'name', message: '与已登记的姓名不一致' },
        ])
      }
      // The survivor of a merge has a number and facts of its own: what is entered under the merged one's number does not change them.
      if (known.merged_into !== null) {
        const survivor = await findParty(tx.sql, await survivorOf(tx.sql, known.id))
        return { party: masked(room, survivor), created: false }
      }
      return { party: await change(tx, actor, known, party, caseId), created: false }
    },

    async update(tx, actor, id, entered, version) {
      policy.require(actor, 'party.edit')
      const row = await findParty(tx.sql, id, database.dialect.forUpdate)
      requireVersion(Number(row.version), version)
      if (row.merged_into !== null) throw problem('conflict', '该档案已并入其他档案，请修改保留的档案')
      return change(tx, actor, row, checkParty(row.kind, entered, today(room)))
    },
  }
  return entering
}
