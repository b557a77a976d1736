/** How names are compared: by the initials of their pinyin, and, of organisations, without the words that many share. */

/**
 * 临江饭店 → `ljfd`; letters and digits stay. The dictionary is loaded at the first name: a start that enters nobody pays nothing for it.
 */
export async function initialsOf(name: string): Promise<string> {
  const { pinyin } = await import('pinyin-pro')
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
  return initials
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 120)
}

/** The name without brackets, spaces and the words in `forms`: two spellings of one organisation have one key. */
export function nameKey(name: string, forms: string[]): string {
  let key = plain(name)
  for (const form of forms) key = key.replaceAll(form, '')
  return key === '' ? plain(name) : key
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\p{P}\p{S}\s]/gu, '')

/** Addresses are compared without spaces and marks. */
export const addressKey = plain

/** Dice: share of the neighbouring pairs of characters that both have, 0 to 1. */
export function likeness(one: string, other: string): number {
  const pairs = (text: string) => {
    const characters = [...text]
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
  }
  const [left, right] = [pairs(one), pairs(other)]
  if (left.length === 0 || right.length === 0) return one === other ? 1 : 0
  const rest = [...right]
  let shared = 0
  for (const pair of left) {
    const at = rest.indexOf(pair)
    if (at === -1) continue
    rest.splice(at, 1)
    shared++
  }
  return (2 * shared) / (left.length + right.length)
}
