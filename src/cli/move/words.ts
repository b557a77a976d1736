/** The report of a move, Chinese. */
import type { ObstacleKind, Survey } from '../../engine/move/index.ts'
import { engineName } from '../../moved.ts'
import { legalMinute } from '../../platform/clock.ts'
import type { ElementNames } from '../../tasks/index.ts'
import type { Plan, StuckInstance } from './plan.ts'
import type { Sides } from './sides.ts'

/** Why, and how to remedy. */
const reasons: { [kind in ObstacleKind]: [why: string, remedy: string] } = {
  'event-subprocess': ['正在事件子流程中', '先办完这一环节'],
  compensation: ['有可以补偿的已办步骤', '先办完这一流程'],
  'scope-twice': ['同一子流程同时有两个在运行', '先办完其中一个'],
  'repeated-scope': ['正在逐项办理的子流程或者调用中', '先办完这一环节'],
  sequence: ['正在依次办理的多项之中', '先办完这一环节'],
  incident: ['因流程异常停住', '先处理这一异常'],
  'in-between': ['停在两个步骤之间', '先用原来的配置启动服务器，等它走到下一步'],
  join: ['已有分支到达汇合处，不能在另一边重现', '先办完其余分支'],
  'timer-due': ['定时已到或者即将到期', '用原来的配置启动服务器，等它到期处理后再迁移'],
}

export interface StuckReport {
  caseNumber: string | null
  caseId: string | null
  processId: string
  elementId: string
  element: string
  kind: ObstacleKind
  why: string
  remedy: string
  dueAt?: number
}

export function stuckReport(stuck: StuckInstance, names: ElementNames): StuckReport {
  const { caseNumber, caseId, processId, elementId, kind, dueAt } = stuck
  const [why, remedy] = reasons[kind]
  return {
    caseNumber,
    caseId,
    processId,
    elementId,
    element: names.get(processId)?.get(elementId) ?? elementId,
    kind,
    why: dueAt === undefined ? why : `${why}（${legalMinute(dueAt)}）`,
    remedy,
    ...(dueAt !== undefined && { dueAt }),
  }
}

export function report(plan: Plan, { from, to, broker }: Sides, names: ElementNames) {
  const { hindrances, notes, survey } = plan
  return {
    from: { engine: from.config.engine, database: from.address },
    to: { engine: to.config.engine, database: to.address },
    tables: plan.tables,
    rows: plan.rows,
    cases: plan.cases,
    tasks: plan.tasks,
    instances: Object.fromEntries(survey?.instances ?? []),
    messages: survey?.messages ?? 0,
    ...changesWithTheEngine(broker && survey),
    notes,
    hindrances,
    stuck: plan.obstacles.map((stuck) => stuckReport(stuck, names)),
  }
}

/** What is not quite the same on another engine. */
function changesWithTheEngine(survey: Survey | undefined) {
  return {
    failedJobs: survey?.failedJobs ?? 0,
    takenMessages: survey?.takenMessages ?? 0,
    messageLocks: survey?.messageLocks ?? 0,
    timersAnew: Object.fromEntries(survey?.timersAnew ?? []),
  }
}

export type MoveReport = ReturnType<typeof report>

export function inWords(found: MoveReport): string[] {
  const { from, to } = found
  const side = ({ engine, database }: MoveReport['from']) => `${engineName(engine)}，数据库 ${database}`
  const instances = Object.values(found.instances).reduce((sum, many) => sum + many, 0)
  const lines = [
    `自  ${side(from)}`,
    `至  ${side(to)}`,
    `${found.tables} 张表 ${found.rows} 行；在办案件 ${found.cases} 件，待办任务 ${found.tasks} 项，流程实例 ${instances} 个`,
  ]
  if (found.failedJobs > 0) lines.push(`${found.failedJobs} 项后台任务此前未成功，迁移后重试。`)
  if (found.takenMessages > 0)
    lines.push(`${found.takenMessages} 条仍在有效期内的消息已有流程接收，为免重复接收，不随迁移带走。`)
  if (found.messageLocks > 0)
    lines.push(
      `${found.messageLocks} 个流程实例由消息启动：迁移后，关联键相同的消息可以在它们结束之前再启动一个（每件案件的启动消息只发一次，不受影响）。`,
    )
  for (const [timer, many] of Object.entries(found.timersAnew))
    lines.push(`定时 ${timer}（${many} 个）的时刻不是变量，自迁移时起重新计时。`)
  lines.push(...found.notes, ...found.hindrances)
  for (const { caseNumber, element, why, remedy } of found.stuck)
    lines.push(`案件 ${caseNumber ?? '（无案号）'}：“${element}”${why}；${remedy}。`)
  return lines
}
