/** The demo's steps as lines of a terminal. Colours only where the terminal shows them. */
import type { DemoResult } from './demo.ts'
import type { Step } from './step.ts'

type Say = (line: string) => void

const colours: { [word: string]: string } = { 绿: '32', 蓝: '34', 红: '31' }
const paint = (text: string, code: string) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text

export function tellStep(step: Step, say: Say): void {
  const decided = step.decision ? ` — ${step.decision}${step.opinion ? `：「${step.opinion}」` : ''}` : ''
  say(`${paint(step.at, '2')}  ${paint(`[${step.stage}]`, '1')} ${step.what}${decided}`)
  say(`                    ${step.who}（${step.role}）${step.law ? ` · ${step.law}` : ''}`)
  for (const { name, number, pages } of step.documents)
    say(`                    文书 ${name}${number ? ` ${number}` : ''}${pages ? `，${pages} 页` : ''}`)
  for (const { name, left, colour, basis } of step.limits)
    say(`                    期限 ${name}：${paint(`${colour} ${left}`, colours[colour] ?? '0')}（${basis}）`)
}

export function tellEnd({ case: ended, folder, documents, audit, seconds }: DemoResult, say: Say): void {
  const states: { [state: string]: string } = {
    archived: '已归档',
    rejected: '不予立案',
    terminated: '已终止',
    withdrawn: '已撤销',
  }
  say('')
  say(
    `案件 ${ended.number ?? ended.id} ${states[ended.state] ?? ended.state}；签发文书 ${documents.length} 份，在 ${folder}`,
  )
  say(
    `审计链：${audit.ok ? '完整' : '有断裂'}${audit.lines ? `，${audit.lines} 行` : ''}；用时 ${seconds} 秒`,
  )
}
