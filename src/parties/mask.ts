/** How personal data is shown to who has not asked for it with a purpose: enough to recognise, not enough to use. */

/** `330381********1234`; of the shorter numbers of passports and permits `E2*****78`. */
export function maskIdNumber(text: string): string {
  const [head, tail] = text.length < 15 ? [2, 2] : [6, 4]
  return `${text.slice(0, head)}${'*'.repeat(Math.max(0, text.length - head - tail))}${text.slice(-tail)}`
}

/** `138****5678` */
export function maskPhone(text: string): string {
  return text.length < 8
    ? '*'.repeat(text.length)
    : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`
}

/** The first six characters (county, town) and asterisks for house and room. */
export function maskAddress(text: string): string {
  const characters = [...text]
  return characters.length <= 6
    ? `${characters.slice(0, 2).join('')}****`
    : `${characters.slice(0, 6).join('')}****`
}
