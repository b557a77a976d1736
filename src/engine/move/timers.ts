/**
 * Timers fire on the other side when they would have fired here. A timer's expression names a variable (`=dueAt`, `="R/" + remindAt + "/P1D"`): while its
 * element is entered, that variable holds the instant at which the timer fires next, and afterwards what it held before. One that has fired already and
 * would begin anew is put off beyond any case.
 */
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import type { ElementRow } from '../embedded/state/rows.ts'
import type { State } from '../embedded/state/state.ts'
import type { Element } from '../model/element.ts'
import type { Key } from '../port.ts'

/** Beyond any case, and still an instant of four digits. */
const never = Date.UTC(9999, 11, 31)

export interface HeldInstant {
  scopeKey: Key
  variable: string
  /** Epoch ms. */
  dueAt: number
}

/** @returns what must be held where, and the timers that run anew from the move on, since no variable names their instant. */
export function instantsToHold(state: State, row: ElementRow): { held: HeldInstant[]; anew: string[] } {
  const held: HeldInstant[] = []
  const anew: string[] = []
  const element = state.definitions.elementOf(row.value)
  const events = new Set([element, ...element.events])
  const running = new Map(state.owned('timer', row.key).map(({ value }) => [value.targetElementId, value]))
  for (const event of events) {
    if (!event.timer) continue
    const dueAt = running.get(event.id)?.dueDate ?? never
    const place = placeOf(state, row.key, variableOf(event))
    if (!place) {
      if (event.timer.kind !== 'date' || !event.timer.expression.isStatic || dueAt === never)
        anew.push(event.id)
      continue
    }
    if (event.timer.kind === 'date' && place.instant === dueAt) continue
    held.push({ scopeKey: place.scopeKey, variable: place.variable, dueAt })
  }
  return { held, anew }
}

/** The one variable that an expression reads; undefined for none, for several and for paths. */
function variableOf({ timer }: Element): string | undefined {
  if (!timer || timer.kind === 'duration' || timer.expression.isStatic) return undefined
  const names = timer.expression.text.replace(/"(?:[^"\\]|\\.)*"/g, ' ').match(/[\p{L}_][\p{L}\p{N}_.]*/gu)
  return names?.length === 1 && !names[0].includes('.') ? names[0] : undefined
}

/** The nearest scope around the element that has it, and the instant that it holds there. */
function placeOf(state: State, elementKey: Key, variable: string | undefined) {
  if (variable === undefined) return undefined
  for (
    let scopeKey = state.require('element', elementKey).value.flowScopeKey;
    scopeKey !== '-1';
    scopeKey = state.require('element', scopeKey).value.flowScopeKey
  ) {
    const found = state.localVariable(scopeKey, variable)
    if (found) return { scopeKey, variable, instant: instantOf(found.value) }
  }
  return undefined
}

function instantOf(value: unknown): number | undefined {
  try {
    return typeof value === 'string' ? parseInstant(value) : undefined
  } catch {
    return undefined
  }
}

export const heldText = ({ dueAt }: HeldInstant): string => isoInstant(dueAt)
