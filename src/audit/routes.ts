/** The audit log for who may read it, and its verification. */
import { z } from 'zod'
import { type Route, route } from '../platform/route.ts'
import type { Audit } from './service.ts'

const tag = '审计'
const head = z.object({ seq: z.number(), sha256: z.string(), sm3: z.string() })
export const verification = z.object({
  ok: z.boolean(),
  lines: z.number().optional().describe('核验通过的行数'),
  head: head.optional().describe('最后一行的指纹，可抄录留存'),
  seq: z.number().optional().describe('第一处问题所在的行'),
  fault: z.enum(['changed', 'missing', 'reordered', 'head']).optional(),
  detail: z.string().optional(),
})
const anchorQuery = z.object({
  seq: z.coerce.number().int().min(1).optional().describe('留存指纹的行号'),
  sha256: z.string().optional(),
  sm3: z.string().optional(),
})
const linesQuery = z.object({
  caseId: z.string().optional(),
  objectType: z.string().optional(),
  objectId: z.string().optional(),
  afterSeq: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
})
const line = z.object({
  seq: z.number(),
  at: z.number(),
  actor: z.object({
    accountId: z.string(),
    officerId: z.string().nullable(),
    name: z.string(),
    from: z.string(),
    onBehalfOf: z.string().nullable(),
    roles: z.array(z.string()),
  }),
  action: z.string(),
  object: z.object({ type: z.string(), id: z.string() }),
  caseId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  authority: z.string().nullable(),
  previous: z.object({ sha256: z.string(), sm3: z.string() }),
  sha256: z.string(),
  sm3: z.string(),
})

/** Who may read and verify the log; the identity slice's policy is one. */
interface AuditPolicy<Asker> {
  require(asker: Asker, action: 'audit.read' | 'audit.verify'): void
}

export function auditRoutes<Asker>(audit: Audit, policy: AuditPolicy<Asker>): Route<Asker>[] {
  return [
    route<Asker, undefined, typeof anchorQuery>({
      method: 'get',
      path: '/audit/verification',
      summary: '核验审计日志',
      description:
        '逐行核验哈希链（SHA-256 与 SM3），指出第一处被改动、缺失或调换的行；可附上留存的行号与指纹一并核对。',
      tag,
      query: anchorQuery,
      response: verification,
      async handle({ asker, query: { seq, sha256, sm3 } }) {
        policy.require(asker, 'audit.verify')
        const anchor =
          seq !== undefined && sha256 !== undefined && sm3 !== undefined ? { seq, sha256, sm3 } : undefined
        return { body: await audit.verify(anchor) }
      },
    }),
    route<Asker>({
      method: 'get',
      path: '/audit/head',
      summary: '审计日志最后一行的指纹',
      tag,
      response: head,
      async handle({ asker }) {
        policy.require(asker, 'audit.verify')
        return { body: await audit.head() }
      },
    }),
    route<Asker, undefined, typeof linesQuery>({
      method: 'get',
      path: '/audit/lines',
      summary: '查询审计日志',
      tag,
      query: linesQuery,
      response: z.object({ lines: z.array(line) }),
      async handle({ asker, query: { caseId, objectType, objectId, afterSeq, limit } }) {
        policy.require(asker, 'audit.read')
        const object =
          objectType !== undefined && objectId !== undefined ? { type: objectType, id: objectId } : undefined
        return { body: { lines: await audit.list({ caseId, object, afterSeq, limit }) } }
      },
    }),
  ]
}
