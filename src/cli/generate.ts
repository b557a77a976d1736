/** `zhiheng generate`: an invented bureau of any size in an empty database, the same from the same seed. */
import { join } from 'node:path'
import { createApplication } from '../application.ts'
import { ControlledClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { addDays, addMonths, startOfDay } from '../platform/legal-day.ts'
import { projectRoot } from '../platform/project-root.ts'
import { makeBureau } from './generate/make-bureau.ts'
import { readShape } from './generate/shape.ts'
import { drawProgress } from './progress.ts'

export interface GenerateOptions {
  cases: number
  seed: string
  until?: string
  json: boolean
}

export async function generate({ cases, seed, until, json }: GenerateOptions): Promise<void> {
  const shape = readShape(join(projectRoot(), 'data'))
  const last = until ?? shape.until
  // The demo bureau is there before the first day; its certificates are dated from then.
  const opens = startOfDay(addDays(addMonths(last, -shape.months), 1))
  const app = await createApplication(readConfig(process.env, { demo: true }), {
    clock: new ControlledClock(opens),
  })
  try {
    const [known] = await app.database.sql.all('SELECT id FROM clues LIMIT 1')
    if (known) throw new Error('数据库里已经有线索：合成数据只能写入空库')
    await app.seed()
    const demo = await app.makeDemoBureau()
    const began = performance.now()
    const made = await makeBureau(app, shape, {
      cases,
      seed,
      until: last,
      ...(!json && {
        onProgress: (share: number, rows: number) => drawProgress('合成', share, `${rows} 件案件`),
      }),
    })
    const seconds = (performance.now() - began) / 1000
    const casesPerSecond = Math.round(made.cases / seconds)
    if (json)
      console.log(
        JSON.stringify({ ...made, seed, seconds, casesPerSecond, ...(demo && { password: demo.password }) }),
      )
    else {
      process.stderr.write('\n')
      console.log(
        `合成数据已写入：${made.from} 至 ${made.until}，案件 ${made.cases} 件（其中 ${made.open} 件在办），线索 ${made.clues} 条；用时 ${seconds.toFixed(1)} 秒，每秒 ${casesPerSecond} 件。人员、当事人均为虚构。${demo ? `\n示例单位已建立，登录口令只显示这一次：${demo.password}` : ''}`,
      )
    }
  } finally {
    await app.close()
  }
}
