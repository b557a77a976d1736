/** A party as it was on record at a past instant: later changes are taken back by what the history says the fields were, masked. */
import type { Actor } from '../identity/actor.ts'
import { partyHistory } from './history.ts'
import { findParty, masked, type PartyRoom } from './room.ts'
import type { Party } from './service.ts'

export async function partyAt(room: PartyRoom, actor: Actor, id: string, at: number): Promise<Party> {
  room.policy.require(actor, 'party.read')
  const then: Party = masked(room, await findParty(room.database.sql, id))
  const later = (await partyHistory(room, actor, id)).filter((change) => change.at > at)
  for (const { fields, version, act } of later.toReversed()) {
    if (act === 'added') continue
    then.version = version - 1
    for (const { field, from } of fields) Object.assign(then, { [field]: from })
  }
  return then
}
