/** Chance from a seed (sfc32): the same seed gives the same bureau, on every machine. */
import { createHash } from 'node:crypto'

export interface Random {
  /** From 0 up to, not with, 1. */
  next(): number
  /** A whole number from `from` up to and with `to`. */
  whole(from: number, to: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
}

export function seededRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest()
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at) | 0) as [
    number,
    number,
    number,
    number,
  ]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  }
}

/** Draws things as often as their weights say. */
export function weighted<T>(things: readonly (readonly [T, number])[]): (random: Random) => T {
  const total = things.reduce((sum, [, weight]) => sum + weight, 0)
  return (random) => {
    let left = random.next() * total
    for (const [thing, weight] of things) if ((left -= weight) < 0) return thing
    return things.at(-1)![0]
  }
}
