/**
 * The first sheet of an XLSX workbook (ECMA-376), row by row. What is unpacked is counted while it comes, whatever the archive says of its sizes, so that
 * a small file cannot unfold into a large one; formulas are refused, since what they show is not what they hold.
 */
import { dirname, posix } from 'node:path'
import { problem } from '../../platform/problem.ts'
import type { Table, TableLimits, TableRow } from './read-table.ts'
import { openArchive, type Archive } from './xlsx-archive.ts'
import { readXml, type XmlElement } from './xml-events.ts'

const malformed = (what: string) => problem('malformed', `不是可以读取的 XLSX 文件：${what}`)

export async function readXlsxTable(path: string, limits: TableLimits): Promise<Table> {
  const archive = await openArchive(path, limits.largestUnpacked)
  try {
    const sheet = await firstSheet(archive)
    const shared = await sharedTexts(archive, limits.largestSharedText)
    const rows = sheetRows(archive, sheet, shared)[Symbol.asyncIterator]()
    const first = await rows.next()
    if (first.done) throw problem('malformed', '文件是空的')
    const columns = [...first.value.cells].map((column) => column?.trim() ?? '')
    return {
      columns,
      share: () => archive.share(sheet),
      rows: {
        async *[Symbol.asyncIterator]() {
          try {
            for (let one = await rows.next(); !one.done; one = await rows.next())
              yield named(columns, one.value)
          } finally {
            await rows.return(undefined)
            archive.close()
          }
        },
      },
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

interface SheetRow {
  row: number
  cells: (string | undefined)[]
  faults: { index: number; message: string }[]
}

function named(columns: string[], { row, cells, faults }: SheetRow): TableRow {
  return {
    row,
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[index]?.trim() ?? ''])),
    faults: faults.map(({ index, message }) => ({ column: columns[index] ?? '', message })),
  }
}

/** Path of the first sheet within the archive. */
async function firstSheet(archive: Archive): Promise<string> {
  const workbook = 'xl/workbook.xml'
  let relation: string | undefined
  for await (const events of readXml(archive.text(workbook)))
    for (const event of events) {
      if (event.type !== 'open') continue
      if (event.name === 'sheet') relation ??= event.attributes['r:id']
      if (event.name === 'workbookPr' && /^(1|true)$/.test(event.attributes.date1904 ?? ''))
        throw malformed('日期从 1904 年算起，请另存为 CSV 后再导入')
    }
  for await (const events of readXml(archive.text('xl/_rels/workbook.xml.rels')))
    for (const event of events)
      if (event.type === 'open' && event.name === 'Relationship' && event.attributes.Id === relation) {
        const target = event.attributes.Target ?? ''
        return target.startsWith('/') ? target.slice(1) : posix.join(dirname(workbook), target)
      }
  throw malformed('没有工作表')
}

async function sharedTexts(archive: Archive, largest: number): Promise<string[]> {
  const texts: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return texts
  let total = 0
  const text = richText()
  for await (const events of readXml(archive.text('xl/sharedStrings.xml')))
    for (const event of events) {
      text.see(event)
      if (event.type === 'close' && event.name === 'si') {
        const whole = text.take()
        total += whole.length
        if (total > largest) throw problem('too-large', '表格中的文字过多，请分成几个文件导入')
        texts.push(whole)
      }
    }
  return texts
}

/** Gathers the runs `<t>` of a text, without the phonetic ones `<rPh>`. */
function richText() {
  let gathered = ''
  let within = false
  let phonetic = false
  return {
    see(event: XmlElement) {
      if (event.type === 'text') {
        if (within && !phonetic) gathered += event.text
      } else if (event.name === 't') within = event.type === 'open'
      else if (event.name === 'rPh') phonetic = event.type === 'open'
    },
    take() {
      const whole = gathered
      gathered = ''
      return whole
    },
  }
}

async function* sheetRows(archive: Archive, sheet: string, shared: string[]): AsyncGenerator<SheetRow> {
  let row: SheetRow = { row: 0, cells: [], faults: [] }
  let cell = { index: 0, type: '' }
  let value: string | undefined
  const inline = richText()
  for await (const events of readXml(archive.text(sheet)))
    for (const event of events) {
      inline.see(event)
      if (event.type === 'text') {
        if (value !== undefined) value += event.text
      } else if (event.type === 'open') {
        if (event.name === 'row')
          row = { row: Number(event.attributes.r ?? row.row + 1), cells: [], faults: [] }
        else if (event.name === 'c')
          cell = {
            index: columnIndex(event.attributes.r) ?? row.cells.length,
            type: event.attributes.t ?? 'n',
          }
        else if (event.name === 'v') value = ''
        else if (event.name === 'f')
          row.faults.push({ index: cell.index, message: '含有公式，请改为数值或者文字' })
      } else if (event.name === 'v') {
        row.cells[cell.index] = textOf(cell.type, value ?? '', shared)
        if (cell.type === 'e') row.faults.push({ index: cell.index, message: '单元格是错误值' })
        value = undefined
      } else if (event.name === 'is') row.cells[cell.index] = inline.take()
      else if (event.name === 'row' && row.cells.some((text) => text !== undefined && text.trim() !== ''))
        yield row
    }
}

function textOf(type: string, value: string, shared: string[]): string {
  if (type === 's') {
    const text = shared[Number(value)]
    if (text === undefined) throw malformed('文字表不完整')
    return text
  }
  // A long number may be written with an exponent.
  return type === 'n' && /e/i.test(value) ? String(Number(value)) : value
}

const mostColumns = 16_384

/** `AB12` → 27 */
function columnIndex(reference: string | undefined): number | undefined {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(reference ?? '') ?? []
  if (letters === undefined) return undefined
  const index = [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1
  if (index >= mostColumns) throw malformed('列数过多')
  return index
}
