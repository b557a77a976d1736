import type { OtherRecord } from '../../feed-record.ts'
import type { CompensationRow } from '../state/rows.ts'
import type { State } from '../state/state.ts'

export function applyCompensation(state: State, record: OtherRecord): void {
  if (record.intent === 'COMPLETED' || record.intent === 'DELETED') return state.remove(record.key)
  const value = record.value as unknown as Omit<CompensationRow, 'kind' | 'key' | 'root'>
  const root = state.element(value.processInstanceKey)?.root ?? value.processInstanceKey
  state.put({ kind: 'compensation', key: record.key, root, ...value })
}
