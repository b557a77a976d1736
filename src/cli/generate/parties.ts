/** Invented parties: sealed like real ones, with numbers that prove themselves but belong to no division (339999), and some of them met again and again. */
import type { FieldCipher } from '../../identity/field-cipher.ts'
import { maskAddress, maskIdNumber, maskPhone } from '../../parties/mask.ts'
import { type PartyRow, place } from '../../parties/model.ts'
import { addressKey, initialsOf, nameKey } from '../../parties/names.ts'
import type { AppliesTo } from '../../violations/service.ts'
import type { Books } from './books.ts'
import type { BulkRows } from './bulk-rows.ts'
import type { Member, Squad } from './people.ts'
import type { Random } from './random.ts'
import type { BureauShape } from './shape.ts'

export interface InventedParty {
  id: string
  kind: 'citizen' | 'organisation'
  name: string
  address: string
}

export interface PartyPool {
  /** A party of the squad's district: a new one, or one that was there before. */
  meet(at: number, squad: Squad, actor: Member, appliesTo: AppliesTo, caseId: string): Promise<InventedParty>
  /** An address of the district. */
  address(squad: Squad): string
}

export function partyPool(parts: {
  shape: BureauShape
  random: Random
  rows: BulkRows
  books: Books
  newId: (at: number) => string
  cipher: FieldCipher
  organisationForms: string[]
}): PartyPool {
  const { shape, random, rows, books, newId, cipher, organisationForms } = parts
  const known = new Map<string, InventedParty[]>()
  const initials = new Map<string, string>()
  let made = 0

  const initialsKept = async (name: string) => {
    const kept = initials.get(name) ?? (await initialsOf(name))
    initials.set(name, kept)
    return kept
  }

  async function invent(
    at: number,
    actor: Member,
    kind: InventedParty['kind'],
    address: string,
    caseId: string,
  ): Promise<InventedParty> {
    const n = made++
    const person = random.pick(shape.surnames) + random.pick(shape.givenNames)
    const name =
      kind === 'citizen' ? person : `示例县${random.pick(shape.shopNames)}${random.pick(shape.shops)}`
    const idNumber = kind === 'citizen' ? citizenNumber(n) : creditCode(n)
    const phone = `100${String(n % 100_000_000).padStart(8, '0')}`
    const party = { id: newId(at), kind, name, address }
    const legal = kind === 'organisation' ? person : null
    rows.add<PartyRow>('parties', {
      id: party.id,
      kind,
      name,
      trade_name: null,
      legal_representative: legal,
      operator_name: null,
      id_kind: kind === 'citizen' ? 'resident-id' : 'credit-code',
      id_country: null,
      id_number: cipher.seal(idNumber, place.idNumber),
      phone: cipher.seal(phone, place.phone),
      address: cipher.seal(address, place.address),
      id_number_index: cipher.blindIndex(idNumber, place.idNumber),
      phone_index: cipher.blindIndex(phone, place.phone),
      address_index: cipher.blindIndex(addressKey(address), place.address),
      name_initials: await initialsKept(name),
      name_key: kind === 'organisation' ? nameKey(name, organisationForms) : null,
      index_version: 1,
      merged_into: null,
      version: 1,
      created_at: at,
      updated_at: at,
    })
    const field = (name: string, to: string) => ({ field: name, from: null, to })
    rows.add('party_changes', {
      id: newId(at),
      party_id: party.id,
      version: 1,
      act: 'added',
      account_id: actor.accountId,
      account_name: actor.name,
      case_id: caseId,
      fields: JSON.stringify([
        field('name', name),
        field('idKind', kind === 'citizen' ? 'resident-id' : 'credit-code'),
        field('idNumber', maskIdNumber(idNumber)),
        field('phone', maskPhone(phone)),
        field('address', maskAddress(address)),
        ...(legal === null ? [] : [field('legalRepresentative', legal)]),
      ]),
      at,
    })
    books.audit(at, {
      actor,
      action: 'party.added',
      object: { type: 'party', id: party.id },
      caseId,
      after: { kind, identified: true },
    })
    return party
  }

  const pool: PartyPool = {
    address: ({ code }) =>
      `示例县${random.pick(shape.streets)}${(Number(code.replace(/\D/g, '')) || 1) * 100 + random.whole(1, 99)}号`,
    async meet(at, squad, actor, appliesTo, caseId) {
      const kind =
        appliesTo !== 'any' ? appliesTo : random.chance(shape.organisationShare) ? 'organisation' : 'citizen'
      const key = `${squad.code} ${kind}`
      const here = known.get(key) ?? []
      known.set(key, here)
      // Few are met very often: the cube of chance prefers the first ones.
      if (here.length > 0 && random.chance(shape.repeatShare))
        return here[Math.floor(random.next() ** 3 * here.length)]!
      const party = await invent(at, actor, kind, pool.address(squad), caseId)
      here.push(party)
      return party
    },
  }
  return pool
}

const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643, of the division 339999 that nobody was born in; the n-th: 999 of each day of 60 years. */
export function citizenNumber(n: number): string {
  const day = Math.floor(n / 999)
  const birth = new Date(Date.UTC(1945, 0, 1 + (day % 21_900))).toISOString().slice(0, 10).replaceAll('-', '')
  const body = `${339_999 - Math.floor(day / 21_900)}${birth}${String((n % 999) + 1).padStart(3, '0')}`
  const sum = citizenWeights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return body + '10X98765432'[sum % 11]!
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100, registered at 339999 that registers nobody. */
export function creditCode(n: number): string {
  const body = `92339999${String(n).padStart(9, '0')}`
  let sum = 0
  let weight = 1
  for (const character of body) {
    sum += creditAlphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return body + creditAlphabet[(31 - (sum % 31)) % 31]!
}
