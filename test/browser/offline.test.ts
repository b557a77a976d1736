/** Work without a network, in a real browser whose network is cut: what was typed is kept sealed, sent once when the network is back, and never lost without a word. */
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person } from './open-browser.ts'

const officer = 'squad-01-officer-1'
const words = '店主把蔬菜筐摆在店门外的人行道上'
const attachment = {
  name: '现场照片.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
}

describe('work without a network', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let person: Person
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    person = await open.person(officer)
    person.page.setDefaultTimeout(10_000)
    // The device believes in the bureau's day, whose clock stands.
    await person.page.clock.setFixedTime(open.door.bureau.clock.now())
  })
  after(() => open?.close())

  const clues = async () =>
    (await open.door.bureau.clues.list(await open.door.bureau.actor(officer), {})).items

  it('registers a clue with an attachment, whose network is cut while it is typed and while it is sent', async () => {
    const { page } = person
    const context = page.context()
    await page.getByRole('link', { name: '线索', exact: true }).click()
    await page.getByRole('link', { name: '登记线索' }).click()
    await page.getByText('巡查发现', { exact: true }).click()
    await context.setOffline(true)
    await page.getByText('离线').waitFor()
    await page.getByLabel('内容').fill(words)
    await page.getByLabel('添加照片').setInputFiles(attachment)
    await page.getByText(attachment.name).waitFor()
    await page.getByLabel('地点').fill('人民路 12 号')
    await page.getByRole('button', { name: '登记并取号' }).click()
    await page.waitForURL('**/waiting')
    await page.getByRole('listitem', { name: '登记线索' }).waitFor()
    expect(await clues()).to.have.length(0)
    await context.setOffline(false)
    await page.getByRole('region', { name: '已经上传的' }).getByText('案源编号').waitFor()
    const [clue, ...others] = await clues()
    expect(others).to.have.length(0)
    await page.getByText('没有要上传的').waitFor()
    const { attachments } = await open.door.bureau.clues.page(await open.door.bureau.actor(officer), clue!.id)
    expect(attachments.map(({ name }: { name: string }) => name)).to.deep.equal([attachment.name])
  })
})

export type { Page }
