/** What is found where the bureau shall go: nothing, a move of ours that broke off, one that has arrived, or something of somebody else's. */
import { createAudit } from '../../audit/service.ts'
import { runningOn } from '../../engine/move/index.ts'
import { lastMove, type MoveRow } from '../../moved.ts'
import type { Config } from '../../platform/config.ts'
import type { Database } from '../../platform/database/database.ts'
import { firstFilledTable } from '../backup/tables.ts'
import type { Sides } from './sides.ts'

export interface There {
  /** Chinese lines, as the notes. */
  hindrances: string[]
  notes: string[]
  /** An earlier move to there that was not finished. */
  unfinished: MoveRow | undefined
  /** Everything is there already: only the mark here is missing. */
  arrived: MoveRow | undefined
}

export async function statusThere(sides: Sides): Promise<There> {
  const { to, samePlace, broker } = sides
  const found: There = { hindrances: [], notes: [], unfinished: undefined, arrived: undefined }
  try {
    const move = await moveOfOurs(sides)
    if (move?.state === 'begun') found.unfinished = move
    if (move?.state === 'arrived' && !samePlace) found.arrived = move
    if (!samePlace && !move) {
      const filled = await firstFilledTable(to.database)
      if (filled !== undefined)
        found.hindrances.push(`目标数据库不是空的（表 ${filled} 有数据），也不属于未完成的这次迁移。`)
    }
  } catch (error) {
    found.hindrances.push(`目标数据库无法访问：${(error as Error).message}`)
  }
  if (found.arrived) {
    found.hindrances.push(...(await otherThanHere(sides)))
    found.notes.push('这次迁移的内容都已在目标数据库中，只差现有数据库里已迁出的记号。')
  } else if (broker) {
    const { unfinished } = found
    const clears = unfinished !== undefined && onBroker(unfinished, to.config)
    if (unfinished && !clears)
      found.notes.push(
        `此前未完成的迁移用的是另一个 Zeebe（${unfinished.to_gateway}，${unfinished.to_feed}）：它上面已经建立的流程实例不会自动清除。`,
      )
    found.hindrances.push(...(await brokerHindrances(broker, clears)))
  }
  return found
}

/** Whether the instances that a move was setting up stand on this broker: only those may be ended. */
export const onBroker = ({ to_gateway, to_feed }: MoveRow, { zeebeGateway, feedName }: Config): boolean =>
  to_gateway === zeebeGateway && to_feed === feedName

async function moveOfOurs({ from, to }: Sides): Promise<MoveRow | undefined> {
  const move = await moveIn(to.database)
  return move?.from_database === from.address &&
    move.to_database === to.address &&
    move.to_engine === to.config.engine
    ? move
    : undefined
}

async function moveIn(database: Database): Promise<MoveRow | undefined> {
  const [table] = await database.sql.all(
    database.dialect.name === 'sqlite'
      ? "SELECT 1 FROM sqlite_master WHERE name = 'moves'"
      : "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'moves'",
  )
  return table ? lastMove(database.sql) : undefined
}

/** Addresses can be given to another database: what was copied has the audit chain that is here, and whatever came after it there. */
async function otherThanHere({ from, to, clock }: Sides): Promise<string[]> {
  const head = await createAudit({ database: from.database, clock }).head()
  const verified = await createAudit({ database: to.database, clock }).verify(head)
  if (verified.ok) return []
  return [
    `目标数据库里的审计链与现有数据库的不符（${verified.detail}）：它不是这次迁移的结果，或者现有数据库后来又有了新的记录。请核对两边的地址，由人决定以哪一边为准。`,
  ]
}

async function brokerHindrances(broker: NonNullable<Sides['broker']>, clears: boolean): Promise<string[]> {
  const { status, detail } = await broker.health()
  if (status === 'down') return [`目标 Zeebe 无法使用：${detail}`]
  try {
    const running = await runningOn(broker)
    if (running.length === 0 || clears) return []
    const processes = [...new Set(running.map(({ processId }) => processId))].join('、')
    return [
      `目标 Zeebe 上已有 ${running.length} 个运行中的流程实例（${processes}），不属于未完成的这次迁移。`,
    ]
  } catch (error) {
    return [`目标 Zeebe 的事件流（Redis）无法读取：${(error as Error).message}`]
  }
}
