/**
 * Encryption of single fields at rest (AES-256-GCM) and their blind index (HMAC-SHA-256) for look-up without decryption. The master key lies in a
 * file, never in the database; the two working keys are derived from it, so that the index reveals nothing about the cipher.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface FieldCipher {
  /** @param place what the text belongs to (`parties.id_number`): a sealed text moved to another field cannot be opened. */
  seal(text: string, place: string): string
  /** @throws Error when the text was altered, moved, or sealed with another key. */
  open(sealed: string, place: string): string
  /** The same text gives the same index within a place. Normalise before (trim, upper case). */
  blindIndex(text: string, place: string): string
}

const keyLength = 32
const format = 'v1'

/**
 * @param keyFile path of the key; '' for `<dataDirectory>/keys/field.key`, which is made (0600) when it is missing.
 * @throws Error when the named file is missing, malformed, or readable by everybody.
 */
export function openFieldCipher({
  keyFile,
  dataDirectory,
}: {
  keyFile: string
  dataDirectory: string
}): FieldCipher {
  const file = keyFile || join(dataDirectory, 'keys', 'field.key')
  if (!keyFile && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(keyLength).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  if (statSync(file).mode & 0o007) throw new Error(`key file ${file} is readable by everybody: chmod 600 it`)
  const master = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (master.length !== keyLength) throw new Error(`key file ${file} must hold ${keyLength} bytes in base64`)
  return fieldCipher(master)
}

export function fieldCipher(master: Buffer): FieldCipher {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `zhiheng ${purpose}`, keyLength))
  const cipherKey = derive('field cipher')
  const indexKey = derive('blind index')
  return {
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [format, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join(
        '.',
      )
    },
    open(sealed, place) {
      const [version, nonce, tag, body] = sealed.split('.')
      if (version !== format || !nonce || !tag || body === undefined) throw new Error('not a sealed field')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
      decipher.setAAD(Buffer.from(place)).setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString(
        'utf8',
      )
    },
    blindIndex: (text, place) => createHmac('sha256', indexKey).update(`${place}\n${text}`).digest('hex'),
  }
}
