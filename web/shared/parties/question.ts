/** How the register of parties 服务对象库 is asked by what somebody has of a party. */
interface PartyQuestion {
  idNumber?: string
  phone?: string
  initials?: string
  name?: string
}

/** Resident ids, credit codes and permits are long; a passport is short and begins with letters. Shorter figures are those of a case. */
const isNumber = (text: string) =>
  (/^[A-Za-z0-9]{8,18}$/.test(text) && /\d{5}/.test(text)) || /^[A-Za-z]{1,3}\d{5,8}$/.test(text)

/** What somebody means who types this: a telephone, a number of a document, letters of the name's pinyin, or a name. */
export function questionOf(words: string): PartyQuestion {
  const text = words.trim()
  const plain = text.replaceAll(/[\s-]/g, '')
  if (/^(1\d{10}|0\d{9,11})$/.test(plain)) return { phone: plain }
  // A foreign passport is asked with its country before it: USA 123456789.
  if (/^[A-Za-z]{3}\s+[A-Za-z0-9]{5,}$/.test(text)) return { idNumber: text.toUpperCase() }
  if (isNumber(plain)) return { idNumber: plain.toUpperCase() }
  if (/^[A-Za-z]{2,}$/.test(plain)) return { initials: plain.toLowerCase() }
  return { name: text }
}

/** Whole numbers and telephones travel in bodies, never in addresses. */
export function isPersonal(words: string): boolean {
  const { idNumber, phone } = questionOf(words)
  return idNumber !== undefined || phone !== undefined || /\d{7}/.test(words)
}
