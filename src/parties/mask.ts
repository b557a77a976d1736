/** How personal data is shown to who has not asked for it with a purpose: enough to recognise, not enough to use. */

/** `330381********1234` */
export function maskIdNumber(text: string): string {
  return `${text.slice(0, 6)}${'*'.repeat(Math.max(0, text.length - 10))}${text.slice(-4)}`
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
