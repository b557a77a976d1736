/**
 * Everything put together, once: no globals, each part is handed what it needs. Tests, the demo, the server and the command line all build the product
 * here, on their own database and clock.
 */
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { workers } from '../workers/index.ts'
import { createApprovals } from './approvals/index.ts'
import { createCases, noPenaltyTexts, readCaseRules } from './cases/index.ts'
import { createClues, readClueRules, readClueSources, readImportMappings } from './clues/index.ts'
import { type StoppedWatch, watchStopped } from './stopped-watch.ts'
import { type DayWatch, watchDays } from './day-watch.ts'
import { type DueWatch, watchDue } from './due-watch.ts'
import { createBlobStore } from './platform/storage/blob-store.ts'
import { openObjectStore } from './platform/storage/open-object-store.ts'
import { sealerOf, sealPicture } from './documents/bureau-seal.ts'
import { type KeyWatch, watchKeys } from './key-watch.ts'
import type { BureauFacts } from './documents/facts.ts'
import { readNumbering } from './documents/numbering.ts'
import { createRenderer, type DocumentRenderer } from './documents/renderer.ts'
import { createDocuments } from './documents/service.ts'
import { createOutbox } from './engine/outbox/index.ts'
import { readEvidenceRules } from './evidence/rules.ts'
import { createEvidence } from './evidence/service.ts'
import { openFieldCipher } from './identity/field-cipher.ts'
import { startWorkers, type JobRoom, type RunningWorkers } from './jobs/index.ts'
import { oidcSettings } from './identity/oidc-settings.ts'
import { linkEngine } from './link-engine.ts'
import { migrations } from './migrations/index.ts'
import { deployModels, type DeployedModel } from './models.ts'
import { refuseWhereMoved } from './moved.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { openDatabase } from './platform/database/database.ts'
import { migrate, requireMigrated } from './platform/database/migrate.ts'
import { withSealedColumns } from './platform/database/sealed-columns.ts'
import { createLog, type Log } from './platform/log.ts'
import { projectRoot } from './platform/project-root.ts'
import { mailServer } from './notifications/mail-server.ts'
import { allowedNetworks } from './notifications/private-addresses.ts'
import { readNotificationRules } from './notifications/rules.ts'
import { createOutsideNotifications } from './notifications/service.ts'
import { createRegisters, type NewDemo } from './registers.ts'
import { createExamination, readExaminationRules } from './examination/index.ts'
import { createQuality, readQualityRules } from './quality/index.ts'
import { createPackages } from './packages/index.ts'
import { sealedAnswers } from './sealed-answers.ts'
import { createRemedies, readRemedyRules } from './remedies/index.ts'
import { readPropertyRules } from './property/rules.ts'
import { createProperty } from './property/service.ts'
import { createVerification } from './verification/service.ts'
import { createSignatures } from './signatures/service.ts'
import { createTasks, readElementNames, readForms } from './tasks/index.ts'

export type Application = Awaited<ReturnType<typeof createApplication>>

export async function createApplication(
  config: Config,
  /** `reads`: beside the server that runs; what is read and examined works, nothing is written, migrated or started. */
  given: { clock?: Clock; log?: Log; renderer?: DocumentRenderer; reads?: true } = {},
) {
  const clock = given.clock ?? systemClock()
  const log = given.log ?? createLog(config.logLevel)
  const root = projectRoot()
  const seedFolder = join(root, 'data')
  await mkdir(config.dataDir, { recursive: true })
  const stored = openDatabase(config.database)
  const cipher = openFieldCipher({ keyFile: config.keyFile, dataDirectory: config.dataDir })
  await (given.reads ? requireMigrated(stored, migrations) : migrate(stored, migrations, cipher))
  await refuseWhereMoved(stored, config)
  const database = withSealedColumns(stored, cipher, sealedAnswers)

  const outbox = createOutbox(database, clock)
  const registers = createRegisters({
    database,
    stored,
    clock,
    cipher,
    seedFolder,
    templatesFolder: config.templatesDir,
    demo: config.demo,
    oidc: oidcSettings(config),
  })
  const { audit, identity, officers, parties, laws, violations, deadlines, keyRotation } = registers
  const policy = identity
  const renderer =
    given.renderer ??
    createRenderer({
      cacheDirectory: config.cacheDir,
      templatesDirectory: config.templatesDir,
      log,
      ...(config.fontsDir && { fontsDirectory: config.fontsDir }),
      ...(config.browser && { browserPath: config.browser }),
    })
  const blobs = createBlobStore({ store: await openObjectStore(config), clock, dialect: database.dialect })
  const numbering = readNumbering(seedFolder)
  const { seal, ...bureau } = parse(readFileSync(join(seedFolder, 'bureau.yaml'), 'utf8')) as BureauFacts & {
    seal?: string
  }
  const documents = createDocuments({
    database,
    clock,
    audit,
    policy,
    renderer,
    blobs,
    numbering,
    bureau,
    ...(config.publicUrl && { verifyUrl: (code: string) => `${config.publicUrl}/verify/${code}` }),
    ...(config.certificateFile && { sealer: await sealerOf(config) }),
    ...(seal && { seal: sealPicture(join(seedFolder, seal)) }),
  })
  const elementNames = await readElementNames(join(root, 'bpmn'))
  const forms = readForms(join(root, 'forms'))
  const tasks = createTasks({ database, clock, log, outbox, audit, policy, forms, elementNames })
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
    limits: deadlines,
  })
  const clueSources = readClueSources(seedFolder)
  const clues = createClues({
    database,
    clock,
    audit,
    policy,
    cipher,
    officers,
    violations,
    deadlines,
    blobs,
    numbering,
    bureau: bureau.shortName,
    sources: clueSources,
    rules: readClueRules(seedFolder),
    mappings: readImportMappings(seedFolder, clueSources),
  })
  const evidence = createEvidence({
    database,
    clock,
    audit,
    policy,
    blobs,
    renderer,
    rules: readEvidenceRules(seedFolder),
    uploadDirectory: join(config.dataDir, 'uploads'),
    bureau: bureau.name,
  })
  const caseRules = readCaseRules(seedFolder, forms)
  const signatures = createSignatures({
    database,
    clock,
    audit,
    documents,
    blobs,
    renderer,
    records: caseRules.paperRules.signedRecords,
  })
  const verification = createVerification({ documents })
  laws.ruleTexts.use({ kind: 'no-penalty', texts: () => noPenaltyTexts(caseRules.noPenaltyRules) })
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
    forms,
    laws,
    clues,
    evidence,
    ...caseRules,
    ruleTexts: laws.ruleTexts,
    signatures,
  })
  const property = createProperty({
    database,
    clock,
    outbox,
    audit,
    policy,
    officers,
    parties,
    deadlines,
    documents,
    renderer,
    tasks,
    cases,
    rules: readPropertyRules(seedFolder),
  })
  const remedies = createRemedies({
    database,
    clock,
    audit,
    policy,
    deadlines,
    documents,
    tasks,
    cases,
    rules: readRemedyRules(seedFolder),
  })
  cases.useRemedies({
    suspensions: (sql, caseId) => remedies.surchargePauses(caseId, sql),
    end: (sql, caseId, over) => remedies.end(sql, caseId, over),
    stopped: (sql, caseId) => remedies.isEnforcementSuspended(caseId, undefined, sql),
  })
  const quality = createQuality({
    database,
    clock,
    audit,
    identity,
    officers,
    deadlines,
    documents,
    tasks,
    cases,
    rules: readQualityRules(seedFolder),
  })
  const examination = createExamination({
    database,
    clock,
    audit,
    identity,
    deadlines,
    documents,
    approvals,
    evidence,
    cases,
    numbering,
    rules: readExaminationRules(seedFolder),
  })
  const packages = createPackages({
    database,
    clock,
    audit,
    policy,
    cases,
    documents,
    evidence,
    examination,
  })
  const outside = createOutsideNotifications({
    database,
    clock,
    log,
    audit,
    cipher,
    product: tasks.notifications,
    rules: readNotificationRules(seedFolder),
    publicAddress: config.publicUrl.replace(/\/$/, ''),
    sendMail:
      config.smtpUrl === ''
        ? undefined
        : mailServer({
            url: config.smtpUrl,
            password: config.smtpPasswordFile && readFileSync(config.smtpPasswordFile, 'utf8').trim(),
            from: config.mailFrom,
          }),
    allowed: allowedNetworks(config.webhookNetworks),
    caseNumber: async (caseId) =>
      (
        await database.sql.all<{ number: string | null }>('SELECT number FROM cases WHERE id = ?', [caseId])
      )[0]?.number ?? null,
  })
  const projections = [...tasks.projections, cases.projection]
  const link = await linkEngine(config, { database, clock, log, outbox, projections }, given.reads === true)
  const services = {
    clock,
    cases,
    tasks,
    approvals,
    documents,
    deadlines,
    officers,
    parties,
    property,
    violations,
    notifications: tasks.notifications,
  }
  const jobRoom: JobRoom = { database, clock, log, outbox, services }
  let models: DeployedModel[] = []
  let running: RunningWorkers | undefined
  let days: DayWatch | undefined
  let due: DueWatch | undefined
  let stopped: StoppedWatch | undefined
  let keys: KeyWatch | undefined

  return {
    config,
    clock,
    log,
    database,
    blobs,
    outbox,
    cipher,
    numbering,
    ...registers,
    documents,
    renderer,
    forms,
    tasks,
    approvals,
    clues,
    evidence,
    signatures,
    verification,
    cases,
    property,
    remedies,
    quality,
    examination,
    packages,
    outside,
    link,
    jobRoom,
    models: () => models,

    /** Seeds rules, makes the demo bureau in an empty database, deploys what changed, and begins to work. */
    async start(): Promise<NewDemo | undefined> {
      await registers.seed()
      await database.write((tx) => property.seed(tx, database.dialect, seedFolder))
      const demo = config.demo ? await registers.makeDemoBureau() : undefined
      days = watchDays({
        database,
        clock,
        log,
        officers,
        deadlines,
        notifications: tasks.notifications,
        evidence,
      })
      stopped = watchStopped({ log, deadlines, cases })
      outside.start()
      keys = watchKeys({ keyRotation, cipher, log })
      await days.idle()
      due = watchDue({ clock, log, deadlines, notifications: tasks.notifications })
      await database.write((tx) => property.adopt(tx))
      await documents.templates.adopt(renderer.templates(), 'all')
      // What waits in the outbox meets the models: a message that starts one would find nothing before.
      models = await deployModels({
        engine: link.engine,
        database,
        clock,
        tasks,
        violations,
        root,
        elementNames,
      })
      await link.start()
      if (config.workers === 'in-process')
        running = startWorkers(jobRoom, link.engine, workers, { workerName: `zhiheng-${process.pid}` })
      return demo
    },

    /** Resolves when nothing is left to do without an input. */
    async quiet(): Promise<void> {
      do {
        await running?.idle()
        await days?.idle()
        await due?.idle()
        await link.quiet()
        // Jobs that came of it are asked for a moment later, and handed out once that is durable.
        await new Promise((resolve) => setTimeout(resolve, 5))
        await link.quiet()
        await new Promise((resolve) => setImmediate(resolve))
      } while (running?.busy())
    },

    async close(): Promise<void> {
      await running?.stop()
      await days?.stop()
      await due?.stop()
      await stopped?.stop()
      await keys?.stop()
      await outside.stop()
      await link.close()
      await renderer.close()
      await database.close()
    },
  }
}
