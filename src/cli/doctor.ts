/** `zhiheng doctor`: whether database, engine, browser, fonts, storage, clock and calendar are as the product needs them. */
import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createCalendar, readCalendarFile } from '../deadlines/calendar.ts'
import { createRenderer } from '../documents/renderer.ts'
import { createZeebeEngine } from '../engine/zeebe/index.ts'
import { legalDay, systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database/database.ts'
import { createLog } from '../platform/log.ts'
import { projectRoot } from '../platform/project-root.ts'

interface Finding {
  part: string
  ok: boolean
  detail: string
}

export async function doctor(json: boolean): Promise<void> {
  const config = readConfig(process.env)
  const clock = systemClock()
  const log = createLog('silent')
  const database = openDatabase(config.database)
  const renderer = createRenderer({
    cacheDirectory: config.cacheDir,
    log,
    ...(config.fontsDir && { fontsDirectory: config.fontsDir }),
    ...(config.browser && { browserPath: config.browser }),
  })
  const checks: [string, () => Promise<string>][] = [
    [
      'storage 存储',
      async () => {
        await mkdir(config.dataDir, { recursive: true })
        await access(config.dataDir, constants.W_OK)
        return config.dataDir
      },
    ],
    [
      'database 数据库',
      async () => {
        await database.sequelize.query('SELECT 1')
        return database.dialect.name
      },
    ],
    [
      'engine 引擎',
      async () => {
        if (config.engine === 'embedded') return '内嵌引擎，随服务启动'
        const { zeebeGateway: gatewayAddress, zeebeRest: restAddress, redisUrl, feedName } = config
        const engine = createZeebeEngine({ gatewayAddress, restAddress, redisUrl, feedName }, { clock, log })
        const { status, detail } = await engine.health()
        await engine.close()
        if (status !== 'up') throw new Error(detail)
        return detail
      },
    ],
    [
      'browser and fonts 浏览器与字体',
      async () => {
        const pdf = await renderer.preview('<p>执衡</p>')
        return `能渲染（${pdf.length} 字节）`
      },
    ],
    [
      'clock and calendar 时钟与日历',
      async () => {
        const today = legalDay(clock.now())
        const calendar = createCalendar(readCalendarFile(join(projectRoot(), 'data')))
        return `今天 ${today}，十五个工作日后 ${calendar.addWorkingDays(today, 15)}`
      },
    ],
  ]
  const findings: Finding[] = []
  for (const [part, check] of checks) {
    findings.push(
      await check().then(
        (detail) => ({ part, ok: true, detail }),
        (error: Error) => ({ part, ok: false, detail: error.message }),
      ),
    )
  }
  await renderer.close()
  await database.close()
  if (json) console.log(JSON.stringify({ findings }))
  else
    for (const { part, ok, detail } of findings) console.log(`${ok ? '正常' : '有问题'}  ${part}：${detail}`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}
