/** What an officer enters about a party, checked and normalised before it is kept. */
import { type FieldProblem, problem } from '../platform/problem.ts'
import { idKindRules, usualIdKind } from './id-kind.ts'
import { normaliseIdNumber } from './id-number.ts'
import type { NewParty, PartyKind } from './service.ts'

/** The Unicode form and spelling by which phones are kept and found. */
export function normalisePhone(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '')
}

/** @param today YYYY-MM-DD. @throws Problem `input-invalid` with every field at fault. */
export function checkParty<P extends Partial<NewParty>>(kind: PartyKind, party: P, today: string): P {
  const faults: FieldProblem[] = []
  const fault = (path: string, message: string) => faults.push({ path, message })
  const checked = { ...party }
  if (party.name !== undefined) {
    checked.name = party.name.normalize('NFC').trim()
    if (checked.name === '') fault('name', '姓名或者名称不能为空')
    if ([...checked.name].length > 120) fault('name', '姓名或者名称过长')
  }
  if (party.idNumber !== undefined) {
    checked.idNumber = normaliseIdNumber(party.idNumber)
    checked.idKind = party.idKind ?? usualIdKind(kind)
    const rule = idKindRules[checked.idKind]
    if (rule.of !== kind) fault('idKind', `${rule.name}不是${kind === 'citizen' ? '公民' : '单位'}的证件`)
    else {
      const wrong = rule.fault(checked.idNumber, today)
      if (wrong !== undefined) fault('idNumber', `${rule.name}号码有误：${wrong}`)
    }
    if (checked.idKind === 'passport') {
      checked.idCountry = party.idCountry?.toUpperCase()
      if (!/^[A-Z]{3}$/.test(checked.idCountry ?? ''))
        fault('idCountry', '护照请填写签发国家或者地区的三位字母代码，如 CHN')
    } else delete checked.idCountry
  } else if (party.idKind !== undefined || party.idCountry !== undefined)
    fault('idNumber', '证件种类、签发国家应与证件号码一并填写')
  if (party.operator !== undefined && kind === 'citizen') fault('operator', '公民没有经营者一项')
  if (party.phone !== undefined) {
    checked.phone = normalisePhone(party.phone)
    if (!/^\+?\d{7,15}$/.test(checked.phone)) fault('phone', '电话号码应为 7 至 15 位数字')
  }
  if (faults.length > 0) throw problem('input-invalid', `当事人信息有 ${faults.length} 处需要更正`, faults)
  return checked
}
