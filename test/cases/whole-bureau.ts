/**
 * A whole bureau for a test: the demo bureau of the registers, and over it tasks, approvals, cases, documents, workers and an engine with the real models.
 * Documents are really written and checked; by default they are printed as empty pages, since printing is tested elsewhere.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import { createApprovals } from '../../src/approvals/index.ts'
import { createCases, readClueSources } from '../../src/cases/index.ts'
import { createBlobStore } from '../../src/documents/blob-store.ts'
import { readNumbering } from '../../src/documents/numbering.ts'
import { finishPdf, kindOf, type RenderRequest, writeDocument } from '../../src/documents/render.ts'
import type { DocumentRenderer } from '../../src/documents/renderer.ts'
import { createDocuments } from '../../src/documents/service.ts'
import { loadTemplates } from '../../src/documents/template.ts'
import { bindVolume } from '../../src/documents/volume.ts'
import type { BureauFacts } from '../../src/documents/facts.ts'
import { createOutbox, type EngineLink, type Outbox, type Projection } from '../../src/engine/outbox/index.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { type JobRoom, startWorkers } from '../../src/jobs/index.ts'
import type { Log } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import {
  createTasks,
  type FormData,
  readElementNames,
  readForms,
  type TaskView,
} from '../../src/tasks/index.ts'
import { workers } from '../../workers/index.ts'
import { parse } from 'yaml'
import { type Bureau, type MakeDatabase, openBureau, seedFolder, sqliteFile } from '../registers/bureau.ts'

export interface EngineUnderTest {
  /** Epoch ms at which the bureau's clock starts. */
  startsAt?: number
  connect: Connect
}

export type Connect = (
  parts: Pick<Bureau, 'database' | 'clock'> & { log: Log; outbox: Outbox; projections: Projection[] },
) => Promise<{
  link: EngineLink
  /** Moves the clocks of the bureau and of the engine. */
  advance(milliseconds: number): Promise<void>
  close(): Promise<void>
}>

/** Empty pages instead of print, everything else as in the product. */
export function paperlessRenderer(): DocumentRenderer {
  const templates = loadTemplates(join(projectRoot(), 'templates'))
  const write = async (request: RenderRequest) => writeDocument(templates, () => true, request)
  const print = async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage()
    return Buffer.from(await pdf.save())
  }
  const render = async (request: RenderRequest) => ({
    ...(await write(request)),
    ...finishPdf(await print(), request.issuedOn),
  })
  return {
    write,
    render,
    renderVolume: (request) => bindVolume(request, render),
    preview: print,
    describe: (kind) => {
      const { title, numbered, law, fields, sample } = kindOf(templates, kind)
      return { kind, title, numbered, law, fields, sample }
    },
    kinds: () => [...templates.keys()],
    charactersWithoutGlyph: () => Promise.resolve([]),
    reload() {},
    warmUp: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

export async function openWholeBureau({
  engine: { startsAt, connect },
  make = sqliteFile,
  renderer = paperlessRenderer(),
  startWorking = true,
  adapt = (_name, content) => content,
}: {
  engine: EngineUnderTest
  make?: MakeDatabase
  renderer?: DocumentRenderer
  startWorking?: boolean
  /** Changes a model before it is deployed. */
  adapt?: (name: string, content: string) => string
}) {
  const bureau = await openBureau(make, startsAt === undefined ? {} : { startsAt })
  const { database, clock, audit, identity: policy, officers, parties, violations, deadlines } = bureau
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-cases-'))
  const log = pino({ level: process.env.ZHIHENG_TEST_LOG ?? 'silent' })
  const outbox = createOutbox(database, clock)
  // A test can hold back what is dispatched, so that something else comes first.
  let held: (() => void) | undefined
  const listen = outbox.onAdded.bind(outbox)
  outbox.onAdded = (listener) => listen(() => (held ? (held = listener) : listener()))
  const elementNames = await readElementNames(join(projectRoot(), 'bpmn'))
  const tasks = createTasks({
    database,
    clock,
    outbox,
    audit,
    policy,
    forms: readForms(join(projectRoot(), 'forms')),
    elementNames,
  })
  const documents = createDocuments({
    database,
    clock,
    audit,
    policy,
    renderer,
    blobs: createBlobStore({ directory: join(folder, 'blobs'), clock, dialect: database.dialect }),
    numbering: readNumbering(seedFolder),
    bureau: parse(readFileSync(join(seedFolder, 'bureau.yaml'), 'utf8')) as BureauFacts,
  })
  const approvals = createApprovals({
    database,
    clock,
    outbox,
    audit,
    policy,
    officers,
    tasks,
    documents,
    calendar: deadlines,
  })
  const cases = createCases({
    database,
    clock,
    outbox,
    audit,
    policy,
    officers,
    parties,
    violations,
    deadlines,
    documents,
    tasks,
    approvals,
    elementNames,
    clueSources: readClueSources(seedFolder),
  })
  const { link, advance, close } = await connect({
    database,
    clock,
    log,
    outbox,
    projections: [tasks.projection, cases.projection],
  })
  await link.start()
  const models = ['bpmn', 'forms'].flatMap((name) =>
    readdirSync(join(projectRoot(), name))
      .filter((file) => /\.(bpmn|dmn|form)$/.test(file))
      .map((file) => ({
        name: file,
        content: adapt(file, readFileSync(join(projectRoot(), name, file), 'utf8')),
      })),
  )
  tasks.rememberForms((await link.engine.deploy(models)).forms)
  const services = {
    clock,
    cases,
    tasks,
    approvals,
    documents,
    deadlines,
    officers,
    parties,
    violations,
    notifications: tasks.notifications,
  }
  const jobRoom: JobRoom = { database, clock, log, outbox, services }
  const working = startWorking
    ? startWorkers(jobRoom, link.engine, workers, { workerName: 'test', pollTimeout: 5_000 })
    : undefined

  const whole = {
    ...bureau,
    log,
    outbox,
    tasks,
    documents,
    approvals,
    cases,
    link,
    jobRoom,
    advance,

    holdOutbox() {
      held = () => {}
    },
    releaseOutbox() {
      const listener = held
      held = undefined
      listener?.()
    },

    /** Until the verdict of the engine is there; @throws Error when it is void. */
    async settled({ ticket }: { ticket: string }): Promise<void> {
      const settlement = await outbox.settled(ticket, 10_000)
      if (settlement?.outcome !== 'effective') throw new Error(`not effective: ${JSON.stringify(settlement)}`)
    },

    /** The open task of an element that the person may do, as soon as it is there. */
    async task(actor: Actor, elementId: string, caseId: string): Promise<TaskView> {
      let seen: TaskView[] = []
      for (let waited = 0; waited < 15_000; waited += 20) {
        seen = (await tasks.mine(actor, { caseId })).items.filter(({ state }) => state === 'open')
        const found = seen.find((one) => one.elementId === elementId)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const all = await tasks.ofCase(caseId)
      const incidents = await database.sql.all<{ element_id: string; message: string }>(
        "SELECT element_id, message FROM incidents WHERE state = 'open'",
      )
      throw new Error(
        `${actor.name} has no task ${elementId}; theirs: ${seen.map((one) => one.elementId).join()}; open: ${all.map((one) => one.elementId).join()}; incidents: ${JSON.stringify(incidents)}`,
      )
    },

    async complete(actor: Actor, elementId: string, caseId: string, data: FormData): Promise<void> {
      const { userTaskKey } = await whole.task(actor, elementId, caseId)
      await whole.settled(
        await tasks.complete(actor, userTaskKey, data).catch((error: Error & { fields?: object[] }) => {
          throw Object.assign(error, {
            message: `${elementId}: ${error.message} ${JSON.stringify(error.fields ?? [])}`,
          })
        }),
      )
    },

    /** Until something holds. */
    async eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
      for (let waited = 0; waited < 15_000; waited += 20) {
        const found = await look()
        if (found !== undefined && found !== false) return found
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const incidents = await database.sql.all(
        "SELECT element_id, message FROM incidents WHERE state = 'open'",
      )
      throw new Error(`never: ${what}; incidents: ${JSON.stringify(incidents)}`)
    },

    async close() {
      await working?.stop()
      await link.close()
      await close()
      await bureau.close()
      await renderer.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return whole
}

export type WholeBureau = Awaited<ReturnType<typeof openWholeBureau>>
