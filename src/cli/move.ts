/** `zhiheng move`: see docs/operations.md. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../platform/clock.ts'
import { type Config, ConfigurationError, readConfig } from '../platform/config.ts'
import { createLog } from '../platform/log.ts'
import { projectRoot } from '../platform/project-root.ts'
import { readElementNames } from '../tasks/index.ts'
import { moveBureau, MoveRefused } from './move/move-bureau.ts'
import { planMove } from './move/plan.ts'
import { openSides, type Sides } from './move/sides.ts'
import { inWords, type MoveReport, report } from './move/words.ts'
import { drawProgress } from './progress.ts'

export interface MoveOptions {
  toDatabase?: string
  toEngine?: Config['engine']
  rehearse: boolean
  json: boolean
}

export async function move({ toDatabase, toEngine, rehearse, json }: MoveOptions): Promise<void> {
  const from = readConfig(process.env)
  const to = readConfig(process.env, {
    ...(toDatabase !== undefined && { database: toDatabase }),
    ...(toEngine !== undefined && { engine: toEngine }),
  })
  refuseNonsense(from, to)
  const names = await readElementNames(join(projectRoot(), 'bpmn'))
  const sides = await openSides(from, to, { clock: systemClock(), log: createLog(from.logLevel) })
  try {
    if (rehearse) return say(report(await planMove(sides, 'noted'), sides, names), json, true)
    const plan = await carryOut(sides, json)
    say(report(plan, sides, names), json, false)
    if (!json)
      console.log(
        '迁移完成：行数、内容和审计链均已核对。请用新的配置（ZHIHENG_DATABASE、ZHIHENG_ENGINE）启动服务器。',
      )
  } catch (error) {
    if (!(error instanceof MoveRefused)) throw error
    say(report(error.plan, sides, names), json, false)
    process.exitCode = 1
  } finally {
    await sides.close()
  }
}

async function carryOut(sides: Sides, json: boolean) {
  const draws = !json && process.stderr.isTTY
  try {
    return await moveBureau(sides, draws ? (share, what) => drawProgress('迁移', share, what) : undefined)
  } finally {
    if (draws) process.stderr.write('\r\u001b[K')
  }
}

/** @throws ConfigurationError */
function refuseNonsense(from: Config, to: Config): void {
  const faults: string[] = []
  if (from.engine !== 'embedded') faults.push('只能从内嵌引擎迁出：现有配置的 ZHIHENG_ENGINE 不是 embedded。')
  if (from.engine === to.engine && from.database === to.database)
    faults.push('没有要改变的：请用 --to-database 或者 --to-engine 说明迁往何处。')
  if (from.database !== to.database && to.database.startsWith('sqlite:'))
    faults.push('--to-database：只能迁往 mariadb:// 或者 mysql://。')
  const file = from.database.slice('sqlite:'.length)
  if (from.database.startsWith('sqlite:') && !existsSync(file)) faults.push(`没有数据库文件 ${file}。`)
  if (faults.length > 0) throw new ConfigurationError(faults)
}

function say(found: MoveReport, json: boolean, rehearsal: boolean): void {
  const possible = found.hindrances.length === 0 && found.stuck.length === 0
  if (!possible) process.exitCode = 1
  if (json) return console.log(JSON.stringify({ rehearsal, possible, ...found }))
  console.log(inWords(found).join('\n'))
  if (!possible) console.log('以上各项解决之前不能迁移，什么都没有改变。')
  else if (rehearsal) console.log('可以迁移。这是演练，什么都没有改变。')
}
