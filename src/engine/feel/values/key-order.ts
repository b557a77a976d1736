/**
 * The order in which the broker gives the entries of a context (`get entries`, `string`). Up to four keep their order; more are in a
 * Scala HashMap, ordered by the bits of the keys' hash. Decisions get their variables through a mutable HashMap besides.
 */
const bitsPerLevel = 5

/** Keys of a Scala 2.13 immutable map. */
export function inScalaOrder(keys: string[]): string[] {
  if (keys.length <= 4) return keys
  return ordered(
    keys.map((key) => ({ key, hash: improved(hashOf(key)) })),
    0,
  )
}

/** Keys of a Scala 2.13 mutable HashMap of its first size: by place in the table, at one place by hash. More than four are reordered anyway. */
export function inDecisionOrder(keys: string[]): string[] {
  const keyed = keys.map((key) => {
    const code = hashOf(key)
    const hash = code ^ (code >>> 16)
    return { key, hash, place: hash & 15 }
  })
  return keyed.sort((left, right) => left.place - right.place || left.hash - right.hash).map(({ key }) => key)
}

/** A node of the trie gives the keys that are alone at their place first, then its branches. */
function ordered(entries: { key: string; hash: number }[], shift: number): string[] {
  if (shift >= 32) return entries.map(({ key }) => key)
  const places = new Map<number, { key: string; hash: number }[]>()
  for (const entry of entries) {
    const place = (entry.hash >>> shift) & 31
    places.set(place, [...(places.get(place) ?? []), entry])
  }
  const inOrder = [...places].sort(([left], [right]) => left - right).map(([, found]) => found)
  const alone = inOrder.filter((found) => found.length === 1).map(([entry]) => entry!.key)
  const branches = inOrder.filter((found) => found.length > 1)
  return [...alone, ...branches.flatMap((found) => ordered(found, shift + bitsPerLevel))]
}

/** java.lang.String.hashCode. */
function hashOf(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0
  return hash
}

/** scala.collection.Hashing.improve. */
function improved(code: number): number {
  let hash = (code + ~(code << 9)) | 0
  hash ^= hash >>> 14
  hash = (hash + (hash << 4)) | 0
  return hash ^ (hash >>> 10)
}
