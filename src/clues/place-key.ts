/** An address as it is compared: written in one way, without what says nothing within the county. 「示例县 人民路１２号」 and 「人民路十二号」 are one place. */

const digits = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]))

export function placeKey(address: string, prefixes: string[]): string {
  let key = address
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[〇○]/g, '零')
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
  for (const prefix of prefixes) if (key.startsWith(prefix)) key = key.slice(prefix.length)
  return key
    .replace(/([零一二三四五六七八九十百]+)(?=[号弄幢栋单元室楼层])/g, (numeral: string) =>
      String(valueOf(numeral)),
    )
    .slice(0, 200)
}

/** Up to 999: 十二 is 12, 一百零三 is 103, 一二三 read digit by digit is 123. */
function valueOf(numeral: string): number {
  if (!/[十百]/.test(numeral)) return Number([...numeral].map((character) => digits.get(character)).join(''))
  let total = 0
  let last = 1
  let open = false
  for (const character of numeral) {
    const digit = digits.get(character)
    if (digit !== undefined) {
      last = digit
      open = true
    } else {
      total += (open ? last : 1) * (character === '百' ? 100 : 10)
      last = 0
      open = false
    }
  }
  return total + (open ? last : 0)
}

/** How much two texts have in common, 0 to 1: shared pieces of two characters (Dice's coefficient). */
export function likeness(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)]
  const total = left.length + right.length
  if (total === 0) return 0
  const counts = new Map<string, number>()
  for (const piece of left) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  let shared = 0
  for (const piece of right) {
    const count = counts.get(piece) ?? 0
    if (count > 0) {
      shared++
      counts.set(piece, count - 1)
    }
  }
  return (2 * shared) / total
}

function pieces(text: string): string[] {
  const characters = [...text.normalize('NFKC').replace(/[^\p{Letter}\p{Number}]/gu, '')]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
