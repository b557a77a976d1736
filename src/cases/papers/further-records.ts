/**
 * Further records 笔录 beside those of the steps: each interview 询问 of the party, a witness or a third person is a document of its own (分别询问), as is each
 * inspection; before the decision, by two officers of the case who showed their certificates and told of the rights (行政处罚法 第四十二条、第五十五条).
 */
import { z } from 'zod'
import type { Sql } from '../../platform/database/sql.ts'
import { text } from '../../platform/required-text.ts'
import { furtherRecords } from '../investigation-facts.ts'
import type { CaseRow } from '../model.ts'
import { guardianFault, interviewedPerson } from '../records/interviewed-person.ts'
import { keepInterviewTimes, requireFree, timeFaults, type Times } from '../records/times.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { requireUndecided } from '../side-flows/requirements.ts'
import { paper, refuseFaults } from './kind.ts'

const instant = z.iso.datetime({ offset: true })

const taken = {
  identityShown: z
    .literal(true, '应当出示执法证件并告知权利义务（行政处罚法 第五十五条）')
    .describe('已出示执法证件并告知权利义务'),
  officerIds: z
    .array(z.string())
    .min(2, '至少两名执法人员（行政处罚法 第四十二条）')
    .max(8)
    .describe('询问（检查）的办案人员编号，至少两名'),
  startedAt: instant,
  endedAt: instant,
  place: text(200),
  recorder: z.string().describe('记录人：办案人员编号'),
  recusalWords: text(500).optional().describe('申请何人回避、什么理由'),
}

const asked = '申请回避'
const recusal = (answers: readonly [string, ...string[]]) =>
  z.enum(answers).optional().describe('告知申请回避的权利后的答复；不填的，笔录留空手写')
const recusalFault = (given: { recusal?: string | undefined; recusalWords?: string | undefined }) =>
  (given.recusal === asked) !== (given.recusalWords !== undefined) && {
    path: 'recusalWords',
    message: '申请回避的，写明申请何人回避和理由；不申请的，不填写',
  }

async function recordFaults(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { officerIds, recorder, ...times }: Times & { officerIds: string[]; recorder: string },
) {
  const handlers = (await officersOf(sql, row.id)).map(({ officer_id }) => officer_id)
  return [
    ...(await timeFaults(room, sql, row, times)),
    new Set(officerIds).size < officerIds.length && { path: 'officerIds', message: '有人列了两次' },
    !officerIds.every((id) => handlers.includes(id)) && {
      path: 'officerIds',
      message: '询问（检查）人须是本案办案人员',
    },
    !handlers.includes(recorder) && { path: 'recorder', message: '记录人须是本案办案人员' },
  ]
}

export const furtherRecordPapers = {
  'interview-record': paper({
    title: '调查询问笔录',
    law: '行政处罚法 第五十五条',
    fact: furtherRecords['interview-record']!,
    fields: z.strictObject({
      ...taken,
      recusal: recusal(['不申请回避', asked]),
      personRole: z.enum(['当事人', '证人', '第三人']),
      ...interviewedPerson,
      relation: text(200).optional().describe('与本案关系，如当事人的法定代表人、现场目击人；不填的为其身份'),
      answers: z
        .array(z.strictObject({ question: text(4000), answer: text(4000) }))
        .min(1, '询问笔录至少一问一答')
        .max(200),
    }),
    async check(room, sql, row, given) {
      requireUndecided(row)
      refuseFaults([
        ...(await recordFaults(room, sql, row, given)),
        recusalFault(given),
        guardianFault(room, given),
      ])
      await requireFree(room, sql, given.officerIds, given)
    },
    after: (room, tx, { id }, _actor, given, factId) =>
      keepInterviewTimes(room, tx, factId, id, given.officerIds, given),
  }),
  'inspection-record': paper({
    title: '现场检查（勘验）笔录',
    law: '行政处罚法 第五十五条',
    fact: furtherRecords['inspection-record']!,
    fields: z.strictObject({
      ...taken,
      recusal: recusal(['不申请回避', asked, '当事人不在场']),
      present: text(200).optional().describe('现场负责人（当事人）'),
      presentRole: text(200).optional(),
      witness: text(200).optional().describe('见证人'),
      content: text(4000).describe('现场情况'),
      remark: text(500).optional().describe('当事人意见或者拒签情况'),
    }),
    async check(room, sql, row, given) {
      requireUndecided(row)
      refuseFaults([...(await recordFaults(room, sql, row, given)), recusalFault(given)])
    },
  }),
} as const
