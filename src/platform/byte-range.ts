/** One range of bytes (RFC 9110): what a player of video asks for. Anything else (several ranges, one behind the end) is answered with the whole. */
import type { ByteRange } from './storage/object-store.ts'

/** @returns undefined for the whole. */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  // `-500`: the last 500 bytes.
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from < size && from <= to ? { from, to } : undefined
}
