/** `zhiheng accounts create-administrator USERNAME`: whom a bureau begins with. The one-time password is printed once and kept nowhere. */
import { createApplication } from '../application.ts'
import { readConfig } from '../platform/config.ts'

export async function createAdministrator(
  userName: string,
  { name, json }: { name?: string; json: boolean },
): Promise<void> {
  const app = await createApplication(readConfig(process.env, { workers: 'none', logLevel: 'warn' }))
  try {
    // One process writes an SQLite file: where the server runs, this is refused.
    if (app.database.dialect.singleWriter) await app.link.start()
    const { account, oneTimePassword } = await app.identity.openFirstAdministrator(userName, name)
    console.log(
      json
        ? JSON.stringify({ accountId: account.id, userName, oneTimePassword })
        : `系统管理员 ${userName} 已建立。一次性密码只显示这一次：${oneTimePassword}\n登录后须先修改密码，再设置第二重验证。`,
    )
  } finally {
    await app.close()
  }
}
