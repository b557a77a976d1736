/** Values that a JSON Schema of the API description allows, and values that nobody should send, for fast-check. */
import fc from 'fast-check'

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  prefixItems?: Schema[]
  properties?: { [name: string]: Schema }
  required?: string[]
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export interface Operation {
  method: string
  path: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }[]
  body: Schema | undefined
  /** Takes a file instead of JSON. */
  upload: boolean
}

interface Described {
  paths: {
    [path: string]: {
      [method: string]: {
        parameters: Operation['parameters']
        requestBody?: { content: { [type: string]: { schema?: Schema } } }
      }
    }
  }
}

export function operationsOf({ paths }: Described): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      upload: requestBody?.content['application/octet-stream'] !== undefined,
    })),
  )
}

/** A rough shape is what a route declares by `any`: what people type into it. */
const anything = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))

/** @param whole with the optional properties too. */
export function allowedBy(schema: Schema, whole = fc.boolean()): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const ways = schema.anyOf ?? schema.oneOf
  if (ways) return fc.oneof(...ways.map((way) => allowedBy(way, whole)))
  if (schema.allOf) return allowedBy(Object.assign({}, ...schema.allOf) as Schema, whole)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? schema.exclusiveMinimum ?? -1000, -1000)
      return fc.integer({
        min: Math.ceil(schema.exclusiveMinimum === undefined ? least : least + 1),
        max: Math.min(schema.maximum ?? least + 10_000, least + 10_000),
      })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const least = schema.minItems ?? 0
      return fc.array(allowedBy(schema.items ?? {}, whole), {
        minLength: least,
        maxLength: Math.min(schema.maxItems ?? least + 2, least + 2),
      })
    }
    case 'object':
      return objectOf(schema, whole)
    default:
      return anything
  }
}

function textOf({ pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const free = fc
    .array(fc.constantFrom('示', '例', '县', '甲', 'a', '1', '·'), {
      minLength,
      maxLength: Math.min(maxLength, minLength + 6),
    })
    .map((letters) => letters.join(''))
  if (pattern === undefined) return free
  const days = ['2026-03-02', '2026-12-31'].filter((day) => new RegExp(pattern, 'u').test(day))
  if (days.length > 0) return fc.constantFrom(...days)
  return fc.stringMatching(new RegExp(pattern), { size: '-1' })
}

function objectOf(schema: Schema, whole: fc.Arbitrary<boolean>): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const names = Object.keys(properties)
  const values = fc.record(
    Object.fromEntries(names.map((name) => [name, allowedBy(properties[name]!, whole)])),
  )
  const kept = whole.chain((all) =>
    values.map((value) =>
      Object.fromEntries(Object.entries(value).filter(([name]) => all || required.includes(name))),
    ),
  )
  if (names.length > 0 || typeof additionalProperties !== 'object') return kept
  return fc.dictionary(fc.constantFrom('name', 'note', '备注'), allowedBy(additionalProperties, whole), {
    maxKeys: 2,
  })
}

const samples = new WeakMap<Schema, unknown>()

/** One value, always the same. */
export function sampleOf(schema: Schema): unknown {
  if (!samples.has(schema))
    samples.set(schema, fc.sample(allowedBy(schema, fc.constant(false)), { seed: 7, numRuns: 1 })[0])
  return samples.get(schema)
}
