/** A JSON list of flat objects, object by object. */
import { JSONParser } from '@streamparser/json'
import { problem } from '../../platform/problem.ts'
import type { Table, TableRow } from './read-table.ts'
import { encodingOf, readText } from './read-text.ts'

export async function readJsonTable(path: string, size: number): Promise<Table> {
  let read = 0
  const encoding = await encodingOf(path)
  return {
    columns: null,
    share: () => (size === 0 ? 1 : read / size),
    rows: {
      async *[Symbol.asyncIterator]() {
        let ready: TableRow[] = []
        let count = 0
        const parser = new JSONParser({ paths: ['$.*'], keepStack: false })
        parser.onValue = ({ value }) => void ready.push(rowOf(++count, value))
        parser.onError = () => {
          throw problem('malformed', `第 ${count + 1} 项附近不是有效的 JSON`)
        }
        for await (const text of readText(path, encoding, (bytes) => (read += bytes))) {
          parser.write(text.replace(/^\uFEFF/, ''))
          yield* ready
          ready = []
        }
        if (!parser.isEnded) throw problem('malformed', 'JSON 没有写完')
      },
    },
  }
}

function rowOf(row: number, value: unknown): TableRow {
  const cells: TableRow['cells'] = {}
  const faults: TableRow['faults'] = []
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { row, cells, faults: [{ column: '', message: '应当是一个对象' }] }
  for (const [column, cell] of Object.entries(value)) {
    if (typeof cell === 'object' && cell !== null) faults.push({ column, message: '不能是对象或者列表' })
    else if (cell !== null && cell !== undefined) cells[column] = String(cell).trim()
  }
  return { row, cells, faults }
}
