/** ULIDs of invented rows: they rise with the instant and, within one, with the order of writing; nothing of them is left to chance. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function rowIds(seed: string): (at: number) => string {
  const mark = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 1_048_576, 7)
  const tail = digits(mark, 4)
  let count = 0
  let last = -1
  let head = ''
  return (at) => {
    if (at !== last) {
      last = at
      head = digits(at, 10)
    }
    return head + digits(++count, 12) + tail
  }
}

function digits(value: number, places: number): string {
  let text = ''
  let rest = value
  for (let place = 0; place < places; place++) {
    text = alphabet[rest % 32]! + text
    rest = Math.floor(rest / 32)
  }
  return text
}
