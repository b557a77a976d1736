/** `zhiheng audit check`: what an auditor asks of a case, or of the whole bureau; exit code 1 when something is not as it should be. Reads only, beside the server that runs. */
import { createApplication } from '../application.ts'
import type { BureauExamination, CaseExamination } from '../examination/index.ts'
import { systemActor } from '../identity/actor.ts'
import { legalDay, legalMinute } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'

export interface AuditCheckOptions {
  /** Number 案号 or id of a case; the bureau when left out. */
  case?: string
  /** Legal days; default this year up to today. */
  from?: string
  to?: string
  json: boolean
}

export async function checkAudit(options: AuditCheckOptions): Promise<void> {
  const app = await createApplication(readConfig(process.env, { workers: 'none', logLevel: 'warn' }), {
    reads: true,
  })
  try {
    const { examination } = app
    const auditor = systemActor('audit-check')
    if (options.case !== undefined) {
      const result = await examination.ofCase(auditor, await examination.findCase(options.case))
      answer(result, options.json, caseInWords)
    } else {
      const to = options.to ?? legalDay(app.clock.now())
      const from = options.from ?? `${to.slice(0, 4)}-01-01`
      answer(await examination.ofBureau(auditor, { from, to }), options.json, bureauInWords)
    }
  } finally {
    await app.close()
  }
}

function answer<Result extends { ok: boolean }>(
  result: Result,
  json: boolean,
  inWords: (result: Result) => string,
): void {
  console.log(json ? JSON.stringify(result) : inWords(result))
  if (!result.ok) process.exitCode = 1
}

function caseInWords(result: CaseExamination): string {
  const { limits, tiers, numbers, property, documents, acts } = result
  return [
    `案件 ${result.case.number ?? result.case.id}，检查于 ${legalMinute(result.examinedAt)}`,
    `期限 ${limits.length} 项，未遵守 ${limits.filter(({ kept, binding }) => binding && !kept).length} 项`,
    ...limits.map(
      ({ name, startsOn, dueOn, endedOn, kept, binding, overDays, excludedDays }) =>
        `  ${name}：${startsOn} 起，${dueOn} 届满，${endedOn === null ? '未办结' : `${endedOn} 办结`}${excludedDays > 0 ? `，不计入 ${excludedDays} 天` : ''}${kept ? '' : binding ? `，超过 ${overDays} 天` : '，已经过'}`,
    ),
    `审批 ${tiers.length} 次`,
    ...tiers.flatMap(({ subject, outcome, tiers: passed, remarks }) => [
      `  ${subject}（${outcome ?? '进行中'}）：${passed.map(({ tier, by }) => `${tier} ${by.map(({ name }) => name).join('、') || '—'}`).join(' → ')}`,
      ...remarks.map((text) => `    须知：${text}`),
    ]),
    `文号 ${numbers.length} 个`,
    ...numbers.map(({ number, name, reason }) => `  ${number}《${name}》${reason ?? ''}`),
    `涉案财物 ${property.length} 件，链条闭合 ${property.filter(({ closed }) => closed).length} 件`,
    `文件 ${documents.length} 份，与保存时一致 ${documents.filter(({ found }) => found === 'same').length} 份`,
    `办理记录 ${acts.length} 条（--json 逐条列出谁在何时以何角色、看着哪一稿做了什么）`,
    ...verdict(result),
  ].join('\n')
}

function bureauInWords(result: BureauExamination): string {
  const { limits, tiers, numbers, property, documents } = result
  const taken = numbers.series.reduce((sum, one) => sum + one.taken, 0)
  const changed = numbers.series.flatMap((one) => one.changed)
  return [
    `全局 ${result.from} 至 ${result.to}，检查于 ${legalMinute(result.examinedAt)}`,
    `届满的期限 ${limits.due} 项，超期 ${limits.late.filter(({ binding }) => binding).length} 项`,
    `审批 ${tiers.approvals} 次`,
    ...tiers.remarks.map(({ caseId, text }) => `  须知：案件 ${caseId} ${text}`),
    `文号 ${numbers.series.length} 个系列，取用 ${taken} 个`,
    ...changed.map(({ number, name, reason }) => `  ${number}《${name}》${reason ?? ''}`),
    `涉案财物 ${property.items} 件，链条未闭合 ${property.open.length} 件`,
    `签发的文书和副本 ${documents.read} 份，逐份核对`,
    ...verdict(result),
  ].join('\n')
}

function verdict({ findings, chain }: Pick<CaseExamination, 'findings' | 'chain'>): string[] {
  return [
    ...(chain.ok ? [`审计链完整，共 ${chain.lines} 行`] : []),
    ...(findings.length === 0
      ? ['没有查出问题']
      : [`查出 ${findings.length} 处问题：`, ...findings.map(({ text }) => `  ${text}`)]),
  ]
}
