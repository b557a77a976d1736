/** The columns of the register as CSV: what is exported can be imported again. */
import { idKindRules, idKinds } from './id-kind.ts'
import type { NewParty, Party } from './service.ts'

const kindNames = { citizen: '公民', organisation: '单位' } as const

export const csvColumns = [
  '类型',
  '姓名或者名称',
  '证件种类',
  '证件号码',
  '签发国家',
  '电话',
  '地址',
  '法定代表人',
  '字号',
  '经营者',
] as const
type Column = (typeof csvColumns)[number]

export type CsvParty = { [column in Column]?: string }

export function toCsv(party: Party): CsvParty {
  return {
    类型: kindNames[party.kind],
    姓名或者名称: party.name,
    证件种类: party.idKind === null ? '' : idKindRules[party.idKind].name,
    证件号码: party.idNumber ?? '',
    签发国家: party.idCountry ?? '',
    电话: party.phone ?? '',
    地址: party.address ?? '',
    法定代表人: party.legalRepresentative ?? '',
    字号: party.tradeName ?? '',
    经营者: party.operator ?? '',
  }
}

/** Words are read back, cells are not yet checked. @returns a party, or which column cannot be read and why. */
export function fromCsv(row: CsvParty): NewParty | { column: Column; message: string } {
  const cell = (column: Column) => unguarded((row[column] ?? '').trim()) || undefined
  const kind = (['citizen', 'organisation'] as const).find((one) => kindNames[one] === cell('类型'))
  if (kind === undefined) return { column: '类型', message: '应为“公民”或者“单位”' }
  const name = cell('姓名或者名称')
  if (name === undefined) return { column: '姓名或者名称', message: '不能为空' }
  const idKindName = cell('证件种类')
  const idKind = idKinds.find((one) => idKindRules[one].name === idKindName)
  if (idKindName !== undefined && idKind === undefined)
    return {
      column: '证件种类',
      message: `应为：${idKinds.map((one) => idKindRules[one].name).join('、')}`,
    }
  const idNumber = cell('证件号码')
  const given = {
    kind,
    name,
    idNumber,
    idKind: idNumber === undefined ? undefined : idKind,
    idCountry: idNumber === undefined ? undefined : cell('签发国家'),
    phone: cell('电话'),
    address: cell('地址'),
    legalRepresentative: cell('法定代表人'),
    tradeName: cell('字号'),
    operator: cell('经营者'),
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as unknown as NewParty
}

/** The apostrophe that an export puts before what a spreadsheet would take for a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

/** The fields of a refusal under the names of their columns. */
export const columnOf: { [field: string]: Column | undefined } = {
  kind: '类型',
  name: '姓名或者名称',
  idKind: '证件种类',
  idNumber: '证件号码',
  idCountry: '签发国家',
  phone: '电话',
  address: '地址',
  operator: '经营者',
}
