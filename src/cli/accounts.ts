/**
 * `zhiheng accounts …`: whom a bureau begins with, and the way back in when a password is lost. A one-time password is printed once and kept nowhere. What is
 * done here stands in the audit log under the name of the operating system's user.
 */
import { hostname, userInfo } from 'node:os'
import { type Application, createApplication } from '../application.ts'
import { readConfig } from '../platform/config.ts'

export async function createAdministrator(
  userName: string,
  { name, json }: { name?: string; json: boolean },
): Promise<void> {
  const { account, oneTimePassword } = await withApplication((app) =>
    app.identity.openFirstAdministrator(userName, name),
  )
  console.log(
    json
      ? JSON.stringify({ accountId: account.id, userName, oneTimePassword })
      : `系统管理员 ${userName} 已建立。一次性密码只显示这一次：${oneTimePassword}\n登录后须先修改密码，再设置第二重验证。`,
  )
}

export async function resetPassword(
  userName: string,
  { secondFactor, json }: { secondFactor: boolean; json: boolean },
): Promise<void> {
  const oneTimePassword = await withApplication((app) =>
    app.identity.resetPasswordAtMachine(operator(), userName, { withSecondFactor: secondFactor }),
  )
  console.log(
    json
      ? JSON.stringify({ userName, oneTimePassword })
      : `账号 ${userName} 的密码已重置，登录全部失效。一次性密码只显示这一次：${oneTimePassword}\n登录后须先修改密码${secondFactor ? '，再重新设置第二重验证' : ''}。`,
  )
}

export async function unlock(userName: string, { json }: { json: boolean }): Promise<void> {
  await withApplication((app) => app.identity.unlockAtMachine(operator(), userName))
  console.log(json ? JSON.stringify({ userName, locked: false }) : `账号 ${userName} 可以登录了。`)
}

async function withApplication<T>(work: (app: Application) => Promise<T>): Promise<T> {
  const app = await createApplication(readConfig(process.env, { workers: 'none', logLevel: 'warn' }))
  try {
    // One process writes an SQLite file: where the server runs, this is refused.
    if (app.database.dialect.singleWriter) await app.link.start()
    return await work(app)
  } finally {
    await app.close()
  }
}

/** `root@server (sudo: zhang)`; the number of a user without a name. */
function operator(): string {
  const name = () => {
    try {
      return userInfo().username
    } catch {
      return `uid ${process.getuid?.() ?? 'unknown'}`
    }
  }
  const { SUDO_USER: by } = process.env
  return `${name()}@${hostname()}${by ? ` (sudo: ${by})` : ''}`
}
