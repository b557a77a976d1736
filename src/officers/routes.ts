/** Departments, officers and their files, delegation and absence. */
import { z } from 'zod'
import { type Actor, type RoleCode, roleCodes } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import type { Officers } from './service.ts'

const tag = '部门与人员'
const department = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  demo: z.boolean(),
})
const officer = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  departmentId: z.string(),
  squad: z.string().nullable(),
  post: z.string(),
  certificateNumber: z.string().nullable(),
  certificateExpiresOn: z.string().nullable(),
  legalQualification: z.boolean(),
  active: z.boolean(),
})
const delegation = z.object({
  id: z.string(),
  fromOfficerId: z.string(),
  toOfficerId: z.string(),
  role: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  reason: z.string(),
  revokedAt: z.number().nullable(),
})
const absence = z.object({
  id: z.string(),
  officerId: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  reason: z.string(),
  canceledAt: z.number().nullable(),
})
const post = z.object({
  departmentId: z.string(),
  title: z.string(),
  fromOn: z.string(),
  toOn: z.string().nullable(),
})
const file = z.object({
  officer,
  department,
  posts: z.array(post),
  delegationsGiven: z.array(delegation),
  delegationsHeld: z.array(delegation),
  absences: z.array(absence),
})
const officersQuery = z.object({ departmentId: z.string().optional(), name: z.string().optional() })
const officerPath = z.object({ officerId: z.string() })
const span = {
  fromAt: z.number().int().describe('开始，UTC 毫秒'),
  toAt: z.number().int().describe('结束（不含），UTC 毫秒'),
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

export function officerRoutes(officers: Officers, policy: Policy, database: Database): Route<Actor>[] {
  return [
    route<Actor>({
      method: 'get',
      path: '/departments',
      summary: '部门列表',
      tag,
      response: z.object({ departments: z.array(department) }),
      async handle({ asker }) {
        policy.require(asker, 'department.read')
        return { body: { departments: await officers.departments() } }
      },
    }),
    route<Actor, undefined, typeof officersQuery>({
      method: 'get',
      path: '/officers',
      summary: '执法人员列表',
      tag,
      query: officersQuery,
      response: z.object({ officers: z.array(officer) }),
      async handle({ asker, query }) {
        policy.require(asker, 'officer.read')
        return { body: { officers: await officers.list(query) } }
      },
    }),
    route<Actor, typeof officerPath>({
      method: 'get',
      path: '/officers/{officerId}',
      summary: '一人一档',
      tag,
      params: officerPath,
      response: file,
      async handle({ asker, params: { officerId } }) {
        policy.require(asker, 'officer.read')
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
