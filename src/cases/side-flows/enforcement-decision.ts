/**
 * 强制执行决定 (行政强制法 第三十七条): the demand has run out without the party performing, what it stated was heard and answered, and what the means asks for beyond
 * that is there. Says when: not at night, not on a holiday (第四十三条).
 */
import { z } from 'zod'
import { updateRows } from '../../platform/database/rows.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { whyNotDecide } from '../own-enforcement/conditions.ts'
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
import { againstLivelihood, spanInWords, timeFaults } from '../own-enforcement/rest.ts'
import { responseTo } from '../own-enforcement/response.ts'
import type { Means } from '../own-enforcement/rules.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { sideFlow } from './kind.ts'

const law = '行政强制法 第三十七条'
const instant = z.iso.datetime({ offset: true })

const fields = z.strictObject({
  reason: text(2000).describe('强制执行的理由'),
  way: text(2000).describe('强制执行的方式'),
  startsAt: instant,
  endsAt: instant,
  emergency: text(500).optional().describe('夜间、法定节假日实施的紧急情况'),
  urgent: text(1000).optional().describe('催告期间有转移或者隐匿财物迹象的证据，立即强制执行'),
  governmentOrder: z
    .strictObject({ organ: text(100), number: text(100), on: z.iso.date() })
    .optional()
    .describe('责成强制拆除的人民政府、文号、日期'),
  harm: text(20).optional().describe('见 data/enforcement.yaml 的 own.harms'),
  performer: z
    .strictObject({
      name: text(100),
      unrelated: z.literal(true).describe('与当事人没有利害关系；本机关自行代履行的也填写'),
      subject: text(500).describe('代履行的标的'),
      budgetFen: z.number().int().positive().describe('费用预算，分'),
    })
    .optional()
    .describe('代履行人'),
})
type Given = z.infer<typeof fields>

export const enforcementDecision = sideFlow({
  title: '强制执行决定',
  law,
  document: 'enforcement-decision',
  fact: 'enforcement-decision',
  fields,
  // Of the demand that still runs only the request knows whether it may (第三十七条第三款).
  whyNot: (room, tx, row) => whyNot(room, tx, row, true),
  async request(room, tx, row, given) {
    const own = (await openOwn(tx.sql, row.id))!
    const means = meansOf(room, own.means)
    const faults = faultsOf(room, means, given)
    if (faults.length > 0) throw problem('input-invalid', '强制执行决定的内容不全', faults)
    const why = await whyNot(room, tx, row, given.urgent !== undefined)
    if (why !== undefined) throw problem('conflict', why)
    const { harm, performer, startsAt, endsAt, emergency, urgent, governmentOrder } = given
    const steps = await stepsOf(tx.sql, own.id)
    const demanded = lastStep(steps, 'demand')!
    const demand = (await room.documents.ofCase(tx.sql, row.id)).find(
      ({ id }) => id === own.demand_document_id,
    )!
    return {
      means: own.means,
      title: means.title,
      decisionName: demanded.decisionName,
      decisionNumber: demanded.decisionNumber,
      decidedOn: demanded.decidedOn,
      decisionServedOn: demanded.decisionServedOn,
      obligation: demanded.obligation,
      demandNumber: demand.number,
      demandServedOn: legalDay((await servedAt(tx.sql, demand.id))!),
      ...(own.posted_on !== null && { postedOn: own.posted_on }),
      response: responseTo(steps),
      reason: given.reason,
      basis:
        urgent === undefined
          ? means.basis
          : `${means.basis}，以及《中华人民共和国行政强制法》第三十七条第三款`,
      way: given.way,
      startsAt,
      endsAt,
      time: spanInWords(startsAt, endsAt),
      ...(emergency !== undefined && { emergency }),
      ...(urgent !== undefined && { urgent }),
      ...(governmentOrder && { governmentOrder }),
      ...(harm !== undefined && { harm: room.enforcementRules.own.harms[harm] }),
      ...(performer && {
        performer: performer.name,
        subject: performer.subject,
        budget: performer.budgetFen,
      }),
    }
  },
  async apply(room, tx, row, fact, actor) {
    const own = (await openOwn(tx.sql, row.id))!
    const { id } = (await lastIssued(room, tx.sql, row.id, 'enforcement-decision'))!
    await updateRows<OwnRow>(
      tx.sql,
      'own_enforcements',
      { id: own.id },
      { state: 'decided', decision_document_id: id },
    )
    for (const { id: limitId, subject, endedOn } of await room.deadlines.ofCase(row.id, tx.sql))
      if (subject === own.id && endedOn === null) await room.deadlines.stop(tx, actor, { id: limitId })
    await addStep(room, tx, actor, own, { kind: 'decision', data: fact, law })
    return 'done'
  },
})

async function whyNot(room: CaseRoom, { sql }: WriteTransaction, row: CaseRow, urgent: boolean) {
  const own = await openOwn(sql, row.id)
  return whyNotDecide(room, sql, row, own, own ? await stepsOf(sql, own.id) : [], urgent)
}

function faultsOf(
  room: CaseRoom,
  { asks, urgent, title, law: meansLaw }: Means,
  given: Given,
): FieldProblem[] {
  const { harms } = room.enforcementRules.own
  const faults = timeFaults(
    room,
    { from: given.startsAt, to: given.endsAt, emergency: given.emergency },
    'startsAt',
    'endsAt',
  )
  const add = (path: string, message: string) => faults.push({ path, message })
  if (parseInstant(given.startsAt) <= room.clock.now())
    add('startsAt', '不能早于现在（行政强制法 第三十八条）')
  const livelihood = againstLivelihood(room, given.way)
  if (livelihood !== undefined) add('way', livelihood)
  if (given.urgent !== undefined && !urgent)
    add('urgent', `${title}不适用立即强制执行（行政强制法 第三十七条第三款）`)
  if (asks.includes('government-order') && !given.governmentOrder)
    add('governmentOrder', '填写责成强制拆除的人民政府、文号和日期（城乡规划法 第六十八条）')
  if (given.governmentOrder && given.governmentOrder.on > legalDay(room.clock.now()))
    add('governmentOrder.on', '不能晚于今天')
  if (asks.includes('harm') && !(given.harm !== undefined && given.harm in harms))
    add(
      'harm',
      `应当是：${Object.entries(harms)
        .map(([code, words]) => `${code} ${words}`)
        .join('；')}（${meansLaw}）`,
    )
  if (asks.includes('performer') && !given.performer)
    add('performer', '填写代履行人、标的和费用预算（行政强制法 第五十一条）')
  return faults
}
