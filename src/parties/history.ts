/** The history of a party: each change with who, when, and what each field was and became. Values are masked before they are written. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { maskAddress, maskIdNumber, maskPhone } from './mask.ts'
import { findParty, type PartyRoom } from './room.ts'
import type { RevealedParty } from './service.ts'

export const recordedFields = [
  'name',
  'idKind',
  'idCountry',
  'idNumber',
  'phone',
  'address',
  'legalRepresentative',
  'tradeName',
  'operator',
  'mergedInto',
] as const
type RecordedField = (typeof recordedFields)[number]

interface PartyChangeRow {
  id: string
  party_id: string
  version: number
  act: PartyChange['act']
  account_id: string
  account_name: string
  case_id: string | null
  /** JSON of the fields. */
  fields: string
  at: number
}

export interface PartyChange {
  version: number
  act: 'added' | 'changed' | 'merged' | 'merge-undone'
  accountId: string
  accountName: string
  caseId: string | null
  at: number
  fields: { field: RecordedField; from: string | null; to: string | null }[]
}

type State = Pick<RevealedParty, RecordedField>

const masks: { [field in RecordedField]?: (text: string) => string } = {
  idNumber: maskIdNumber,
  phone: maskPhone,
  address: maskAddress,
}

/** @param from null for a party that was not there before. */
export async function writeChange(
  { clock, newId }: PartyRoom,
  tx: WriteTransaction,
  actor: Actor,
  change: { act: PartyChange['act']; id: string; version: number; caseId?: string },
  from: State | null,
  to: State,
): Promise<void> {
  const fields = recordedFields
    .filter((field) => (from?.[field] ?? null) !== to[field])
    .map((field) => {
      const shown = (text: string | null | undefined) => (text ? (masks[field]?.(text) ?? text) : null)
      return { field, from: shown(from?.[field]), to: shown(to[field]) }
    })
  await insertRow<PartyChangeRow>(tx.sql, 'party_changes', {
    id: newId(),
    party_id: change.id,
    version: change.version,
    act: change.act,
    account_id: actor.accountId,
    account_name: actor.name,
    case_id: change.caseId ?? null,
    fields: JSON.stringify(fields),
    at: clock.now(),
  })
}

export async function partyHistory(
  { policy, database }: PartyRoom,
  actor: Actor,
  id: string,
): Promise<PartyChange[]> {
  policy.require(actor, 'party.read')
  await findParty(database.sql, id)
  const rows = await database.sql.all<PartyChangeRow>(
    'SELECT * FROM party_changes WHERE party_id = ? ORDER BY id',
    [id],
  )
  return rows.map((row) => ({
    version: Number(row.version),
    act: row.act,
    accountId: row.account_id,
    accountName: row.account_name,
    caseId: row.case_id,
    at: Number(row.at),
    fields: JSON.parse(row.fields) as PartyChange['fields'],
  }))
}
