/** The models on a real Zeebe broker: the same stories as on the embedded engine. */
import { approvalStories } from './approval-stories.ts'
import { decisionStories } from './decision-stories.ts'
import type { Bench } from './model-run.ts'
import { hearingModelStories } from './hearing-stories.ts'
import { enforcementModelStories } from './enforcement-stories.ts'
import { ordinaryCaseStories } from './ordinary-case-stories.ts'
import { propertyMeasureStories } from './property-measure-stories.ts'
import { openZeebeBench } from './zeebe-bench.ts'

describe('the models on Zeebe', function () {
  this.timeout(180_000)
  let broker: Promise<Bench> | undefined
  /** One broker for all; it closes at the end. */
  const open = async (): Promise<Bench> => ({
    ...(await (broker ??= openZeebeBench())),
    close: () => Promise.resolve(),
  })
  after(async () => (await broker)?.close())

  describe('approval.bpmn', () => approvalStories(open))
  describe('case-ordinary.bpmn', () => ordinaryCaseStories(open))
  describe('hearing.bpmn', () => hearingModelStories(open))
  describe('enforcement and announcement', () => enforcementModelStories(open))
  describe('property-measure.bpmn', () => propertyMeasureStories(open))
  describe('the decisions', () => decisionStories(open))
})
