/** 代履行前催告: three days before another performs in the party's place, it is asked once more; where it performs, the other does not (行政强制法 第五十一条). */
import { z } from 'zod'
import { updateRows } from '../../platform/database/rows.ts'
import { legalDay } from '../../platform/clock.ts'
import { text } from '../../platform/required-text.ts'
import { limits, whyAtRest } from '../own-enforcement/conditions.ts'
import { startIfServed } from '../own-enforcement/demand-served.ts'
import {
  addStep,
  lastIssued,
  lastStep,
  meansOf,
  openOwn,
  type OwnRow,
  servedAt,
  stepsOf,
} from '../own-enforcement/model.ts'
import { sideFlow } from './kind.ts'

const law = '行政强制法 第五十一条'

export const performanceDemand = sideFlow({
  title: '代履行前催告',
  law,
  document: 'enforcement-demand',
  fact: 'performance-demand',
  fields: z.strictObject({ way: text(1000).describe('履行方式') }),
  async whyNot(room, { sql }, row) {
    const own = await openOwn(sql, row.id)
    if (own?.state !== 'decided' || !meansOf(room, own.means).asks.includes('performer'))
      return '没有代履行的决定（行政强制法 第五十一条）'
    if (own.last_demand_document_id !== null) return '代履行前已经催告（行政强制法 第五十一条）'
    if ((await servedAt(sql, own.decision_document_id!)) === undefined)
      return '代履行决定书尚未送达当事人（行政强制法 第五十一条）'
    return whyAtRest(room, sql, row, own, await stepsOf(sql, own.id))
  },
  async request(room, { sql }, row, { way }) {
    const own = (await openOwn(sql, row.id))!
    const decision = (await lastIssued(room, sql, row.id, 'enforcement-decision'))!
    const { obligation } = lastStep(await stepsOf(sql, own.id), 'demand') as { obligation: string }
    return {
      decisionName: decision.name,
      decisionNumber: decision.number,
      decidedOn: legalDay(Number(decision.issued_at)),
      decisionServedOn: legalDay((await servedAt(sql, decision.id))!),
      obligation,
      way,
      workdays: (await room.deadlines.limit(limits.lastDemand)).length,
      consequence: '依法代履行，费用由当事人承担',
      basis: '《中华人民共和国行政强制法》第五十一条第一款第二项',
      last: true,
    }
  },
  async apply(room, tx, row, fact, actor) {
    const own = (await openOwn(tx.sql, row.id))!
    const { id } = (await lastIssued(room, tx.sql, row.id, 'enforcement-demand'))!
    await updateRows<OwnRow>(tx.sql, 'own_enforcements', { id: own.id }, { last_demand_document_id: id })
    await addStep(room, tx, actor, own, { kind: 'last-demand', data: fact, law })
    await startIfServed(room, tx, actor, row.id, id)
    return 'done'
  },
})
