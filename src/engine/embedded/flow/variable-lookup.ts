/** Variables as a scope sees them: its own, then those of the scopes around it up to its process instance. */
import type { Json, Key, Variables } from '../../port.ts'
import type { State } from '../state/state.ts'

/** The scope around; undefined for a process instance, which sees nothing of its caller. */
export function scopeAround(state: State, scopeKey: Key): Key | undefined {
  const key = state.element(scopeKey)?.value.flowScopeKey
  return key === undefined || key === '-1' ? undefined : key
}

export function findVariable(state: State, scopeKey: Key, name: string): Json | undefined {
  for (let key: Key | undefined = scopeKey; key !== undefined; key = scopeAround(state, key)) {
    const variable = state.localVariable(key, name)
    if (variable) return variable.value
  }
  return undefined
}

export function localVariables(state: State, scopeKey: Key): Variables {
  return Object.fromEntries(state.localVariables(scopeKey).map((variable) => [variable.name, variable.value]))
}

/** All that a scope sees, or only the named ones. */
export function visibleVariables(state: State, scopeKey: Key, names?: string[]): Variables {
  const found: Variables = {}
  for (let key: Key | undefined = scopeKey; key !== undefined; key = scopeAround(state, key)) {
    for (const { name, value } of state.localVariables(key)) {
      if (!(name in found) && (!names || names.includes(name))) found[name] = value
    }
  }
  return found
}
