/** A measure on property as its officers, the keeper and the approvers take it through its process. */
import type { CaseDesk } from './case-desk.ts'

interface MeasurePage {
  measure: { state: string; decisionNumber: string | null }
  items: { id: string; number: string; quantity: string }[]
  requests: { id: string; state: string }[]
  releases: { id: string; state: string }[]
  documents: { id: string; kind: string; number: string | null }[]
  deadlines: { limit: string; state: string; dueOn: string; excludedDays: number }[]
}

export const keeper = 'property-keeper-1'
export const headOfOrgan = ['general-director']
export const cart = { name: '三轮车', kind: '车辆', specification: '蓝色，无牌', quantity: '1', unit: '辆' }
export const fruit = { name: '苹果', kind: '食品', specification: '散装', quantity: '12.5', unit: '公斤' }

const words = (kind: string) => ({
  kind,
  reason: '当事人当场拒绝改正，物品可能灭失',
  basis: kind === 'advance-registration' ? '行政处罚法 第五十六条' : '行政强制法 第二十二条',
  place: '示例县人民路 12 号',
})
const course = '出示证件，告知理由、依据和权利，当场清点并交付清单'

export async function applyFor(desk: CaseDesk, kind: string): Promise<MeasureDesk> {
  const path = `/cases/${desk.caseId}/measures`
  const { measureId } = await desk.year.act<{ measureId: string; state: string }>(
    desk.lead,
    path,
    words(kind),
  )
  return new MeasureDesk(desk, measureId)
}

export async function takeOnTheSpot(desk: CaseDesk, items: object[]): Promise<MeasureDesk> {
  const { year } = desk
  const { measureId } = await year.post<{ measureId: string }>(
    desk.lead,
    `/cases/${desk.caseId}/measures/on-the-spot`,
    {
      ...words('seizure'),
      execution: {
        at: year.bureau.now(),
        place: '示例县人民路 12 号',
        officerIds: [await year.idOf(desk.lead), await year.idOf(desk.assisting)],
        partyPresent: true,
        statement: '无',
        course,
        items: items.map((item) => ({ ...item, photoIds: [] })),
      },
    },
  )
  return new MeasureDesk(desk, measureId)
}

export class MeasureDesk {
  readonly desk: CaseDesk
  readonly measureId: string

  constructor(desk: CaseDesk, measureId: string) {
    this.desk = desk
    this.measureId = measureId
  }

  view(): Promise<MeasurePage> {
    return this.desk.year.get<MeasurePage>(this.desk.lead, `/measures/${this.measureId}`)
  }

  until(what: string, holds: (page: MeasurePage) => boolean): Promise<void> {
    return this.desk.year.steps.until(`${this.measureId} ${what}`, async () => holds(await this.view()))
  }

  is(state: string): Promise<void> {
    return this.until(`is ${state}`, ({ measure }) => measure.state === state)
  }

  onPaper(kind: string): Promise<void> {
    return this.until(`${kind} is issued`, ({ documents }) => documents.some((one) => one.kind === kind))
  }

  /** 清点、实施: the list, the decision that is issued from it, the site. */
  async carryOut(items: object[], storage = '第一暂扣仓库'): Promise<void> {
    await this.desk.fill('list-goods', { storage, items })
    await this.desk.fill('execute-measure', {
      at: this.desk.year.now(),
      place: '示例县人民路 12 号',
      partyPresent: true,
      statement: '无',
      course,
      receivedBy: this.desk.party.person.name,
    })
    await this.is('executed')
  }

  /** Everything on the list, one shelf for each. */
  async store(...places: [warehouse: string, shelf: string][]): Promise<void> {
    const { items } = await this.view()
    const goods = items.map(({ number, quantity }, index) => {
      const [warehouse, shelf] = places[index] ?? places[0]!
      return { number, quantity, warehouse, shelf }
    })
    await this.desk.fill('store-goods', { items: goods }, keeper)
  }

  extend(days: number): Promise<void> {
    return this.desk.fill('decide-on-goods', { act: 'extend', reason: '权属尚待查明', days })
  }

  /** 解除、处理 of everything, each its way; approved. @returns the release. */
  async release(ground: string, ways: string[], subject: string, tiers?: readonly string[]): Promise<string> {
    const { items } = await this.view()
    await this.desk.fill('decide-on-goods', {
      act: 'release',
      reason: '依法处理',
      ground,
      items: items.map(({ number, quantity }, index) => ({ number, quantity, way: ways[index] ?? ways[0] })),
    })
    await this.desk.approve(tiers, subject)
    await this.until('its release is approved', ({ releases }) => releases.at(-1)?.state === 'approved')
    return (await this.view()).releases.at(-1)!.id
  }

  /** 出库 of one item of the list by its number there. */
  async giveOut(releaseId: string, index: number, particulars: object, quantity?: string): Promise<void> {
    const item = (await this.view()).items[index]!
    await this.desk.year.post(keeper, `/releases/${releaseId}/exits`, {
      itemId: item.id,
      quantity: quantity ?? item.quantity,
      particulars,
    })
  }

  /** 出入库单据, drawn up by the keeper. */
  async sheet(path: string, body: object): Promise<void> {
    const { documentId } = await this.desk.year.post<{ documentId: string }>(keeper, path, body)
    await this.until(`${path.split('/').at(-1)} is issued`, ({ documents }) =>
      documents.some(({ id }) => id === documentId),
    )
  }

  async entrySheets(...warehouses: string[]): Promise<void> {
    const deliveredBy = await this.desk.year.idOf(this.desk.lead)
    for (const warehouse of warehouses)
      await this.sheet(`/measures/${this.measureId}/entry-sheets`, { warehouse, deliveredBy })
  }

  returnSheet(releaseId: string): Promise<void> {
    return this.sheet(`/releases/${releaseId}/return-sheets`, { place: '第一暂扣仓库' })
  }

  /** One for each way in which goods have left. */
  async disposalRecords(releaseId: string, ways: number): Promise<void> {
    for (let count = 0; count < ways; count++)
      await this.sheet(`/releases/${releaseId}/disposal-records`, {
        place: '第一暂扣仓库',
        course: '按批准的方式处理，全程录像。',
        witness: '王五',
      })
  }

  async giveBack(releaseId: string, index: number, quantity?: string): Promise<void> {
    const { year, party } = this.desk
    const signedAt = year.bureau.now()
    const particulars = { way: 'returned', recipient: party.person.name, relation: '本人', signedAt }
    await this.giveOut(releaseId, index, particulars, quantity)
  }
}
