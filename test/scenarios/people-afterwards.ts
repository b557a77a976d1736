/** What an ended case leaves with its people: the party's file when it is merged, the officer's file, the rating of the case. */
import type { BureauOverHttp } from './bureau-over-http.ts'
import type { Checks } from './checks.ts'

interface CaseList {
  items: { id: string; title: string }[]
}

export async function peopleAfterwards(
  bureau: BureauOverHttp,
  check: Checks,
  { caseId, partyId, officerId }: { caseId: string; partyId: string; officerId: string },
): Promise<void> {
  const [lead, colleague, head, reviewer] = await Promise.all(
    ['squad-01-officer-1', 'squad-01-officer-2', 'squad-01-head', 'legal-reviewer-2'].map((name) =>
      bureau.as(name),
    ),
  )
  const casesOf = async (id: string) => (await lead!.get<CaseList>(`/cases?partyId=${id}`)).body.items

  const [before] = await casesOf(partyId)
  const survivor = await lead!.post<{ party: { id: string } }>('/parties', {
    kind: 'citizen',
    name: '保留档案',
    idKind: 'passport',
    idCountry: 'CHN',
    idNumber: 'E00000001',
  })
  const survivorId = survivor.body.party.id
  const merge = await lead!.post<{ id: string }>('/party-merges', {
    mergedId: partyId,
    survivorId,
    reason: '同一人用两种证件登记',
  })
  const decision = { approve: true, reason: '核对无误' }
  const path = `/party-merges/${merge.body.id}`
  check.equal(
    'the proposer does not approve a merge',
    (await lead!.post(`${path}/decision`, decision)).status,
    403,
  )
  check.equal('the head does', (await head!.post(`${path}/decision`, decision)).status, 200)
  check.equal('the case is found under the survivor, under the name it had', await casesOf(survivorId), [
    before,
  ])
  check.equal('the merge is undone', (await head!.post(`${path}/undo`, { reason: '系两人' })).status, 200)
  check.equal('the survivor has no case any more', await casesOf(survivorId), [])
  check.equal('the party has its case again', await casesOf(partyId), [before])

  const rating = { caseId, officerId, grade: 'good', reasons: '程序完整' }
  check.equal('a colleague rates no case', (await colleague!.post('/ratings', rating)).status, 403)
  check.equal(
    'the legal section rates the ended case',
    (await reviewer!.post('/ratings', rating)).status,
    201,
  )
  const file = await lead!.get<{ ratings: { grade: string }[]; cases: object[] }>(
    `/officers/${officerId}/file`,
  )
  check.equal(
    'the officer’s file has the rating',
    file.body.ratings.map(({ grade }) => grade),
    ['good'],
  )
  check.equal('and counts the case', file.body.cases, [
    { year: '2026', state: 'archived', part: 'lead', count: 1 },
  ])
  check.equal(
    'a colleague does not see it',
    (await colleague!.get(`/officers/${officerId}/file`)).status,
    403,
  )
}
