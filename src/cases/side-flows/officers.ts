/** Who handles the case changes: by recusal 回避 (行政处罚法 第四十三条), or since somebody else is designated 更换办案人员 (第四十二条). */
import { z } from 'zod'
import { legalDay } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem, reasonOf } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import { assignOfficers } from '../open-case.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { sideFlow } from './kind.ts'
import { text } from '../../platform/required-text.ts'

export const recusal = sideFlow({
  title: '回避',
  law: '行政处罚法 第四十三条',
  document: 'recusal-decision',
  fact: 'recusal',
  suspendedToo: true,
  fields: z.strictObject({
    officerId: text(26),
    way: z.enum(['当事人申请', '自行申请', '责令回避']),
    applicant: text(60).optional(),
    appliedOn: z.iso.date().optional(),
    claim: text(2000),
    granted: z.boolean(),
    reason: text(2000),
    successorId: text(26).optional(),
  }),
  async request(room, tx, row, { officerId, successorId, ...given }) {
    if (given.granted !== (successorId !== undefined))
      throw problem('input-invalid', '接替人员不对', [
        {
          path: 'successorId',
          message: given.granted ? '准予回避的须指定接替人员' : '不准予回避的没有接替人员',
        },
      ])
    if (given.appliedOn !== undefined && given.appliedOn > legalDay(room.clock.now()))
      throw problem('input-invalid', '申请日期不对', [{ path: 'appliedOn', message: '不能晚于今天' }])
    const people = await room.officers.getMany(
      successorId === undefined ? [officerId] : [officerId, successorId],
    )
    await requireSuccession(room, tx, row, officerId, successorId)
    return {
      ...given,
      officerId,
      successorId,
      person: people[0]!.name,
      post: people[0]!.post,
      successor: people[1]?.name,
    }
  },
  whyNot: (room, tx, row, asked) =>
    asked?.granted === true ? whyNoSuccession(room, tx, row, asked) : undefined,
  async apply(room, tx, row, { officerId, successorId, granted }) {
    if (granted) await succeed(room, tx, row, officerId as string, successorId as string)
    return 'done'
  },
})

export const changeOfOfficers = sideFlow({
  title: '更换办案人员',
  law: '行政处罚法 第四十二条',
  document: 'designation-of-officers',
  fact: 'designation',
  suspendedToo: true,
  fields: z.strictObject({ officerId: text(26), successorId: text(26), reason: text(1000) }),
  async request(room, tx, row, { officerId, successorId, reason }) {
    await requireSuccession(room, tx, row, officerId, successorId)
    const [leaves, comes] = await room.officers.getMany([officerId, successorId])
    const department = await room.officers.department(row.department_id)
    return {
      officerId,
      successorId,
      designatedBy: department.name,
      change: `${leaves!.name}不再办理本案，由${comes!.name}接替。原因：${reason}`,
    }
  },
  whyNot: (room, tx, row, asked) => asked && whyNoSuccession(room, tx, row, asked),
  async apply(room, tx, row, { officerId, successorId }) {
    await succeed(room, tx, row, officerId as string, successorId as string)
    return 'done'
  },
})

async function requireSuccession(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  officerId: string,
  successorId: string | undefined,
): Promise<void> {
  const handlers = (await officersOf(sql, row.id)).map(({ officer_id }) => officer_id)
  if (!handlers.includes(officerId))
    throw problem('input-invalid', '人员不对', [{ path: 'officerId', message: '不是本案办案人员' }])
  if (successorId === undefined) return
  if (handlers.includes(successorId))
    throw problem('input-invalid', '人员不对', [{ path: 'successorId', message: '已经是本案办案人员' }])
  // The others may be the next to be replaced: each is asked for a good certificate wherever it is named.
  await room.officers.assertNameable([successorId], legalDay(room.clock.now()), 1, sql)
}

const whyNoSuccession = (room: CaseRoom, tx: WriteTransaction, row: CaseRow, asked: FormData) =>
  reasonOf(() => requireSuccession(room, tx, row, asked.officerId as string, asked.successorId as string))

/** The successor takes the place, as lead officer too. */
async function succeed(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  officerId: string,
  successorId: string,
): Promise<void> {
  const [lead, ...assisting] = (await officersOf(tx.sql, row.id)).map(({ officer_id }) =>
    officer_id === officerId ? successorId : officer_id,
  )
  await assignOfficers(room, tx, row.id, lead!, assisting)
}
