/** What stands against leaving the database that the bureau lives in now. */
import { migrations } from '../../migrations/index.ts'
import { engineName, lastMove } from '../../moved.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { Sides } from './sides.ts'

/** Chinese lines. */
export async function hindrancesHere(sql: Sql, { from, broker }: Sides): Promise<string[]> {
  const applied = new Set(
    (await sql.all<{ name: string }>('SELECT name FROM schema_migrations')).map(({ name }) => name),
  )
  if (migrations.some(({ name }) => !applied.has(name)))
    return ['现有的数据库不是本版本的：请先用原来的配置启动一次本版本的服务器，再停止它。']
  const waiting = await sql.all<PerCase>(
    `SELECT c.number, COUNT(*) AS many FROM engine_outbox o LEFT JOIN cases c ON c.id = o.stream
     WHERE o.state = 'submitted' GROUP BY c.id, c.number ORDER BY c.number`,
  )
  return [
    ...(await leftAlready(sql, from.config.engine)),
    ...(waiting.length > 0
      ? [`有操作尚未送达流程引擎（${inCases(waiting)}）：请用原来的配置启动服务器，等它们办完，再停止。`]
      : []),
    ...(broker ? await unheardAnswers(sql) : []),
  ]
}

/** It can be left once. */
export async function leftAlready(sql: Sql, engine: Sides['from']['config']['engine']): Promise<string[]> {
  const move = await lastMove(sql)
  return move?.state === 'left' || (move?.state === 'arrived' && move.to_engine !== engine)
    ? [`本单位已迁移到 ${engineName(move.to_engine)}，数据库 ${move.to_database}，不能再从这里迁出。`]
    : []
}

/**
 * An external worker has done a job and written its facts, but the external-task door has not heard of it. The recorded answer is known by the job's key:
 * under the key of another engine the job would be done a second time. A job that was refused has left no facts and may be.
 */
async function unheardAnswers(sql: Sql): Promise<string[]> {
  const jobs = await sql.all<PerCase>(
    `SELECT c.number, COUNT(*) AS many FROM engine_row e
     JOIN job_answers a ON a.job_key = CAST(e.row_key AS CHAR) LEFT JOIN cases c ON c.id = a.case_id
     WHERE e.kind = 'job' AND a.answer LIKE '{"kind":"complete"%' GROUP BY c.id, c.number ORDER BY c.number`,
  )
  if (jobs.length === 0) return []
  return [
    `有后台任务已经办完，流程引擎尚未得知（${inCases(jobs)}）：请用原来的配置启动服务器和外部工作程序，等它们送达，再停止。`,
  ]
}

interface PerCase {
  number: string | null
  many: number
}

const inCases = (found: PerCase[]): string =>
  found.map(({ number, many }) => `${number ?? '无案号'} ${many} 项`).join('，')
