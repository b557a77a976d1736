/**
 * The ciphers that a field can be sealed with, each with authentication of text and place. SM4 商用密码 (GB/T 32907) has no GCM in the OpenSSL 3.0 of Node 20
 * (`openssl list` knows sm4-ctr and sm4-cbc only), so it is CTR with HMAC-SM3 over nonce, place and ciphertext: encrypt, then authenticate.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export const sealings = ['aes-256-gcm', 'sm4'] as const
export type SealingName = (typeof sealings)[number]

/** Nonce, tag, ciphertext. */
export type Sealed = [nonce: Buffer, tag: Buffer, body: Buffer]

export interface Sealing {
  seal(text: string, place: string): Sealed
  /** @throws Error when the text was altered, moved, or sealed with another key. */
  open(sealed: Sealed, place: string): string
  index(text: string, place: string): string
}

export function createSealing(name: SealingName, master: Buffer): Sealing {
  return name === 'sm4' ? sm4(master) : aes(master)
}

function aes(master: Buffer): Sealing {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `zhiheng ${purpose}`, 32))
  const [cipherKey, indexKey] = [derive('field cipher'), derive('blind index')]
  return {
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [nonce, cipher.getAuthTag(), body]
    },
    open([nonce, tag, body], place) {
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, nonce, { authTagLength: 16 })
      decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    index: (text, place) => createHmac('sha256', indexKey).update(`${place}\n${text}`).digest('hex'),
  }
}

/** @throws Error where this Node's OpenSSL has no SM4. */
function sm4(master: Buffer): Sealing {
  if (!getCiphers().includes('sm4-ctr')) throw new Error('this Node.js offers no SM4: use aes-256-gcm')
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sm3', master, '', `zhiheng ${purpose} sm4`, length))
  const [cipherKey, tagKey, indexKey] = [
    derive('field cipher', 16),
    derive('field tag', 32),
    derive('blind index', 32),
  ]
  const tagOf = (nonce: Buffer, body: Buffer, place: string) =>
    createHmac('sm3', tagKey)
      .update(nonce)
      .update(`${Buffer.byteLength(place)}:${place}`)
      .update(body)
      .digest()
  return {
    seal(text, place) {
      const nonce = randomBytes(16)
      const cipher = createCipheriv('sm4-ctr', cipherKey, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [nonce, tagOf(nonce, body, place), body]
    },
    open([nonce, tag, body], place) {
      const expected = tagOf(nonce, body, place)
      if (tag.length !== expected.length || !timingSafeEqual(tag, expected))
        throw new Error('the sealed field was altered, moved, or sealed with another key')
      const decipher = createDecipheriv('sm4-ctr', cipherKey, nonce)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    index: (text, place) => createHmac('sm3', indexKey).update(`${place}\n${text}`).digest('hex'),
  }
}
