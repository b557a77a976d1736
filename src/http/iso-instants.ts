/**
 * Instants at the door. Inside they are epoch milliseconds under names that end in `At` (or `at` itself); an answer says them in ISO 8601, UTC, and so does the
 * description of the API. The one place that knows both.
 */
import { isoInstant } from '../platform/clock.ts'

const named = /(^at|[a-z0-9]At)$/

/** For `JSON.stringify`. */
export function inIso(name: string, value: unknown): unknown {
  return typeof value === 'number' && named.test(name) ? isoInstant(value) : value
}

/** The JSON Schema of an answer, with its instants as they are sent. */
export function schemaInIso(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(schemaInIso)
  if (typeof schema !== 'object' || schema === null) return schema
  const { properties, ...rest } = schema as { properties?: { [name: string]: unknown } }
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, schemaInIso(inner)])),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [
          name,
          named.test(name) ? asText(inner) : schemaInIso(inner),
        ]),
      ),
    }),
  }
}

/** `number`, or `number` or nothing. */
function asText(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asText)
  if (typeof schema !== 'object' || schema === null) return schema
  const { type, anyOf, minimum: _least, maximum: _most, ...rest } = schema as { [name: string]: unknown }
  if (anyOf !== undefined) return { ...rest, anyOf: asText(anyOf) }
  const types = (Array.isArray(type) ? type : [type]) as string[]
  if (!types.some((one) => one === 'number' || one === 'integer')) return schema
  const said = types.map((one) => (one === 'number' || one === 'integer' ? 'string' : one))
  return { ...rest, type: said.length === 1 ? said[0] : said, format: 'date-time' }
}
