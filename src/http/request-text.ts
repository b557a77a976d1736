/**
 * What a request may hold at all, before any schema looks at it: text that is valid UTF-8 without NUL and without halves of surrogate pairs (a database or a
 * document would silently alter it), nested no deeper than a form ever is, and no key that means something to JavaScript itself.
 */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { problem } from '../platform/problem.ts'

const deepest = 32

/** For body-parser: an invalid byte is refused, never replaced. */
export function requireUtf8(
  _request: IncomingMessage,
  _response: ServerResponse,
  bytes: Buffer,
  encoding: string,
): void {
  if (encoding !== 'utf-8' || !isUtf8(bytes)) throw problem('malformed', '提交的内容须为 UTF-8 编码。')
}

/** @throws Problem `malformed` that says what is wrong. */
export function requireStorable(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    // With the flag u a lone surrogate matches, a pair does not.
    // eslint-disable-next-line no-control-regex -- NUL is what is looked for
    if (/\u0000|[\ud800-\udfff]/u.test(value))
      throw problem('malformed', '内容含有无法保存的字符，请删去后再提交。')
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth === deepest) throw problem('malformed', `提交的内容嵌套超过 ${deepest} 层。`)
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') throw problem('malformed', '提交的内容含有不允许的名称 __proto__。')
    requireStorable(key, depth)
    requireStorable(inner, depth + 1)
  }
}
