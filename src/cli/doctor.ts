/** `zhiheng doctor`: whether what the product needs is as it must be, and whether what it keeps is whole. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createAudit } from '../audit/service.ts'
import { createCalendar, readCalendarFile } from '../deadlines/calendar.ts'
import { yearsInForce } from '../deadlines/calendar-years.ts'
import { missingYear } from '../deadlines/missing-year.ts'
import { createRenderer } from '../documents/renderer.ts'
import { createZeebeEngine } from '../engine/zeebe/index.ts'
import { openFieldCipher } from '../identity/field-cipher.ts'
import { migrations } from '../migrations/index.ts'
import { type Clock, legalDay, systemClock } from '../platform/clock.ts'
import { type Config, demoAddress, readConfig } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/database/database.ts'
import { createLog } from '../platform/log.ts'
import { projectRoot } from '../platform/project-root.ts'
import { openObjectStore } from '../platform/storage/open-object-store.ts'
import { keyFileOf } from './backup/make-backup.ts'
import { checkFiles, checkFolder, checkObjectStore } from './doctor/storage.ts'

export interface Finding {
  part: string
  ok: boolean
  detail: string
}

interface Patient {
  config: Config
  clock: Clock
  database: Database
}

/** An act that the engine has not answered for so long hangs. */
const patience = 600_000

const checks: [part: string, check: (patient: Patient) => Promise<string>][] = [
  ['folder 数据目录', ({ config }) => checkFolder(config)],
  ['storage 存储', ({ config }) => checkObjectStore(config)],
  [
    'database 数据库',
    async ({ database }) => {
      await database.sequelize.query('SELECT 1')
      return database.dialect.name
    },
  ],
  [
    'schema 表结构',
    async ({ database }) => {
      const applied = await appliedMigrations(database)
      if (applied.length === 0) return '空库，首次启动时建立'
      const unknown = applied.filter((name) => !migrations.some((one) => one.name === name))
      if (unknown.length > 0) throw new Error(`数据库来自更新的版本：${unknown.join('、')}`)
      const missing = migrations.length - applied.length
      return missing === 0 ? `${applied.length} 项迁移均已执行` : `有 ${missing} 项迁移将在下次启动时执行`
    },
  ],
  [
    'key 密钥',
    async ({ config, database }) => {
      const file = keyFileOf(config)
      const exists = await stat(file).then(
        () => true,
        () => false,
      )
      if (!exists) return '尚无密钥，首次启动时生成'
      const cipher = openFieldCipher({ keyFile: config.keyFile, dataDirectory: config.dataDir })
      const [sealed] = await rows<{ phone: string }>(
        database,
        'SELECT phone FROM parties WHERE phone IS NOT NULL LIMIT 1',
      )
      if (sealed) {
        try {
          cipher.open(sealed.phone, 'parties.phone')
        } catch {
          throw new Error(`密钥 ${file} 打不开数据库中的加密字段：不是原来的密钥`)
        }
      }
      return `${file}${sealed ? '，能打开加密字段' : ''}`
    },
  ],
  [
    'engine 引擎',
    async ({ config, clock }) => {
      if (config.engine === 'embedded') return '内嵌引擎，随服务启动'
      const { zeebeGateway: gatewayAddress, zeebeRest: restAddress, redisUrl, feedName } = config
      const parts = { clock, log: createLog('silent') }
      const engine = createZeebeEngine({ gatewayAddress, restAddress, redisUrl, feedName }, parts)
      const { status, detail } = await engine.health()
      await engine.close()
      if (status !== 'up') throw new Error(detail)
      return detail
    },
  ],
  [
    'acts 办理',
    async ({ database, clock }) => {
      const [hanging] = await rows<{ many: number }>(
        database,
        "SELECT COUNT(*) AS many FROM engine_outbox WHERE state = 'submitted' AND created_at < ?",
        [clock.now() - patience],
      )
      const [incidents] = await rows<{ many: number }>(
        database,
        "SELECT COUNT(*) AS many FROM incidents WHERE state = 'open'",
      )
      const many = Number(hanging?.many ?? 0)
      if (many > 0) throw new Error(`${many} 项办理超过十分钟没有得到引擎的答复：服务是否在运行？`)
      const open = Number(incidents?.many ?? 0)
      return open === 0 ? '没有滞留的办理和流程异常' : `没有滞留的办理；有 ${open} 项流程异常待法制科处理`
    },
  ],
  [
    'audit 审计链',
    async ({ database, clock }) => {
      if ((await appliedMigrations(database)).length === 0) return '空库'
      const result = await createAudit({ database, clock }).verify()
      if (!result.ok) throw new Error(result.detail)
      return `${result.lines} 行，首尾相连`
    },
  ],
  [
    'files 文件',
    async ({ config, database }) => {
      const files = await rows<{ sha256: string; size: number | bigint }>(
        database,
        'SELECT sha256, size FROM document_blobs ORDER BY sha256',
      )
      return checkFiles(
        await openObjectStore(config),
        files.map(({ sha256, size }) => ({ sha256, size: Number(size) })),
      )
    },
  ],
  [
    'browser and fonts 浏览器与字体',
    async ({ config }) => {
      const renderer = createRenderer({
        cacheDirectory: config.cacheDir,
        templatesDirectory: config.templatesDir,
        log: createLog('silent'),
        ...(config.fontsDir && { fontsDirectory: config.fontsDir }),
        ...(config.browser && { browserPath: config.browser }),
      })
      try {
        const pdf = await renderer.preview('<p>执衡</p>')
        return `能渲染（${pdf.length} 字节）`
      } finally {
        await renderer.close()
      }
    },
  ],
  [
    'verification 核验',
    async ({ config: { publicUrl } }) =>
      publicUrl === ''
        ? '未设置 ZHIHENG_PUBLIC_URL：签发的文书没有二维码，公众无法核验'
        : `文书的二维码指向 ${publicUrl}/verify/`,
  ],
  [
    'clock and calendar 时钟与日历',
    async ({ config, clock, database }) => {
      const today = legalDay(clock.now())
      const calendar = createCalendar(readCalendarFile(join(projectRoot(), 'data')), config.demo)
      if ((await appliedMigrations(database)).includes('0572-calendar-years'))
        calendar.use(await yearsInForce(database.sql))
      const said = `今天 ${today}，十五个工作日后 ${calendar.addWorkingDays(today, 15)}`
      const missing = config.demo ? undefined : missingYear(calendar, today)
      return missing ? `${said}；注意：${missing.words}` : said
    },
  ],
  [
    'rules 规则',
    async ({ config, database }) => {
      if (config.demo) return '示例单位，规则不须确认'
      if ((await appliedMigrations(database)).length === 0) return '空库'
      const [open] = await rows<{ many: number }>(
        database,
        'SELECT COUNT(*) AS many FROM limits WHERE confirmed_by IS NULL',
      )
      const many = Number(open?.many ?? 0)
      return many === 0 ? '期限均已确认' : `注意：${many} 项期限尚未经法制科两人确认，确认以前不能录入案件`
    },
  ],
]

/** What reads each line, each file, or starts a browser: too much for a health check every minute. */
const thorough = new Set(['audit 审计链', 'files 文件', 'browser and fonts 浏览器与字体'])

/** @param only a part that is asked for; all when left out. */
export async function examine(
  patient: Patient,
  { quick = false, only }: { quick?: boolean; only?: string } = {},
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [part, check] of checks) {
    if (quick && thorough.has(part)) continue
    if (only !== undefined && part !== only) continue
    findings.push(
      await check(patient).then(
        (detail) => ({ part, ok: true, detail }),
        (error: Error) => ({ part, ok: false, detail: error.message }),
      ),
    )
  }
  return findings
}

export async function doctor({ quick, json }: { quick: boolean; json: boolean }): Promise<void> {
  const settings = readConfig(process.env)
  const database = openDatabase(settings.database)
  const config = await asItsDatabaseSays(settings, database)
  const findings = await examine({ config, clock: systemClock(), database }, { quick })
  await database.close()
  if (json) console.log(JSON.stringify({ findings }))
  else
    for (const { part, ok, detail } of findings) console.log(`${ok ? '正常' : '有问题'}  ${part}：${detail}`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}

/** The departments of a demo bureau are marked as invented: its server was started with --demo, whatever the doctor's own environment says. */
export async function asItsDatabaseSays(config: Config, database: Database): Promise<Config> {
  if (config.demo) return config
  const [invented] = await rows(database, 'SELECT 1 FROM departments WHERE demo = 1 LIMIT 1').catch(() => [])
  return invented ? { ...config, demo: true, publicUrl: demoAddress({ ...config, demo: true }) } : config
}

async function appliedMigrations(database: Database): Promise<string[]> {
  return (await rows<{ name: string }>(database, 'SELECT name FROM schema_migrations ORDER BY name')).map(
    ({ name }) => name,
  )
}

/** Of a table that may not be there yet. */
function rows<R>(database: Database, text: string, values: (string | number)[] = []): Promise<R[]> {
  return database.sql.all<R>(text, values).catch((error: Error) => {
    if (/no such table|doesn't exist/.test(error.message)) return []
    throw error
  })
}
