/**
 * Where what people fill in is kept, which names persons and holds their numbers 个人信息 (个人信息保护法 第五十一条): sealed at rest as a whole, since a number
 * may also stand in the middle of a text. One list for the database that the slices use, for the change of keys and for the migration.
 */
import type { SealedColumns } from './identity/key-rotation.ts'
import { placeOf, type SealedColumnNames } from './platform/database/sealed-columns.ts'

/** Each table has the primary key `id`. */
export const sealedAnswers = {
  task_acts: ['data'],
  case_facts: ['data'],
  party_messages: ['data'],
  side_flows: ['data'],
  fact_corrections: ['changes'],
  service_attempts: ['data'],
  service_addresses: ['data'],
  own_enforcement_steps: ['data'],
  property_exits: ['particulars'],
  measures: ['execution', 'delivery'],
  clue_facts: ['data'],
} as const satisfies SealedColumnNames

export const answerColumns: SealedColumns[] = Object.entries(sealedAnswers).map(([table, columns]) => ({
  table,
  key: 'id',
  columns: Object.fromEntries(columns.map((column) => [column, placeOf(table, column)])),
  saysPlace: true,
}))
