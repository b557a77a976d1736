/** The particulars of a source: checked against its fields, the personal ones sealed, masked, opened. */
import type { FieldCipher } from '../identity/field-cipher.ts'
import { maskPhone } from '../parties/mask.ts'
import { addDays } from '../platform/legal-day.ts'
import type { FieldProblem } from '../platform/problem.ts'
import type { ClueSource, SourceField } from './clue-sources.ts'
import type { ClueRow } from './model.ts'

export interface Particulars {
  [name: string]: string
}

/** What no text may hold: control characters, and marks that turn the direction of what follows. Line ends and tabs may stand in a text of several lines. */
export const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u

const longest = 200
const kinds: Record<SourceField['kind'], (text: string) => string | undefined> = {
  text: (text) => (text.length > longest ? `不超过 ${longest} 字` : undefined),
  date: (text) => (isDay(text) ? undefined : '应当是日期，例如 2026-03-02'),
  phone: (text) =>
    /^(\+?86-?)?(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00-?\d{3}-?\d{4})$/.test(text)
      ? undefined
      : '应当是手机号码或者带区号的固定电话号码',
  person: (text) =>
    /^[\p{Script=Han}\p{Script=Latin}·• .'-]{2,40}$/u.test(text) ? undefined : '应当是姓名（2 至 40 个字）',
}

function isDay(text: string): boolean {
  if (!/^(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return false
  // Not a day that the month does not have.
  return addDays(`${text.slice(0, 8)}01`, Number(text.slice(8)) - 1) === text
}

/** @returns what is wrong, in Chinese, under `particulars.NAME`. */
export function particularsFaults(
  source: ClueSource,
  particulars: Particulars,
  anonymous: boolean,
): FieldProblem[] {
  const faults: FieldProblem[] = []
  const fault = (name: string, message: string) => faults.push({ path: `particulars.${name}`, message })
  for (const name of Object.keys(particulars))
    if (!source.fields.some((field) => field.name === name)) fault(name, `“${source.name}”没有这一项`)
  for (const field of source.fields) {
    const text = particulars[field.name]?.trim() ?? ''
    if (text === '') {
      if (field.required && !(anonymous && field.personal))
        fault(
          field.name,
          field.personal && source.anonymousAllowed
            ? `实名须填写${field.label}；不愿留名的请选匿名`
            : `${field.label}必须填写`,
        )
    } else if (anonymous && field.personal) fault(field.name, `匿名的不应填写${field.label}`)
    else if (unprintable.test(text)) fault(field.name, `${field.label}含有不可显示的字符`)
    else {
      const message = kinds[field.kind](text)
      if (message !== undefined) fault(field.name, `${field.label}${message}`)
    }
  }
  return faults
}

/** Where sealed particulars belong, as the cipher binds them. */
const place = 'clues.personal'

export function splitParticulars(
  source: ClueSource,
  particulars: Particulars,
): { open: Particulars; personal: Particulars } {
  const open: Particulars = {}
  const personal: Particulars = {}
  for (const { name, personal: isPersonal } of source.fields) {
    const text = particulars[name]?.trim()
    if (text) (isPersonal ? personal : open)[name] = text
  }
  return { open, personal }
}

export function sealPersonal(personal: Particulars, cipher: FieldCipher): string | null {
  return Object.keys(personal).length === 0 ? null : cipher.seal(JSON.stringify(personal), place)
}

/** Everything in clear: only for who may see it, with an audit line, or to be masked at once. */
export function revealParticulars(
  { particulars, personal }: Pick<ClueRow, 'particulars' | 'personal'>,
  cipher: FieldCipher,
): Particulars {
  const open = JSON.parse(particulars) as Particulars
  return personal === null ? open : { ...open, ...(JSON.parse(cipher.open(personal, place)) as Particulars) }
}

export function maskedParticulars(
  source: ClueSource,
  row: Pick<ClueRow, 'particulars' | 'personal'>,
  cipher: FieldCipher,
): Particulars {
  const shown = revealParticulars(row, cipher)
  for (const { name, personal, kind } of source.fields) {
    const text = shown[name]
    if (personal && text !== undefined) shown[name] = kind === 'phone' ? maskPhone(text) : maskName(text)
  }
  return shown
}

/** 张** */
function maskName(text: string): string {
  const [first = '', ...rest] = [...text]
  return `${first}${'*'.repeat(rest.length)}`
}

/** What the source calls the reporter: its first personal name and its first personal phone. */
export function reporterOf(source: ClueSource, particulars: Particulars): { name?: string; phone?: string } {
  const first = (kind: SourceField['kind']) => {
    const field = source.fields.find((one) => one.personal && one.kind === kind)
    return field && particulars[field.name]
  }
  return { name: first('person'), phone: first('phone') }
}
