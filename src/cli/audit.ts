/** `zhiheng audit verify`: walks the whole chain; exit code 1 when a line was changed, is missing, out of order, or not what was noted elsewhere. */
import type { ChainHead } from '../audit/line.ts'
import { createAudit } from '../audit/service.ts'
import type { Verification } from '../audit/verify.ts'
import { systemClock } from '../platform/clock.ts'
import { ConfigurationError, readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database/database.ts'

export async function verifyAudit({ json, anchor }: { json: boolean; anchor?: string }): Promise<void> {
  const noted = anchor === undefined ? undefined : readAnchor(anchor)
  const database = openDatabase(readConfig(process.env).database)
  try {
    const result = await createAudit({ database, clock: systemClock() }).verify(noted)
    console.log(json ? JSON.stringify(result) : inWords(result))
    if (!result.ok) process.exitCode = 1
  } finally {
    await database.close()
  }
}

/** @throws ConfigurationError */
function readAnchor(text: string): ChainHead {
  const [, seq, sha256, sm3] = /^(\d{1,15}):([0-9a-f]{64}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || sha256 === undefined || sm3 === undefined)
    throw new ConfigurationError(['--anchor: 应当是“行号:SHA-256:SM3”，如上次核验时所印'])
  return { seq: Number(seq), sha256, sm3 }
}

function inWords(result: Verification): string {
  if (!result.ok) return `审计链在第 ${result.seq} 行有问题：${result.detail}`
  const { seq, sha256, sm3 } = result.head
  return `审计链完整，共 ${result.lines} 行。请另行留存末行的指纹，日后以 --anchor 核对：\n${seq}:${sha256}:${sm3}`
}
