/** What stands behind the `?` of an address: only what the route knows, or a misspelt filter would answer with everything. */
import { z } from 'zod'
import { problem } from '../platform/problem.ts'

/** @returns a check of what was given. It throws Problem `input-invalid` naming each parameter that the route does not know. */
export function knownParameters(schema: z.ZodType | undefined): (given: object) => void {
  const known = namesOf(schema)
  return (given) => {
    const unknown = Object.keys(given).filter((name) => !known.includes(name))
    if (unknown.length === 0) return
    const rest = known.length === 0 ? '这个地址不带参数' : `可用的参数：${known.join('、')}`
    throw problem(
      'input-invalid',
      `地址中有不认识的参数 ${unknown.join('、')}。${rest}。`,
      unknown.map((name) => ({ path: `query.${name}`, message: '没有这个参数' })),
    )
  }
}

/** @throws Error where the schema's parameters cannot be told: a route's query is an object. */
function namesOf(schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return []
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape as object)
  if (schema instanceof z.ZodPipe) return namesOf(schema.in as z.ZodType)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return namesOf(schema.unwrap() as z.ZodType)
  throw new Error('the query of a route is an object of parameters')
}
