/** The same stories on MariaDB. */
import { mariadbDatabase } from '../databases.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { approvalStories } from './approval-stories.ts'
import { correctionStories } from './correction-stories.ts'
import { hearingStories } from './hearing-stories.ts'
import { leavingStories } from './leaving-stories.ts'
import { liveStories } from './live-stories.ts'
import { discussionStories } from './discussion-stories.ts'
import { limitationStories } from './limitation-stories.ts'
import { noPenaltyStories } from './no-penalty-stories.ts'
import { notEffectiveStories } from './not-effective-stories.ts'
import { numberingStories } from './numbering-stories.ts'
import { ordinaryCaseStory } from './ordinary-case-story.ts'
import { paperStories } from './paper-stories.ts'
import { publicityStories } from './publicity-stories.ts'
import { relatedCaseStories } from './related-case-stories.ts'
import { sideFlowStories } from './side-flow-stories.ts'
import { similarDecisionStories } from './similar-decision-stories.ts'
import { summaryStories } from './summary-stories.ts'
import { taskStories } from './task-stories.ts'
import { volumeStories } from './volume-stories.ts'
import { witnessStories } from './witness-stories.ts'
import { openWholeBureau } from './whole-bureau.ts'

describe('on the embedded engine and MariaDB', () => {
  const open = () => openWholeBureau({ engine: onEmbedded, make: mariadbDatabase })
  describe('an ordinary case', () => ordinaryCaseStory(open))
  describe('a decision on the spot', () => summaryStories(open))
  describe('a side flow', () => sideFlowStories(open))
  describe('side flows that the case has overtaken', () => notEffectiveStories(open))
  describe('papers', () => paperStories(open))
  describe('the volume after archiving', () => volumeStories(open))
  describe('a notice to a witness', () => witnessStories(open))
  describe('the correction of a fact', () => correctionStories(open))
  describe('the publication of a decision', () => publicityStories(open))
  describe('a hearing', () => hearingStories(open))
  describe('similar decisions', () => similarDecisionStories(open))
  describe('no penalty', () => noPenaltyStories(open))
  describe('the time for a penalty', () => limitationStories(open))
  describe('a collective discussion', () => discussionStories(open))
  describe('cases that are joined, split, reopened', () => relatedCaseStories(open))
  describe('a task', () => taskStories(open))
  describe('an officer who leaves', () => leavingStories(open))
  describe('live changes', () => liveStories(open))
  describe('an approval', () => approvalStories(open))
  describe('numbers of documents', () => numberingStories(mariadbDatabase))
})
