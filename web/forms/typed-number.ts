/** What is being typed may not be a number yet (`12.`): it is told as a number as soon as it is one, else as typed; null: nothing. */
export function typedNumber(text: string): number | string | null {
  const plain = text.replaceAll(/[,，\s]/g, '')
  if (plain === '') return null
  return Number.isFinite(Number(plain)) ? Number(plain) : text
}
