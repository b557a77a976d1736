/** Steps of 本机关强制执行 that its officers record: what the party states, how that is answered, the announcement, what the party does itself, an agreement. By code. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { startOfDay } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { CaseRow } from '../model.ts'
import { past, refuseFaults } from '../papers/kind.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { limits, runningAgreement } from './conditions.ts'
import { endOwn } from './end.ts'
import {
  addStep,
  lastIssued,
  meansOf,
  openOwn,
  type OwnRow,
  servedAt,
  type Step,
  type StepKind,
  stepsOf,
} from './model.ts'
import { requireRecordings } from './recordings.ts'

interface At {
  room: CaseRoom
  tx: WriteTransaction
  row: CaseRow
  own: OwnRow
  steps: Step[]
  actor: Actor
}

interface OwnStep<Fields extends z.ZodObject = z.ZodObject> {
  /** Chinese. */
  title: string
  law: string
  kind: StepKind
  fields: Fields
  /** Refuses what is not so. @throws Problem. */
  check(at: At, given: z.infer<Fields>): void | Promise<void>
  /** What follows once it is recorded. */
  after?(at: At, given: z.infer<Fields>): void | Promise<void>
}

const step = <Fields extends z.ZodObject>(one: OwnStep<Fields>): OwnStep => one as unknown as OwnStep
const instant = z.iso.datetime({ offset: true })
const notAhead = (room: CaseRoom, path: string, day: string) =>
  day > legalDay(room.clock.now()) && { path, message: '不能晚于今天' }

export const ownSteps = {
  statement: step({
    title: '登记当事人对催告的陈述、申辩',
    law: '行政强制法 第三十六条',
    kind: 'statement',
    fields: z.strictObject({ receivedAt: instant, content: text(4000) }),
    async check({ room, tx, own }, { receivedAt }) {
      if (own.state !== 'demanded') throw problem('conflict', '已经作出强制执行决定（行政强制法 第三十七条）')
      const served = await servedAt(tx.sql, own.demand_document_id!)
      if (served === undefined) throw problem('conflict', '催告书尚未送达当事人（行政强制法 第三十八条）')
      refuseFaults([
        past(room, 'receivedAt', receivedAt),
        parseInstant(receivedAt) < served && { path: 'receivedAt', message: '不能早于催告书送达' },
      ])
    },
  }),
  'statement-review': step({
    title: '复核对催告的陈述、申辩',
    law: '行政强制法 第三十六条',
    kind: 'statement-review',
    fields: z.strictObject({
      review: text(4000).describe('对事实、理由和证据的复核'),
      accepted: z
        .enum(['yes', 'part', 'no'])
        .describe('yes 予以采纳（不再强制执行）、part 部分采纳、no 不予采纳'),
    }),
    check({ steps }) {
      const last = steps.findLast(({ kind }) => kind === 'statement' || kind === 'statement-review')
      if (last?.kind !== 'statement')
        throw problem('conflict', '没有尚未复核的陈述、申辩（行政强制法 第三十六条）')
    },
    after: async ({ room, tx, row, own, actor }, { review, accepted }) => {
      const how = { by: 'accepted', reason: review, law: '行政强制法 第三十六条' } as const
      if (accepted === 'yes') await endOwn(room, tx, row, own, actor, how)
    },
  }),
  posting: step({
    title: '登记限期拆除公告已经张贴',
    law: '行政强制法 第四十四条',
    kind: 'posting',
    fields: z.strictObject({
      postedOn: z.iso.date(),
      place: text(500).describe('公告的地点和方式'),
      recordingIds: z.array(z.string()).min(1).max(50).describe('张贴情况的照片或者录像，证据编号'),
    }),
    async check({ room, tx, row, own }, { postedOn, recordingIds }) {
      const notice = await lastIssued(room, tx.sql, row.id, 'demolition-announcement')
      if (!meansOf(room, own.means).asks.includes('announcement') || !notice)
        throw problem('conflict', '没有限期拆除公告（行政强制法 第四十四条）')
      if (own.posted_on !== null)
        throw problem('conflict', '公告已经张贴，不能再次登记（行政强制法 第四十四条）')
      refuseFaults([
        notAhead(room, 'postedOn', postedOn),
        postedOn < legalDay(Number(notice.issued_at)) && { path: 'postedOn', message: '不能早于公告签发' },
      ])
      await requireRecordings(tx.sql, row.id, recordingIds)
    },
    async after({ room, tx, own, actor }, { postedOn }) {
      await updateRows<OwnRow>(tx.sql, 'own_enforcements', { id: own.id }, { posted_on: postedOn })
      await room.deadlines.start(tx, actor, {
        caseId: own.case_id,
        limit: limits.posting,
        subject: own.id,
        at: startOfDay(postedOn),
      })
    },
  }),
  performance: step({
    title: '登记当事人自行履行完毕',
    law: '行政强制法 第五十一条',
    kind: 'performance',
    fields: z.strictObject({ performedOn: z.iso.date(), note: text(2000).describe('履行和核查的情况') }),
    check: ({ room, own }, { performedOn }) =>
      refuseFaults([
        notAhead(room, 'performedOn', performedOn),
        performedOn < legalDay(own.began_at) && { path: 'performedOn', message: '不能早于催告' },
      ]),
    after: ({ room, tx, row, own, actor }, { note }) =>
      endOwn(room, tx, row, own, actor, { by: 'performed', reason: note, law: '行政强制法 第三十七条' }),
  }),
  agreement: step({
    title: '登记执行协议',
    law: '行政强制法 第四十二条',
    kind: 'agreement',
    fields: z.strictObject({
      agreedOn: z.iso.date(),
      content: text(4000).describe('协议的内容，可以约定分阶段履行'),
      until: z.iso.date().describe('约定履行完毕的最后一日'),
      harmless: z.literal(true).describe('不损害公共利益和他人合法权益'),
    }),
    check({ room, own, steps }, { agreedOn, until }) {
      if (runningAgreement(steps)) throw problem('conflict', '执行协议正在履行（行政强制法 第四十二条）')
      refuseFaults([
        notAhead(room, 'agreedOn', agreedOn),
        agreedOn < legalDay(own.began_at) && { path: 'agreedOn', message: '不能早于催告' },
        until < agreedOn && { path: 'until', message: '不能早于达成协议之日' },
      ])
    },
  }),
  'agreement-end': step({
    title: '登记执行协议履行完毕，或者当事人不履行',
    law: '行政强制法 第四十二条',
    kind: 'agreement-end',
    fields: z.strictObject({
      outcome: z.enum(['kept', 'broken']).describe('kept 履行完毕、broken 不履行，恢复强制执行'),
      on: z.iso.date(),
      note: text(2000),
    }),
    check({ room, steps }, { on }) {
      const agreement = runningAgreement(steps)
      if (!agreement) throw problem('conflict', '没有正在履行的执行协议（行政强制法 第四十二条）')
      refuseFaults([
        notAhead(room, 'on', on),
        on < (agreement.agreedOn as string) && { path: 'on', message: '不能早于达成协议之日' },
      ])
    },
    async after({ room, tx, row, own, actor }, { outcome, note }) {
      const how = { by: 'agreed', reason: note, law: '行政强制法 第四十二条' } as const
      if (outcome === 'kept') await endOwn(room, tx, row, own, actor, how)
    },
  }),
} as const

export type OwnStepCode = keyof typeof ownSteps

/** @param given as the step's fields say. */
export async function takeOwnStep(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  code: OwnStepCode,
  given: { [field: string]: unknown },
): Promise<void> {
  const { kind, law, check, after } = ownSteps[code]
  await room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    if (row.state !== 'open') throw problem('conflict', '案件已经办结')
    const own = await openOwn(tx.sql, caseId)
    if (!own) throw problem('conflict', '没有正在进行的本机关强制执行（行政强制法 第三十五条）')
    const at: At = { room, tx, row, own, steps: await stepsOf(tx.sql, own.id), actor }
    await check(at, given)
    await addStep(room, tx, actor, own, { kind, data: given, law })
    await after?.(at, given)
  })
}
