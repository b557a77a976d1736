/** A store whose measures go through their process, and the steps that its stories take again and again. */
import type { MeasureKind } from '../../src/property/model.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { propertyDesk } from './property-desk.ts'
import { cart } from './store.ts'

export function measureFlowDesk(open: () => Promise<WholeBureau>) {
  const desk = propertyDesk(open)
  const view = async (measureId: string) => desk.bureau.property.measure(desk.store.lead, measureId)
  const papers = async (measureId: string) => (await view(measureId)).documents.map(({ kind }) => kind)
  const numberOf = async (measureId: string, itemId: string) =>
    (await view(measureId)).items.find(({ id }) => id === itemId)!.number
  /** Notifications of a kind that the lead officer has. */
  const told = async (kind: string) =>
    (await desk.bureau.tasks.notifications.mine(desk.store.lead, { limit: 200 })).filter(
      (one) => one.kind === kind && one.caseId === desk.store.caseId,
    )
  const openTasks = async () =>
    (await desk.bureau.tasks.ofCase(desk.store.caseId))
      .filter(({ state: now }) => now === 'open')
      .map(({ elementId }) => elementId)
  const onPaper = (what: string, measureId: string, kind: string) =>
    desk.bureau.eventually(what, async () => (await papers(measureId)).some((one) => one === kind))

  const applyFor = (kind?: MeasureKind) =>
    desk.bureau.property.apply(desk.store.lead, desk.store.caseId, desk.store.measureWords(kind))
  const takeCartOnTheSpot = () =>
    desk.bureau.property.executeOnTheSpot(
      desk.store.lead,
      desk.store.caseId,
      desk.store.measureWords(),
      desk.store.site([cart]),
    )
  const complete = (elementId: string, data: Parameters<WholeBureau['complete']>[3]) =>
    desk.bureau.complete(desk.store.lead, elementId, desk.store.caseId, data)
  const report = (reason: string) => complete('report-measure', { reason })
  const extend = (reason: string, days: number) =>
    complete('decide-on-goods', { act: 'extend', reason, days })
  /** The goods are to go back to whom they were taken from; the release waits for its approval. */
  const release = async (
    measureId: string,
    reason: string,
    ground: string,
    goods: { number: string; quantity: string }[],
  ) => {
    const items = goods.map((one) => ({ ...one, way: 'returned' }))
    await complete('decide-on-goods', { act: 'release', reason, ground, items })
    return (await view(measureId)).releases[0]!
  }

  return {
    get bureau() {
      return desk.bureau
    },
    get store() {
      return desk.store
    },
    state: desk.state,
    view,
    papers,
    numberOf,
    told,
    openTasks,
    onPaper,
    applyFor,
    takeCartOnTheSpot,
    report,
    extend,
    release,
  }
}
