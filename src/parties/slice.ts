/** Builds the register of parties. */
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { duplicatesOf } from './duplicates.ts'
import { enteringParties } from './enter-party.ts'
import { exportParties } from './export-parties.ts'
import { familyOf } from './family.ts'
import { partyHistory } from './history.ts'
import { importParties } from './import-parties.ts'
import { mergingParties } from './merge.ts'
import { reveal } from './model.ts'
import { partyAt } from './party-at.ts'
import { partyRecords } from './records.ts'
import { readRegisterRules } from './register-rules.ts'
import { relatedParties } from './relations.ts'
import { findParty, masked, type PartiesParts, type PartyRoom } from './room.ts'
import { refreshIndexes, sealedColumns } from './search-indexes.ts'
import { searchParties } from './search.ts'
import type { Parties, RevealedParty } from './service.ts'

export function createParties({ seedFolder, ...parts }: PartiesParts): Parties {
  const { database, audit, policy, cipher, clock } = parts
  const room: PartyRoom = { ...parts, newId: risingIds(clock), rules: readRegisterRules(seedFolder) }
  const { enter, ...entering } = enteringParties(room)

  return {
    ...entering,
    ...partyRecords(room),
    ...mergingParties(room),
    ...relatedParties(room),

    async get(actor, id) {
      policy.require(actor, 'party.read')
      return masked(room, await findParty(database.sql, id))
    },
    getAt: (actor, id, at) => partyAt(room, actor, id, at),
    search: (actor, query) => searchParties(room, actor, query),
    history: (actor, id) => partyHistory(room, actor, id),
    familyOf: (partyId) => familyOf(database.sql, partyId),
    duplicates: (actor, partyId) => duplicatesOf(room, actor, partyId),
    exportCsv: (tx, actor, request) => exportParties(room, tx, actor, request),
    importCsv: (actor, csv, dryRun) => importParties(room, enter, actor, csv, dryRun),
    refreshIndexes: () => refreshIndexes(room),
    sealedColumns: sealedColumns(room),

    async reveal(
      tx: WriteTransaction,
      actor: Actor,
      id: string,
      purpose: string,
      caseId?: string,
    ): Promise<RevealedParty> {
      policy.require(actor, 'party.reveal')
      if (purpose.trim() === '')
        throw problem('input-invalid', '请说明查看完整信息的用途', [{ path: 'purpose', message: '不能为空' }])
      const party = reveal(await findParty(tx.sql, id), cipher)
      await audit.append(tx, {
        actor,
        action: 'party.unmasked',
        object: { type: 'party', id },
        caseId,
        authority: purpose,
      })
      return party
    },
  }
}
