/** Applies an event log to an empty state, the way the engine applied it when it was written. */
import { apply } from '../../src/engine/embedded/apply/index.ts'
import { Definitions } from '../../src/engine/embedded/state/definitions.ts'
import type { LogRecord } from '../../src/engine/embedded/state/log-record.ts'
import type { Row } from '../../src/engine/embedded/state/rows.ts'
import { State } from '../../src/engine/embedded/state/state.ts'
import { decodeRow, encodeRow, type StoredRow } from '../../src/engine/embedded/store/row-codec.ts'
import { readLog } from '../../src/engine/embedded/store/read.ts'
import { ExpressionCache } from '../../src/engine/feel/index.ts'
import type { Database } from '../../src/platform/database/database.ts'

export async function replay(log: LogRecord[]): Promise<Row[]> {
  const state = new State(new Definitions(new ExpressionCache()))
  for (const record of log) {
    apply(state, record)
    if (record.valueType === 'PROCESS') await state.definitions.parse(record.key)
  }
  return inOrder([...state.all()])
}

export async function wholeLog(database: Database): Promise<LogRecord[]> {
  return readLog(database.sql, 0, 1_000_000)
}

export async function storedRows(database: Database): Promise<Row[]> {
  return inOrder(
    (await database.sql.all<StoredRow>('SELECT row_key, kind, root_key, body FROM engine_row')).map(
      decodeRow,
    ),
  )
}

/** As rows come back from the table, so that both sides have the same form. */
function inOrder(rows: Row[]): Row[] {
  const stored = rows.map((row) => {
    const [row_key, kind, root_key, , , body] = encodeRow(row) as [
      string,
      Row['kind'],
      string,
      unknown,
      unknown,
      string,
    ]
    return decodeRow({ row_key, kind, root_key, body })
  })
  return stored.sort((a, b) => (a.key < b.key ? -1 : 1))
}
