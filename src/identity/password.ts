/** Passwords by argon2id with the parameters of OWASP (19 MiB, two passes). */
import { hash, type Algorithm, verify } from '@node-rs/argon2'
import { problem } from '../platform/problem.ts'

// `Algorithm` is a const enum of the package; its values stand in the specification of the encoded hash.
const parameters = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const shortest = 8
const longest = 128

/** @throws Problem `input-invalid` when the password is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  const length = [...password].length
  if (length < shortest || length > longest) {
    throw problem('input-invalid', `密码须为 ${shortest} 至 ${longest} 个字符`, [
      { path: 'password', message: `须为 ${shortest} 至 ${longest} 个字符` },
    ])
  }
  return hash(password, parameters)
}

export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return [...password].length <= longest && (await verify(passwordHash, password))
}
