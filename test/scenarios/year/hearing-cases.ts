/** 听证: held after the host was challenged, withdrawn and asked for again until the party stays away, terminated, and found when the decision waited already. */
import { openCase } from './case-desk.ts'
import {
  arrange,
  askForHearing,
  clerk,
  finishHeavy,
  hearingIs,
  hold,
  host,
  notifyOfHearing,
  people,
  report,
  serveNotice,
  session,
} from './hearing-desk.ts'
import type { Story } from './year.ts'

const hour = 3_600_000

export const hearingCases: Story[] = [
  {
    name: '听证主持人回避后举行，罚款减轻',
    begins: '2025-03-17',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-01' })
      await notifyOfHearing(desk)
      await year.calendar.days(1)
      await askForHearing(desk)
      year.check.equal(
        'the time for the case stands still',
        (await desk.limit('case-decision'))!.state,
        'suspended',
      )
      await desk.says('statement-received', { receivedAt: year.now(), content: '请求从轻处罚。' })
      await arrange(desk, 14)
      await serveNotice(desk)
      await desk.until('its notice is in time', ({ deadlines }) =>
        deadlines.some(({ limit, state }) => limit === 'hearing-notice' && state === 'met'),
      )
      await year.act(clerk, `/cases/${desk.caseId}/hearing-rearrangement`, {
        cause: 'host-recusal',
        applicant: desk.party.name,
        reason: '主持人与本案有利害关系。',
      })
      const startsAt = await arrange(desk, 15, clerk)
      await serveNotice(desk)
      await year.calendar.until(startsAt + hour)
      await hold(desk, session(desk), clerk)
      await report(desk, 250, clerk)
      const { state, excludedDays } = (await desk.limit('case-decision'))!
      year.check.equal('its days did not count', [state, excludedDays], ['running', 15])
      await desk.refusesToFill('draft-decision', { fineYuan: 301 }, 'fineYuan')
      await finishHeavy(desk, 250)
      return desk.told()
    },
  },
  {
    name: '听证撤回后再次要求，通知未达、中止、缺席',
    begins: '2025-05-06',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-03' })
      await notifyOfHearing(desk)
      await askForHearing(desk)
      await desk.fill('arrange-hearing', await arrangement(), clerk)
      await year.calendar.days(1)
      await desk.says('hearing-withdrawn')
      await hearingIs(desk, 'withdrawn')
      await askForHearing(desk)
      await arrange(desk, 20)
      await year.steps.taskOf(await year.as(desk.lead), desk.caseId, 'serve-hearing-notice')
      const { dueOn } = await desk.runs('hearing-notice')
      await year.calendar.after(dueOn)
      await desk.isTold(desk.lead, 'hearing-notice-due')
      await serveNotice(desk, { noticeFailed: true, failure: '当事人外出。' })
      await hearingIs(desk, 'requested')
      let startsAt = await arrange(desk, 20)
      await serveNotice(desk)
      await year.calendar.until(startsAt + hour)
      await hold(desk, { outcome: 'suspended', reason: '当事人突发疾病。' })
      await hearingIs(desk, 'suspended')
      await year.calendar.days(5)
      await desk.fill('resume-hearing', { reason: '当事人已经康复。' }, clerk)
      startsAt = await arrange(desk, 20)
      await serveNotice(desk)
      await year.calendar.until(startsAt + hour)
      const present = [people(desk)[1]!, { role: '案件调查人员', name: '办案人员乙' }]
      await hold(
        desk,
        session(desk, { outcome: 'absent', reason: '当事人无正当理由未到场。', participants: present }),
      )
      await desk.fill(
        'sign-hearing-record',
        { signatures: present.map(({ role, name }) => ({ role, name, signed: true })) },
        host,
      )
      await hearingIs(desk, 'absent')
      await finishHeavy(desk, 300)
      return desk.told()

      async function arrangement() {
        return {
          hostId: await year.idOf(host),
          recorderId: await year.idOf('legal-rules-1'),
          startsAt: year.now(20 * 24 * hour),
          place: '示例县综合行政执法局听证室',
          way: '不公开',
          closedBecause: '涉及个人隐私',
        }
      }
    },
  },
  {
    name: '听证终止',
    begins: '2025-09-08',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07', kind: 'organisation' })
      await notifyOfHearing(desk)
      await askForHearing(desk)
      const startsAt = await arrange(desk, 16)
      await serveNotice(desk)
      await year.calendar.until(startsAt + hour)
      await hold(desk, { outcome: 'terminated', reason: '当事人当场表示不再要求听证。' })
      await hearingIs(desk, 'terminated')
      await finishHeavy(desk, 300)
      return desk.told()
    },
  },
  {
    name: '决定审批中补登听证要求，后撤回',
    begins: '2025-10-13',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-08' })
      const { dueOn } = await notifyOfHearing(desk)
      await year.calendar.after(dueOn)
      await desk.fill('draft-decision', { fineYuan: 300 })
      await desk.decide(desk.tiers[0]!, { decision: 'agree' })
      await desk.refused('a request that came too late', 'hearing-requested', { receivedAt: year.now() })
      await desk.says('hearing-requested', { receivedAt: `${dueOn}T10:00:00+08:00` })
      await hearingIs(desk, 'requested')
      await desk.says('hearing-withdrawn')
      await hearingIs(desk, 'withdrawn')
      await finishHeavy(desk, 300)
      return desk.told()
    },
  },
]
