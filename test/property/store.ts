/** Officers, a keeper and their approvers around one case, through the services: what the stories of property are told with. */
import type { Outcome } from '../../src/approvals/model.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import type { NewExecution } from '../../src/property/execute.ts'
import type { ExitParticulars } from '../../src/property/give-out.ts'
import type { NewItem } from '../../src/property/list-item.ts'
import type { MeasureKind } from '../../src/property/model.ts'
import { startCase } from '../cases/officer-at-work.ts'
import type { citizen } from '../cases/ordinary-forms.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'

export const fourTiers = ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1', 'general-deputy-a'] as const
export const headOfOrgan = ['general-director'] as const

export const cart: NewItem = {
  name: '三轮车',
  kind: '车辆',
  specification: '蓝色，无牌',
  quantity: '1',
  unit: '辆',
  photoIds: [],
}
export const fruit: NewItem = {
  name: '苹果',
  kind: '食品',
  specification: '散装',
  quantity: '12.5',
  unit: '公斤',
  photoIds: [],
}
export const returned = (at: number): ExitParticulars => ({
  way: 'returned',
  recipient: '张三丰',
  relation: '本人',
  signedAt: at,
})

/** @param person from whom goods are taken. */
export async function openStore(bureau: WholeBureau, person?: typeof citizen) {
  const play = await startCase(bureau, person)
  const { caseId, lead, assisting } = play
  const keeper = await bureau.actor('property-keeper-1')
  const { property } = bureau
  // As the form enter-case records it: a decision names the party.
  await bureau.database.write(({ sql }) =>
    sql.run("UPDATE cases SET party_id = ?, party_kind = 'citizen', violation_code = ? WHERE id = ?", [
      play.forms['enter-case']!.partyId as string,
      play.forms['enter-case']!.violationCode as string,
      caseId,
    ]),
  )

  const store = {
    ...play,
    keeper,
    measureWords: (kind: MeasureKind = 'seizure') => ({
      kind,
      reason: '当事人当场拒绝改正，物品可能灭失',
      basis: '行政强制法 第二十二条',
      place: '示例县人民路 12 号',
    }),
    site: (items: NewItem[] = [cart, fruit], at = bureau.clock.now()): NewExecution => ({
      at,
      place: '示例县人民路 12 号',
      officerIds: [lead.officerId!, assisting.officerId!],
      partyPresent: true,
      statement: '无',
      course: '出示证件，告知理由、依据和权利，当场清点并交付清单',
      items,
    }),
    /** The request's approval through its tiers, by the people themselves. */
    async agree(requestId: string, by: readonly string[] = fourTiers): Promise<void> {
      for (const userName of by)
        await bureau.complete(await bureau.actor(userName), 'review', caseId, {
          decision: 'agree',
          opinion: '同意',
        })
      await store.settled(requestId)
    },
    async refuse(requestId: string, decision: 'return' | 'reject'): Promise<void> {
      // A return is one tier's; a refusal the last one's.
      for (const userName of decision === 'return' ? fourTiers.slice(0, 1) : fourTiers)
        await bureau.complete(await bureau.actor(userName), 'review', caseId, {
          decision,
          opinion: '理由不足',
          ...(decision === 'return' && { returnTo: 0 }),
        })
      await store.settled(requestId)
    },
    settled: (requestId: string) =>
      bureau.eventually(`request ${requestId} settled`, async () => {
        const [row] = await bureau.database.sql.all<{ state: string }>(
          'SELECT state FROM measure_requests WHERE id = ?',
          [requestId],
        )
        return row!.state !== 'pending' && row!.state
      }),
    /** The approval's end without its tiers, which have stories of their own; its reviews stay open, so the case goes no further. */
    close: (requestId: string, outcome: Outcome) =>
      bureau.database.write((tx) => property.settle(tx, { requestId, outcome, approvalId: null })),
    decided: (measureId: string) =>
      bureau.database.write((tx) => property.decided(tx, measureId, `示综执查扣字〔2026〕第${measureId}号`)),
    /** What the tasks of the process ask once the measure is approved: the list, the decision that is issued from it, the site. */
    async carryOut(measureId: string, items: NewItem[] = [cart, fruit]): Promise<string[]> {
      await bureau.complete(lead, 'list-goods', caseId, {
        storage: '第一暂扣仓库',
        items: items.map(({ photoIds: _photos, ownerId: _owner, ...item }) => ({ ...item })),
      })
      await bureau.complete(lead, 'execute-measure', caseId, {
        at: isoInstant(bureau.clock.now()),
        place: '示例县人民路 12 号',
        partyPresent: true,
        statement: '无',
        course: '出示证件，告知理由、依据和权利，当场清点并交付清单',
        receivedBy: '张三丰',
      })
      const { items: listed } = await property.measure(lead, measureId)
      return listed.map(({ id }) => id)
    },
    /** A process that came to look later would find the request closed already, and go on without a review. */
    begun: (measureId: string) =>
      bureau.eventually(`measure ${measureId} known to its process`, async () => {
        const [row] = await bureau.database.sql.all<{ process_instance_key: string | null }>(
          'SELECT process_instance_key FROM measures WHERE id = ?',
          [measureId],
        )
        return row!.process_instance_key !== null
      }),
    /** Applied for, agreed, decided, carried out: with its items listed. The facts alone: the process stays at the approval. */
    async take(items: NewItem[] = [cart, fruit], kind: MeasureKind = 'seizure') {
      const { measureId, requestId } = await property.apply(lead, caseId, store.measureWords(kind))
      await store.begun(measureId)
      await store.close(requestId, 'agreed')
      await store.decided(measureId)
      const { itemIds } = await property.execute(lead, measureId, store.site(items))
      return { measureId, itemIds }
    },
    async store(itemId: string, shelf = 'A-01', warehouse = 'w1'): Promise<void> {
      const { item } = await property.item(keeper, itemId)
      await property.takeIn(keeper, itemId, { warehouse, shelf, quantity: item.quantity })
    },
    releaseOf: (
      measureId: string,
      items: { itemId: string; quantity: string; way?: ExitParticulars['way'] }[],
    ) =>
      property.applyForRelease(lead, measureId, {
        ground: 'no-violation',
        reason: '当事人没有违法行为',
        items: items.map((one) => ({ way: 'returned' as const, ...one })),
      }),
    giveBack: (releaseId: string, itemId: string, quantity: string, by: Actor = keeper) =>
      property.giveOut(by, releaseId, { itemId, quantity, particulars: returned(bureau.clock.now()) }),
    limits: async (measureId: string) => (await property.measure(lead, measureId)).deadlines,
  }
  return store
}

export type Store = Awaited<ReturnType<typeof openStore>>
