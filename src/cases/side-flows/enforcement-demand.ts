/**
 * 催告 before this organ enforces itself (行政强制法 第三十五条): in writing, with the limit, the way, a clear amount where there is one, and the right to state and
 * defend. Of an illegal building the announcement 限期自行拆除公告 goes with it (第四十四条).
 */
import { z } from 'zod'
import { insertRow } from '../../platform/database/rows.ts'
import { legalDay } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { fineLeft, surchargeLeft } from '../enforcement/money.ts'
import { openStay, stayed } from '../enforcement/stay.ts'
import { limits } from '../own-enforcement/conditions.ts'
import { whyDemandedBefore } from '../own-enforcement/demanded-before.ts'
import { startIfServed } from '../own-enforcement/demand-served.ts'
import { dutyOf } from '../own-enforcement/duty.ts'
import { addStep, lastIssued, meansOf, openOwn, type OwnRow } from '../own-enforcement/model.ts'
import { type Source, sources } from '../own-enforcement/rules.ts'
import { sideFlow } from './kind.ts'

interface DemandFact {
  means: string
  asks: string[]
  source: Source
  sourceDocumentId: string
  obligation: string
}

const law = '行政强制法 第三十五条'

export const enforcementDemand = sideFlow({
  title: '催告履行（本机关强制执行）',
  law,
  document: 'enforcement-demand',
  alsoIssues: (fact) => (isOf(fact, 'announcement') ? ['demolition-announcement'] : []),
  fact: 'enforcement-demand',
  fields: z.strictObject({
    means: text(30).describe('见 data/enforcement.yaml 的 own.means'),
    source: z.enum(sources).describe('据以执行的决定'),
    obligation: text(2000).describe('应当履行的义务'),
    way: text(1000).describe('履行方式'),
    until: z.iso.date().optional().describe('处罚决定书确定的履行期限的最后一日；罚款和责令改正的由系统取得'),
  }),
  async whyNot(room, { sql }, row, asked) {
    if (await openOwn(sql, row.id)) return '本机关的强制执行已经开始，尚未结束'
    if (await openStay(sql, row.id)) return stayed
    if (await room.remedies.stopped(sql, row.id))
      return '复议、诉讼期间已经决定停止执行（行政复议法 第四十二条、行政诉讼法 第五十六条）'
    return asked && whyDemandedBefore(room, sql, row.id, asked as unknown as DemandFact)
  },
  async request(room, { sql }, row, { means: code, source, obligation, way, until }) {
    const { own } = room.enforcementRules
    if (!(code in own.means))
      throw problem('input-invalid', '强制执行的方式不对', [
        {
          path: 'means',
          message: `法律授权本机关的方式有：${Object.entries(own.means)
            .map(([key, { title }]) => `${key} ${title}`)
            .join('；')}（行政强制法 第三十四条）`,
        },
      ])
    const means = meansOf(room, code)
    if (!means.sources.includes(source))
      throw problem('input-invalid', '据以执行的决定不对', [
        { path: 'source', message: `${means.title}不能以这一决定为据（${means.law}）` },
      ])
    const duty = await dutyOf(room, sql, row, { means, source, until })
    const about = { sourceDocumentId: duty.document.id, means: code, obligation }
    const before = await whyDemandedBefore(room, sql, row.id, about)
    if (before !== undefined) throw problem('conflict', before)
    if (means.asks.includes('goods') && !(await room.goods.held(sql, row.id)))
      throw problem('conflict', '本案没有查封、扣押的财物可以拍卖（行政强制法 第四十六条）')
    const money = means.asks.includes('money')
    const [fine, surcharge] = [fineLeft(row), surchargeLeft(row)]
    return {
      means: code,
      title: means.title,
      asks: means.asks,
      source,
      sourceDocumentId: duty.document.id,
      decisionName: duty.document.name,
      decisionNumber: duty.document.number,
      decidedOn: legalDay(Number(duty.document.issued_at)),
      decisionServedOn: legalDay(duty.servedAt),
      dutyUntil: duty.until,
      obligation,
      way,
      workdays: (await room.deadlines.limit(limits.demand)).length,
      ...(means.asks.includes('announcement') && {
        days: (await room.deadlines.limit(limits.posting)).length,
      }),
      ...(money && { fine, ...(surcharge > 0 && { surcharge }), total: fine + surcharge }),
      consequence: means.consequence,
      basis: '《中华人民共和国行政强制法》第三十五条',
    }
  },
  async apply(room, tx, row, fact, actor) {
    const { means, source, sourceDocumentId } = fact as unknown as DemandFact
    const own: OwnRow = {
      id: room.newId(),
      case_id: row.id,
      means,
      state: 'demanded',
      open_mark: row.id,
      source_kind: source,
      source_document_id: sourceDocumentId,
      demand_document_id: (await lastIssued(room, tx.sql, row.id, 'enforcement-demand'))!.id,
      decision_document_id: null,
      last_demand_document_id: null,
      posted_on: null,
      began_at: room.clock.now(),
      ended_at: null,
      ended_by: null,
    }
    await insertRow<OwnRow>(tx.sql, 'own_enforcements', own)
    await addStep(room, tx, actor, own, { kind: 'demand', data: fact, law })
    await startIfServed(room, tx, actor, row.id, own.demand_document_id!)
    return 'done'
  },
})

function isOf(fact: object, asked: string): boolean {
  return (fact as Partial<DemandFact>).asks?.includes(asked) === true
}
