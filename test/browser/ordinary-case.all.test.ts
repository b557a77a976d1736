/** An ordinary case at the pages, from its entry to the bound volume: six people, each in a browser of their own, by clicking. Long, hence with the long tests. */
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import type { FormData } from '../../src/tasks/index.ts'
import { citizen, ordinaryForms, photo, signedOnPaper, signedWaiver } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { patrolClue } from '../faults/bureau-at-the-door.ts'
import { fillForm, fillTime } from './fill-form.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

const officer = 'squad-01-officer-1'
const jurist = 'legal-reviewer-2'
const party = '阿依古丽·买买提'
const tiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a']

describe('an ordinary case at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let people: Map<string, Person>
  let caseId: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    people = new Map()
    for (const userName of [officer, ...tiers, jurist]) people.set(userName, await open.person(userName))
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
    await page.getByRole('heading', { name: '快捷键' }).waitFor({ state: 'detached' })
    // A browser gives the keyboard back to the page with its next picture, faster than any hand.
    await page.waitForTimeout(200)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/tasks\/\d+$/)
  })

  it('says what is missing where it is missing, and keeps what was typed', async () => {
    const page = pageOf(officer)
    await page.getByLabel('主要事实').fill('店')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('不少于4个字').waitFor()
    expect(await page.getByText('请填写当事人').count()).to.equal(1)
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
    await fillTime(
      page,
      page.locator('[data-field="occurredAt"]'),
      isoInstant(open.door.bureau.clock.now() - 3 * 3_600_000),
    )
    await page.getByText('两名以上执法人员').click()
    expect(refusals(people.get(officer)!)).to.deep.equal(['422 POST /api/v1/parties'])
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL('**/tasks')
  })

  it('goes through four tiers, each told by whom and with which words it came', async () => {
    await approve()
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

  it('is filed, after the drafter has reminded and taken back', async () => {
    const page = pageOf(officer)
    await fill('起草立案审批表', 'draft-filing')
    await page.goto(`/cases/${caseId}?tab=approvals`)
    await page.getByText('现在等').waitFor()
    await page.getByRole('button', { name: '催办' }).click()
    await page.getByText(/^已催办/).waitFor()
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByLabel('撤回的理由').fill('立案理由还要补充。')
    await inDialog(page, '撤回')
    await page.getByText('已撤回，可以修改后再送审').waitFor()
    await page.getByText('现在等').waitFor({ state: 'detached' })
    await fill('起草立案审批表', 'draft-filing')
    await approve()
  })

  it('is investigated: the scene, the party, and photos', async () => {
    await fill('现场检查', 'inspect-scene')
    await fill('调查询问', 'interview-party')
    const page = pageOf(officer)
    await page.goto(`/cases/${caseId}?tab=evidence`)
    await page.getByRole('button', { name: '收入照片或者文件' }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') })
    await page.getByText(/可以收入的文件：JPEG 照片/).waitFor()
    expect(refusals(people.get(officer)!)).to.deep.equal(['422 POST /api/v1/uploads'])
    await page.getByRole('button', { name: '移去run.exe' }).click()
    await addEvidence({ name: '现场照片', shows: '店门外占道摆放的蔬菜筐' })
    await page.getByRole('img', { name: '现场照片' }).waitFor()
    await fill('拍照取证', 'collect-evidence')
  })

  it('is put right, reported, and reviewed', async () => {
    await fill('起草责令改正通知书', 'order-correction')
    await approve(['squad-01-head'])
    await fill('送达责令改正通知书', 'serve-correction-order')
    await fill('起草调查终结报告', 'draft-investigation-report')
    await approve()
    await fill('法制审核', 'legal-review', jurist)
  })

  it('is told to the party, who waives on paper what it could say', async () => {
    await fill('起草事先告知书', 'draft-advance-notice')
    await approve()
    await fill('送达事先告知书', 'serve-advance-notice')
    const page = pageOf(officer)
    await page.goto(`/cases/${caseId}?tab=evidence`)
    await page.getByRole('button', { name: '收入照片或者文件' }).click()
    await addEvidence(signedWaiver)
    await page.getByRole('img', { name: signedWaiver.name }).waitFor()
    await page.getByText('登记当事人的…').click()
    expect(await page.locator('details.menu li').allTextContents()).to.deep.equal([
      '陈述、申辩',
      '放弃陈述、申辩',
    ])
    await page.getByRole('button', { name: '放弃陈述、申辩' }).click()
    await fillTime(page, page.locator('[data-field="receivedAt"]'), isoInstant(later()))
    await inDialog(page, '登记放弃陈述、申辩')
    await page.getByRole('link', { name: '起草处罚决定' }).waitFor()
  })

  it('is decided, served, and paid', async () => {
    await fill('起草处罚决定', 'draft-decision')
    await approve()
    await fill('送达处罚决定书', 'serve-decision')
    const page = pageOf(officer)
    await page.goto(`/cases/${caseId}`)
    await page.getByText('登记当事人的…').click()
    await page.getByRole('button', { name: '缴款' }).click()
    const day = legalDay(open.door.bureau.clock.now())
    await fillTime(page, page.locator('[data-field="paidOn"]'), day)
    await page.getByLabel('缴纳罚款').fill('300.01')
    await inDialog(page, '登记缴款', 'refused')
    await page.getByText('尚欠 300 元').waitFor()
    expect(refusals(people.get(officer)!)).to.deep.equal([
      `422 POST /api/v1/cases/${caseId}/payment-received`,
    ])
    await page.getByLabel('缴纳罚款').fill('300')
    await page.getByLabel('票据号码').fill('示例-0001')
    await inDialog(page, '登记缴款')
    await page.getByText('罚款 300 元，已缴 300 元').waitFor()
    await page.getByRole('link', { name: '起草结案审批表' }).waitFor()
  })

  it('is closed when its records are signed, and bound', async () => {
    const page = pageOf(officer)
    await page.goto(`/cases/${caseId}?tab=signing`)
    for (const name of ['现场检查', '调查询问']) {
      await page.getByRole('button', { name: new RegExp(`登记《${name}.*的纸质原件`) }).click()
      await page.getByLabel('原件上的签名情况').fill(signedOnPaper)
      await inDialog(page, '登记纸质原件')
    }
    await page.getByText('没有缺签名的笔录。').waitFor()
    await fill('起草结案审批表', 'draft-closing-report')
    await page.goto(`/cases/${caseId}?tab=volume`)
    await page.getByText('结案审批同意后，系统自动装订卷宗。').waitFor()
    await approve()
    await page.getByRole('heading', { name: '第 1 版' }).waitFor()
    await page.getByText('已归档').waitFor()
    expect(
      await page.getByRole('table', { name: '卷内目录' }).getByRole('link').first().textContent(),
    ).to.equal('行政处罚决定书')
    const address = await page.getByRole('link', { name: '打开卷宗（PDF）' }).getAttribute('href')
    const volume = await page.request.get(address!)
    expect(volume.headers()['content-type']).to.equal('application/pdf')
  })

  /** A minute later: nothing happens before what it answers. */
  function later(): number {
    open.door.bureau.clock.advance(60_000)
    return open.door.bureau.clock.now()
  }

  /** What is filled in, with the minutes of a page instead of the seconds of a service. */
  async function dataOf(form: string): Promise<FormData> {
    const now = later()
    const recorder = (await open.door.bureau.actor('squad-01-officer-2')).officerId!
    const data = ordinaryForms({ partyId: '', recorder, now, person: { ...citizen, name: party } })[form]!
    return form === 'interview-party'
      ? { ...data, startedAt: isoInstant(now - 3_000_000), endedAt: isoInstant(now - 1_800_000) }
      : data
  }

  async function fill(title: string, form: string, userName = officer): Promise<void> {
    const page = pageOf(userName)
    const names = new Map(
      (await open.door.bureau.cases.page(await open.door.bureau.actor(officer), caseId)).officers.map(
        ({ officerId, name }) => [officerId, name],
      ),
    )
    await page.goto('/tasks')
    await page.getByRole('link', { name: title }).first().click()
    await page.waitForURL(/\/tasks\/\d+$/)
    await fillForm(page, form, await dataOf(form), (value) =>
      value === 'ordinary' ? '一般' : (names.get(value) ?? value),
    )
    await page.locator('form footer button[type=submit]').click()
    await page.waitForURL('**/tasks', { timeout: 10_000 }).catch(async () => {
      const said = await page.locator('.fault, .notices').allTextContents()
      throw new Error(`${form}: ${said.join(' ')}`)
    })
  }

  async function approve(by: readonly string[] = tiers): Promise<void> {
    for (const userName of by) {
      const page = pageOf(userName)
      await page.goto('/tasks')
      await page.getByRole('link', { name: /审批/ }).first().click()
      await page.getByLabel('审批意见').fill('拟同意，请审核。')
      const next = ['部门负责人', '法制科', '分管领导'][by.indexOf(userName)]
      const act = next && by.length > 1 ? `同意并送${next}` : '同意'
      await page.getByRole('button', { name: act, exact: true }).click()
      await page.waitForURL('**/tasks')
    }
  }

  let pictures = 0
  async function addEvidence({ name, shows }: { name: string; shows: string }): Promise<void> {
    const page = pageOf(officer)
    const buffer = Buffer.concat([photo, Buffer.from(`${pictures++}`)])
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer })
    await page.getByText('已传完').waitFor()
    await page.getByLabel('名称').fill(name)
    await page.getByLabel('证明什么').fill(shows)
    await fillTime(page, page.locator('[data-field="takenAt"]'), isoInstant(later()))
    await inDialog(page, '收入证据')
  }
})

/** The button of the open dialog, which closes when it is done. */
async function inDialog(page: Page, act: string, outcome: 'done' | 'refused' = 'done'): Promise<void> {
  // The calendar of a date is a dialog too.
  const dialog = page.locator('[role=dialog][aria-modal=true]')
  await dialog.getByRole('button', { name: act, exact: true }).click()
  if (outcome === 'done') await dialog.waitFor({ state: 'detached' })
}

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

/** Types into a field with proposals, and takes the first. */
async function choose(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label).fill(words)
  await page.getByRole('option').first().click()
}
