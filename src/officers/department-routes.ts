/** Departments: opened, renamed, closed. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { day, department, text } from './schemas.ts'
import { departmentKinds, type Officers } from './service.ts'

const tag = '部门与人员'
const path = z.object({ departmentId: z.string() })
const newDepartment = z.object({
  code: z
    .string({ error: '请填写部门代码' })
    .regex(/^[a-z0-9-]{2,40}$/, '部门代码为 2 至 40 位小写字母、数字和连字符'),
  name: text('部门名称', 80),
  kind: z.enum(departmentKinds, { error: `应为 ${departmentKinds.join('、')} 之一` }),
  openedOn: day,
})
const renaming = z.object({ name: text('部门名称', 80) })
const closing = z.object({ closedOn: day })

export function departmentRoutes(officers: Officers, policy: Policy, database: Database): Route<Actor>[] {
  return [
    route<Actor>({
      method: 'get',
      path: '/departments',
      summary: '部门列表（含已撤销）',
      tag,
      response: z.object({ departments: z.array(department) }),
      async handle({ asker }) {
        policy.require(asker, 'department.read')
        return { body: { departments: await officers.departments() } }
      },
    }),
    route<Actor, undefined, undefined, typeof newDepartment>({
      method: 'post',
      path: '/departments',
      summary: '设立部门',
      tag,
      body: newDepartment,
      response: department,
      handle: async ({ asker, body }) => ({
        body: await database.write((tx) => officers.addDepartment(tx, asker, { ...body, demo: false })),
      }),
    }),
    route<Actor, typeof path>({
      method: 'get',
      path: '/departments/{departmentId}/names',
      summary: '部门名称沿革',
      tag,
      params: path,
      response: z.object({
        names: z.array(
          z.object({ name: z.string(), fromOn: z.string().nullable(), toOn: z.string().nullable() }),
        ),
      }),
      async handle({ asker, params: { departmentId } }) {
        policy.require(asker, 'department.read')
        return { body: { names: await officers.departmentNames(departmentId) } }
      },
    }),
    route<Actor, typeof path, undefined, typeof renaming>({
      method: 'patch',
      path: '/departments/{departmentId}',
      summary: '部门更名，自今日起',
      tag,
      params: path,
      body: renaming,
      response: department,
      handle: async ({ asker, params: { departmentId }, body: { name } }) => ({
        body: await database.write((tx) => officers.renameDepartment(tx, asker, departmentId, name)),
      }),
    }),
    route<Actor, typeof path, undefined, typeof closing>({
      method: 'post',
      path: '/departments/{departmentId}/close',
      summary: '撤销部门（在岗人员须先调动）',
      tag,
      params: path,
      body: closing,
      response: department,
      handle: async ({ asker, params: { departmentId }, body: { closedOn } }) => ({
        status: 200,
        body: await database.write((tx) => officers.closeDepartment(tx, asker, departmentId, closedOn)),
      }),
    }),
  ]
}
