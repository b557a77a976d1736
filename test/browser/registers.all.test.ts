/** 四库 the four databases at the pages: each is asked, a record is read, and what only some may see is seen by them alone. */
import { expect } from 'chai'
import { startCase } from '../cases/officer-at-work.ts'
import { citizen } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { furnishRegisters } from './furnished-registers.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

const officer = 'squad-01-officer-1'

describe('the four databases at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  let caseId: string
  let partyId: string
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    const play = await startCase(bureau)
    await play.file()
    caseId = play.caseId
    partyId = await furnishRegisters(bureau, caseId)
    desk = await open.person(officer)
    desk.page.setDefaultTimeout(10_000)
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  describe('服务对象', () => {
    it('is opened from the frame, with the hand in the search box', async () => {
      const { page } = desk
      await page.getByText('四库', { exact: true }).click()
      await page.getByRole('link', { name: '服务对象' }).click()
      await page.waitForURL('**/parties')
      expect(await focused(desk)).to.equal('查找服务对象')
    })

    it('finds a party by its initials, and opens it by keyboard', async () => {
      const { page } = desk
      await page.keyboard.type('zsf')
      await page
        .getByRole('link', { name: /张三丰/ })
        .first()
        .waitFor()
      expect(new URL(page.url()).search).to.equal('?q=zsf')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/parties/${partyId}`)
      await page.getByRole('heading', { name: '张三丰' }).waitFor()
    })

    it('tells what was decided against it, and whether it did the same again', async () => {
      const { page } = desk
      const records = page.getByRole('region', { name: '违法记录', exact: true })
      await records.getByRole('link', { name: /超出门窗/ }).waitFor()
      await records.getByText('500 元').waitFor()
      await records.getByRole('button', { name: '查' }).click()
      await records.getByText(/近 12 个月因“.*”作出处罚、不予处罚决定 1 次/).waitFor()
      await records.getByRole('link', { name: '看案件' }).waitFor()
    })

    it('covers the number until someone says what for, and that is on record', async () => {
      const { page } = desk
      await page.getByText('330381********233X').first().waitFor()
      expect(await page.getByText(citizen.idNumber).count()).to.equal(0)
      await page.getByRole('button', { name: '查看完整信息' }).click()
      await page.getByLabel('查看的用途').fill('核对送达地址')
      await page.getByRole('button', { name: '查看，并记入审计日志' }).click()
      await page.getByText(citizen.idNumber).waitFor()
      const lines = await open.door.bureau.database.sql.all<{ line: string }>(
        "SELECT line FROM audit_lines WHERE action = 'party.unmasked' AND object_id = ?",
        [partyId],
      )
      expect(lines.filter(({ line }) => line.includes('核对送达地址'))).to.have.length(1)
    })

    it('never writes a number into an address', async () => {
      const { page } = desk
      await page.goto('/parties')
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.getByLabel('查找服务对象').fill(citizen.idNumber)
      await page.getByRole('link', { name: /张三丰/ }).waitFor()
      await page.getByLabel('查找服务对象').fill(citizen.phone)
      await page.waitForTimeout(400)
      await page
        .getByRole('link', { name: /张三丰/ })
        .first()
        .waitFor()
      expect(
        [...asked, page.url()].filter((url) => /33038119900101233X|13800000000/.test(url)),
      ).to.deep.equal([])
    })

    it('shows a file that may be the same party, and proposes to merge them', async () => {
      const { page } = desk
      await page.goto(`/parties/${partyId}`)
      const doubles = page.getByRole('region', { name: '疑似重复' })
      await doubles.getByText('姓名或者名称相同，地址相同').waitFor()
      await doubles.getByRole('button', { name: '提出合并' }).click()
      await page.getByLabel('合并理由').fill('电话核实，是同一人。')
      await page.getByRole('button', { name: '提出，送他人审批' }).click()
      await doubles.getByText('合并待审批').waitFor()
      expect(await doubles.getByRole('button', { name: '提出合并' }).count()).to.equal(0)
    })

    it('lets another decide about the merge', async () => {
      const boss = await open.person('squad-01-head')
      await boss.page.goto('/parties')
      const waiting = boss.page.getByRole('region', { name: '待审批的合并' })
      await waiting.getByRole('button', { name: '审批' }).click()
      await boss.page.getByText('同意', { exact: true }).click()
      await boss.page.getByLabel('审批意见').fill('已核实。')
      await boss.page.getByRole('button', { name: '签署意见' }).click()
      await waiting.waitFor({ state: 'detached' })
      expect(boss.faults).to.deep.equal([])
      await boss.close()
      await desk.page.reload()
      await desk.page.getByText('已合并', { exact: true }).waitFor()
    })

    it('takes in a new party, and says of an empty answer what to do', async () => {
      const { page } = desk
      await page.goto('/parties')
      await page.getByLabel('查找服务对象').fill('没有这个人')
      await page.getByText('没有找到').waitFor()
      await page.getByRole('button', { name: '新建服务对象' }).click()
      await page.getByRole('dialog').getByLabel('姓名').fill('阿依古丽·买买提')
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await page.getByRole('heading', { name: '阿依古丽·买买提' }).waitFor()
      await page.getByText('没有违法记录', { exact: true }).waitFor()
    })
  })

  describe('违法行为', () => {
    it('proposes from what was seen, and says why', async () => {
      const { page } = desk
      await page.goto('/violations')
      await page.locator('input:focus').waitFor()
      await page.keyboard.type('店铺货物摆到人行道上')
      const first = page.getByRole('list', { name: '违法行为' }).getByRole('link').first()
      await first.getByText('命中').waitFor()
      expect(await first.textContent())
        .to.include('越门占道')
        .and.include('最接近')
    })

    it('goes from category over power item to the violation', async () => {
      const { page } = desk
      const levels = page.getByRole('navigation', { name: '类别和权力事项' })
      await levels.getByRole('button', { name: /环境保护/ }).click()
      await levels.getByRole('button', { name: /对露天焚烧的处罚/ }).click()
      await page.waitForURL(/category=.*item=/)
      await page.getByRole('link', { name: /露天焚烧秸秆/ }).click()
      await page.waitForURL('**/violations/HB-004')
    })

    it('tells provisions, tiers, documents, evidence, and whether two people stand for it', async () => {
      const { page } = desk
      await page.getByText('未确认，不能写入正式文书').waitFor()
      await page.getByRole('link', { name: '《中华人民共和国大气污染防治法》第一百一十九条' }).waitFor()
      await page.getByRole('row', { name: /^一般 650–1,100 元/ }).waitFor()
      await page.getByText('行政处罚决定书', { exact: true }).waitFor()
      await page.getByText('现场照片或者视频').waitFor()
    })

    it('compares two of its versions', async () => {
      const { page } = desk
      const compared = page.getByRole('region', { name: '两版的不同' })
      await compared.getByRole('row', { name: /罚款 500–2,000 元 500–3,000 元/ }).waitFor()
      await page.getByRole('link', { name: '第 2 版' }).click()
      await page
        .getByText(/2026-03-02 确认$/)
        .first()
        .waitFor()
      await page.getByText('第 2 版（本页）').waitFor()
    })
  })

  it('are read on a phone, with nothing out at the side', async () => {
    const phone = await open.person(officer, 'phone')
    const { page } = phone
    await page.goto('/violations')
    await page.getByRole('button', { name: /环境保护/ }).tap()
    await page.getByRole('button', { name: /市容环境卫生/ }).waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: /露天焚烧秸秆/ }).tap()
    await page.getByRole('heading', { name: '裁量阶次' }).waitFor()
    for (const address of [
      '/violations/HB-004',
      `/parties/${partyId}`,
      '/parties?q=zsf',
      '/laws',
      '/officers',
    ]) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).to.equal(390)
    }
    expect(phone.faults).to.deep.equal([])
    await phone.close()
  })

  describe('法律法规', () => {
    it('finds an article by its words, and marks them', async () => {
      const { page } = desk
      await page.goto('/laws')
      await page.locator('input:focus').waitFor()
      await page.keyboard.type('随意悬挂')
      const hit = page.getByRole('link', { name: /《纸灯条例》第二条/ })
      await hit.waitFor()
      expect(await hit.locator('mark').allTextContents()).to.include('随意悬挂')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '第二条' }).waitFor()
      await page.getByText('在树上悬挂纸灯的').waitFor()
    })

    it('tells who cites an article, and who confirmed it', async () => {
      const { page } = desk
      await page.goto('/laws')
      await page.getByLabel('查找条文').fill('大气污染防治法 119')
      await page.getByRole('link', { name: /《大气污染防治法》第一百一十九条/ }).click()
      await page
        .getByText(/2026-03-02 确认/)
        .first()
        .waitFor()
      await page
        .getByRole('region', { name: '谁引用本条' })
        .getByRole('link', { name: /露天焚烧/ })
        .waitFor()
    })

    it('shows the versions of a law, each with its text', async () => {
      const { page } = desk
      await page.goto(`/laws/${encodeURIComponent('纸灯条例')}`)
      await page.getByText('第一章　总则').waitFor()
      await page.getByRole('link', { name: '第 2 版' }).click()
      await page.getByText('纸灯应当在夜间点亮。').waitFor()
      expect(await page.getByText('在树上悬挂纸灯的').count()).to.equal(0)
    })
  })

  describe('执法人员', () => {
    it('shows one their own file: certificate, load, training, conduct', async () => {
      const { page } = desk
      await page.goto('/officers')
      await page.getByRole('link', { name: '我的档案' }).click()
      await page.getByRole('region', { name: '证件' }).getByText('有效', { exact: true }).first().waitFor()
      await page.getByRole('region', { name: '办案', exact: true }).getByText('在办 1 件。').waitFor()
      await page.getByRole('region', { name: '培训' }).getByText('行政处罚法专题').waitFor()
      await page.getByRole('region', { name: '奖惩' }).getByText('年度优秀').waitFor()
    })

    it('of a colleague shows what everybody may see, and why no more', async () => {
      const { page } = desk
      await page.goto('/officers')
      const { name } = await open.door.bureau.actor('squad-01-head')
      await page.getByLabel('查找执法人员').fill(name)
      await page
        .getByRole('link', { name: new RegExp(name) })
        .first()
        .click()
      await page.getByText('您的角色不能').waitFor()
      expect(await page.getByRole('region', { name: '培训' }).count()).to.equal(0)
      expect(refusals(desk)).to.have.length(1)
    })

    it('is opened by who chooses before the search has come to rest', async () => {
      const { page } = desk
      await page.goto('/officers')
      const { name, officerId } = await open.door.bureau.actor('squad-01-head')
      // A page that is loaded for the first time, on a slow line.
      await page.route('**/assets/officer-page-*.js', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1000))
        await route.continue()
      })
      await page.getByLabel('查找执法人员').fill(name)
      await page.locator(`a[href="/officers/${officerId}"]`).click()
      await page.getByRole('heading', { name }).waitFor()
      expect(new URL(page.url()).pathname).to.equal(`/officers/${officerId}`)
      await page.unroute('**/assets/officer-page-*.js')
      // The file of a colleague is not theirs to read.
      await page.getByText('您的角色不能').waitFor()
      expect(refusals(desk)).to.have.length(1)
    })

    it('opens the file to the head of the department', async () => {
      const boss = await open.person('squad-01-head')
      const { officerId } = await open.door.bureau.actor(officer)
      await boss.page.goto(`/officers/${officerId}`)
      await boss.page.getByRole('region', { name: '培训' }).getByText('行政处罚法专题').waitFor()
      expect(boss.faults).to.deep.equal([])
      await boss.close()
    })
  })

  describe('查找', () => {
    it('opens a case by its number, from the keyboard alone', async () => {
      const { page } = desk
      await page.goto('/officers')
      await page.locator('input:focus').waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: /查找案件/ }).waitFor()
      await page.keyboard.type('000001')
      await found(desk, '案件', '张三丰涉嫌').waitFor()
      await page.getByText('↑ ↓ 选择').waitFor()
      for (let step = 0; step < 20 && (await chosen(desk)) !== `/cases/${caseId}`; step++)
        await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/cases/${caseId}`)
      expect(await page.getByRole('dialog').count()).to.equal(0)
    })

    it('finds all that has to do with a name, in groups', async () => {
      const { page } = desk
      await page.getByRole('button', { name: /^查找/ }).click()
      await page.keyboard.type('zsf')
      await found(desk, '服务对象', '张三丰').waitFor()
      await found(desk, '案件', '张三丰涉嫌').waitFor()
      await page.getByRole('combobox').fill('露天焚烧')
      await found(desk, '违法行为', '在禁止区域露天焚烧').waitFor()
      await found(desk, '法律法规', '《大气污染防治法》第一百一十九条').waitFor()
      await page.getByRole('combobox').fill('人民路')
      await found(desk, '线索', '示例县人民路 12 号').waitFor()
      const { name } = await open.door.bureau.actor('squad-01-head')
      await page.getByRole('combobox').fill(name)
      await found(desk, '执法人员', name).click()
      await page.getByRole('heading', { name }).waitFor()
      refusals(desk)
    })

    it('never writes a number into an address', async () => {
      const { page } = desk
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill(citizen.idNumber)
      await found(desk, '服务对象', '张三丰').waitFor()
      await page.getByText('↑ ↓ 选择').waitFor()
      expect(asked.filter((url) => url.includes(citizen.idNumber))).to.deep.equal([])
      await page.keyboard.press('Escape')
    })

    it('keeps out what one may not read', async () => {
      const keeper = await open.person('general-admin-1')
      await keeper.page.keyboard.press('Control+k')
      await keeper.page.getByRole('combobox').fill('露天焚烧')
      await found(keeper, '违法行为', '露天焚烧').waitFor()
      await keeper.page.getByRole('combobox').fill('张三丰')
      await keeper.page.getByText('没有找到“张三丰”').waitFor()
      expect(keeper.faults).to.deep.equal([])
      await keeper.close()
    })
  })
})

const focused = ({ page }: Person) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

/** A line of the finder. */
const found = ({ page }: Person, group: string, words: string) =>
  page.getByRole('group', { name: group, exact: true }).getByRole('option').filter({ hasText: words }).first()

const chosen = ({ page }: Person) => page.locator('[role=option][aria-selected=true]').getAttribute('href')
