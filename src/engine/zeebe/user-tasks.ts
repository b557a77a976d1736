/** Native user tasks: the broker's REST API (8.5 has no gRPC for them). */
import { type Command, Refusal, type RefusalCode, Unavailable } from '../port.ts'
import type { InFlight } from './in-flight.ts'

type UserTaskCommand = Extract<Command, { userTaskKey: string }>

const refusalCodes = new Map<number, RefusalCode>([
  [400, 'INVALID_ARGUMENT'],
  [404, 'NOT_FOUND'],
  [409, 'INVALID_STATE'],
])

/** Turned away at the door by a busy broker: nothing was done. */
const busy = new Set([429, 503])

/** @throws Refusal, Unavailable. */
export async function sendUserTaskCommand(
  restAddress: string,
  command: UserTaskCommand,
  inFlight: InFlight,
): Promise<void> {
  const { method, path, body } = requestOf(command)
  const url = `${restAddress}/v1/user-tasks/${command.userTaskKey}${path}`
  await inFlight.run(
    () => send(url, method, body),
    // A completion whose answer was lost may have been taken; assignments and changes end the same when they are made twice.
    (failure) =>
      failure instanceof Unavailable && (command.verb !== 'completeUserTask' || surelyWithoutEffect(failure)),
  )
}

async function send(url: string, method: string, body: object | undefined): Promise<void> {
  let answer: Response
  try {
    answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
  } catch (error) {
    throw new Unavailable(`Zeebe REST: ${(error as Error).message}`, { cause: error })
  }
  const text = await answer.text()
  if (answer.ok) return
  const detail = detailOf(text) ?? `${answer.status}`
  const code = refusalCodes.get(answer.status)
  if (code) throw new Refusal(code, detail)
  throw new Unavailable(`Zeebe REST: ${detail}`, { cause: { status: answer.status } })
}

function surelyWithoutEffect({ cause }: Unavailable): boolean {
  const { status, cause: reason } = cause as { status?: number; cause?: { code?: string } }
  return busy.has(status ?? 0) || reason?.code === 'ECONNREFUSED'
}

function requestOf(command: UserTaskCommand): { method: string; path: string; body?: object } {
  const action = command.action === undefined ? {} : { action: command.action }
  switch (command.verb) {
    case 'completeUserTask':
      return { method: 'POST', path: '/completion', body: { variables: command.variables ?? {}, ...action } }
    case 'assignUserTask':
      if (command.assignee === null) return { method: 'DELETE', path: '/assignee' }
      return {
        method: 'POST',
        path: '/assignment',
        body: { assignee: command.assignee, allowOverride: command.allowOverride ?? true, ...action },
      }
    case 'updateUserTask':
      return { method: 'PATCH', path: '', body: { changeset: command.changes, ...action } }
  }
}

function detailOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { detail?: string }).detail
  } catch {
    return text || undefined
  }
}
