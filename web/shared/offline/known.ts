/** What the server said last, for when it is not within reach: what a form asks for, and who is signed in. */
import { Refusal } from '../api/client.ts'
import { store } from './store.ts'

/** Asks the server; where no answer comes, what it said last time. @throws Refusal where it never said anything. */
export async function knownOr<Answer>(name: string, read: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await read()
    await store()
      ?.write([{ kind: 'known', id: name, value: answer }])
      .catch(console.error)
    return answer
  } catch (error) {
    const known = isUnreached(error) ? await store()?.get<Answer>('known', name) : undefined
    if (known === undefined) throw error
    return known
  }
}

export function isUnreached(error: unknown): boolean {
  return error instanceof Refusal && error.problem.code === 'offline'
}
