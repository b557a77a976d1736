/** The card of a party: the file, what was decided against it, whom it belongs to, and who changed it. */
import { answered, api, type Reply } from '../../../shared/api/client.ts'
import { may } from '../../../shared/session/session.ts'
import { namesOfViolations } from '../violations/names.ts'

export type PartyCard = Awaited<ReturnType<typeof readParty>>
export type Duplicate = Reply<'/parties/{partyId}/duplicates'>['duplicates'][number]

export async function readParty(partyId: string) {
  const params = { path: { partyId } }
  const [party, { records }, { relations }, { duplicates }, { changes }, { merges }, cases] =
    await Promise.all([
      answered(api.GET('/parties/{partyId}', { params })),
      answered(api.GET('/parties/{partyId}/records', { params })),
      answered(api.GET('/parties/{partyId}/relations', { params })),
      answered(api.GET('/parties/{partyId}/duplicates', { params })),
      answered(api.GET('/parties/{partyId}/history', { params })),
      answered(api.GET('/party-merges', { params: { query: { partyId } } })),
      may('case.read') ? casesOf(partyId) : [],
    ])
  const survivor =
    party.mergedInto === null
      ? null
      : await answered(api.GET('/parties/{partyId}', { params: { path: { partyId: party.mergedInto } } }))
  const names = await namesOfViolations(
    records.map(({ violationCode, decidedOn }) => ({ code: violationCode, onDay: decidedOn })),
  )
  return { party, survivor, records, relations, duplicates, changes, merges, cases, names }
}

/** Those within one's reach. */
async function casesOf(partyId: string) {
  const { items } = await answered(api.GET('/cases', { params: { query: { partyId, limit: 200 } } }))
  return items
}
