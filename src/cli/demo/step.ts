/** What the demo tells of a case, and how. */
import type { Application } from '../../application.ts'
import type { Actor } from '../../identity/actor.ts'

/** One thing that happened, as the terminal tells it and `--json` prints it. */
export interface Step {
  at: string
  stage: string
  what: string
  element?: string
  who: string
  role: string
  law?: string
  decision?: string
  opinion?: string
  documents: { kind: string; name: string; number: string | null; pages: number | null }[]
  limits: { name: string; left: string; colour: string; basis: string }[]
}

export type Say = (stage: string, what: string, more?: Partial<Step>, who?: Actor) => void

const stageTitles: { [stage: string]: string } = {
  entry: '案件录入',
  filing: '立案受理',
  investigation: '调查取证',
  decision: '行政审批',
  closing: '结案归档',
}
export const stageTitle = (stage: string | null) => stageTitles[stage ?? ''] ?? ''

/** Until the engine has said yes. */
export async function settled(app: Application, ticket: string): Promise<void> {
  const settlement = await app.outbox.settled(ticket, 30_000)
  if (settlement?.outcome !== 'effective')
    throw new Error(`流程引擎没有接受：${settlement ? settlement.reason : '三十秒内没有答复'}`)
}
