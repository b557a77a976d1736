/** 案卷评查、执法监督: an archived case is rated, the rating appealed against and answered; the squad is told to mend what was wrong, and proves that it did. */
import { join } from 'node:path'
import { projectRoot } from '../../../src/platform/project-root.ts'
import { readQualityRules } from '../../../src/quality/rules.ts'
import { criteriaFor } from '../../../src/quality/score.ts'
import { photo } from '../../cases/ordinary-forms.ts'
import { type CaseDesk, openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'

const supervisor = 'supervision-supervisor-1'
const other = 'supervision-supervisor-2'

interface Notice {
  id: string
  number: string
  state: string
}

/** Nearly full points. */
function sheet(off: number) {
  const rules = readQualityRules(join(projectRoot(), 'data'))
  const scores = criteriaFor(rules, 'ordinary').map(({ code, points }, index) => ({
    criterion: code,
    points: index === 0 ? points - off : points,
    ...(index === 0 && off > 0 && { remark: '立案审批表没有写明地点' }),
  }))
  return { scores, knockOuts: [] }
}

async function prove(year: Year, by: string, noticeId: string, mark: string): Promise<void> {
  const person = await year.as(by)
  const path = `/supervision-notices/${noticeId}/proofs?name=${encodeURIComponent('学习记录.png')}`
  const { status } = await person.upload(path, Buffer.concat([photo, Buffer.from(mark)]))
  year.check.equal('the proof is taken', status, 201)
}

/** 更正案件事实, as it was read. */
async function correct(
  desk: CaseDesk,
  kind: string,
  changes: object,
): Promise<{ id: string; state: string }> {
  const lead = await desk.year.as(desk.lead)
  const path = `/cases/${desk.caseId}/facts/${kind}`
  const { version } = await desk.year.get<{ version: number }>(lead, path)
  const given = { changes, reason: '录入时笔误' }
  const { status, body } = await lead.patch<{ id: string; state: string }>(path, given, {
    'if-match': `"${version}"`,
  })
  desk.year.check.equal(`the correction of ${kind} is taken`, status, 200)
  return body
}

/** Rated by two of supervision; the officer appeals, and who approved in the case does not answer. @returns the id of the review. */
async function rate(desk: CaseDesk): Promise<string> {
  const { year } = desk
  const { id } = await year.post<{ id: string }>(
    supervisor,
    `/cases/${desk.caseId}/quality-review`,
    undefined,
  )
  await year.post(supervisor, `/quality-reviews/${id}/raters`, {
    officerIds: [await year.idOf(supervisor), await year.idOf(other)],
  })
  for (const rater of [supervisor, other]) await year.post(rater, `/quality-reviews/${id}/rating`, sheet(2))
  const { ratings } = await year.get<{ ratings: { id: string; reviewId: string; grade: string }[] }>(
    desk.lead,
    `/officers/${await year.idOf(desk.lead)}/ratings`,
  )
  const rating = ratings.find(({ reviewId }) => reviewId === id)!
  year.check.equal('the grade is computed', rating.grade, 'excellent')
  await year.calendar.days(3)
  await year.post(desk.lead, `/ratings/${rating.id}/appeal`, { reason: '地点写在附页。' })
  const answer = { grade: 'excellent', answer: '已经核对，维持等次，不再扣分。' }
  const approver = await year.as(desk.tiers.at(-1)!)
  const refused = await approver.post(`/ratings/${rating.id}/answer`, answer)
  year.check.equal('who approved in the case does not answer', refused.status, 403)
  await year.post('general-director', `/ratings/${rating.id}/answer`, answer)
  return id
}

/** 执法监督通知书: answered, returned, answered again with new proof, accepted. */
async function supervise(desk: CaseDesk, reviewId: string): Promise<void> {
  const { year } = desk
  const notice = await year.post<Notice>(supervisor, '/supervision-notices', {
    reviewId,
    defects: [{ what: '立案审批表没有写明地点', basis: '行政处罚法 第五十四条' }],
    demand: '组织学习，规范填写。',
  })
  year.check.true('it has a number', /监字〔2025〕第\d{6}号$/.test(notice.number))
  const path = `/supervision-notices/${notice.id}`
  await prove(year, desk.head, notice.id, '1')
  await year.post(desk.head, `${path}/answer`, { content: '已经组织学习。' })
  await year.post(supervisor, `${path}/decision`, { accept: false, opinion: '没有签到表' })
  await year.calendar.days(1)
  await prove(year, desk.head, notice.id, '2')
  await year.post(desk.head, `${path}/answer`, { content: '补交签到表。' })
  const accepted = await year.post<Notice>(supervisor, `${path}/decision`, {
    accept: true,
    opinion: '整改到位',
  })
  year.check.equal('it is accepted', accepted.state, 'accepted')
}

export const qualityCases: Story[] = [
  {
    name: '更正录入笔误，归档后评查、申诉，监督整改',
    begins: '2025-05-12',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-09' })
      await desk.file()
      const description = '当事人将六个蔬菜筐摆放在店门外人行道上经营，占用人行道约 2 平方米。'
      year.check.equal(
        'it counts at once',
        (await correct(desk, 'entry', { description })).state,
        'effective',
      )
      await desk.investigate()
      const asked = await correct(desk, 'inspection', { harm: 'serious' })
      year.check.equal('the head has to agree', asked.state, 'requested')
      await year.post(desk.head, `/fact-corrections/${asked.id}/decision`, {
        agree: false,
        opinion: '现场没有造成危害。',
      })
      await desk.report({ fineYuan: 300 })
      await desk.decideWithoutHearing(300)
      await desk.settle()
      await year.calendar.days(1)
      await supervise(desk, await rate(desk))
      return desk.told()
    },
  },
]
