/** `zhiheng keys list|rotate|drop`: see docs/keys.md. */
import { join } from 'node:path'
import { type FieldCipher, openFieldCipher } from '../identity/field-cipher.ts'
import type { KeyRotation, RotationProgress } from '../identity/key-rotation.ts'
import { addKey, keyFileOf, readKeys, writeKeys } from '../identity/key-ring.ts'
import type { SealingName } from '../identity/sealing.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/database/database.ts'
import { projectRoot } from '../platform/project-root.ts'
import { createRegisters } from '../registers.ts'

/** Registers without an engine: enough to open and seal what they hold. */
async function withRotation<T>(
  work: (parts: {
    rotation: KeyRotation
    cipher: FieldCipher
    file: string
    oneWriter: boolean
  }) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  const file = keyFileOf({ keyFile: config.keyFile, dataDirectory: config.dataDir })
  const cipher = openFieldCipher({ keyFile: config.keyFile, dataDirectory: config.dataDir })
  const database = openDatabase(config.database)
  try {
    const { keyRotation } = createRegisters({
      database,
      clock: systemClock(),
      cipher,
      seedFolder: join(projectRoot(), 'data'),
      templatesFolder: config.templatesDir,
      demo: false,
    })
    return await work({ rotation: keyRotation, cipher, file, oneWriter: database.dialect.singleWriter })
  } finally {
    await database.close()
  }
}

export async function listKeys(json: boolean): Promise<void> {
  await withRotation(async ({ rotation, file }) => {
    const keys = readKeys(file).map(({ id, algorithm }, index) => ({ id, algorithm, inUse: index === 0 }))
    const sealed = await rotation.use()
    if (json) return console.log(JSON.stringify({ keys, sealed }))
    for (const { id, algorithm, inUse } of keys) {
      const count = sealed.reduce((sum, one) => sum + (one.keys[id] ?? 0), 0)
      console.log(`${id}  ${algorithm}  加密 ${count} 项${inUse ? '  （使用中）' : ''}`)
    }
  })
}

export async function rotateKeys(options: {
  algorithm?: SealingName
  resume: boolean
  here: boolean
}): Promise<void> {
  await withRotation(async ({ rotation, cipher, file, oneWriter }) => {
    // A database that cannot be read is found out before there is a new key.
    await rotation.left()
    if (!options.resume) {
      const key = addKey(file, options.algorithm ?? readKeys(file)[0].algorithm)
      console.log(
        `已生成密钥 ${key.id}（${key.algorithm}），此后以它加密。请备份密钥文件，并分发到每一台服务器。`,
      )
      // The file is looked at once a second: before, nothing would seem to be left to do.
      while (cipher.currentKey !== key.id) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const whole = await rotation.left()
    if (oneWriter && !options.here) await watchServer(rotation, whole)
    else await rotation.run({ onProgress: draw(whole) })
    const left = await rotation.left()
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    console.log(
      left === 0 ? `已全部改用密钥 ${readKeys(file)[0].id} 加密。` : `还有 ${left} 项待改用新密钥。`,
    )
    if (left > 0) process.exitCode = 1
  })
}

/** With SQLite the server, which alone writes the file, does the work; this looks on. */
async function watchServer(rotation: KeyRotation, whole: number): Promise<void> {
  const show = draw(whole)
  let [before, still] = [whole, 0]
  while (before > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const left = await rotation.left()
    show({ resealed: whole - left, left })
    still = left === before ? still + 1 : 0
    before = left
    if (still === 30)
      throw new Error(
        '三十秒没有进展：服务没有运行。请启动服务，它会自动继续；或者在服务停止时加 --here 在本进程完成。',
      )
  }
}

const draw =
  (whole: number) =>
  ({ left }: RotationProgress): void => {
    if (!process.stderr.isTTY) return
    const share = whole === 0 ? 1 : 1 - left / whole
    const full = Math.round(share * 30)
    process.stderr.write(
      `\r\u001b[K${'█'.repeat(full)}${'░'.repeat(30 - full)} ${Math.round(share * 100)}%  还有 ${left} 项`,
    )
  }

export async function dropKey(id: string): Promise<void> {
  await withRotation(async ({ rotation, file }) => {
    const keys = readKeys(file)
    if (keys[0].id === id) throw new Error(`密钥 ${id} 正在使用，不能删除`)
    if (!keys.some((key) => key.id === id)) throw new Error(`没有密钥 ${id}`)
    const sealed = (await rotation.use()).reduce((sum, one) => sum + (one.keys[id] ?? 0), 0)
    if (sealed > 0)
      throw new Error(`密钥 ${id} 还加密着 ${sealed} 项，不能删除；请先 zhiheng keys rotate --resume`)
    writeKeys(
      file,
      keys.filter((key) => key.id !== id),
    )
    console.log(`已删除密钥 ${id}。用它加密的旧备份从此无法读取。`)
  })
}
