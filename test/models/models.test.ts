/** The models on the embedded engine; models.all.test.ts tells the same stories to a real broker. */
import { approvalStories } from './approval-stories.ts'
import { openEmbeddedBench } from './embedded-bench.ts'
import { decisionStories } from './decision-stories.ts'
import { hearingModelStories } from './hearing-stories.ts'
import { enforcementModelStories } from './enforcement-stories.ts'
import { ordinaryCaseStories } from './ordinary-case-stories.ts'
import { propertyMeasureStories } from './property-measure-stories.ts'

describe('approval.bpmn on the embedded engine', () => {
  approvalStories(openEmbeddedBench)
})

describe('case-ordinary.bpmn on the embedded engine', () => {
  ordinaryCaseStories(openEmbeddedBench)
})

describe('hearing.bpmn on the embedded engine', () => {
  hearingModelStories(openEmbeddedBench)
})

describe('property-measure.bpmn on the embedded engine', () => {
  propertyMeasureStories(openEmbeddedBench)
})

describe('enforcement and announcement on the embedded engine', () => {
  enforcementModelStories(openEmbeddedBench)
})

describe('the decisions on the embedded engine', () => {
  decisionStories(openEmbeddedBench)
})
