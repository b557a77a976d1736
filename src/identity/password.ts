/** Passwords by argon2id with the parameters of OWASP (19 MiB, two passes). */
import { hash, type Algorithm, verify } from '@node-rs/argon2'
import { problem } from '../platform/problem.ts'
import { readableSecret } from './readable-secret.ts'
import type { SignInRules } from './sign-in-rules.ts'

// `Algorithm` is a const enum of the package; its values stand in the specification of the encoded hash.
const parameters = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Beyond it hashing would only cost time. */
const longest = 128
/** A hash nobody's password has, so that an unknown name costs as much time as a wrong password. */
const hashOfNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$KklHc6Bdl1gmUnqG4ATBYg$95SrSZnah95eefO69M2ScLhLGTplp/CpMfSJWouOL0Q'

/** What stands in place of a hash where an account has no password. */
export const noPassword = ''

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters)
}

/** @param passwordHash `noPassword` for an account that has none, or that is not there: nothing matches, in the same time. */
export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  if ([...password].length > longest) return false
  const matches = await verify(passwordHash === noPassword ? hashOfNobody : passwordHash, password)
  return matches && passwordHash !== noPassword
}

/** A password that an administrator hands on 一次性密码: 100 random bits. */
export async function newOneTimePassword(): Promise<{ password: string; passwordHash: string }> {
  const password = readableSecret(4)
  return { password, passwordHash: await hashPassword(password) }
}

/** Whether a person may choose it (data/sign-in.yaml). @throws Problem `input-invalid`. */
export function requireSoundPassword(
  next: string,
  { userName, current }: { userName: string; current: string },
  { leastLength, mayBeUserName }: SignInRules['password'],
): void {
  const refuse = (why: string) => problem('input-invalid', `密码${why}`, [{ path: 'next', message: why }])
  const length = [...next].length
  if (length < leastLength || length > longest) throw refuse(`须为 ${leastLength} 至 ${longest} 个字符`)
  if (!mayBeUserName && next.toLowerCase() === userName.toLowerCase()) throw refuse('不能与用户名相同')
  if (next === current) throw refuse('不能与原密码相同')
}
