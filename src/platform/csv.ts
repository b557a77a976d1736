/** Reads CSV (RFC 4180) whose first line names the columns. */
import { parse } from 'csv-parse/sync'

export type CsvRow = { [column: string]: string }

/** @throws Error with the line number when a row has another number of cells than the head, or a quote is left open. */
export function readCsv(text: string): CsvRow[] {
  return parse(text, {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
  }) as CsvRow[]
}
