/** Drafts of violations over HTTP. The ETag is the draft's revision: who changes or confirms says which one was seen. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { confirmationForm, reason } from '../laws/forms.ts'
import type { Database } from '../platform/database/database.ts'
import { articlePattern } from '../platform/article-number.ts'
import { problem } from '../platform/problem.ts'
import { type Route, route } from '../platform/route.ts'
import { appliesTo, day, tag, tier } from './forms.ts'
import type { ViolationDraft, Violations } from './service.ts'

const fen = z.int().min(0)
const reference = z
  .string()
  .regex(
    new RegExp(`^[^#]+#${articlePattern.source.slice(1)}`),
    '应写作 行政处罚法#59；写到款、项的，写作 行政处罚法#59.1.3',
  )
const words = (most: number) => z.string().trim().min(1, '必须填写').max(most)
const content = z.strictObject({
  category: words(40),
  powerItem: words(120),
  name: words(200),
  duty: reference,
  penalty: reference,
  measureFirst: words(120),
  fineMinFen: fen.nullable(),
  fineMaxFen: fen.nullable(),
  appliesTo,
  otherPenalties: z.array(words(60).regex(/^[^;]+$/, '不含分号')).max(20),
  hearingLikely: z.boolean(),
  tiers: z.array(tier).min(1).max(8).nullable(),
  documents: z.array(words(60)).max(60).nullable(),
  evidence: z.array(words(120)).max(60).nullable(),
  effectiveFrom: day,
})
const codePath = z.object({ code: z.string().regex(/^[A-Z]{2}-\d{3}$/, '代码如 SR-001') })
const draftPath = z.object({ draftId: z.string() })
const draftForm = z.object({
  id: z.string(),
  code: z.string(),
  state: z.enum(['proposed', 'confirmed', 'returned']),
  revision: z.number(),
  content,
})
const withHistory = draftForm.extend({ confirmations: z.array(confirmationForm) })

export function draftRoutes(parts: {
  violations: Violations
  policy: Policy
  database: Database
}): Route<Actor>[] {
  const { violations, policy, database } = parts
  const { drafts } = violations
  const shown = (draft: ViolationDraft) => ({ headers: { etag: `"${draft.revision}"` }, body: draft })
  return [
    route<Actor>({
      method: 'get',
      path: '/violation-drafts',
      summary: '待确认的违法行为草案',
      tag,
      response: z.object({ drafts: z.array(draftForm) }),
      async handle({ asker }) {
        policy.require(asker, 'violation.read')
        return { body: { drafts: await drafts.waiting() } }
      },
    }),
    route<Actor, typeof draftPath>({
      method: 'get',
      path: '/violation-drafts/{draftId}',
      summary: '违法行为草案与确认经过',
      tag,
      params: draftPath,
      response: withHistory,
      async handle({ asker, params: { draftId } }) {
        policy.require(asker, 'violation.read')
        const draft = await drafts.get(draftId)
        const confirmations = await drafts.history(draftId)
        return { ...shown(draft), body: { ...draft, confirmations } }
      },
    }),
    route<Actor, typeof codePath, undefined, typeof content>({
      method: 'post',
      path: '/violations/{code}/drafts',
      summary: '新增违法行为或者起草新版本，并提请确认',
      tag,
      params: codePath,
      body: content,
      response: draftForm,
      async handle({ asker, params: { code }, body }) {
        return shown(await database.write((tx) => drafts.create(tx, asker, code, body)))
      },
    }),
    route<Actor, typeof draftPath, undefined, typeof content>({
      method: 'put',
      path: '/violation-drafts/{draftId}',
      summary: '修改草案（If-Match 为读取时的 ETag）',
      tag,
      params: draftPath,
      body: content,
      response: draftForm,
      async handle({ asker, params: { draftId }, body, ifMatch }) {
        const revision = revisionOf(ifMatch)
        return shown(await database.write((tx) => drafts.change(tx, asker, draftId, revision, body)))
      },
    }),
    route<Actor, typeof draftPath>({
      method: 'post',
      path: '/violation-drafts/{draftId}/confirmation',
      summary: '确认草案（未参与起草的一人；If-Match 为读取时的 ETag）',
      tag,
      params: draftPath,
      response: z.object({ version: z.number() }),
      async handle({ asker, params: { draftId }, ifMatch }) {
        const revision = revisionOf(ifMatch)
        const version = await database.write((tx) => drafts.confirm(tx, asker, draftId, revision))
        return { status: 200, body: { version } }
      },
    }),
    route<Actor, typeof draftPath, undefined, typeof reason>({
      method: 'post',
      path: '/violation-drafts/{draftId}/return',
      summary: '退回草案',
      tag,
      params: draftPath,
      body: reason,
      async handle({ asker, params: { draftId }, body }) {
        await database.write((tx) => drafts.sendBack(tx, asker, draftId, body.reason))
        return { status: 204 }
      },
    }),
  ]
}

function revisionOf(ifMatch: string | undefined): number {
  const [, revision] = /^(?:W\/)?"(\d+)"$/.exec(ifMatch ?? '') ?? []
  if (revision === undefined)
    throw problem('input-invalid', '请用 If-Match 给出读取草案时的 ETag', [
      { path: 'If-Match', message: '必须填写' },
    ])
  return Number(revision)
}
