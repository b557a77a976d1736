/** Every case below a folder, on one engine or on both. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { embeddedTheatre } from './embedded-stage.ts'
import { type Case, readCase } from './read-case.ts'
import { recordExpectation } from './record.ts'
import { type CaseResult, runCase } from './run-case.ts'
import type { Theatre } from './stage.ts'
import { zeebeTheatre } from './zeebe-stage.ts'

export interface Settings {
  engine: 'embedded' | 'zeebe' | 'both'
  cases: string
  only?: string | undefined
  database: 'sqlite' | 'mariadb'
  restart: boolean
  /** Writes what the broker answered into `expect`, where a case has none yet or is named by `only`. */
  record?: boolean
}

export async function runCases(
  settings: Settings,
  report: (result: CaseResult) => void,
): Promise<CaseResult[]> {
  const cases = caseFolders(settings.cases)
    .map((folder) => read(folder))
    .filter(
      (one) =>
        settings.only === undefined || settings.only === one.name || settings.only === basename(one.folder),
    )
    .filter((one) => !(settings.record && settings.only === undefined && 'expect' in one && isRecorded(one)))
  const theatres = await open(settings)
  try {
    return await playCases(cases, theatres, settings, report)
  } finally {
    for (const theatre of theatres) await theatre.close()
  }
}

/** @returns results in the order of the cases, for each in the order of the theatres. */
export async function playCases(
  cases: (Case | Unreadable)[],
  theatres: Theatre[],
  options: Pick<Settings, 'restart' | 'record'>,
  report: (result: CaseResult) => void,
): Promise<CaseResult[]> {
  const results: CaseResult[][] = cases.map(() => [])
  for (const theatre of theatres) {
    const mine = cases.flatMap((one, place) => (runsOn(one, theatre, theatres) ? [{ one, place }] : []))
    const play = async ({ one, place }: (typeof mine)[number]) => {
      const result = 'fault' in one ? unreadable(one, theatre) : await playOne(one, theatre, options)
      const first = results[place]![0]
      if (first && 'expect' in one && !one.expect) compareEngines(first, result)
      results[place]!.push(result)
      report(result)
    }
    const turnOf = (one: Case | Unreadable) => ('fault' in one ? 'together' : theatre.turn(one))
    for (const turn of ['together', 'alone', 'last'] as const) {
      await sideBySide(
        mine.filter(({ one }) => turnOf(one) === turn),
        turn === 'together' ? theatre.places : 1,
        play,
      )
    }
  }
  return results.flat()
}

function isRecorded({ expect }: Case): boolean {
  return (
    expect?.state !== undefined || expect?.completed !== undefined || expect?.refusedDeployment !== undefined
  )
}

interface Unreadable {
  name: string
  folder: string
  fault: string
}

/** A folder that cannot be read is a failed case of the first engine. */
function runsOn(one: Case | Unreadable, theatre: Theatre, theatres: Theatre[]): boolean {
  return 'fault' in one ? theatre === theatres[0] : one.engines.includes(theatre.engine)
}

async function sideBySide<T>(items: T[], places: number, play: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const place = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await play(item)
  }
  await Promise.all(Array.from({ length: places }, place))
}

async function open({ engine, database }: Settings): Promise<Theatre[]> {
  const theatres: Theatre[] = []
  if (engine !== 'zeebe') theatres.push(embeddedTheatre(database))
  if (engine !== 'embedded') theatres.push(await zeebeTheatre())
  return theatres
}

export function caseFolders(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => caseFolders(join(folder, entry.name)))
  return existsSync(join(folder, 'case.yaml')) ? [folder, ...below] : below
}

function read(folder: string): Case | Unreadable {
  try {
    return readCase(folder)
  } catch (error) {
    return { name: basename(folder), folder, fault: (error as Error).message }
  }
}

function unreadable({ name, fault }: Unreadable, { engine }: Theatre): CaseResult {
  return { name, engine, passed: false, failures: [fault], outcome: {} }
}

async function playOne(
  one: Case,
  theatre: Theatre,
  { restart, record = false }: Pick<Settings, 'restart' | 'record'>,
): Promise<CaseResult> {
  const result = await runCase(record ? { ...one, expect: undefined } : one, theatre, { restart })
  if (record && theatre.engine === 'zeebe') recordExpectation(one.folder, result)
  return result
}

/** A case that expects nothing passes when both engines say the same. */
function compareEngines(first: CaseResult, second: CaseResult): void {
  if (isDeepStrictEqual(comparable(first), comparable(second))) return
  second.passed = false
  second.failures.push(`the engines differ: ${first.engine} ${JSON.stringify(first.outcome)}`)
}

/** Outcomes without what only one engine's wording decides. */
function comparable({ outcome }: CaseResult): unknown {
  const { userTasks, incidents, refusedDeployment, ...rest } = outcome
  const text = (list: object[] | undefined) => list?.map((item) => JSON.stringify(item)).sort()
  const tasks = userTasks?.map((task) => ({
    ...task,
    dueDate: instant(task.dueDate),
    followUpDate: instant(task.followUpDate),
  }))
  return {
    ...rest,
    userTasks: text(tasks),
    incidents: text(incidents),
    refused: refusedDeployment !== undefined,
  }
}

const instant = (date: string | null) => (date === null ? null : Date.parse(date.replace(/\[.*\]$/, '')))
