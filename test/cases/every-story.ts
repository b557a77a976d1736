/** The stories of this folder, by what they ask of a bureau: each place where they are told takes the lists that matter there. */
import type { MakeDatabase } from '../databases.ts'
import { approvalMessageStories } from './approval-message-stories.ts'
import { approvalStories } from './approval-stories.ts'
import { certificateStories } from './certificate-stories.ts'
import { correctionStories } from './correction-stories.ts'
import { discussionStories } from './discussion-stories.ts'
import { hearingStories } from './hearing-stories.ts'
import { investigationStories } from './investigation-stories.ts'
import { lateStatementStories } from './late-statement-stories.ts'
import { leavingStories } from './leaving-stories.ts'
import { limitationStories } from './limitation-stories.ts'
import { liveStories } from './live-stories.ts'
import { noPenaltyStories } from './no-penalty-stories.ts'
import { issuedBeforeStory, notEffectiveStories } from './not-effective-stories.ts'
import { numberingStories } from './numbering-stories.ts'
import { olderHearingStory } from './older-hearing-story.ts'
import { olderRecordStory } from './older-record-story.ts'
import { ordinaryOrder } from './order/ordinary-case.ts'
import { ordinaryCaseStory } from './ordinary-case-story.ts'
import { otherPenaltiesStories } from './other-penalties-stories.ts'
import { paperStories } from './paper-stories.ts'
import { personalNumberStories } from './personal-number-stories.ts'
import { publicityStories } from './publicity-stories.ts'
import { relatedCaseStories } from './related-case-stories.ts'
import { routeStories } from './route-stories.ts'
import { sentBackHearingStories } from './sent-back-hearing-stories.ts'
import { sentBackStories } from './sent-back-stories.ts'
import { sideFlowStories } from './side-flow-stories.ts'
import { similarDecisionStories } from './similar-decision-stories.ts'
import { summaryStories } from './summary-stories.ts'
import { tasklistStories } from './tasklist-stories.ts'
import { taskStories } from './task-stories.ts'
import { volumeStories } from './volume-stories.ts'
import { withdrawnDecisionStories } from './withdrawn-decision-stories.ts'
import { witnessStories } from './witness-stories.ts'
import type { openWholeBureau, WholeBureau } from './whole-bureau.ts'

type Open = () => Promise<WholeBureau>
type Adapt = Parameters<typeof openWholeBureau>[0]['adapt']

/** Of every engine and every database: what a bureau does every day. */
export function dailyStories(open: Open): void {
  describe('an ordinary case', () => ordinaryCaseStory(open))
  describe('a decision on the spot', () => summaryStories(open))
  describe('a side flow', () => sideFlowStories(open))
  describe('a hearing', () => hearingStories(open))
  describe('a collective discussion', () => discussionStories(open))
  describe('a task', () => taskStories(open))
  describe('the tasklist', () => tasklistStories(open))
  describe('live changes', () => liveStories(open))
  describe('a statement while the decision is in approval', () => lateStatementStories(open))
  describe('an approval', () => approvalStories(open))
  describe('what an approval tells', () => approvalMessageStories(open))
}

/** Of every engine and every database: what it does now and then. */
export function rarerStories(open: Open): void {
  describe('side flows that the case has overtaken', () => notEffectiveStories(open))
  describe('papers', () => paperStories(open))
  describe('a decision that the bureau withdraws', () => withdrawnDecisionStories(open))
  describe('the correction of a fact', () => correctionStories(open))
  describe('the publication of a decision', () => publicityStories(open))
  describe('the records of an investigation', () => investigationStories(open))
  describe('no penalty', () => noPenaltyStories(open))
  describe('a case that is sent back', () => sentBackStories(open))
  describe('a case that is sent back after its hearing', () => sentBackHearingStories(open))
  describe('the time for a penalty', () => limitationStories(open))
  describe('cases that are joined, split, reopened', () => relatedCaseStories(open))
}

/** Of every database: they ask little of the engine. */
export function storedStories(open: Open, make: MakeDatabase): void {
  describe('the volume after archiving', () => volumeStories(open))
  describe('what a decision orders beside its fine', () => otherPenaltiesStories(open))
  describe('a certificate that runs out', () => certificateStories(open))
  describe('numbers of persons', () => personalNumberStories(open))
  describe('a notice to a witness', () => witnessStories(open))
  describe('similar decisions', () => similarDecisionStories(open))
  describe('an officer who leaves', () => leavingStories(open))
  describe('numbers of documents', () => numberingStories(make))
}

/** Of every engine: no step before its time, by nobody whose it is not. */
export function orderStories(open: Open): void {
  describe('the order of steps of an ordinary case', () => ordinaryOrder(open))
}

/** Of every engine: what models do that a bureau has changed or kept. @param openAdapted with models that the story changes. */
export function modelStories(openAdapted: (adapt: Adapt) => Promise<WholeBureau>): void {
  describe('a route', () => routeStories(openAdapted))
  describe('side flows on a model that issues first', () => issuedBeforeStory(openAdapted))
  describe('a hearing on an older model', () => olderHearingStory(openAdapted))
  describe('a record on an older model', () => olderRecordStory(openAdapted))
}
