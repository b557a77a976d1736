import { ContextValue, ErrorValue, type Value } from '../values/value.ts'
import { define, defineVariadic, type Functions } from './define.ts'

const put = define(['context', 'key', 'value'], contextPut)
const merge = defineVariadic(['contexts'], ([contexts]) => {
  if (!Array.isArray(contexts) || !contexts.every((item) => item instanceof ContextValue)) return null
  return new ContextValue(new Map(contexts.flatMap((context) => [...context.entries])), 'content')
})

export const contextFunctions: Functions = {
  'get entries': [define(['context'], getEntries), define(['m'], getEntries)],
  'get value': [
    define(['m', 'key'], getValue),
    define(['context', 'key'], getValue),
    define(['context', 'keys'], ([context, keys]) =>
      context instanceof ContextValue && Array.isArray(keys) ? valueAt(context, keys) : undefined,
    ),
  ],
  'context put': [put, define(['context', 'keys', 'value'], contextPut)],
  // older names of the same
  put: [put],
  'context merge': [merge],
  'put all': [merge],
  context: [
    define(['entries'], ([entries]) => {
      if (!Array.isArray(entries)) return null
      const result = new Map<string, Value>()
      for (const entry of entries) {
        const key = entry instanceof ContextValue ? entry.entries.get('key') : undefined
        const value = entry instanceof ContextValue ? entry.entries.get('value') : undefined
        if (typeof key !== 'string' || value === undefined) return null
        result.set(key, value)
      }
      return new ContextValue(result, 'content')
    }),
  ],
}

function getEntries([context]: Value[]): Value | undefined {
  if (!(context instanceof ContextValue)) return undefined
  return context.listed.map(
    ([key, value]) =>
      new ContextValue(
        new Map<string, Value>([
          ['key', key],
          ['value', value],
        ]),
        'content',
      ),
  )
}

function getValue([context, key]: Value[]): Value | undefined {
  if (!(context instanceof ContextValue)) return undefined
  if (typeof key === 'string') return context.entries.get(key) ?? null
  return Array.isArray(key) ? valueAt(context, key) : undefined
}

function valueAt(context: ContextValue, keys: Value[]): Value {
  let value: Value | undefined = keys.length === 0 ? null : context
  for (const key of keys) {
    if (!(value instanceof ContextValue) || typeof key !== 'string') return null
    value = value.entries.get(key)
  }
  return value ?? null
}

function contextPut([context, key, value]: Value[]): Value | undefined {
  if (!(context instanceof ContextValue) || value === undefined) return undefined
  if (value instanceof ErrorValue && !value.fatal) return null
  if (typeof key === 'string') return withEntry(context, [key], value)
  if (!Array.isArray(key)) return undefined
  if (key.length === 0) return null
  return key.every((name) => typeof name === 'string') ? withEntry(context, key, value) : undefined
}

/** What is no context on the way is replaced by one. */
function withEntry(context: ContextValue, [key = '', ...rest]: string[], value: Value): ContextValue {
  const entries = new Map(context.entries)
  const inner = entries.get(key)
  const nested = inner instanceof ContextValue ? inner : new ContextValue(new Map(), 'content')
  return new ContextValue(
    entries.set(key, rest.length === 0 ? value : withEntry(nested, rest, value)),
    'content',
  )
}
