/** Reads CSV (RFC 4180): comma, double quotes doubled inside quotes, LF or CRLF; the first line names the columns. */

export type CsvRow = { [column: string]: string }

/** @throws Error with the line number when a row has another number of cells than the head, or a quote is left open. */
export function readCsv(text: string): CsvRow[] {
  const [head, ...rows] = cells(text.replace(/^\uFEFF/, ''))
  if (!head) return []
  return rows.map(({ line, row }) => {
    if (row.length !== head.row.length)
      throw new Error(`line ${line}: ${row.length} cells where the head has ${head.row.length}`)
    return Object.fromEntries(head.row.map((column, index) => [column, row[index] ?? '']))
  })
}

function cells(text: string): { line: number; row: string[] }[] {
  const rows: { line: number; row: string[] }[] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let startedOn = 1
  const endRow = () => {
    row.push(cell)
    if (row.length > 1 || row[0] !== '') rows.push({ line: startedOn, row })
    row = []
    cell = ''
    startedOn = line
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\n') line++
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  if (quoted) throw new Error(`line ${startedOn}: a quote is left open`)
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
