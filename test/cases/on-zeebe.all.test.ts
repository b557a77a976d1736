/** The same stories on a real Zeebe broker. */
import { onZeebe } from '../engine-under-test.ts'
import { approvalStories } from './approval-stories.ts'
import { correctionStories } from './correction-stories.ts'
import { hearingStories } from './hearing-stories.ts'
import { liveStories } from './live-stories.ts'
import { discussionStories } from './discussion-stories.ts'
import { limitationStories } from './limitation-stories.ts'
import { noPenaltyStories } from './no-penalty-stories.ts'
import { issuedBeforeStory, notEffectiveStories } from './not-effective-stories.ts'
import { olderHearingStory } from './older-hearing-story.ts'
import { orderStories } from './order-stories.ts'
import { ordinaryCaseStory } from './ordinary-case-story.ts'
import { paperStories } from './paper-stories.ts'
import { publicityStories } from './publicity-stories.ts'
import { relatedCaseStories } from './related-case-stories.ts'
import { routeStories } from './route-stories.ts'
import { sideFlowStories } from './side-flow-stories.ts'
import { summaryStories } from './summary-stories.ts'
import { taskStories } from './task-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('on Zeebe', () => {
  const open = () => openWholeBureau({ engine: onZeebe })
  describe('an ordinary case', () => ordinaryCaseStory(open))
  describe('the order of steps', () => orderStories(open))
  describe('a decision on the spot', () => summaryStories(open))
  describe('a side flow', () => sideFlowStories(open))
  describe('side flows that the case has overtaken', () => notEffectiveStories(open))
  describe('papers', () => paperStories(open))
  describe('the correction of a fact', () => correctionStories(open))
  describe('the publication of a decision', () => publicityStories(open))
  describe('a hearing', () => hearingStories(open))
  describe('no penalty', () => noPenaltyStories(open))
  describe('the time for a penalty', () => limitationStories(open))
  describe('a collective discussion', () => discussionStories(open))
  describe('cases that are joined, split, reopened', () => relatedCaseStories(open))
  describe('a task', () => taskStories(open))
  describe('live changes', () => liveStories(open))
  describe('an approval', () => approvalStories(open))
  describe('a route', () => routeStories((adapt) => openWholeBureau({ engine: onZeebe, adapt })))
  describe('side flows on a model that issues first', () =>
    issuedBeforeStory((adapt) => openWholeBureau({ engine: onZeebe, adapt })))
  describe('a hearing on an older model', () =>
    olderHearingStory((adapt) => openWholeBureau({ engine: onZeebe, adapt })))
})
