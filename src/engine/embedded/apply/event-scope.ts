/** Which events an element instance takes: an interrupting one ends the taking of others, one on the boundary ends it for good. */
import type { Key } from '../../port.ts'
import type { ElementRow, EventTrigger } from '../state/rows.ts'
import type { State } from '../state/state.ts'

export function takesEvent(state: State, row: ElementRow, elementId: string): boolean {
  const scope = row.eventScope
  if (!scope?.accepting) return false
  return !scope.interrupted || state.definitions.elementOf(row.value).boundaryIds.includes(elementId)
}

export function addTrigger(state: State, key: Key, trigger: EventTrigger): void {
  const row = state.element(key)
  if (!row?.eventScope || !takesEvent(state, row, trigger.elementId)) return
  const element = state.definitions.elementOf(row.value)
  const interrupts = element.interruptingIds.includes(trigger.elementId)
  const onBoundary = element.boundaryIds.includes(trigger.elementId)
  state.put({
    ...row,
    eventScope: {
      interrupted: row.eventScope.interrupted || interrupts,
      accepting: row.eventScope.accepting && !(interrupts && onBoundary),
    },
    triggers: [...row.triggers, trigger].sort((a, b) => (a.eventKey < b.eventKey ? -1 : 1)),
  })
}
