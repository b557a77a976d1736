/** How times, money and the parts of a case are said on a page. */
const legal = { timeZone: 'Asia/Shanghai' } as const
const dayForm = new Intl.DateTimeFormat('sv-SE', { ...legal, dateStyle: 'short' })
const secondForm = new Intl.DateTimeFormat('sv-SE', { ...legal, dateStyle: 'short', timeStyle: 'medium' })
const minuteForm = new Intl.DateTimeFormat('sv-SE', { ...legal, dateStyle: 'short', timeStyle: 'short' })

/** @param at ISO or epoch ms. @returns 2026-11-23 */
export function day(at: string | number): string {
  return dayForm.format(new Date(at))
}

/** @returns 2026-11-23 09:30 */
export function minute(at: string | number): string {
  return minuteForm.format(new Date(at))
}

/** @returns 2026-11-23 09:30:07 */
export function second(at: string | number): string {
  return secondForm.format(new Date(at))
}

/** @returns 12,000 元, with cents only where there are any. */
export function yuan(fen: number): string {
  const whole = fen % 100 === 0
  return `${(fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: whole ? 0 : 2 })} 元`
}

/** @returns 640 KB, 3.2 MB */
export function sizeWords(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

/** 五个环节, in their order. */
export const stages = {
  entry: '案件录入',
  filing: '立案',
  investigation: '调查取证',
  decision: '审查决定',
  closing: '结案',
} as const

export type Stage = keyof typeof stages

export function stageName(stage: string | null): string {
  return stage === null ? '' : (stages[stage as Stage] ?? stage)
}

export const caseStates: Record<string, string> = {
  open: '在办',
  closed: '已结案',
  archived: '已归档',
  'not-accepted': '不予受理',
  'not-filed': '不予立案',
  withdrawn: '撤销案件',
  'no-penalty': '不予处罚',
  terminated: '终止调查',
  transferred: '已移送',
  joined: '已并案',
  revoked: '决定已撤销',
}

export const decisions: Record<string, string> = {
  agree: '同意',
  return: '退回',
  reject: '不予批准',
  'add-tier-before': '前加签',
  'add-tier-after': '同意并后加签',
  'remove-tier': '减签',
  reassign: '转办',
  withdraw: '撤回',
  'take-back': '拿回',
  jump: '督察跳转',
}
