/** `zhiheng demo`: one case from clue to archive through the real engine, workers and renderer, told in the terminal. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '../../application.ts'
import { brokerClock, type RunningBroker, startBroker } from '../../engine/zeebe/index.ts'
import { ControlledClock, parseInstant } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { createLog } from '../../platform/log.ts'
import { projectRoot } from '../../platform/project-root.ts'
import { castOf } from './cast.ts'
import { readDemoInput } from './input.ts'
import { play } from './play.ts'
import type { Step } from './step.ts'
import { storyTime } from './story-time.ts'
import { tellEnd, tellStep } from './tell.ts'

export interface DemoOptions {
  engine: 'embedded' | 'zeebe'
  input?: string
  /** Folder of the PDFs; a new one in the system's temporary folder when left out. */
  output?: string
  json: boolean
}

export interface DemoResult {
  case: { id: string; number: string | null; state: string }
  engine: string
  folder: string
  documents: {
    kind: string
    name: string
    number: string | null
    pages: number | null
    sha256: string
    file: string
  }[]
  audit: { ok: boolean; lines: number }
  seconds: number
  steps: Step[]
}

/** @throws Error with one line per fault. */
export async function runDemo({ engine, input: file, output, json }: DemoOptions): Promise<DemoResult> {
  const began = performance.now()
  const input = readDemoInput(file ?? join(projectRoot(), 'data', 'demo', 'ordinary-case.json'))
  const startsAt = parseInstant(input.startsAt)
  const folder = output ?? (await mkdtemp(join(tmpdir(), 'zhiheng-demo-')))
  await mkdir(folder, { recursive: true })
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`)
  let broker: RunningBroker | undefined
  if (engine === 'zeebe') {
    broker = await startBroker({ controlledClock: true, say })
    await brokerClock(broker.managementAddress).pin(startsAt)
  }
  const clock = new ControlledClock(startsAt)
  const config = readConfig(process.env, {
    dataDir: join(folder, 'data'),
    database: `sqlite:${join(folder, 'data', 'zhiheng.db')}`,
    // Fonts and browser are unpacked once for all demos.
    cacheDir: process.env.ZHIHENG_CACHE_DIR ?? join(projectRoot(), 'var', 'cache'),
    demo: true,
    engine,
    ...(broker && {
      zeebeGateway: broker.gatewayAddress,
      zeebeRest: broker.restAddress,
      redisUrl: broker.redisUrl,
      feedName: broker.feedName,
    }),
  })
  const app = await createApplication(config, {
    clock,
    log: createLog(process.env.ZHIHENG_LOG_LEVEL === undefined ? 'error' : config.logLevel),
  })
  try {
    await app.start()
    say(
      `${input.title}\n引擎：${engine === 'zeebe' ? 'Zeebe 8.5' : '内嵌引擎'}；数据库：SQLite；时间从 ${input.startsAt.slice(0, 16)} 起按情节推进\n`,
    )
    const time = storyTime(clock, app.deadlines, async (instant) => {
      if (broker) await brokerClock(broker.managementAddress).pin(instant)
    })
    const steps: Step[] = []
    const page = await play(app, input, time, (step) => {
      steps.push(step)
      tellStep(step, say)
    })
    const { lead } = { lead: (await castOf(app)).byUserName(input.lead) }
    const documents: DemoResult['documents'] = []
    for (const [index, { id, kind, name, number, pages }] of page.documents
      .filter(({ state }) => state === 'issued')
      .entries()) {
      const { bytes, sha256 } = await app.documents.pdf(lead, id)
      const written = join(
        folder,
        `${String(index + 1).padStart(2, '0')}-${name.replace(/[\\/:*?"<>|]/g, '')}.pdf`,
      )
      await writeFile(written, bytes)
      documents.push({ kind, name, number, pages, sha256: sha256 ?? '', file: written })
    }
    const verified = await app.audit.verify()
    const result: DemoResult = {
      case: { id: page.case.id, number: page.case.number, state: page.case.state },
      engine,
      folder,
      documents,
      audit: { ok: verified.ok, lines: Number((verified as { lines?: number }).lines ?? 0) },
      seconds: Number(((performance.now() - began) / 1000).toFixed(1)),
      steps,
    }
    tellEnd(result, say)
    return result
  } finally {
    await app.close()
    await broker?.stop()
  }
}
