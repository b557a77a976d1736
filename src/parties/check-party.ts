/** What an officer enters about a party, checked and normalised before it is kept. */
import { type FieldProblem, problem } from '../platform/problem.ts'
import { isCitizenNumber, isCreditCode, normaliseIdNumber } from './id-number.ts'
import type { NewParty, PartyKind } from './service.ts'

/** @throws Problem `input-invalid` with every field at fault. */
export function checkParty<P extends Partial<NewParty>>(kind: PartyKind, party: P): P {
  const faults: FieldProblem[] = []
  const checked = { ...party }
  if (party.name !== undefined) {
    checked.name = party.name.normalize('NFC').trim()
    if (checked.name === '') faults.push({ path: 'name', message: '姓名或者名称不能为空' })
    if ([...checked.name].length > 120) faults.push({ path: 'name', message: '姓名或者名称过长' })
  }
  if (party.idNumber !== undefined) {
    checked.idNumber = normaliseIdNumber(party.idNumber)
    if (kind === 'citizen' && !isCitizenNumber(checked.idNumber)) {
      faults.push({ path: 'idNumber', message: '身份证号码校验不符，请核对（GB 11643）' })
    }
    if (kind === 'organisation' && !isCreditCode(checked.idNumber)) {
      faults.push({ path: 'idNumber', message: '统一社会信用代码校验不符，请核对（GB 32100）' })
    }
  }
  if (party.phone !== undefined) {
    checked.phone = party.phone.normalize('NFKC').replace(/[\s-]/g, '')
    if (!/^\+?\d{7,15}$/.test(checked.phone))
      faults.push({ path: 'phone', message: '电话号码应为 7 至 15 位数字' })
  }
  if (faults.length > 0) throw problem('input-invalid', `当事人信息有 ${faults.length} 处需要更正`, faults)
  return checked
}
