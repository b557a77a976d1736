/** `zhiheng start`: the server, with the demo bureau where the configuration asks for it and the database is empty. */
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createApplication } from '../application.ts'
import { createServerApplication } from '../http/application-server.ts'
import { listen } from '../http/server.ts'
import { readConfig } from '../platform/config.ts'
import { projectRoot } from '../platform/project-root.ts'
import type { NewDemo } from '../registers.ts'

export async function start(demoBureau: boolean): Promise<void> {
  const config = readConfig(process.env, demoBureau ? { demo: true } : {})
  const app = await createApplication(config)
  const version = (
    JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }
  ).version
  const made = await app.start()
  const server = await listen(createServerApplication(app, version), config.host, config.port)
  console.log(`执衡 ${version}  ${server.address}
接口说明  ${server.address}/api/docs/
引擎 ${config.engine === 'zeebe' ? 'Zeebe' : '内嵌引擎'}，数据库 ${app.database.dialect.name === 'sqlite' ? 'SQLite' : 'MariaDB'}，数据目录 ${config.dataDir}`)
  if (made) console.log(signIns(made))
  // From here on, what a library says to a file on a full disk, or to a reader who has gone, is lost and ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  if (config.publicUrl === '')
    app.log.warn('ZHIHENG_PUBLIC_URL is not set: what is issued bears no QR code, nobody can verify it')
  // Fonts are unpacked and the browser started before the first document is asked for, not while an officer waits.
  void app.renderer
    .warmUp()
    .catch((error: unknown) =>
      app.log.warn({ reason: (error as Error).message }, 'documents cannot be printed yet'),
    )
  const stop = () =>
    void server
      .close()
      .then(() => app.close())
      .then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function signIns({ password, signIns: people }: NewDemo): string {
  const lines = people.map(
    ({ userName, name, department, post }) => `  ${userName.padEnd(26)}${name}  ${department} ${post}`,
  )
  return `
示例单位已建立（部门、人员均为虚构）。登录口令只显示这一次：${password}
${lines.join('\n')}`
}
