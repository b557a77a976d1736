/**
 * Which engine and database this bureau lives on: a move 迁移 (`zhiheng move`) leaves a mark in both databases, and the server does not start on what has been
 * left, on what is half-way, or with another engine than the one that its cases stand on.
 */
import { type Config, ConfigurationError } from './platform/config.ts'
import { legalMinute } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Sql } from './platform/database/sql.ts'

export interface MoveRow {
  id: string
  /** `begun` until everything is there; then `arrived` in the database that was moved to and `left` in the other. */
  state: 'begun' | 'arrived' | 'left'
  /** Without the password. */
  from_database: string
  to_engine: Config['engine']
  to_database: string
  /** The broker that the cases are set up on; null where the engine stays. */
  to_gateway: string | null
  to_feed: string | null
  began_at: number
  ended_at: number | null
}

export async function lastMove(sql: Sql): Promise<MoveRow | undefined> {
  const [row] = await sql.all<MoveRow>('SELECT * FROM moves ORDER BY began_at DESC, id DESC LIMIT 1')
  return row
}

/** @throws ConfigurationError saying where the bureau lives, or what is to be done. */
export async function refuseWhereMoved({ sql }: Database, { engine }: Config): Promise<void> {
  const move = await lastMove(sql)
  if (!move) return
  const there = `${engineName(move.to_engine)}，数据库 ${move.to_database}`
  if (move.state === 'left')
    throw new ConfigurationError([
      `本单位已于 ${legalMinute(Number(move.ended_at))} 迁移到 ${there}：请用新的配置启动。`,
    ])
  const inPlace = move.from_database === move.to_database
  if (move.state === 'begun' && (!inPlace || engine === move.to_engine))
    throw new ConfigurationError([
      `迁移到 ${there} 尚未完成：请用同样的参数再次运行 zhiheng move，或者用原来的配置启动。`,
    ])
  if (move.state === 'arrived' && engine !== move.to_engine)
    throw new ConfigurationError([
      `本库的流程已迁移到 ${engineName(move.to_engine)}：请设置 ZHIHENG_ENGINE=${move.to_engine}。`,
    ])
}

export const engineName = (engine: Config['engine']): string => (engine === 'zeebe' ? 'Zeebe' : '内嵌引擎')
