/** 四库 the four databases at the pages: each is asked, a record is read, and what only some may see is seen by them alone. */
import { expect } from 'chai'
import { citizen } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { furnishRegisters } from './furnished-registers.ts'
import { type OpenBrowser, openBrowser, type Person } from './open-browser.ts'

const officer = 'squad-01-officer-1'

describe('the four databases at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  let caseId: string
  let partyId: string
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    ;({ caseId, partyId } = await furnishRegisters(open.door.bureau))
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
      await records.getByText(/近 12 个月因“.*”受罚 1 次/).waitFor()
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

    it('takes in a new party, and says of an empty answer what to do', async () => {
      const { page } = desk
      await page.goto('/parties')
      await page.getByLabel('查找服务对象').fill('没有这个人')
      await page.getByText('没有找到').waitFor()
      await page.getByRole('button', { name: '新建服务对象' }).click()
      await page.getByRole('dialog').getByLabel('姓名').fill('阿依古丽·买买提')
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await page.getByRole('heading', { name: '阿依古丽·买买提' }).waitFor()
      await page.getByText('没有受过处罚的记录').waitFor()
    })
  })
})

const focused = ({ page }: Person) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
