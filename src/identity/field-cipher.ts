/**
 * Encryption of single fields at rest, and their blind index for look-up without decryption. The master keys lie in a file, never in the database; the working
 * keys are derived from them, so that the index reveals nothing about the cipher. What is sealed names its key, so several can be in use while the field is
 * rotated; the file is looked at again within a second of its change.
 */
import { statSync } from 'node:fs'
import { type Key, keyFileOf, readKeys } from './key-ring.ts'
import { createSealing, type Sealed, type Sealing } from './sealing.ts'

export interface FieldCipher {
  /** Id of the key in use. */
  readonly currentKey: string
  /** What every text sealed with the key in use begins with. */
  readonly currentMark: string
  /** Every key that is there → what the texts it has sealed begin with. */
  readonly marks: { [id: string]: string }
  /** @param place what the text belongs to (`parties.id_number`): a sealed text moved to another field cannot be opened. */
  seal(text: string, place: string): string
  /** @throws Error when the text was altered, moved, or sealed with a key that is not there. */
  open(sealed: string, place: string): string
  /** The same text gives the same index within a place. Normalise before (trim, upper case). */
  blindIndex(text: string, place: string): string
  /** What the text may be indexed as: by the key in use, and by those that are being replaced. */
  blindIndexes(text: string, place: string): string[]
}

/** The first key of all seals in the form of the first version, so that what is there stays as it is. */
const firstKey = 'k1'
const markOf = (id: string) => (id === firstKey ? 'v1.' : `v2.${id}.`)

/** Milliseconds between two looks at the file; a rotation waits longer than this before it uses its new key. */
export const keyFileLook = 1_000

/** @throws Error when the named file is missing, malformed, or readable by everybody. */
export function openFieldCipher(given: { keyFile: string; dataDirectory: string }): FieldCipher {
  const file = keyFileOf(given)
  let seen = ''
  let looked = -Infinity
  let keys = readKeys(file)
  return cipherOf(() => {
    if (performance.now() - looked < keyFileLook) return keys
    looked = performance.now()
    const { mtimeMs, ino } = statSync(file)
    if (`${mtimeMs} ${ino}` !== seen) keys = readKeys(file)
    seen = `${mtimeMs} ${ino}`
    return keys
  })
}

/** One key that never changes, or several, the one in use first. */
export function fieldCipher(given: Buffer | [Key, ...Key[]]): FieldCipher {
  const keys: [Key, ...Key[]] = Buffer.isBuffer(given)
    ? [{ id: firstKey, algorithm: 'aes-256-gcm', master: given }]
    : given
  return cipherOf(() => keys)
}

function cipherOf(keysNow: () => [Key, ...Key[]]): FieldCipher {
  const made = new Map<string, Sealing>()
  const sealingOf = ({ id, algorithm, master }: Key): Sealing => {
    const known = made.get(id)
    if (known) return known
    const sealing = createSealing(algorithm, master)
    made.set(id, sealing)
    return sealing
  }
  const cipher: FieldCipher = {
    get currentKey() {
      return keysNow()[0].id
    },
    get currentMark() {
      return markOf(cipher.currentKey)
    },
    get marks() {
      return Object.fromEntries(keysNow().map(({ id }) => [id, markOf(id)]))
    },
    seal(text, place) {
      const key = keysNow()[0]
      const parts = sealingOf(key).seal(text, place)
      return `${markOf(key.id)}${parts.map((part) => part.toString('base64url')).join('.')}`
    },
    open(sealed, place) {
      const [, first, id = firstKey, rest] = /^(?:(v1)|v2\.([a-z0-9]+))\.(.+)$/.exec(sealed) ?? []
      const parts = rest?.split('.') ?? []
      if (parts.length !== 3) throw new Error('not a sealed field')
      const key = keysNow().find((one) => one.id === (first ? firstKey : id))
      if (!key) throw new Error(`key ${id} is not in the key file`)
      return sealingOf(key).open(parts.map((part) => Buffer.from(part, 'base64url')) as Sealed, place)
    },
    blindIndex: (text, place) => sealingOf(keysNow()[0]).index(text, place),
    blindIndexes: (text, place) => keysNow().map((key) => sealingOf(key).index(text, place)),
  }
  return cipher
}
