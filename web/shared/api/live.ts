/**
 * What changes for the one who is signed in, as it happens (GET /live): kept up over breaks, and a little later each time that it fails. One line to the server
 * for all who listen on a page: a browser has no more than six.
 */

export interface LiveEvent {
  kind: 'task' | 'notification' | 'reset'
  subject: string
  state: string
}

type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()
let end = () => {}

/** @returns what ends it. */
export function followLive(listener: Listener): () => void {
  if (listeners.size === 0) end = open((event) => listeners.forEach((hears) => hears(event)))
  listeners.add(listener)
  return () => {
    if (listeners.delete(listener) && listeners.size === 0) end()
  }
}

function open(tell: Listener): () => void {
  let source: EventSource | undefined
  let after: string | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const hear = (kind: LiveEvent['kind']) => (event: MessageEvent<string>) => {
    failures = 0
    after = event.lastEventId || after
    tell({ kind, ...(JSON.parse(event.data) as Omit<LiveEvent, 'kind'>) })
  }
  const connect = () => {
    source = new EventSource(`/api/v1/live${after === undefined ? '' : `?after=${after}`}`)
    for (const kind of ['task', 'notification', 'reset'] as const) source.addEventListener(kind, hear(kind))
    // What changed between the reading of a list and this moment was told to nobody.
    source.onopen = () => {
      if (after === undefined) tell({ kind: 'reset', subject: '', state: '' })
    }
    source.onerror = () => {
      source?.close()
      timer = setTimeout(connect, Math.min(1_000 * 2 ** failures++, 60_000))
    }
  }
  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
