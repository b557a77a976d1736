/**
 * Drives deployed models on any engine: reads the feed, lets a scripted bureau answer the jobs, and gives a test the words it needs
 * (`task`, `complete`, `message`, `after`). Nothing here knows which engine it runs on.
 */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeedRecord, UserTaskRecord } from '../../src/engine/feed-record.ts'
import {
  Refusal,
  type ActivatedJob,
  type Engine,
  type Json,
  type Key,
  type Resource,
  type Variables,
} from '../../src/engine/port.ts'
import { projectRoot } from '../../src/platform/project-root.ts'

/** An engine and the clock that it lives by. */
export interface Bench {
  engine: Engine
  now(): number
  advance(milliseconds: number): Promise<void>
  close(): Promise<void>
}

export interface OpenTask {
  key: Key
  elementId: string
  record: UserTaskRecord
}

export interface RunWorkers {
  answer(job: ActivatedJob): Variables
}

/** The models, decisions and forms as they are deployed at start. */
export async function modelResources(): Promise<Resource[]> {
  const resources: Resource[] = []
  for (const [folder, pattern] of [
    ['bpmn', /\.(bpmn|dmn)$/],
    ['forms', /\.form$/],
  ] as const) {
    for (const name of (await readdir(join(projectRoot(), folder))).sort()) {
      if (pattern.test(name))
        resources.push({ name, content: await readFile(join(projectRoot(), folder, name), 'utf8') })
    }
  }
  return resources
}

/** Reads the feed once for all runs on an engine, and hands each job to the run whose case it belongs to. */
export class ModelBench {
  readonly bench: Bench
  readonly #runs = new Map<string, ModelRun>()
  readonly #stop = new AbortController()
  readonly #reading: Promise<void>

  private constructor(bench: Bench) {
    this.bench = bench
    this.#reading = this.#read().catch((error: unknown) => {
      for (const run of this.#runs.values()) run.fail(error)
    })
  }

  /** Opens the engine and deploys the models. */
  static async open(open: () => Promise<Bench>): Promise<ModelBench> {
    const bench = await open()
    await bench.engine.deploy(await modelResources())
    return new ModelBench(bench)
  }

  run(caseId: string, workers: RunWorkers): ModelRun {
    const run = new ModelRun(this.bench, workers, caseId, () => this.#runs.delete(caseId))
    this.#runs.set(caseId, run)
    return run
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#reading
    await this.bench.close()
  }

  async #read(): Promise<void> {
    for await (const { records } of this.bench.engine.feed('', this.#stop.signal)) {
      for (const run of this.#runs.values()) run.take(records)
      const types = new Set(
        records.flatMap((r) => (r.valueType === 'JOB' && r.intent === 'CREATED' ? [r.value.type] : [])),
      )
      for (const type of types) await this.#work(type)
    }
  }

  async #work(type: string): Promise<void> {
    for (;;) {
      const jobs = await this.bench.engine.activateJobs({
        type,
        worker: 'model-bench',
        timeout: 60_000,
        maxJobs: 16,
        requestTimeout: 0,
      })
      if (jobs.length === 0) return
      for (const job of jobs) await this.#runs.get(String(job.variables['caseId']))?.work(job)
    }
  }
}

export class ModelRun {
  readonly caseId: string
  readonly records: FeedRecord[] = []
  readonly #bench: Bench
  readonly #workers: RunWorkers
  readonly #instances = new Set<Key>()
  readonly #leave: () => void
  #rootKey: Key | undefined
  #tasks = new Map<Key, OpenTask>()
  #failure: unknown
  #changed: (() => void)[] = []

  constructor(bench: Bench, workers: RunWorkers, caseId: string, leave: () => void) {
    this.#bench = bench
    this.#workers = workers
    this.caseId = caseId
    this.#leave = leave
  }

  take(records: FeedRecord[]): void {
    for (const record of records) {
      this.records.push(record)
      this.#note(record)
    }
    this.#wake()
  }

  async work(job: ActivatedJob): Promise<void> {
    try {
      await this.#bench.engine.execute({
        verb: 'completeJob',
        jobKey: job.key,
        variables: this.#workers.answer(job),
      })
    } catch (error) {
      // The flow may have left the element while the job was under way.
      if (!(error instanceof Refusal)) this.fail(error)
    }
  }

  fail(error: unknown): void {
    this.#failure = error
    this.#wake()
  }

  async create(processId: string, variables: Variables): Promise<void> {
    const { processInstanceKey } = await this.#bench.engine.execute({
      verb: 'createInstance',
      processId,
      variables: { caseId: this.caseId, ...variables },
    })
    this.#rootKey = processInstanceKey
    this.#instances.add(processInstanceKey)
    this.#wake()
  }

  async message(
    name: string,
    correlationKey: string,
    variables: Variables = {},
    timeToLive = 3600_000,
  ): Promise<void> {
    await this.#bench.engine.execute({ verb: 'publishMessage', name, correlationKey, timeToLive, variables })
  }

  /** The one open user task of that element; waits for it. */
  async task(elementId: string): Promise<OpenTask> {
    return (await this.tasks(elementId, 1))[0]!
  }

  async tasks(elementId: string, count: number): Promise<OpenTask[]> {
    const open = () => [...this.#ownTasks()].filter((task) => task.elementId === elementId)
    await this.until(`${count} open ${elementId}`, () => open().length === count)
    return open()
  }

  open(elementId: string): OpenTask | undefined {
    return this.#ownTasks().find((task) => task.elementId === elementId)
  }

  isOpen(task: OpenTask): boolean {
    return this.#tasks.has(task.key)
  }

  openElements(): string[] {
    return this.#ownTasks()
      .map((task) => task.elementId)
      .sort()
  }

  async complete(elementId: string, variables: Variables = {}): Promise<void> {
    await this.completeTask(await this.task(elementId), variables)
  }

  async completeTask(task: OpenTask, variables: Variables = {}): Promise<void> {
    await this.#bench.engine.execute({ verb: 'completeUserTask', userTaskKey: task.key, variables })
    await this.until(`${task.elementId} completed`, () => !this.#tasks.has(task.key))
  }

  completed(elementId: string): number {
    return this.#own('PROCESS_INSTANCE').filter(
      (r) =>
        r.intent === 'ELEMENT_COMPLETED' &&
        r.value.elementId === elementId &&
        r.value.bpmnElementType !== 'MULTI_INSTANCE_BODY',
    ).length
  }

  activated(elementId: string): number {
    return this.#own('PROCESS_INSTANCE').filter(
      (r) =>
        r.intent === 'ELEMENT_ACTIVATED' &&
        r.value.elementId === elementId &&
        r.value.bpmnElementType !== 'MULTI_INSTANCE_BODY',
    ).length
  }

  async reached(elementId: string, times = 1): Promise<void> {
    await this.until(`${elementId} reached ${times} times`, () => this.activated(elementId) >= times)
  }

  async ended(): Promise<void> {
    await this.until('the end of the process', () =>
      this.#own('PROCESS_INSTANCE').some((r) => r.key === this.#rootKey && r.intent === 'ELEMENT_COMPLETED'),
    )
  }

  /** Last value of a variable in the root process instance. */
  variable(name: string): Json | undefined {
    const last = this.#own('VARIABLE').findLast(
      (r) => r.value.name === name && r.value.scopeKey === this.#rootKey,
    )
    return last && (JSON.parse(last.value.value) as Json)
  }

  /** Names of all variables that were ever written in any of this case's instances. */
  variableNames(): string[] {
    return [...new Set(this.#own('VARIABLE').map((r) => r.value.name))].sort()
  }

  async advance(milliseconds: number): Promise<void> {
    await this.#bench.advance(milliseconds)
  }

  async until(what: string, test: () => boolean, timeout = 30_000): Promise<void> {
    const deadline = performance.now() + timeout
    while (!test()) {
      if (this.#failure) throw this.#failure
      const incident = this.#own('INCIDENT').find((r) => r.intent === 'CREATED')
      if (incident)
        throw new Error(
          `incident at ${incident.value.elementId}: ${incident.value.errorType} ${incident.value.errorMessage}`,
        )
      const left = deadline - performance.now()
      if (left <= 0)
        throw new Error(`waited in vain for ${what}; open: ${this.openElements().join(', ') || 'nothing'}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 500))
        this.#changed.push(() => (clearTimeout(timer), resolve()))
      })
    }
  }

  async close(): Promise<void> {
    this.#leave()
    if (this.#rootKey)
      await this.#bench.engine
        .execute({ verb: 'cancelInstance', processInstanceKey: this.#rootKey })
        .catch(() => undefined)
  }

  #ownTasks(): OpenTask[] {
    return [...this.#tasks.values()].filter((task) =>
      this.#instances.has(task.record.value.processInstanceKey),
    )
  }

  #own<T extends FeedRecord['valueType']>(valueType: T): Extract<FeedRecord, { valueType: T }>[] {
    return this.records.filter(
      (r): r is Extract<FeedRecord, { valueType: T }> =>
        r.valueType === valueType &&
        this.#instances.has((r.value as { processInstanceKey?: Key }).processInstanceKey ?? ''),
    )
  }

  #note(record: FeedRecord): void {
    if (
      record.valueType === 'VARIABLE' &&
      record.value.name === 'caseId' &&
      record.value.value === JSON.stringify(this.caseId)
    ) {
      this.#instances.add(record.value.processInstanceKey)
      this.#rootKey ??= record.value.processInstanceKey
    }
    if (record.valueType === 'USER_TASK') {
      if (record.intent === 'CREATED')
        this.#tasks.set(record.key, { key: record.key, elementId: record.value.elementId, record })
      else if (record.intent === 'COMPLETED' || record.intent === 'CANCELED') this.#tasks.delete(record.key)
      else if (record.intent === 'UPDATED' || record.intent === 'ASSIGNED') {
        const task = this.#tasks.get(record.key)
        if (task) task.record = record
      }
    }
    // A task that is cancelled through its element may bear no record of its own.
    if (record.valueType === 'PROCESS_INSTANCE' && record.intent === 'ELEMENT_TERMINATED') {
      for (const [key, task] of this.#tasks)
        if (task.record.value.elementInstanceKey === record.key) this.#tasks.delete(key)
    }
  }

  #wake(): void {
    for (const wake of this.#changed.splice(0)) wake()
  }
}
