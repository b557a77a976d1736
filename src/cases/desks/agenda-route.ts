/** The page 日历 in one call. */
import { z } from 'zod'
import { dueForm } from '../../deadlines/deadline-form.ts'
import { whoseKinds } from '../../identity/whose.ts'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'

/** Days: a month with the ends of the weeks around it, and a little more. */
const longest = 62

const hearing = z.object({
  id: z.string(),
  caseId: z.string(),
  caseNumber: z.string().nullable(),
  title: z.string(),
  state: z.enum(['arranged', 'noticed', 'held', 'reported', 'absent']),
  on: z.string(),
  startsAt: z.number(),
  place: z.string().nullable(),
  host: z.string().nullable().describe('主持人'),
})

const appointment = z.object({
  id: z.string(),
  caseId: z.string(),
  caseNumber: z.string().nullable(),
  title: z.string(),
  kind: z.enum(['interview', 'evidence']),
  on: z.string(),
  at: z.number(),
})

const query = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    whose: z.enum(whoseKinds).default('mine'),
    departmentId: z.string().optional().describe('只看权限内的一个部门'),
    most: z.coerce.number().int().min(1).max(50).default(4).describe('每一天至多列出多少项期限'),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < longest * 86_400_000, {
    path: ['to'],
    message: `止日不早于起日，至多 ${longest} 天`,
  })

export function agendaRoute(cases: Cases): Route<Actor> {
  return route({
    method: 'get',
    path: '/agenda',
    summary: '日历：一段日子里每天到期的期限、举行的听证和约定的询问',
    description:
      '每天附绿、蓝、红各多少项和最先到期的几项，其余见 GET /due?from=&to=；已经延期、中止、撤回的听证，作废、撤销的通知书所约定的时间不列。范围与 GET /due 相同；我的听证含我主持、记录的。',
    tag: '期限',
    query,
    response: z.object({
      days: z.array(
        z.object({
          on: z.string(),
          working: z.boolean().nullable().describe('工作日；当年放假安排尚未公布的为 null'),
          counts: z.object({ green: z.number(), blue: z.number(), red: z.number() }),
          due: z.array(dueForm),
          hearings: z.array(hearing),
          appointments: z.array(appointment).describe('约定的询问、提供证据'),
        }),
      ),
    }),
    handle: async ({ asker, query: { departmentId, ...asked } }) => ({
      body: await cases.desks.agenda(asker, {
        ...asked,
        ...(departmentId !== undefined && { departmentId }),
      }),
    }),
  })
}
