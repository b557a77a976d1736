/** What a move would do and what stands against it, found out without changing anything on either side: this is the rehearsal 演练. */
import type { Obstacle, Survey } from '../../engine/move/index.ts'
import { runningOn, survey } from '../../engine/move/index.ts'
import { livingHolder } from '../../engine/embedded/store/lease.ts'
import { migrations } from '../../migrations/index.ts'
import { engineName, lastMove, type MoveRow } from '../../moved.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { firstFilledTable, tablesOf } from '../backup/tables.ts'
import { embeddedTables } from './engine-keys.ts'
import type { Sides } from './sides.ts'

export interface StuckInstance extends Obstacle {
  caseId: string | null
  caseNumber: string | null
}

export interface Plan {
  /** Chinese lines: each must be mended before anything is moved. */
  hindrances: string[]
  notes: string[]
  obstacles: StuckInstance[]
  survey: Survey
  tables: number
  rows: number
  /** Cases that are not ended. */
  cases: number
  tasks: number
  /** An earlier move to there that was not finished. */
  unfinished: MoveRow | undefined
  /** Everything is there already: only the mark here is missing. */
  arrived: MoveRow | undefined
}

/** Milliseconds that a move may take: a timer that falls due meanwhile would act while its case is under way. */
const duration = 30 * 60_000

/** What a server that runs on the old settings means: it is only mentioned in a rehearsal; `ours` where the lease is held by the move itself. */
type RunningServer = 'hinders' | 'noted' | 'ours'

/** @throws Error where a side cannot be read at all. */
export async function planMove(sides: Sides, server: RunningServer): Promise<Plan> {
  const { from, clock, broker } = sides
  const now = clock.now()
  const there = await statusThere(sides)
  return from.database.snapshot(async (sql) => {
    const hindrances = [...(await hindrancesHere(sql, sides)), ...there.hindrances]
    const notes: string[] = []
    const holder = server === 'ours' ? undefined : await livingHolder(sql, now)
    if (holder)
      (server === 'noted' ? notes : hindrances).push(`服务器仍在运行（${holder}）：迁移之前须停止。`)
    const found = await survey(sql, now, broker ? now + duration : 0)
    const names = (await tablesOf(sql, from.database.dialect)).filter(
      (name) => !broker || !embeddedTables.includes(name),
    )
    let rows = 0
    for (const name of names) rows += await count(sql, name)
    return {
      hindrances,
      notes,
      obstacles: broker ? await withCases(sql, found.obstacles) : [],
      survey: found,
      tables: names.length,
      rows,
      cases: await count(sql, "cases WHERE state = 'open'"),
      tasks: await count(sql, "tasks WHERE state = 'open'"),
      unfinished: there.unfinished,
      arrived: there.arrived,
    }
  })
}

async function count(sql: Sql, what: string): Promise<number> {
  const [row] = await sql.all<{ many: number }>(`SELECT COUNT(*) AS many FROM ${what}`)
  return Number(row!.many)
}

async function hindrancesHere(sql: Sql, { from }: Sides): Promise<string[]> {
  const applied = new Set(
    (await sql.all<{ name: string }>('SELECT name FROM schema_migrations')).map(({ name }) => name),
  )
  if (migrations.some(({ name }) => !applied.has(name)))
    return ['现有的数据库不是本版本的：请先用原来的配置启动一次本版本的服务器，再停止它。']
  const found: string[] = []
  const move = await lastMove(sql)
  if (move?.state === 'left' || (move?.state === 'arrived' && move.to_engine !== from.config.engine))
    found.push(`本单位已迁移到 ${engineName(move.to_engine)}，数据库 ${move.to_database}，不能再从这里迁出。`)
  const waiting = await sql.all<{ number: string | null; many: number }>(
    `SELECT c.number, COUNT(*) AS many FROM engine_outbox o LEFT JOIN cases c ON c.id = o.stream
     WHERE o.state = 'submitted' GROUP BY c.id, c.number ORDER BY c.number`,
  )
  if (waiting.length > 0)
    found.push(
      `有操作尚未送达流程引擎（${waiting.map(({ number, many }) => `${number ?? '无案号'} ${many} 项`).join('，')}）：` +
        '请用原来的配置启动服务器，等它们办完，再停止。',
    )
  return found
}

async function statusThere(sides: Sides): Promise<Pick<Plan, 'hindrances' | 'unfinished' | 'arrived'>> {
  const { from, to, samePlace, broker } = sides
  const hindrances: string[] = []
  let ours: MoveRow | undefined
  try {
    const move = await moveIn(to.database)
    if (
      move &&
      move.from_database === from.address &&
      move.to_database === to.address &&
      move.to_engine === to.config.engine
    )
      ours = move
    if (!samePlace && !ours) {
      const filled = await firstFilledTable(to.database)
      if (filled !== undefined)
        hindrances.push(`目标数据库不是空的（表 ${filled} 有数据），也不属于未完成的这次迁移。`)
    }
  } catch (error) {
    hindrances.push(`目标数据库无法访问：${(error as Error).message}`)
  }
  const unfinished = ours?.state === 'begun' ? ours : undefined
  const arrived = !samePlace && ours?.state === 'arrived' ? ours : undefined
  if (broker && !arrived) hindrances.push(...(await brokerHindrances(broker, unfinished !== undefined)))
  return { hindrances, unfinished, arrived }
}

async function brokerHindrances(
  broker: NonNullable<Sides['broker']>,
  unfinished: boolean,
): Promise<string[]> {
  const { status, detail } = await broker.health()
  if (status === 'down') return [`目标 Zeebe 无法使用：${detail}`]
  try {
    const running = await runningOn(broker)
    if (running.length === 0 || unfinished) return []
    const processes = [...new Set(running.map(({ processId }) => processId))].join('、')
    return [
      `目标 Zeebe 上已有 ${running.length} 个运行中的流程实例（${processes}），不属于未完成的这次迁移。`,
    ]
  } catch (error) {
    return [`目标 Zeebe 的事件流（Redis）无法读取：${(error as Error).message}`]
  }
}

async function moveIn(database: Database): Promise<MoveRow | undefined> {
  const [table] = await database.sql.all(
    database.dialect.name === 'sqlite'
      ? "SELECT 1 FROM sqlite_master WHERE name = 'moves'"
      : "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'moves'",
  )
  return table ? lastMove(database.sql) : undefined
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
