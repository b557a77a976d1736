/** CSV (RFC 4180), row by row. */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { problem } from '../../platform/problem.ts'
import type { Table, TableRow } from './read-table.ts'
import { encodingOf, readText } from './read-text.ts'

/** Characters of one row: a quote that is never closed would swallow the whole file. */
const longestRow = 100_000

interface Parsed {
  record: string[]
  info: { lines: number }
}

export async function readCsvTable(path: string, size: number): Promise<Table> {
  let read = 0
  const text = readText(path, await encodingOf(path), (bytes) => (read += bytes))
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  const records = (source.pipe(parser) as AsyncIterable<Parsed>)[Symbol.asyncIterator]()
  const next = () => records.next().catch(unreadable)
  const first = await next()
  if (first.done) throw problem('malformed', '文件是空的')
  const columns = first.value.record.map((column) => column.trim())
  return {
    columns,
    share: () => (size === 0 ? 1 : read / size),
    rows: {
      async *[Symbol.asyncIterator]() {
        try {
          for (let one = await next(); !one.done; one = await next()) yield rowOf(columns, one.value)
        } finally {
          source.destroy()
          parser.destroy()
        }
      },
    },
  }
}

function rowOf(columns: string[], { record, info }: Parsed): TableRow {
  const cells: TableRow['cells'] = {}
  for (const [index, column] of columns.entries()) cells[column] = record[index]?.trim() ?? ''
  const faults =
    record.length === columns.length
      ? []
      : [{ column: '', message: `有 ${record.length} 列，表头有 ${columns.length} 列` }]
  return { row: info.lines, cells, faults }
}

function unreadable(error: unknown): never {
  if (error instanceof CsvError)
    throw problem(
      'malformed',
      `第 ${Number(error.lines ?? 0)} 行附近不是有效的 CSV：${error.code === 'CSV_MAX_RECORD_SIZE' ? '一行过长，可能有引号没有闭合' : '引号使用不正确'}`,
    )
  throw error
}
