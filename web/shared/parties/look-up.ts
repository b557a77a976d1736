/** A party of the register by what one has of it: a name, its initials, a telephone, or the whole number of its paper. */
import { answered, api, type Reply } from '../api/client.ts'
import { questionOf } from './question.ts'

export type Party = Reply<'/parties/{partyId}'>

export async function lookUp(words: string, limit = 20): Promise<Party[]> {
  const { parties } = await answered(api.POST('/parties/search', { body: { ...questionOf(words), limit } }))
  return parties
}
