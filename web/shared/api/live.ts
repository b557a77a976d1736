/** What changes for the one who is signed in, as it happens (GET /live): kept up over breaks, and a little later each time that it fails. */

export interface LiveEvent {
  kind: 'task' | 'notification' | 'reset'
  subject: string
  state: string
}

/** @returns what ends it. */
export function followLive(listener: (event: LiveEvent) => void): () => void {
  let source: EventSource | undefined
  let after: string | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const hear = (kind: LiveEvent['kind']) => (event: MessageEvent<string>) => {
    failures = 0
    after = event.lastEventId || after
    listener({ kind, ...(JSON.parse(event.data) as Omit<LiveEvent, 'kind'>) })
  }
  const open = () => {
    source = new EventSource(`/api/v1/live${after === undefined ? '' : `?after=${after}`}`)
    for (const kind of ['task', 'notification', 'reset'] as const) source.addEventListener(kind, hear(kind))
    // What changed between the reading of a list and this moment was told to nobody.
    source.onopen = () => {
      if (after === undefined) listener({ kind: 'reset', subject: '', state: '' })
    }
    source.onerror = () => {
      source?.close()
      timer = setTimeout(open, Math.min(1_000 * 2 ** failures++, 60_000))
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
