/** An ordinary case at the pages: six people, each in a browser of their own, by clicking. */
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { patrolClue } from '../faults/bureau-at-the-door.ts'
import { type OpenBrowser, openBrowser, type Person } from './open-browser.ts'

const officer = 'squad-01-officer-1'
const tiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a']

describe('an ordinary case at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let people: Map<string, Person>
  let caseId: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    people = new Map()
    for (const userName of [officer, ...tiers]) people.set(userName, await open.person(userName))
    caseId = await openCase(open)
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => {
    for (const [userName, { faults }] of people) expect(faults, userName).to.deep.equal([])
  })

  const pageOf = (userName: string) => people.get(userName)!.page

  it('lists what the officer is to do, and shows it live', async () => {
    const page = pageOf(officer)
    await page.getByRole('link', { name: '案件录入' }).waitFor()
    expect(await page.title()).to.equal('待办 · 执衡')
    await page.keyboard.press('?')
    await page.getByRole('heading', { name: '快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/tasks\/\d+$/)
  })

  it('says what is missing where it is missing, and keeps what was typed', async () => {
    const page = pageOf(officer)
    await page.getByLabel('主要事实').fill('店')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('不少于4个字').waitFor()
    expect(await page.getByText('请填写违法地点').count()).to.equal(1)
    await page.waitForTimeout(600)
    await page.reload()
    expect(await page.getByLabel('主要事实').inputValue()).to.equal('店')
  })

  it('takes party, violation, time and facts, with what the register knows', async () => {
    const page = pageOf(officer)
    await page.getByRole('button', { name: '新建' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('姓名').fill('阿依古丽·买买提')
    await dialog.getByLabel('住址').fill('示例县人民路 12 号')
    await dialog.getByLabel('公民身份号码').fill('330483199001012330')
    await dialog.getByRole('button', { name: '登记' }).click()
    await dialog
      .getByText(/校验|号码/)
      .first()
      .waitFor()
    await dialog.getByLabel('公民身份号码').fill('33038119900101233X')
    await dialog.getByRole('button', { name: '登记' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await choose(page, '违法行为', '店铺货物摆到人行道上')
    await page.getByLabel('违法地点').fill('示例县人民路 12 号门前')
    await page.getByLabel('主要事实').fill('当事人将蔬菜筐摆放在店门外人行道上经营，占用人行道约 2 平方米。')
    await fillTime(page, '违法时间', open.door.bureau.clock.now() - 3_600_000)
    await page.getByText('两名以上执法人员').click()
    expect(refusals(people.get(officer)!)).to.deep.equal(['422 POST /api/v1/parties'])
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL('**/tasks')
  })

  it('goes through four tiers, each told by whom and with which words it came', async () => {
    for (const [index, userName] of tiers.entries()) {
      const page = pageOf(userName)
      await page.getByRole('link', { name: /审批/ }).first().click()
      const next = ['部门负责人', '法制科', '分管领导'][index]
      await page.getByLabel('审批意见').fill('拟同意，请审核。')
      await page.getByRole('button', { name: next ? `同意并送${next}` : '同意', exact: true }).click()
      await page.waitForURL('**/tasks')
    }
    const seen = await open.door.bureau.cases.page(await open.door.bureau.actor(officer), caseId)
    expect(seen.approvals[0]).to.include({ stage: 'entry', outcome: 'agreed' })
  })

  it('shows the case: its stages, who has it, its papers and its opinions', async () => {
    const page = pageOf(officer)
    await page.goto(`/cases/${caseId}`)
    await page.getByRole('heading', { name: /阿依古丽·买买提/ }).waitFor()
    await page.getByRole('button', { name: '审批' }).click()
    await page.getByText('拟同意，请审核。').first().waitFor()
    expect(await page.getByText('拟同意，请审核。').count()).to.equal(4)
    await page.getByRole('button', { name: '文书' }).click()
    await page.frameLocator('iframe').getByText('案源登记表').first().waitFor()
    await page.reload()
    await page.frameLocator('iframe').getByText('案源登记表').first().waitFor()
  })
})

async function openCase({ door }: OpenBrowser): Promise<string> {
  const { bureau } = door
  const [lead, assisting] = await Promise.all([officer, 'squad-01-officer-2'].map(bureau.actor))
  const { clueId } = await bureau.clues.register(lead!, patrolClue('店外占道经营'))
  const opened = await bureau.cases.openCase(lead!, {
    clueId,
    leadOfficerId: lead!.officerId!,
    assistingOfficerIds: [assisting!.officerId!],
  })
  await bureau.settled(opened)
  return opened.caseId
}

/** What the server refused, as it should: taken out of what went wrong. */
function refusals({ faults }: Person): string[] {
  const refused = faults
    .filter((fault) => /^4\d\d /.test(fault))
    .map((fault) => fault.replace(/https?:\/\/[^/]+/, ''))
  faults.splice(0, faults.length, ...faults.filter((fault) => !/^4\d\d |status of 4\d\d/.test(fault)))
  return refused
}

/** Types into a field with proposals, and takes the first. */
async function choose(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label).fill(words)
  await page.getByRole('option').first().click()
}

async function fillTime(page: Page, label: string, at: number): Promise<void> {
  const shown = new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  await page.getByLabel(label).fill(shown)
  await page.keyboard.press('Enter')
}
