/** Random letters that are read from paper and typed: no 0, O, 1, I. Five bits each. */
import { randomBytes } from 'node:crypto'

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const groupLength = 5

/** `ABCDE-FGHJK`: groups of 25 random bits. */
export function readableSecret(groups: number): string {
  return Array.from({ length: groups }, () =>
    [...randomBytes(groupLength)].map((byte) => alphabet[byte % alphabet.length]!).join(''),
  ).join('-')
}
