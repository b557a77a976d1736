/** A file of rows, whatever its format: its first bytes say which. Rows come one by one, so a file of any length takes little memory. */
import { open, stat } from 'node:fs/promises'
import { problem } from '../../platform/problem.ts'
import type { ClueRules } from '../rules.ts'
import { readCsvTable } from './csv-table.ts'
import { readJsonTable } from './json-table.ts'
import { readXlsxTable } from './xlsx-table.ts'

export interface TableRow {
  /** As the file counts: a spreadsheet's row, a CSV file's line, the place in a JSON list. */
  row: number
  cells: { [column: string]: string }
  /** What makes the row unreadable, in Chinese. */
  faults: { column: string; message: string }[]
}

export interface Table {
  /** Null where each row names its own columns (JSON). */
  columns: string[] | null
  rows: AsyncIterable<TableRow>
  /** How much of the file was read, 0 to 1. */
  share(): number
}

export type TableLimits = ClueRules['imports']

/** @throws Problem `malformed` or `too-large`; while rows are read, too. */
export async function readTable(path: string, limits: TableLimits): Promise<Table> {
  const { size } = await stat(path)
  if (size > limits.largestFile)
    throw problem('too-large', `文件不超过 ${Math.floor(limits.largestFile / 2 ** 20)} MB`)
  const begin = await beginningOf(path)
  if (begin.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return readXlsxTable(path, limits)
  if (begin.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw problem('malformed', '这是旧版 XLS 文件，请另存为 XLSX 或者 CSV 后再导入')
  const text = begin
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return text.startsWith('[') ? readJsonTable(path, size) : readCsvTable(path, size)
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
