/** 处罚决定公开: whether a decision is published or not, and what everybody reads of it (行政处罚法 第四十八条); nothing personal of a citizen (第五十条). */
import { z } from 'zod'
import { systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { personalDataIn } from '../publicity/personal-data.ts'
import {
  afterRefusal,
  approvePublication,
  beginToPublish,
  dropPublication,
  openPublication,
  publishableDecision,
} from '../publicity/publication.ts'
import type { CaseRoom } from '../room.ts'
import { sideFlow } from './kind.ts'
import { text } from '../../platform/required-text.ts'

const fields = z.strictObject({
  public: z.boolean().describe('是否公开'),
  reason: text(2000).describe('公开或者不公开的理由'),
  summary: text(4000).optional().describe('公开的内容；隐去公民的姓名、证件号码和电话'),
  redaction: text(2000).describe('国家秘密、商业秘密和个人信息的处理'),
  platform: text(200).optional().describe('公开平台'),
  until: z.iso.date().optional().describe('公示截止日期'),
})

export const publicity = sideFlow({
  title: '处罚决定公开',
  law: '行政处罚法 第四十八条、第五十条',
  document: 'publicity-approval',
  summaryToo: true,
  endedToo: true,
  fact: 'publicity',
  fields,
  async whyNot(room, tx, row, asked) {
    const decision = await publishableDecision(room, tx.sql, row)
    if (asked && decision?.id !== asked.decisionId) return '处罚决定已经复议、诉讼改变'
    if (!decision) return '没有可以公开的处罚决定：尚未作出，或者已经复议、诉讼改变'
    const open = await openPublication(tx.sql, row.id)
    if (open?.state === 'to-check') return '请先登记原来的决定是否已经上网'
    return open && open.state !== 'to-publish' ? '决定已经公开，尚未撤回' : undefined
  },
  async request(room, tx, row, given, actor) {
    const decision = (await publishableDecision(room, tx.sql, row))!
    const { public: published, reason, redaction, ...rest } = given
    const decided = { decisionId: decision.id, public: published, reason, redaction }
    if (!published) return decided
    if (await openPublication(tx.sql, row.id)) throw problem('conflict', '已经批准公开，尚未登记公开')
    await requireFit(room, tx, row, given)
    await beginToPublish(room, tx, row, actor)
    const { dueOn } = await room.deadlines.dueOf('publicity', Number(row.decided_at))
    return { ...decided, ...rest, publishBy: dueOn }
  },
  async apply(room, tx, row, fact, actor, sideFlowId) {
    if (fact.public) await approvePublication(room, tx, row.id, sideFlowId, fact.platform as string)
    else await dropPublication(room, tx, row.id, actor)
    return 'done'
  },
  // A decision that is to be published already stays so: only its reversal was refused.
  refused: (room, tx, row) => afterRefusal(room, tx, row, systemActor('case.refuse-side-flow')),
})

/** What everybody is going to read is there, and nothing that they may not. */
async function requireFit(
  { parties, clock }: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { summary, platform, until }: z.infer<typeof fields>,
): Promise<void> {
  const today = legalDay(clock.now())
  const faults: FieldProblem[] = []
  if (platform === undefined) faults.push({ path: 'platform', message: '公开的，应当写明公开平台' })
  if (until !== undefined && until <= today)
    faults.push({ path: 'until', message: '公示截止日期应当晚于今天' })
  if (summary === undefined) faults.push({ path: 'summary', message: '公开的，应当写明公开的内容' })
  else if (row.party_id !== null) {
    const asking = systemActor('case.publicity')
    const party = await parties.reveal(tx, asking, row.party_id, '核对公开的内容', row.id)
    const found = personalDataIn(summary, party, today)
    if (found.length > 0)
      faults.push({
        path: 'summary',
        message: `公开的内容中有${found.join('、')}，应当隐去（行政处罚法 第五十条）`,
      })
  }
  if (faults.length > 0) throw problem('input-invalid', '填写的内容有误，请逐项更正', faults)
}
