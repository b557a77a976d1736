/** The officers' files 一人一档, kept by general affairs. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import { entityTag, versionOf } from '../platform/entity-tag.ts'
import { type Route, route } from '../platform/route.ts'
import {
  certificate,
  conduct,
  day,
  officer,
  officerPath,
  particulars,
  post,
  text,
  training,
  wholeFile,
} from './schemas.ts'
import type { Officers } from './service.ts'

const tag = '一人一档'
const newOfficer = z.object({
  number: text('工号', 20),
  name: text('姓名', 60),
  departmentId: z.string(),
  post: text('岗位', 60),
  postFrom: day,
})
const changing = z
  .object({
    name: text('姓名', 60),
    sex: z.enum(['female', 'male'], { error: '应为 female（女）或 male（男）' }),
    birthDay: day,
    education: text('学历', 40),
    joinedOn: day,
    phone: text('电话', 20),
  })
  .partial()
const transfer = z.object({
  departmentId: z.string(),
  title: text('岗位', 60),
  fromOn: day.describe('到岗日期，可以在今天之后'),
  reason: text('事由'),
})
const leaving = z.object({ lastDay: day, reason: text('事由') })
const newCertificate = z.object({
  kind: z.enum(['enforcement', 'legal-qualification'], {
    error: '应为 enforcement（行政执法证）或 legal-qualification（法律职业资格证书）',
  }),
  issuer: text('发证机关', 100),
  number: text('证号', 40),
  validFrom: day,
  validTo: day.optional().describe('行政执法证的截止日期'),
})
const newTraining = z.object({
  subject: text('培训内容', 120),
  organiser: text('组织单位', 100),
  fromOn: day,
  toOn: day,
  hours: z.number({ error: '请填写学时' }).gt(0, '学时应大于 0').max(1000, '学时不超过 1000'),
  result: z.enum(['passed', 'failed', 'attended'], { error: '应为 passed、failed、attended 之一' }),
})
const newConduct = z.object({
  kind: z.enum(['commendation', 'discipline'], {
    error: '应为 commendation（表彰）或 discipline（处分）',
  }),
  title: text('名称', 120),
  decidedBy: text('决定机关', 100),
  documentNumber: text('文号', 60).optional(),
  decidedOn: day,
  endsOn: day.optional().describe('处分期最后一日'),
})
const reasonOnly = z.object({ reason: text('理由') })
const expiringQuery = z.object({ days: z.coerce.number().int().min(1).max(3650).default(90) })
const certificatePath = z.object({ certificateId: z.string() })
const conductPath = z.object({ conductId: z.string() })

export function fileRoutes(officers: Officers, identity: Policy, database: Database): Route<Actor>[] {
  return [
    route<Actor, typeof officerPath>({
      method: 'get',
      path: '/officers/{officerId}/file',
      summary: '一人一档：任职、证件、培训、奖惩、评查、办案',
      tag,
      params: officerPath,
      response: wholeFile,
      async handle({ asker, params: { officerId } }) {
        const whole = await officers.wholeFile(asker, officerId)
        return { headers: { etag: entityTag(whole.particulars.version) }, body: whole }
      },
    }),
    route<Actor, undefined, undefined, typeof newOfficer>({
      method: 'post',
      path: '/officers',
      summary: '新建人员档案',
      tag,
      body: newOfficer,
      response: officer,
      async handle({ asker, body }) {
        identity.require(asker, 'officer.edit')
        const { code, kind } = await officers.department(body.departmentId)
        const facts = {
          ...body,
          squad: kind === 'squad' ? code : null,
          certificateNumber: null,
          certificateExpiresOn: null,
          legalQualification: false,
        }
        return { body: await database.write((tx) => officers.addOfficer(tx, asker, facts)) }
      },
    }),
    route<Actor, typeof officerPath, undefined, typeof changing>({
      method: 'patch',
      path: '/officers/{officerId}',
      summary: '修改基本信息',
      description: '请求头 If-Match 为读取档案时的 ETag：他人已修改的不覆盖，返回 412。',
      tag,
      params: officerPath,
      body: changing,
      response: particulars,
      async handle({ asker, params: { officerId }, body, ifMatch }) {
        const version = versionOf(ifMatch)
        const changed = await database.write((tx) =>
          officers.changeParticulars(tx, asker, officerId, body, version),
        )
        return { headers: { etag: entityTag(changed.version) }, body: changed }
      },
    }),
    route<Actor, typeof officerPath, undefined, typeof transfer>({
      method: 'post',
      path: '/officers/{officerId}/transfers',
      summary: '调动：自某日起任新岗位，在办案件仍属原中队',
      tag,
      params: officerPath,
      body: transfer,
      response: post,
      handle: async ({ asker, params: { officerId }, body }) => ({
        body: await database.write((tx) => officers.transfer(tx, asker, officerId, body)),
      }),
    }),
    route<Actor, typeof officerPath, undefined, typeof leaving>({
      method: 'post',
      path: '/officers/{officerId}/leave',
      summary: '离岗：可以预先登记；次日起停用账号、终止委托，在办的通知负责人交接',
      tag,
      params: officerPath,
      body: leaving,
      async handle({ asker, params: { officerId }, body }) {
        await database.write((tx) => officers.leave(tx, asker, officerId, body))
        return { status: 204 }
      },
    }),
    route<Actor, typeof officerPath, undefined, typeof newCertificate>({
      method: 'post',
      path: '/officers/{officerId}/certificates',
      summary: '登记证件：行政执法证、法律职业资格证书',
      tag,
      params: officerPath,
      body: newCertificate,
      response: certificate,
      handle: async ({ asker, params: { officerId }, body }) => ({
        body: await database.write((tx) => officers.recordCertificate(tx, asker, officerId, body)),
      }),
    }),
    route<Actor, undefined, typeof expiringQuery>({
      method: 'get',
      path: '/certificates/expiring',
      summary: '即将到期的行政执法证',
      tag,
      query: expiringQuery,
      response: z.object({
        certificates: z.array(
          z.object({
            certificateId: z.string(),
            officerId: z.string(),
            name: z.string(),
            departmentId: z.string(),
            number: z.string(),
            validTo: z.string(),
            daysLeft: z.number(),
          }),
        ),
      }),
      handle: async ({ asker, query: { days } }) => ({
        body: { certificates: await officers.expiringCertificates(asker, days) },
      }),
    }),
    route<Actor, typeof certificatePath, undefined, typeof reasonOnly>({
      method: 'post',
      path: '/certificates/{certificateId}/withdraw',
      summary: '收回证件',
      tag,
      params: certificatePath,
      body: reasonOnly,
      response: certificate,
      handle: async ({ asker, params: { certificateId }, body: { reason } }) => ({
        status: 200,
        body: await database.write((tx) => officers.withdrawCertificate(tx, asker, certificateId, reason)),
      }),
    }),
    route<Actor, typeof officerPath, undefined, typeof newTraining>({
      method: 'post',
      path: '/officers/{officerId}/trainings',
      summary: '登记培训',
      tag,
      params: officerPath,
      body: newTraining,
      response: training,
      handle: async ({ asker, params: { officerId }, body }) => ({
        body: await database.write((tx) => officers.recordTraining(tx, asker, officerId, body)),
      }),
    }),
    route<Actor, typeof officerPath, undefined, typeof newConduct>({
      method: 'post',
      path: '/officers/{officerId}/conduct',
      summary: '登记表彰、处分',
      tag,
      params: officerPath,
      body: newConduct,
      response: conduct,
      handle: async ({ asker, params: { officerId }, body }) => ({
        body: await database.write((tx) => officers.recordConduct(tx, asker, officerId, body)),
      }),
    }),
    route<Actor, typeof conductPath, undefined, typeof reasonOnly>({
      method: 'post',
      path: '/conduct/{conductId}/revoke',
      summary: '撤销表彰、处分（原决定被撤销）',
      tag,
      params: conductPath,
      body: reasonOnly,
      response: conduct,
      handle: async ({ asker, params: { conductId }, body: { reason } }) => ({
        status: 200,
        body: await database.write((tx) => officers.revokeConduct(tx, asker, conductId, reason)),
      }),
    }),
  ]
}
