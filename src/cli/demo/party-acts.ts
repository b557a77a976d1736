/** What the party does in a story, when the case waits for it. */
import type { Application } from '../../application.ts'
import type { PartyMessageName } from '../../cases/index.ts'
import type { Actor } from '../../identity/actor.ts'
import type { FormData } from '../../tasks/index.ts'
import { addPicture, sample } from './add-picture.ts'
import { type Say, settled } from './step.ts'
import { fillTime, type StoryTime } from './story-time.ts'

/** The party acts when the case waits for it: the first act that the case takes now. */
export async function letPartyAct(
  app: Application,
  lead: Actor,
  caseId: string,
  acts: [PartyMessageName, FormData][],
  place: string,
  time: StoryTime,
  say: Say,
): Promise<boolean> {
  const titles: { [name in PartyMessageName]: string } = {
    'rights-waived': '当事人书面放弃陈述申辩和听证',
    'statement-received': '收到当事人陈述申辩',
    'hearing-requested': '当事人要求听证',
    'hearing-withdrawn': '当事人撤回听证要求',
    'payment-received': '当事人缴纳罚款',
    'demand-statement-received': '收到对催告的陈述申辩',
  }
  const laws: { [name in PartyMessageName]: string } = {
    'rights-waived': '行政处罚法 第四十四条',
    'statement-received': '行政处罚法 第四十五条',
    'hearing-requested': '行政处罚法 第六十四条',
    'hearing-withdrawn': '行政处罚法 第六十四条',
    'payment-received': '行政处罚法 第六十七条',
    'demand-statement-received': '行政强制法 第三十六条',
  }
  if (acts[0]?.[0] === 'rights-waived' && !acts[0][1].evidenceId) {
    if (!(await isNotified(app, lead, caseId))) return false
    const evidenceId = await addPicture(app, lead, caseId, waiver, place, time.now())
    acts[0] = ['rights-waived', { ...acts[0][1], evidenceId }]
    say('当事人', `提交《${waiver.name}》，收入证据`, {
      law: '行政处罚法 第四十六条',
      role: '由主办人员登记',
    })
  }
  const next = acts[0]
  if (!next) return false
  try {
    const { ticket } = await app.cases.recordPartyMessage(
      lead,
      caseId,
      next[0],
      fillTime(next[1], time.now()),
    )
    if (ticket) await settled(app, ticket)
  } catch (error) {
    if ((error as { code?: string }).code === 'conflict') return false
    throw error
  }
  acts.shift()
  await time.pass(1)
  say('当事人', titles[next[0]], { law: laws[next[0]], role: '由主办人员登记' })
  return true
}

/** What the party signs 放弃陈述申辩、听证. */
const waiver = {
  file: sample('waiver.png'),
  name: '放弃陈述申辩、听证声明书',
  shows: '当事人签名声明放弃陈述、申辩和听证',
}

async function isNotified(app: Application, lead: Actor, caseId: string): Promise<boolean> {
  const { documents } = await app.cases.page(lead, caseId)
  return documents.some(({ kind, state }) => kind === 'advance-notice' && state === 'issued')
}
