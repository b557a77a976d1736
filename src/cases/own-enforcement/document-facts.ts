/** What documents say of 本机关强制执行: the demand and the announcement, the decision, the record of the site. */
import type {
  EnforcementDemandFacts,
  EnforcementFacts,
  EnforcementSiteFacts,
} from '../../documents/own-enforcement-facts.ts'
import { dataOf } from '../facts.ts'
import { type GatheredCase, numberOf } from '../gathered-case.ts'
import type { CaseRoom } from '../room.ts'
import { enforcedFacts } from './enforced.ts'
import type { Immediate } from './immediate.ts'

type Site = Omit<EnforcementSiteFacts, 'decisionNumber' | 'title' | 'basis' | 'officers' | 'immediate'> & {
  officerIds: string[]
  immediate?: Immediate
}

export async function ownFacts(room: CaseRoom, gathered: GatheredCase) {
  const { facts } = gathered
  const demands = facts.filter(({ kind }) => kind === 'enforcement-demand' || kind === 'performance-demand')
  return {
    enforced: enforcedFacts(gathered),
    // The last of the two is the one in hand.
    enforcementDemand: demands.at(-1)?.data as EnforcementDemandFacts | undefined,
    enforcement: dataOf(facts, 'enforcement-decision') as EnforcementFacts | undefined,
    enforcementSite: await siteFacts(room, gathered),
  }
}

async function siteFacts(
  { officers, enforcementRules }: CaseRoom,
  gathered: GatheredCase,
): Promise<EnforcementSiteFacts | undefined> {
  const given = dataOf(gathered.facts, 'enforcement-site') as Site | undefined
  if (!given) return undefined
  const decision = dataOf(gathered.facts, 'enforcement-decision') as EnforcementFacts | undefined
  const { officerIds, immediate, ...said } = given
  const there = await officers.getMany([...officerIds, ...(immediate ? [immediate.decidedBy] : [])])
  const nameOf = (id: string) => there.find((one) => one.id === id)?.name ?? id
  const { objects, places } = enforcementRules.own.immediate
  return {
    ...said,
    recorder: nameOf(said.recorder),
    officers: officerIds.map(nameOf).join('、'),
    title: immediate ? '立即代履行' : decision?.title,
    basis: immediate ? '《中华人民共和国行政强制法》第五十二条' : decision?.basis,
    ...(!immediate && {
      decisionNumber: numberOf(gathered, 'enforcement-decision'),
      performer: decision?.performer,
    }),
    ...(immediate && {
      immediate: `需要立即清除${places[immediate.place]}的${objects[immediate.object]}。${immediate.because}由本机关负责人${nameOf(immediate.decidedBy)}决定立即实施。`,
    }),
  } as EnforcementSiteFacts
}
