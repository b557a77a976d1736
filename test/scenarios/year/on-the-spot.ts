/** A decision on the spot 当场处罚 and the steps that follow it. */
import { ulid } from 'ulid'
import { CaseDesk } from './case-desk.ts'
import type { Party, Year } from './year.ts'

export interface OnTheSpot {
  squad: string
  party?: Party
  kind?: Party['kind']
  fineFen?: number
  more?: object
}

export async function decideOnTheSpot(
  year: Year,
  { squad, party, kind, fineFen = 10_000, more }: OnTheSpot,
): Promise<CaseDesk> {
  const officer = `${squad}-officer-1`
  const met = party ?? (await year.meet(officer, kind))
  const decided = await year.post<{ caseId: string; number: string }>(officer, '/summary-cases', {
    id: ulid(),
    assistingOfficerIds: [await year.idOf(`${squad}-officer-2`)],
    partyId: met.id,
    violationCode: 'SR-001',
    occurredAt: year.bureau.now() - 600_000,
    place: met.address,
    description: '当事人将两个货架摆放在店门外人行道上经营。',
    certificateShown: true,
    rightsTold: true,
    penalty: { fineFen },
    delivery: { recipient: met.person.name },
    ...more,
  })
  year.check.true('the decision has its number', /当罚字〔\d{4}〕第\d{6}号$/.test(decided.number))
  return new CaseDesk(year, { caseId: decided.caseId, squad, party: met })
}

/** 备案 by the squad's legal officer, who did not decide. */
export async function putOnRecord(desk: CaseDesk, inOrder: 'yes' | 'no' = 'yes'): Promise<void> {
  await desk.fill(
    'file-summary-decision',
    { inOrder, remark: inOrder === 'yes' ? '程序、依据、数额无误' : '依据写漏一款' },
    `${desk.squad}-legal`,
  )
}

/** Decided, on record, and owed at the bank. */
export async function oweOnTheSpot(year: Year, squad: string): Promise<CaseDesk> {
  const desk = await decideOnTheSpot(year, { squad })
  await putOnRecord(desk)
  await desk.runs('payment')
  return desk
}
