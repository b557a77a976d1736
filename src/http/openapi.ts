/** The OpenAPI 3.1 description, derived from the routes' zod schemas: there is no second source. */
import { z } from 'zod'
import { schemaInIso } from './iso-instants.ts'
import type { Route } from '../platform/route.ts'

interface Description {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: { [path: string]: { [method: string]: unknown } }
  components: unknown
  security: unknown
}

/** @param rights `GET /cases/{caseId}` → who may, shown as `x-right`. */
export function describeApi<Asker>(
  routes: Route<Asker>[],
  version: string,
  rights: ReadonlyMap<string, unknown> = new Map(),
): Description {
  const paths: Description['paths'] = {}
  for (const route of routes)
    (paths[route.path] ??= {})[route.method] = operation(
      route,
      rights.get(`${route.method.toUpperCase()} ${route.path}`),
    )
  return {
    openapi: '3.1.0',
    info: {
      title: '执衡 Zhiheng API',
      version,
      description:
        '县级综合行政执法办案平台。错误以 application/problem+json(RFC 9457)返回；金额单位为分；时间在答复中为 ISO 8601（UTC），在请求中为带时区的 ISO 8601 或者 UTC 毫秒，法定日期为北京时间的 YYYY-MM-DD。',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'POST /session 得到的令牌' },
      },
      schemas: { Problem: problemSchema },
    },
    security: [{ session: [] }],
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'code', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', description: '错误说明的地址' },
    code: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '重复提交时带上相同的键，返回第一次的结果，不会重复登记',
  schema: { type: 'string', maxLength: 200 },
}

function operation<Asker>(route: Route<Asker>, right: unknown): unknown {
  const refused = {
    description: '未接受',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  const passing = { ...refused, description: '暂时不能处理，稍后再试' }
  return {
    operationId: `${route.method}${route.path.replace(/[/{}-]+(\w?)/g, (_match, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    ...(route.description && { description: route.description }),
    tags: [route.tag],
    ...(right !== undefined && { 'x-right': right }),
    ...(route.open && { security: [] }),
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(route.creates ? [idempotencyKey] : []),
    ],
    ...(route.upload && {
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
    }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
      },
    }),
    responses: { [route.method === 'post' ? '201' : '200']: success(route), '4XX': refused, '5XX': passing },
  }
}

function success<Asker>(route: Route<Asker>): unknown {
  if (route.response)
    return {
      description: '成功',
      content: { 'application/json': { schema: schemaInIso(schemaOf(route.response, 'output')) } },
    }
  if (route.produces) return { description: '成功', content: { [route.produces]: {} } }
  return { description: '成功' }
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: { [name: string]: { description?: string } }
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(property.description && { description: property.description }),
    schema: property,
  }))
}

/** Dates, transforms and the like have no JSON Schema of their own: they show as what they accept. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}
