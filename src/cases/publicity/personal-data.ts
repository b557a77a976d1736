/**
 * What must not be read by everybody 个人隐私 (行政处罚法 第五十条): a citizen's name, number and phone, an organisation's phone, and whatever else is a citizen's number
 * or a mobile number.
 */
import { citizenNumberFault, normaliseIdNumber } from '../../parties/id-number.ts'
import type { RevealedParty } from '../../parties/service.ts'

/** @param today YYYY-MM-DD. @returns what of it stands in the text, in words; none of the data itself. */
export function personalDataIn(
  text: string,
  party: Pick<RevealedParty, 'kind' | 'name' | 'idNumber' | 'phone'>,
  today: string,
): string[] {
  // Neither spaces nor full-width digits hide what people read all the same.
  const said = normaliseIdNumber(text)
  const says = (data: string | null) => Boolean(data) && said.includes(normaliseIdNumber(data!))
  const citizen = party.kind === 'citizen'
  const numbers = [...said.matchAll(/(?=(\d{17}[\dX]))/g)].map(([, number]) => number!)
  return [
    citizen && says(party.name) && '当事人的姓名',
    ((citizen && says(party.idNumber)) ||
      numbers.some((one) => citizenNumberFault(one, today) === undefined)) &&
      '身份证件号码',
    (says(party.phone) || /(?<!\d)1[3-9]\d([\s-]?\d{4}){2}(?!\d)/.test(text.normalize('NFKC'))) && '电话号码',
  ].filter((found) => found !== false)
}
