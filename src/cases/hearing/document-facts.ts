/** What the hearing's notice, record and report are written from, and what the decision says of it. */
import { dateChinese } from '../../documents/chinese-formats.ts'
import type { HearingFacts } from '../../documents/hearing-facts.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { dataOf } from '../facts.ts'
import type { GatheredCase } from '../gathered-case.ts'
import type { CaseRoom } from '../room.ts'
import type { Arrangement, Report, Session } from './model.ts'
import { lastHearing } from './proceedings.ts'

/** Facts of this hearing only: those of one that was withdrawn before are not. */
function factsSinceRequest({ facts }: GatheredCase) {
  const from = facts.find(({ kind }) => kind === 'hearing-requested')?.at
  return from === undefined ? [] : facts.filter(({ at }) => at >= from)
}

export async function hearingFacts(
  { officers }: CaseRoom,
  gathered: GatheredCase,
): Promise<HearingFacts | undefined> {
  const facts = factsSinceRequest(gathered)
  const arrangement = dataOf(facts, 'hearing-arrangement') as Arrangement | undefined
  if (!arrangement) return undefined
  const request = dataOf(facts, 'hearing-requested')!
  const session = dataOf(facts, 'hearing-session') as Session | undefined
  const report = dataOf(facts, 'hearing-report') as Report | undefined
  const served = dataOf(facts, 'serve-hearing-notice')
  const named = async (id: string) => {
    const { name, post } = await officers.get(id)
    return { name, post }
  }
  return {
    requestedOn: legalDay(parseInstant(request.receivedAt as string)),
    noticedOn: typeof served?.at === 'string' ? legalDay(parseInstant(served.at)) : undefined,
    startsAt: session?.startedAt ?? arrangement.startsAt,
    endedAt: session?.endedAt,
    place: arrangement.place,
    way: arrangement.way,
    closedBecause: arrangement.closedBecause,
    host: await named(arrangement.hostId),
    hearers:
      arrangement.hearers && (await Promise.all(arrangement.hearers.map((one) => named(one.officerId)))),
    recorder: (await named(arrangement.recorderId)).name,
    translator: arrangement.translator,
    participants: session?.participants,
    speeches: session?.speeches,
    report: report && {
      investigators: report.investigators,
      party: report.party,
      findings: report.findings,
      opinion: report.opinion,
    },
  }
}

/** 听证情况, as the decision tells it (行政处罚法 第六十五条). */
export async function hearingInWords(
  { database }: CaseRoom,
  gathered: GatheredCase,
): Promise<string | undefined> {
  const hearing = await lastHearing(database.sql, gathered.row.id)
  if (!hearing) return undefined
  const { opinion } = (dataOf(factsSinceRequest(gathered), 'hearing-report') ?? {}) as { opinion?: string }
  const on = (at: number | null) => (at === null ? '' : dateChinese(legalDay(Number(at))))
  switch (hearing.state) {
    case 'held':
    case 'reported':
      return `当事人于${on(hearing.requested_at)}要求听证，本机关于${on(hearing.starts_at)}${hearing.way ?? ''}举行了听证。${opinion === undefined ? '' : `听证意见：${opinion}`}`
    case 'absent':
      return '当事人要求听证后，无正当理由拒不出席或者未经许可中途退出听证，视为放弃听证权利，本机关终止听证。'
    case 'terminated':
      return '当事人要求听证，本机关依法终止听证。'
    case 'withdrawn':
      return '当事人要求听证后，又撤回了听证要求。'
    default:
      return undefined
  }
}
