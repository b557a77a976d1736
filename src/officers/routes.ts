/** Departments, officers and their files, delegation and absence. */
import { z } from 'zod'
import { type Actor, type RoleCode, roleCodes } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { departmentRoutes } from './department-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { absence, colleague, delegation, file, officerPath } from './schemas.ts'
import type { Colleague, Officer, Officers } from './service.ts'
import { instant } from '../platform/instant.ts'

const tag = '部门与人员'
const officersQuery = z.object({ departmentId: z.string().optional(), name: z.string().optional() })
const span = {
  fromAt: instant.describe('开始'),
  toAt: instant.describe('结束（不含）'),
  reason: z.string({ error: '请填写事由' }).trim().min(1, '请填写事由').max(200, '事由不超过 200 字'),
}
const newDelegation = z.object({
  toOfficerId: z.string(),
  role: z.enum(roleCodes as [RoleCode, ...RoleCode[]]),
  ...span,
})
const newAbsence = z.object(span)
const delegationPath = z.object({ delegationId: z.string() })
const absencePath = z.object({ absenceId: z.string() })

/** Nobody sees more of a colleague without the right to their file. */
const asColleague = ({ id, name, departmentId, squad, post, certificateNumber }: Officer): Colleague => ({
  id,
  name,
  departmentId,
  squad,
  post,
  certificateNumber,
})

export function officerRoutes(officers: Officers, policy: Policy, database: Database): Route<Actor>[] {
  return [
    ...departmentRoutes(officers, policy, database),
    ...fileRoutes(officers, policy, database),
    route<Actor, undefined, typeof officersQuery>({
      method: 'get',
      path: '/officers',
      summary: '执法人员列表（姓名、岗位、证号）',
      tag,
      query: officersQuery,
      response: z.object({ officers: z.array(colleague) }),
      async handle({ asker, query }) {
        policy.require(asker, 'officer.read')
        return { body: { officers: (await officers.list(query)).map(asColleague) } }
      },
    }),
    route<Actor, typeof officerPath>({
      method: 'get',
      path: '/officers/{officerId}',
      summary: '人员的任职、委托与请假（本人、本部门负责人等可见）',
      tag,
      params: officerPath,
      response: file,
      async handle({ asker, params: { officerId } }) {
        const { departmentId } = await officers.get(officerId)
        policy.require(asker, 'officer.file', { departmentId, officerIds: [officerId] })
        return { body: await officers.file(officerId) }
      },
    }),
    route<Actor, typeof officerPath, undefined, typeof newDelegation>({
      method: 'post',
      path: '/officers/{officerId}/delegations',
      summary: '委托他人代行职责',
      tag,
      params: officerPath,
      body: newDelegation,
      response: delegation,
      async handle({ asker, params: { officerId }, body }) {
        return {
          body: await database.write((tx) =>
            officers.delegate(tx, asker, { fromOfficerId: officerId, ...body }),
          ),
        }
      },
    }),
    route<Actor, typeof delegationPath>({
      method: 'delete',
      path: '/delegations/{delegationId}',
      summary: '终止委托',
      tag,
      params: delegationPath,
      async handle({ asker, params: { delegationId } }) {
        await database.write((tx) => officers.endDelegation(tx, asker, delegationId))
        return { status: 204 }
      },
    }),
    route<Actor, typeof officerPath, undefined, typeof newAbsence>({
      method: 'post',
      path: '/officers/{officerId}/absences',
      summary: '登记请假',
      tag,
      params: officerPath,
      body: newAbsence,
      response: absence,
      async handle({ asker, params: { officerId }, body }) {
        return {
          body: await database.write((tx) => officers.recordAbsence(tx, asker, { officerId, ...body })),
        }
      },
    }),
    route<Actor, typeof absencePath>({
      method: 'delete',
      path: '/absences/{absenceId}',
      summary: '取消请假',
      tag,
      params: absencePath,
      async handle({ asker, params: { absenceId } }) {
        await database.write((tx) => officers.cancelAbsence(tx, asker, absenceId))
        return { status: 204 }
      },
    }),
  ]
}
