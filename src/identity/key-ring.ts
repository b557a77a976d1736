/**
 * The keys 密钥 that personal data is sealed with: one line each in a file, the one in use first, `ID ALGORITHM BASE64`. A file with 32 bytes in base64 and
 * nothing else, as the first versions wrote it, is the key `k1`. The file lies outside the database and is readable by its owner only.
 */
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type SealingName, sealings } from './sealing.ts'

export interface Key {
  id: string
  algorithm: SealingName
  master: Buffer
}

export const keyLength = 32

/** @param keyFile path of the keys; '' for `<dataDirectory>/keys/field.key`, which is made (0600) when it is missing. @returns the path. */
export function keyFileOf({ keyFile, dataDirectory }: { keyFile: string; dataDirectory: string }): string {
  const file = keyFile || join(dataDirectory, 'keys', 'field.key')
  if (!keyFile && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    makeFirstKey(file)
  }
  return file
}

/** Several processes may begin at once on one folder: the first to give the file its name wins, and nobody sees half of it. */
function makeFirstKey(file: string): void {
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(beside, `${randomBytes(keyLength).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(beside)
  }
}

/** @returns the keys, the one in use first. @throws Error when the file is missing, malformed, or readable by everybody. */
export function readKeys(file: string): [Key, ...Key[]] {
  if (statSync(file).mode & 0o007) throw new Error(`key file ${file} is readable by everybody: chmod 600 it`)
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const keys = lines.map((line): Key => {
    const [id, algorithm, master] = line.includes(' ') ? line.split(/\s+/) : ['k1', 'aes-256-gcm', line]
    const bytes = Buffer.from(master ?? '', 'base64')
    if (!/^[a-z0-9]{1,12}$/.test(id!) || !sealings.includes(algorithm as SealingName))
      throw new Error(`key file ${file}: a line is not ID ALGORITHM BASE64`)
    if (bytes.length !== keyLength) throw new Error(`key file ${file} must hold ${keyLength} bytes in base64`)
    return { id: id!, algorithm: algorithm as SealingName, master: bytes }
  })
  if (new Set(keys.map(({ id }) => id)).size !== keys.length)
    throw new Error(`key file ${file}: two keys have the same id`)
  const [first, ...rest] = keys
  if (!first) throw new Error(`key file ${file} must hold ${keyLength} bytes in base64`)
  return [first, ...rest]
}

/** Whole or not at all: a reader never sees half of it. */
export function writeKeys(file: string, keys: readonly Key[]): void {
  const lines = keys.map(({ id, algorithm, master }) => `${id} ${algorithm} ${master.toString('base64')}\n`)
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Makes a new key, which is in use from now on; the others stay to open what they have sealed. */
export function addKey(file: string, algorithm: SealingName): Key {
  const keys = readKeys(file)
  const last = Math.max(...keys.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0)))
  const key: Key = { id: `k${last + 1}`, algorithm, master: randomBytes(keyLength) }
  writeKeys(file, [key, ...keys])
  return key
}
