/** 当场处罚 on a phone in one hand: how many taps it takes and how long, and that what was decided is there. */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import { createRenderer, type DocumentRenderer } from '../../src/documents/renderer.ts'
import { readConfig } from '../../src/platform/config.ts'
import { photo } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

const officer = 'squad-01-officer-1'
const most = { taps: 24, milliseconds: 120_000 }
const party = { name: '阿依古丽·买买提', idNumber: '330481199001011236', address: '示例县人民路 12 号' }

interface CasePage {
  case: { procedure: string; state: string; number: string | null; fineFen: number | null }
  documents: { id: string; kind: string; number: string | null; state: string }[]
  evidenceFiles: { name: string; sha256: string; no: number }[]
}

describe('a case on the street', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let renderer: DocumentRenderer

  before(async () => {
    // On real paper: the party's hand is laid over the line where it stands in print.
    renderer = createRenderer({ cacheDirectory: readConfig({}).cacheDir })
    await renderer.warmUp()
    open = await openBrowser({ engine: onEmbedded, renderer })
    await open.door.signIn(officer)
  })
  after(async () => {
    await open?.close()
    await renderer?.close()
  })

  /** At the hour of the bureau, with a place to be told. */
  async function atTheStreet(): Promise<Person & { hand: Hand }> {
    const person = await open.person(officer, 'phone', {
      permissions: ['geolocation'],
      geolocation: { longitude: 120.12345, latitude: 30.12345, accuracy: 12 },
    })
    person.page.setDefaultTimeout(10_000)
    await person.page.clock.install({ time: open.door.bureau.clock.now() })
    await person.page.goto('/tasks')
    return { ...person, hand: handOf(person.page) }
  }

  it('is done before the party gets impatient: under 25 taps, under two minutes', async () => {
    const { page, hand, faults, close } = await atTheStreet()
    const begun = performance.now()
    await hand.tap(page.getByRole('link', { name: '现场' }))

    await hand.type(page.getByLabel('当事人', { exact: true }), party.idNumber)
    await hand.tap(page.getByRole('button', { name: /新登记/ }))
    await page.getByText('校验码相符：男，1990-01-01 生').waitFor()
    await hand.type(page.getByLabel('姓名'), party.name)
    await hand.type(page.getByLabel('住址'), party.address)
    await hand.choose(page.getByLabel('一同执法的人员'), /./)
    await hand.tap(page.getByLabel(/已向当事人出示执法证件/))
    await hand.tap(page.getByRole('button', { name: '下一步：违法行为' }))

    await hand.type(page.getByLabel('看到的情况'), '店铺货物摆到人行道上')
    await hand.tap(page.getByRole('list', { name: '推荐的违法行为' }).getByRole('button').first())
    await page.getByText('违反 《').waitFor()
    await hand.tap(page.getByRole('button', { name: '下一步：地点时间' }))

    await page.getByText('东经 120.12345').waitFor()
    await hand.type(page.getByLabel('违法地点'), '示例县人民路 12 号门前人行道')
    await hand.tap(page.getByRole('button', { name: '下一步：照片' }))

    await hand.shoot(page, photo)
    await page.getByText(createHash('sha256').update(photo).digest('hex')).waitFor()
    await hand.tap(page.getByRole('button', { name: '下一步：处罚' }))

    await hand.tap(page.getByLabel('100 元', { exact: true }))
    await hand.tap(page.getByLabel(/已当场告知：拟罚款 100 元/))
    await hand.tap(page.getByRole('button', { name: '作出当场处罚决定' }))

    await page.getByText('✓ 已作出决定：罚款 100 元').waitFor()
    await hand.sign(page.getByRole('img', { name: /的签名栏/ }))
    await hand.tap(page.getByRole('button', { name: '确认签名' }))
    await page.getByText(`${party.name}已签收。`).waitFor()
    await page.getByText('✓ 已收为证据').waitFor()
    const printed = await hand.open(page, page.getByRole('link', { name: '打印决定书（签名件）' }))
    const documentPath = await page.getByRole('link', { name: '看这个案件' }).getAttribute('href')
    await hand.tap(page.getByRole('button', { name: '办完了，回到待办' }))
    await page.waitForURL('**/tasks')
    const took = performance.now() - begun

    console.info(`      ${hand.taps} taps, ${(took / 1_000).toFixed(1)} s`)
    expect(hand.taps, 'taps').to.be.at.most(most.taps)
    expect(took, 'milliseconds').to.be.below(most.milliseconds)
    expect(printed.subarray(0, 5).toString()).to.equal('%PDF-')
    expect(faults).to.deep.equal([])

    const seen = await caseOf(documentPath!.split('/').at(-1)!)
    expect(seen.case).to.include({ procedure: 'summary', fineFen: 10_000 })
    expect(seen.case.number).to.match(/当罚字〔\d{4}〕第\d{6}号$/)
    const decision = seen.documents.find(({ kind }) => kind === 'summary-decision')
    expect(decision).to.include({ state: 'issued', number: seen.case.number })
    expect(seen.evidenceFiles).to.have.length(1)
    expect(seen.evidenceFiles[0]!.sha256).to.equal(createHash('sha256').update(photo).digest('hex'))
    const { body: sheet } = await open.door.ask(officer, 'GET', `/documents/${decision!.id}/signatures`)
    const [signed] = sheet.lines.filter(({ part }: { part: string }) => part === 'party')
    expect(signed.signature).to.include({ signerName: party.name, refused: false, current: true })
    await close()
  })

  it('finds whom the bureau knows, says what is still wanted, and keeps everything over a reload', async () => {
    const { page, hand, faults, close } = await atTheStreet()
    await page.goto('/street')
    await hand.tap(page.getByRole('button', { name: '下一步：违法行为' }))
    await page.getByText('还缺：当事人、一同执法的人员、出示执法证件').waitFor()
    await hand.choose(page.getByLabel('一同执法的人员'), /./)
    await hand.type(page.getByLabel('当事人', { exact: true }), '阿依古丽')
    await hand.tap(page.getByRole('button', { name: /阿依古丽·买买提/ }).first())
    await page.getByText('罚款 100 元').waitFor()
    await hand.tap(page.getByLabel(/已向当事人出示执法证件/))
    await hand.tap(page.getByRole('button', { name: '下一步：违法行为' }))
    await hand.type(page.getByLabel('看到的情况'), '店铺货物摆到人行道上')
    await hand.tap(page.getByRole('list', { name: '推荐的违法行为' }).getByRole('button').first())
    await hand.tap(page.getByRole('button', { name: '换一项' }))
    // What this device chose last is one tap away.
    await hand.tap(page.getByRole('list', { name: '最近用过的违法行为' }).getByRole('button').first())
    await page.getByLabel('违法事实').fill('当事人将货架摆在店门外。')
    await page.waitForTimeout(100)
    await page.reload()
    expect(await page.getByLabel('违法事实').inputValue()).to.equal('当事人将货架摆在店门外。')
    await hand.tap(page.getByRole('button', { name: '‹ 上一步' }))
    await page.getByText(party.name).waitFor()
    expect(faults).to.deep.equal([])
    await close()
  })

  it('loses nothing where no answer comes, and decides once when one does', async () => {
    const { page, hand, faults, close } = await atTheStreet()
    await hand.tap(page.getByRole('link', { name: '现场' }))
    await hand.type(page.getByLabel('当事人', { exact: true }), '示例商贸有限公司')
    await hand.tap(page.getByRole('button', { name: /新登记/ }))
    await hand.tap(page.getByLabel('单位'))
    await hand.type(page.getByLabel('法定代表人'), '李示例')
    await hand.type(page.getByLabel('住所'), '示例县解放路 3 号')
    await fromPartyToPenalty(page, hand, '示例县解放路 3 号')
    await hand.tap(page.getByLabel('其他数额'))
    await hand.type(page.getByLabel('罚款（元）'), '260')
    await hand.type(page.getByLabel('决定书由谁签收'), '李示例')
    await hand.tap(page.getByLabel(/已当场告知：拟罚款 260 元/))

    await page.context().setOffline(true)
    await hand.tap(page.getByRole('button', { name: '作出当场处罚决定' }))
    await page.getByText('决定还没有作出').waitFor()
    await page.context().setOffline(false)
    // It is handed over on the spot (行政处罚法 第五十二条): nothing is decided behind the officer's back once the line is up again.
    await page.waitForTimeout(1_500)
    expect(await casesOf('示例商贸')).to.have.length(0)
    await hand.tap(page.getByRole('button', { name: '作出当场处罚决定' }))
    await page.getByText('✓ 已作出决定：罚款 260 元').waitFor()
    await hand.tap(page.getByRole('button', { name: '拒绝签名' }))
    await hand.type(page.getByLabel('在场见证人'), '王见证')
    await hand.tap(page.getByRole('button', { name: '注明拒绝签名' }))
    await page.getByText('李示例拒绝签名，已注明。').waitFor()
    // What the cut itself left in the console.
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).to.deep.equal([])
    expect(await casesOf('示例商贸')).to.have.length(1)
    await close()
  })

  it('leads a refusal back to where it is put right', async () => {
    const person = await atTheStreet()
    const { page, hand, faults, close } = person
    await hand.tap(page.getByRole('link', { name: '现场' }))
    await hand.type(page.getByLabel('当事人', { exact: true }), '阿依古丽')
    await hand.tap(page.getByRole('button', { name: /阿依古丽·买买提/ }).first())
    await fromPartyToPenalty(page, hand, '示例县人民路 12 号门前人行道')
    await hand.tap(page.getByLabel('100 元', { exact: true }))
    await hand.tap(page.getByLabel(/已当场告知/))
    await hand.tap(page.getByRole('button', { name: '作出当场处罚决定' }))
    // The same party at the same place on the same day: 一事不再罚.
    await page
      .getByText(/第二十九条/)
      .first()
      .waitFor()
    expect(refusals(person)).to.have.length(1)
    await hand.type(page.getByLabel('为什么是另一违法行为'), '上午处罚以后，下午又把货架摆了出来。')
    await hand.tap(page.getByRole('button', { name: '作出当场处罚决定' }))
    await page.getByText('✓ 已作出决定：罚款 100 元').waitFor()
    expect(faults).to.deep.equal([])
    await close()
  })

  async function casesOf(party: string): Promise<{ title: string }[]> {
    const { body } = await open.door.ask(officer, 'GET', '/cases?mine=true&limit=50')
    return body.items.filter(({ title }: { title: string }) => title.includes(party))
  }

  async function caseOf(caseId: string): Promise<CasePage> {
    return (await open.door.ask(officer, 'GET', `/cases/${caseId}`)).body
  }
})

type Hand = ReturnType<typeof handOf>

/** Once it is known who it was: what was done, where, and no photo. */
async function fromPartyToPenalty(page: Page, hand: Hand, place: string): Promise<void> {
  await hand.choose(page.getByLabel('一同执法的人员'), /./)
  await hand.tap(page.getByLabel(/已向当事人出示执法证件/))
  await hand.tap(page.getByRole('button', { name: '下一步：违法行为' }))
  await hand.type(page.getByLabel('看到的情况'), '店铺货物摆到人行道上')
  await hand.tap(page.getByRole('list', { name: '推荐的违法行为' }).getByRole('button').first())
  await hand.tap(page.getByRole('button', { name: '下一步：地点时间' }))
  await hand.type(page.getByLabel('违法地点'), place)
  await hand.tap(page.getByRole('button', { name: '下一步：照片' }))
  await hand.tap(page.getByRole('button', { name: '下一步：处罚' }))
}

/** One thumb that counts: a tap is one, a field that is typed into is one. */
function handOf(page: Page) {
  const hand = {
    taps: 0,
    async tap(target: Locator) {
      hand.taps++
      await target.tap()
    },
    async type(field: Locator, text: string) {
      hand.taps++
      await field.fill(text)
    },
    /** Opens the choice and takes the first that fits: two taps. */
    async choose(field: Locator, fits: RegExp) {
      await field.locator('option:not([disabled])').first().waitFor({ state: 'attached' })
      hand.taps += 2
      const names = await field.locator('option:not([disabled])').allTextContents()
      await field.selectOption({ label: names.find((name) => fits.test(name))!.trim() })
    },
    /** The camera, and its shutter. */
    async shoot(on: Page, buffer: Buffer) {
      hand.taps += 2
      await on
        .locator('input[type=file]')
        .setInputFiles({ name: 'IMG_0001.png', mimeType: 'image/png', buffer })
    },
    async sign(pad: Locator) {
      hand.taps++
      await pad.scrollIntoViewIfNeeded()
      const { x, y, width, height } = (await pad.boundingBox())!
      await page.mouse.move(x + width * 0.2, y + height * 0.3)
      await page.mouse.down()
      for (let step = 0; step <= 20; step++)
        await page.mouse.move(x + width * (0.2 + step * 0.03), y + height * (0.5 + 0.3 * Math.sin(step)))
      await page.mouse.up()
    },
    /** What a link opens beside the page. */
    async open(on: Page, link: Locator): Promise<Buffer> {
      hand.taps++
      const answer = await on.request.get((await link.getAttribute('href'))!)
      return answer.body()
    },
  }
  return hand
}
