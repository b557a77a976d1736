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
  const [lead, colleague, head] = await Promise.all(
    ['squad-01-officer-1', 'squad-01-officer-2', 'squad-01-head'].map((name) => bureau.as(name)),
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

  await ratedCase(bureau, check, caseId)
  const file = await lead!.get<{ ratings: { grade: string; points: number }[]; cases: object[] }>(
    `/officers/${officerId}/file`,
  )
  check.equal(
    'the officer’s file has the rating',
    file.body.ratings.map(({ grade, points }) => [grade, points]),
    [['excellent', 97]],
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

/** 案卷评查 by two who had no part in the case: 98 and 96 points come to 97. */
async function ratedCase(bureau: BureauOverHttp, check: Checks, caseId: string): Promise<void> {
  const [one, other, reviewer] = await Promise.all(
    ['supervision-supervisor-1', 'supervision-supervisor-2', 'legal-reviewer-2'].map((name) =>
      bureau.as(name),
    ),
  )
  interface Review {
    id: string
    state: string
    points: number | null
    raters: { points: number | null }[]
    criteria: { code: string; points: number }[]
  }
  const officerIdOf = async (person: typeof one) =>
    (await person!.get<{ officerId: string }>('/me')).body.officerId
  const { id } = (await one!.post<Review>(`/cases/${caseId}/quality-review`, {})).body
  const path = `/quality-reviews/${id}`
  const appoint = async (people: (typeof one)[]) =>
    one!.post<Review>(`${path}/raters`, { officerIds: await Promise.all(people.map(officerIdOf)) })
  check.equal('who reviewed the case does not rate it', (await appoint([one, reviewer])).status, 422)
  check.equal('two others do', (await appoint([one, other])).body.state, 'rating')
  const { criteria } = (await one!.get<Review>(path)).body
  const sheet = (off: number) => ({
    scores: criteria.map(({ code, points }, index) =>
      index === 0
        ? { criterion: code, points: points - off, remark: '立案审批表日期涂改' }
        : { criterion: code, points },
    ),
  })
  await one!.post(`${path}/rating`, sheet(2))
  const seen = (await other!.get<Review>(path)).body
  check.equal(
    'neither sees the other’s points',
    JSON.stringify(seen.raters.map((rater) => rater.points)),
    '[null,null]',
  )
  check.equal(
    'the result is computed',
    (await other!.post<Review>(`${path}/rating`, sheet(4))).body.points,
    97,
  )
}
