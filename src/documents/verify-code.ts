/** Codes of the verification page: a hundred random bits in Crockford's letters, which look like no other. */
import { randomBytes } from 'node:crypto'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

export function newVerifyCode(): string {
  return [...randomBytes(20)].map((byte) => letters[byte & 31]).join('')
}

/** As typed or scanned. @returns undefined for what can be none. */
export function readVerifyCode(text: string): string | undefined {
  const code = text.toLowerCase()
  return /^[0-9a-hjkmnp-tv-z]{20}$/.test(code) ? code : undefined
}
