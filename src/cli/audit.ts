/** `zhiheng audit verify`: walks the whole chain; exit code 1 when a line was changed, is missing or out of order. */
import { createAudit } from '../audit/service.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database/database.ts'

export async function verifyAudit(json: boolean): Promise<void> {
  const database = openDatabase(readConfig(process.env).database)
  try {
    const result = await createAudit({ database, clock: systemClock() }).verify()
    console.log(
      json
        ? JSON.stringify(result)
        : result.ok
          ? `审计链完整：${JSON.stringify(result)}`
          : `审计链有问题：${JSON.stringify(result)}`,
    )
    if (!result.ok) process.exitCode = 1
  } finally {
    await database.close()
  }
}
