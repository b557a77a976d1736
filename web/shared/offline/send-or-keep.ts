/** Sends one thing under its own key; where no answer comes it is kept on this device, and whoever asked says so. */
import { answered, Refusal } from '../api/client.ts'
import { dropDraft, keepDraft } from '../draft.ts'

export interface Outgoing {
  id: string
  /** What it is, for a person: 当场处罚：张三. */
  what: string
  /** Below `/api/v1`. */
  path: string
  body: unknown
  /** The same thing sent again is done once. */
  idempotencyKey: string
}

/** @throws Refusal where the server answered that it does not. */
export async function sendOrKeep(
  one: Outgoing,
): Promise<{ state: 'sent'; answer: unknown } | { state: 'kept' }> {
  const draft = `unsent.${one.id}`
  try {
    const answer = await answered(post(one))
    dropDraft(draft)
    return { state: 'sent', answer }
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.code !== 'offline') throw error
    keepDraft(draft, one)
    return { state: 'kept' }
  }
}

async function post({ path, body, idempotencyKey }: Outgoing) {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-zhiheng-page': '1',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  })
  const told: unknown = await response.json().catch(() => undefined)
  return response.ok ? { data: told, response } : { error: told, response }
}
