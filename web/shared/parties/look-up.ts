/** A party of the register by what one has of it: a name, its initials, a telephone, or the whole number of its paper. */
import { answered, api, type Reply } from '../api/client.ts'

export type Party = Reply<'/parties/{partyId}'>

export async function lookUp(words: string, limit = 20): Promise<Party[]> {
  const { parties } = await answered(api.POST('/parties/search', { body: { ...query(words.trim()), limit } }))
  return parties
}

function query(words: string): { idNumber?: string; phone?: string; initials?: string; name?: string } {
  if (/^1\d{10}$/.test(words)) return { phone: words }
  if (/^[0-9A-HJ-NPQRTUWXY]{15,18}$/i.test(words)) return { idNumber: words.toUpperCase() }
  if (/^[a-z]{2,}$/i.test(words)) return { initials: words.toLowerCase() }
  return { name: words }
}
