/** What nobody should send, and somebody will. */
import fc from 'fast-check'
import { allowedBy, type Operation, type Schema } from './from-schema.ts'

const texts = [
  '',
  ' ',
  '\u0000',
  '甲\u0000乙',
  '\ud800',
  '\udfff甲',
  '\u202e甲\u2066',
  '𠮷😀',
  'a'.repeat(10_000),
  '甲'.repeat(300),
  '9'.repeat(400),
  "' OR '1'='1",
  '"; DROP TABLE cases; --',
  '%_\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{constructor.constructor("return process")()}}',
  '{{#each this}}{{this}}{{/each}}',
  '${7*7}',
  '=cmd|"/c calc"!A1',
  '@SUM(1+1)',
  '+1\t-1',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'NaN',
  '1e999',
  '-0',
  '0x10',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13',
  '-271821-04-20',
  '\r\nset-cookie: a=b',
]
const numbers = [
  0,
  -1,
  1.5,
  -0.000001,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  8.64e15,
  8.64e15 + 1,
  253402300800000,
  1e308,
  5e-324,
]

/** No half of a surrogate pair: what an address can hold at all. */
const wellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text)

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...texts) },
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
)

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...numbers) },
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: { b: { c: [] } } }),
  fc.constant(nested(50)),
  fc.array(hostileText, { maxLength: 4 }),
  fc.jsonValue(),
)

function nested(depth: number): unknown {
  return depth === 0 ? 'x' : { inner: [nested(depth - 1)] }
}

/** JSON as text, with the keys that JSON.stringify would never write. */
const polluted = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null'
  const more = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}'
  return text.startsWith('{') ? `{${more}${text === '{}' ? '' : ','}${text.slice(1)}` : text
}

/** One place in the value, chosen by a number, holds something else. */
function withChange(value: unknown, at: number, change: unknown): unknown {
  let left = at
  const walk = (inner: unknown): unknown => {
    if (left-- === 0) return change
    if (Array.isArray(inner)) return inner.map(walk)
    if (inner === null || typeof inner !== 'object') return inner
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, walk(one)]))
  }
  return walk(value)
}

export interface HostileRequest {
  /** Index into the people who ask; -1 for nobody. */
  who: number
  params: { [name: string]: string }
  query: [string, string][]
  body: { kind: string; bytes: Buffer } | undefined
  headers: { [name: string]: string }
}

const bytes = (kind: string, content: string | Buffer) => ({
  kind,
  bytes: Buffer.isBuffer(content) ? content : Buffer.from(content),
})

const broken = [
  bytes('nothing', ''),
  bytes('half', '{'),
  bytes('null', 'null'),
  bytes('text', '"x"'),
  bytes('list', '[]'),
  bytes('twice', '{"a":1,"a":2}'),
  bytes('deep lists', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
  bytes('deep objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  bytes('no UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x7d])),
  bytes('byte order mark', '\ufeff{}'),
  bytes('NUL', '{"a":"\u0000"}'),
  bytes('numbers', '{"a":1e999,"b":-1e999}'),
]
const large = bytes('large', JSON.stringify({ a: 'x'.repeat(2_500_000) }))

function bodies(body: Schema): fc.Arbitrary<HostileRequest['body']> {
  const json = allowedBy(body)
  return fc.oneof(
    { weight: 30, arbitrary: json.map((value) => bytes('allowed', JSON.stringify(value) ?? 'null')) },
    {
      weight: 60,
      arbitrary: fc
        .tuple(json, fc.nat({ max: 12 }), hostileValue)
        .map(([value, at, change]) =>
          bytes('changed', JSON.stringify(withChange(value, at, change)) ?? 'null'),
        ),
    },
    { weight: 5, arbitrary: json.map((value) => bytes('polluted', polluted(value))) },
    { weight: 14, arbitrary: fc.constantFrom(...broken) },
    { weight: 1, arbitrary: fc.constant(large) },
  )
}

const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ 'if-match': '"1"' } as { [name: string]: string }) },
  fc.constantFrom<{ [name: string]: string }>(
    {},
    { 'if-match': '*' },
    { 'if-match': '"99999999999999999999"' },
    { 'if-match': 'W/"1"' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json; charset=nonsense' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'nonsense' },
    { 'idempotency-key': 'x'.repeat(300) },
    { 'idempotency-key': 'k1' },
    { authorization: 'Bearer ' },
    { authorization: `Basic ${'x'.repeat(100)}` },
  ),
)

/** Requests to one address: mostly near what it allows, never quite. */
export function hostileRequest(
  operation: Operation,
  things: { [name: string]: string },
  people: number,
): fc.Arbitrary<HostileRequest> {
  const placeholders = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const param = (name: string) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(encodeURIComponent(things[name]!)) },
      hostileText
        .filter((text) => text !== '' && wellFormed(text))
        .map((text) => encodeURIComponent(text.slice(0, 2_000))),
      fc.constantFrom('%', '%E0%A4%A', '%00', '%ff', '..', '%2e%2e%2f', '%2F'),
    )
  const queries = operation.parameters.filter((one) => one.in === 'query')
  const asked = (schema: Schema) =>
    fc.oneof(
      { weight: 3, arbitrary: allowedBy(schema).map(String) },
      hostileText.filter((text) => wellFormed(text)),
    )
  return fc.record({
    who: fc.integer({ min: -1, max: people - 1 }),
    params: fc.record(Object.fromEntries(placeholders.map((name) => [name, param(name)]))),
    query: fc
      .tuple(
        ...queries.map(({ name, required, schema }) =>
          fc
            .tuple(fc.integer({ min: 0, max: 9 }), asked(schema))
            .map(([chance, value]): [string, string][] =>
              chance === 9
                ? [
                    [name, value],
                    [name, value],
                  ]
                : required || chance > 4
                  ? [[name, value.slice(0, 3_000)]]
                  : [],
            ),
        ),
        fc.constantFrom<[string, string][]>([], [], [], [['__proto__[polluted]', '1']], [['unknown', 'x']]),
      )
      .map((parts) => parts.flat()),
    body: operation.body
      ? bodies(operation.body)
      : operation.upload
        ? fc.uint8Array({ maxLength: 400 }).map((one) => bytes('file', Buffer.from(one)))
        : fc.constantFrom(undefined, undefined, bytes('unasked', '{"a":1}')),
    headers,
  }) as fc.Arbitrary<HostileRequest>
}
