/** Sheets 单据 of a measure that could be drawn up now: what has come in or left and stands on none yet. */
import type { Sql } from '../../platform/database/sql.ts'

export interface OpenSheets {
  /** Warehouses. */
  entry: string[]
  /** Releases: `exit` of which nothing has left yet, `back` and `disposal` with what has left. */
  exit: string[]
  back: string[]
  disposal: string[]
}

const unsheeted = 'NOT EXISTS (SELECT 1 FROM property_sheet_lines l WHERE l.movement_id = m.id)'

export async function openSheets(sql: Sql, measureId: string): Promise<OpenSheets> {
  const of = <Row>(query: string) => sql.all<Row>(query, [measureId])
  const entries = await of<{ warehouse: string }>(
    `SELECT DISTINCT m.to_warehouse AS warehouse FROM property_movements m JOIN property_items i ON i.id = m.item_id
     WHERE i.measure_id = ? AND m.kind = 'entry' AND ${unsheeted} ORDER BY m.to_warehouse`,
  )
  const exits = await of<{ id: string }>(
    `SELECT r.id FROM property_releases r WHERE r.measure_id = ? AND r.state = 'approved'
     AND NOT EXISTS (SELECT 1 FROM property_sheets s WHERE s.exit_mark = r.id)
     AND NOT EXISTS (SELECT 1 FROM property_exits e WHERE e.release_id = r.id) ORDER BY r.id`,
  )
  const left = await of<{ id: string; returned: number }>(
    `SELECT DISTINCT r.id, CASE WHEN e.way = 'returned' THEN 1 ELSE 0 END AS returned
     FROM property_exits e JOIN property_releases r ON r.id = e.release_id JOIN property_movements m ON m.exit_id = e.id
     WHERE r.measure_id = ? AND ${unsheeted} ORDER BY r.id`,
  )
  const ids = (returned: number) =>
    left.filter((one) => Number(one.returned) === returned).map(({ id }) => id)
  return {
    entry: entries.map(({ warehouse }) => warehouse),
    exit: exits.map(({ id }) => id),
    back: ids(1),
    disposal: ids(0),
  }
}
