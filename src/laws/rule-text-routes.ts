/** Rules of data/ over HTTP: read, proposed by one rule owner, confirmed by another, many at once. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { type Route, route } from '../platform/route.ts'
import { confirmationForm, reason } from './forms.ts'
import { fileRuleKinds, type RuleTexts } from './rule-texts.ts'

const tag = '规则确认'
const kind = z.enum(fileRuleKinds).describe('limit 期限、discretion 裁量阶次、no-penalty 不予处罚的情形')
const ruleText = z.object({
  kind,
  id: z.string(),
  name: z.string(),
  words: z.string().describe('规则的全部内容'),
  fingerprint: z.string().describe('内容的指纹：内容一变，原来的确认就不算'),
  state: z.enum(['unconfirmed', 'proposed', 'returned', 'confirmed']),
  by: z.string().nullable(),
  at: z.number().nullable(),
})
const seen = z.object({
  rules: z
    .array(z.strictObject({ kind, id: z.string().min(1).max(60), fingerprint: z.string().min(1).max(64) }))
    .min(1, '请至少选一条规则')
    .max(500),
})
const proposal = seen.extend({ basis: z.string().trim().max(500).default('') })
const returned = seen.extend(reason.shape)
const listQuery = z.object({
  kind: kind.optional(),
  open: z.stringbool().optional().describe('只看尚未确认的'),
})
const rulePath = z.object({ kind, ruleId: z.string() })

export function ruleTextRoutes(parts: {
  ruleTexts: RuleTexts
  policy: Policy
  database: Database
}): Route<Actor>[] {
  const { ruleTexts, policy, database } = parts
  const step = <Body extends z.ZodType>(
    path: string,
    summary: string,
    body: Body,
    take: (tx: WriteTransaction, actor: Actor, given: z.output<Body>) => Promise<void>,
  ) =>
    route<Actor, undefined, undefined, Body>({
      method: 'post',
      path,
      summary,
      tag,
      body,
      async handle({ asker, body: given }) {
        await database.write((tx) => take(tx, asker, given as z.output<Body>))
        return { status: 204 }
      },
    })
  return [
    route<Actor, undefined, typeof listQuery>({
      method: 'get',
      path: '/rule-texts',
      summary: '数据文件中的规则及其确认状态：期限、裁量阶次、不予处罚的情形',
      tag,
      query: listQuery,
      response: z.object({ rules: z.array(ruleText) }),
      async handle({ asker, query }) {
        policy.require(asker, 'law.read')
        return { body: { rules: await ruleTexts.list(query) } }
      },
    }),
    route<Actor, typeof rulePath>({
      method: 'get',
      path: '/rule-texts/{kind}/{ruleId}',
      summary: '一条规则的内容与确认经过',
      tag,
      params: rulePath,
      response: ruleText.extend({ confirmations: z.array(confirmationForm) }),
      async handle({ asker, params }) {
        policy.require(asker, 'law.read')
        return { body: await ruleTexts.get(params.kind, params.ruleId) }
      },
    }),
    step('/rule-proposals', '提请确认规则，可以多条', proposal, (tx, actor, { rules, basis }) =>
      ruleTexts.propose(tx, actor, rules, basis),
    ),
    step('/rule-confirmations', '确认规则，可以多条（提请人以外的一人）', seen, (tx, actor, { rules }) =>
      ruleTexts.confirm(tx, actor, rules),
    ),
    step('/rule-returns', '退回提请确认的规则，可以多条', returned, (tx, actor, { rules, reason }) =>
      ruleTexts.sendBack(tx, actor, rules, reason),
    ),
  ]
}
