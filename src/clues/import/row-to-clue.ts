/** One row of a file as a clue to be checked: which column is which field, times in Beijing time, their categories as ours. */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { NewClue } from '../check-clue.ts'
import type { ImportMapping, PlainField } from './mapping.ts'
import type { TableRow } from './read-table.ts'

export interface RowFault {
  /** Column of the file; '' for the row as a whole. */
  column: string
  message: string
}

export interface RowAsClue {
  clue: NewClue
  /** Code or name. */
  department?: string
  faults: RowFault[]
}

/** What a spreadsheet would take for a formula when the clue is exported again. */
const formula = /^[=+\-@\t\r]/

export function rowToClue(mapping: ImportMapping, { cells, faults: unreadable }: TableRow): RowAsClue {
  const faults: RowFault[] = [...unreadable]
  const texts: { [Field in PlainField]?: string } = {}
  const particulars: { [name: string]: string } = {}
  for (const [column, field] of Object.entries(mapping.columns)) {
    const text = cells[column]
    if (text === undefined || text === '') continue
    const isNumber = field === 'longitude' || field === 'latitude'
    if (!isNumber && formula.test(text))
      faults.push({ column, message: '不能以 = + - @ 开头，导出后会被当作公式' })
    else if (field.startsWith('particulars.')) particulars[field.slice('particulars.'.length)] = text
    else texts[field as PlainField] = text
  }
  const read = <T>(
    field: PlainField,
    how: (text: string) => T | undefined,
    message: string,
  ): T | undefined => {
    const text = texts[field]
    if (text === undefined) return undefined
    const value = how(text)
    if (value === undefined) faults.push({ column: columnOf(mapping, field), message })
    return value
  }
  const time = '应当是时间，例如 2026-03-02 09:30'
  const longitude = read('longitude', number, '应当是数字')
  const latitude = read('latitude', number, '应当是数字')
  const optional = {
    receivedAt: read('receivedAt', beijingTime, time),
    occurredAt: read('occurredAt', beijingTime, time),
    longitude,
    latitude,
    coordinateSystem:
      longitude === undefined && latitude === undefined ? undefined : mapping.coordinateSystem,
    category:
      texts.category === undefined ? undefined : (mapping.categories[texts.category] ?? texts.category),
    violationCode: texts.violationCode,
  }
  return {
    clue: {
      source: mapping.source,
      place: texts.place ?? '',
      content: texts.content ?? '',
      particulars,
      ...(Object.fromEntries(
        Object.entries(optional).filter(([, value]) => value !== undefined),
      ) as Partial<NewClue>),
    },
    department: texts.department,
    faults,
  }
}

/** The column that a fault of a field is shown under. */
export function columnOf({ columns }: ImportMapping, field: string): string {
  return Object.entries(columns).find(([, one]) => one === field)?.[0] ?? field
}

function number(text: string): number | undefined {
  return /^-?\d{1,3}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
}

/** Days between a spreadsheet's day 0 (1899-12-30) and 1970-01-01. */
const spreadsheetEpoch = 25_569

function beijingTime(text: string): number | undefined {
  if (/^[3-6]\d{4}(\.\d+)?$/.test(text))
    return Math.round((Number(text) - spreadsheetEpoch) * 86_400) * 1000 - 8 * 3_600_000
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\s*(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?$/.exec(
      text,
    )
  if (!parts) return undefined
  const [year, month, day, hour = '0', minute = '0', second = '0'] = parts.slice(1)
  const pad = (part: string | undefined) => (part ?? '').padStart(2, '0')
  const date = `${year}-${pad(month)}-${pad(day)}`
  try {
    const at = parseInstant(`${date}T${pad(hour)}:${pad(minute)}:${pad(second)}+08:00`)
    // A day that the month does not have would silently become one of the next.
    return legalDay(at) === date ? at : undefined
  } catch {
    return undefined
  }
}
