/** What a move would do and what stands against it, found out without changing anything on either side: this is the rehearsal 演练. */
import type { Obstacle, Survey } from '../../engine/move/index.ts'
import { survey } from '../../engine/move/index.ts'
import { livingHolder } from '../../engine/embedded/store/lease.ts'
import type { MoveRow } from '../../moved.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { tablesOf } from '../backup/tables.ts'
import { embeddedTables } from './engine-keys.ts'
import { hindrancesHere, leftAlready } from './here.ts'
import type { Sides } from './sides.ts'
import { statusThere } from './there.ts'

export interface StuckInstance extends Obstacle {
  caseId: string | null
  caseNumber: string | null
}

interface Found {
  /** Chinese lines: each must be mended before anything is moved. */
  hindrances: string[]
  notes: string[]
  obstacles: StuckInstance[]
  tables: number
  rows: number
  /** Cases that are not ended. */
  cases: number
  tasks: number
}

export type Plan = Found &
  (
    | { arrived?: undefined; survey: Survey; unfinished: MoveRow | undefined }
    /** Everything is there already: only the mark here is missing, whatever has fallen due since. */
    | { arrived: MoveRow; survey?: undefined; unfinished?: undefined }
  )

/** Milliseconds that a move may take: a timer that falls due meanwhile would act while its case is under way. */
const duration = 30 * 60_000

/** What a server that runs on the old settings means: it is only mentioned in a rehearsal; `ours` where the lease is held by the move itself. */
type RunningServer = 'hinders' | 'noted' | 'ours'

/** @throws Error where a side cannot be read at all. */
export async function planMove(sides: Sides, server: RunningServer): Promise<Plan> {
  const { from, clock, broker } = sides
  const now = clock.now()
  const { arrived, unfinished, hindrances, notes } = await statusThere(sides)
  return from.database.snapshot(async (sql): Promise<Plan> => {
    hindrances.unshift(
      ...(await (arrived ? leftAlready(sql, from.config.engine) : hindrancesHere(sql, sides))),
    )
    const holder = server === 'ours' ? undefined : await livingHolder(sql, now)
    if (holder)
      (server === 'noted' ? notes : hindrances).push(`服务器仍在运行（${holder}）：迁移之前须停止。`)
    const names = (await tablesOf(sql, from.database.dialect)).filter(
      (name) => !broker || !embeddedTables.includes(name),
    )
    let rows = 0
    for (const name of names) rows += await count(sql, name)
    const found: Found = {
      hindrances,
      notes,
      obstacles: [],
      tables: names.length,
      rows,
      cases: await count(sql, "cases WHERE state = 'open'"),
      tasks: await count(sql, "tasks WHERE state = 'open'"),
    }
    if (arrived) return { ...found, arrived }
    const surveyed = await survey(sql, now, broker ? now + duration : 0)
    const obstacles = broker ? await withCases(sql, surveyed.obstacles) : []
    return { ...found, obstacles, survey: surveyed, unfinished }
  })
}

async function count(sql: Sql, what: string): Promise<number> {
  const [row] = await sql.all<{ many: number }>(`SELECT COUNT(*) AS many FROM ${what}`)
  return Number(row!.many)
}

async function withCases(sql: Sql, obstacles: Obstacle[]): Promise<StuckInstance[]> {
  const found: StuckInstance[] = []
  for (const obstacle of obstacles) {
    const [row] = await sql.all<{ case_id: string | null; number: string | null }>(
      'SELECT p.case_id, c.number FROM process_instances p LEFT JOIN cases c ON c.id = p.case_id WHERE p.process_instance_key = ?',
      [obstacle.processInstanceKey],
    )
    found.push({ ...obstacle, caseId: row?.case_id ?? null, caseNumber: row?.number ?? null })
  }
  return found
}
