/**
 * What a broker runs, made of its feed alone: Zeebe 8.5 answers no questions about instances. Ended elements are forgotten; instances that stand where
 * they shall are forgotten too, and it is an error if they stir afterwards.
 */
import type { FeedRecord, IncidentValue, ProcessInstanceValue, UserTaskValue } from '../feed-record.ts'
import type { Engine, FeedPosition, Key } from '../port.ts'

export interface Seen {
  key: Key
  value: ProcessInstanceValue
  active: boolean
  /** JSON texts by name, of this scope alone. */
  variables: Map<string, string>
  /** Due instants by the id of the event. */
  timers: Map<string, number>
  jobKey?: Key
  userTask?: { key: Key; value: UserTaskValue }
  incident?: IncidentValue
  /** Of a call activity. */
  calledKey?: Key
  /** Of a process instance: flows that were taken, and when its last record came (monotonic ms). */
  flows: string[]
  stirredAt: number
}

const patience = 60_000

export class Picture {
  #elements = new Map<Key, Seen>()
  #inside = new Map<Key, Set<Key>>()
  #orphans = new Map<Key, Map<string, string>>()
  #placed = new Set<Key>()
  #disturbed = new Set<Key>()
  #position: FeedPosition = ''
  #heardAt = performance.now()
  #looking = new Set<() => void>()
  #failure: Error | undefined
  readonly #stopped = new AbortController()
  readonly #reading: Promise<void>

  constructor(engine: Engine) {
    this.#reading = this.#read(engine)
  }

  get position(): FeedPosition {
    return this.#position
  }

  /** Instances that stirred after they had been placed. */
  get disturbed(): Key[] {
    return [...this.#disturbed]
  }

  element(key: Key): Seen | undefined {
    return this.#elements.get(key)
  }

  inside(scopeKey: Key): Seen[] {
    return [...(this.#inside.get(scopeKey) ?? [])].sort().flatMap((key) => this.#elements.get(key) ?? [])
  }

  roots(): Seen[] {
    return [...this.#elements.values()].filter(
      ({ value }) => value.bpmnElementType === 'PROCESS' && value.parentProcessInstanceKey === '-1',
    )
  }

  /** As soon as `look` finds something. @throws Error naming what was not seen in time, or why the feed broke off. */
  async until<T>(what: () => string, look: () => T | undefined): Promise<T> {
    for (const end = performance.now() + patience; ;) {
      if (this.#failure) throw this.#failure
      const found = look()
      if (found !== undefined) return found
      const left = end - performance.now()
      if (left <= 0) throw new Error(`the broker's feed did not show in time: ${what()}`)
      await this.#news(Math.min(left, 250))
    }
  }

  /** Once nothing was heard for so long. */
  async quiet(milliseconds: number): Promise<void> {
    await this.until(
      () => 'silence',
      () => (performance.now() - this.#heardAt >= milliseconds ? true : undefined),
    )
  }

  /** It stands where it shall: what it was made of need not be kept. */
  place(processInstanceKey: Key): void {
    this.#placed.add(processInstanceKey)
    this.#forget(processInstanceKey)
  }

  async close(): Promise<void> {
    this.#stopped.abort()
    await this.#reading
  }

  #news(atMost: number): Promise<void> {
    return new Promise((resolve) => {
      const hear = () => {
        clearTimeout(timer)
        this.#looking.delete(hear)
        resolve()
      }
      const timer = setTimeout(hear, atMost)
      this.#looking.add(hear)
    })
  }

  async #read(engine: Engine): Promise<void> {
    try {
      for await (const { records, position } of engine.feed('', this.#stopped.signal)) {
        this.#heardAt = performance.now()
        for (const record of records) this.#take(record)
        this.#position = position
        for (const hear of [...this.#looking]) hear()
      }
    } catch (error) {
      this.#failure = error as Error
    }
  }

  #take(record: FeedRecord): void {
    switch (record.valueType) {
      case 'PROCESS_INSTANCE':
        return this.#takeElement(record.key, record.intent, record.value)
      case 'VARIABLE': {
        const { scopeKey, name, value, processInstanceKey } = record.value
        if (this.#placed.has(processInstanceKey)) return
        // Variables of an instance that is created with them come before the instance.
        const seen = this.#elements.get(scopeKey)
        const variables = seen?.variables ?? this.#orphans.get(scopeKey) ?? new Map<string, string>()
        variables.set(name, value)
        if (!seen) this.#orphans.set(scopeKey, variables)
        return
      }
      case 'JOB': {
        const seen = this.#elements.get(record.value.elementInstanceKey)
        if (seen && record.intent === 'CREATED') seen.jobKey = record.key
        return
      }
      case 'USER_TASK': {
        const seen = this.#elements.get(record.value.elementInstanceKey)
        if (seen && /^(CREATED|ASSIGNED|UPDATED)$/.test(record.intent))
          seen.userTask = { key: record.key, value: record.value }
        return
      }
      case 'TIMER': {
        const { elementInstanceKey, targetElementId, dueDate } = record.value
        const timers = this.#elements.get(elementInstanceKey)?.timers
        if (record.intent === 'CREATED') timers?.set(targetElementId, dueDate)
        else timers?.delete(targetElementId)
        return
      }
      case 'INCIDENT': {
        const seen = this.#elements.get(record.value.elementInstanceKey)
        if (seen && record.intent === 'CREATED') seen.incident = record.value
        else if (seen) delete seen.incident
        return
      }
      default:
    }
  }

  #takeElement(key: Key, intent: string, value: ProcessInstanceValue): void {
    if (this.#placed.has(value.processInstanceKey)) return void this.#disturbed.add(value.processInstanceKey)
    const process = this.#elements.get(value.processInstanceKey)
    if (process) process.stirredAt = performance.now()
    switch (intent) {
      case 'ELEMENT_ACTIVATING':
        this.#enter(key, value)
        return
      case 'ELEMENT_ACTIVATED': {
        // The scopes that a modification makes may be activated without more ado.
        const seen = this.#elements.get(key) ?? this.#enter(key, value)
        seen.active = true
        return
      }
      case 'ELEMENT_COMPLETED':
      case 'ELEMENT_TERMINATED':
        return this.#forget(key)
      case 'SEQUENCE_FLOW_TAKEN':
        return void process?.flows.push(value.elementId)
      default:
    }
  }

  #enter(key: Key, value: ProcessInstanceValue): Seen {
    const seen: Seen = {
      key,
      value,
      active: false,
      variables: this.#orphans.get(key) ?? new Map(),
      timers: new Map(),
      flows: [],
      stirredAt: performance.now(),
    }
    this.#orphans.delete(key)
    this.#elements.set(key, seen)
    if (value.flowScopeKey !== '-1') {
      const inside = this.#inside.get(value.flowScopeKey) ?? new Set()
      this.#inside.set(value.flowScopeKey, inside.add(key))
    }
    if (value.bpmnElementType === 'PROCESS' && value.parentElementInstanceKey !== '-1') {
      const caller = this.#elements.get(value.parentElementInstanceKey)
      if (caller) caller.calledKey = key
    }
    return seen
  }

  #forget(key: Key): void {
    for (const child of this.#inside.get(key) ?? []) this.#forget(child)
    this.#inside.delete(key)
    const seen = this.#elements.get(key)
    if (seen) this.#inside.get(seen.value.flowScopeKey)?.delete(key)
    this.#elements.delete(key)
  }
}
