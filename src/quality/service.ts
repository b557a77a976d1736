/** 案卷评查 and 执法监督: the quality of archived cases, and what supervision asks a squad to mend. */
import type { Actor } from '../identity/actor.ts'
import type { ReviewRow } from './model.ts'
import { appointRaters, openReview } from './open-review.ts'
import { rateCase } from './rate.ts'
import { replaceRater } from './replace-rater.ts'
import { answerRating, appealRating, ratingsOf, readRatings } from './ratings.ts'
import type { QualityParts, QualityRoom } from './room.ts'
import { drawSample, listSamples } from './sample.ts'
import type { Sheet } from './score.ts'
import { addProof, answerNotice, decideOnAnswer, readProof } from './supervision/answer-notice.ts'
import { dueNotices } from './supervision/follow-up.ts'
import { issueNotice, type NewNotice } from './supervision/issue-notice.ts'
import type { NoticeRow } from './supervision/model.ts'
import { objectOf } from './supervision/notices.ts'
import { listNotices, type NoticeQuery, readNotice, viewNotices, viewProof } from './supervision/view.ts'
import { listReviews, readReview, type ReviewQuery, viewReviews } from './view.ts'

export type Quality = ReturnType<typeof createQuality>

export function createQuality(parts: QualityParts) {
  const room: QualityRoom = { ...parts, newId: parts.tasks.newId }
  const view = async (actor: Actor, row: ReviewRow) => (await viewReviews(room, actor, [row]))[0]!
  parts.officers.useRatings(ratingsOf)
  parts.deadlines.useOwners(dueNotices(room))
  parts.documents.alsoOwnedBy('supervision.read', async (id) => {
    const [row] = await parts.database.sql.all<NoticeRow>('SELECT * FROM supervision_notices WHERE id = ?', [
      id,
    ])
    return row && objectOf(row)
  })

  return {
    rules: parts.rules,
    drawSample: (actor: Actor, period: string) => drawSample(room, actor, period),
    samples: (actor: Actor) => listSamples(room, actor),
    openReview: async (actor: Actor, caseId: string) => view(actor, await openReview(room, actor, caseId)),
    appointRaters: async (actor: Actor, id: string, officerIds: string[]) =>
      view(actor, await appointRaters(room, actor, id, officerIds)),
    replaceRater: async (actor: Actor, id: string, change: Parameters<typeof replaceRater>[3]) =>
      view(actor, await replaceRater(room, actor, id, change)),
    rate: async (actor: Actor, id: string, sheet: Sheet) =>
      view(actor, await rateCase(room, actor, id, sheet)),
    list: (actor: Actor, query: ReviewQuery) => listReviews(room, actor, query),
    review: (actor: Actor, id: string) => readReview(room, actor, id),
    ratings: (actor: Actor, officerId: string) => readRatings(room, actor, officerId),
    appeal: (actor: Actor, id: string, reason: string) => appealRating(room, actor, id, reason),
    answerAppeal: (actor: Actor, id: string, answer: { grade: string; answer: string }) =>
      answerRating(room, actor, id, answer),

    supervision: {
      issue: async (actor: Actor, notice: NewNotice) => viewNotice(await issueNotice(room, actor, notice)),
      addProof: async (actor: Actor, id: string, file: { name: string; bytes: Uint8Array }) =>
        viewProof(await addProof(room, actor, id, file)),
      proof: (actor: Actor, id: string) => readProof(room, actor, id),
      answer: async (actor: Actor, id: string, content: string) =>
        viewNotice(await answerNotice(room, actor, id, content)),
      decide: async (actor: Actor, id: string, decision: { accept: boolean; opinion: string }) =>
        viewNotice(await decideOnAnswer(room, actor, id, decision)),
      read: (actor: Actor, id: string) => readNotice(room, actor, id),
      list: (actor: Actor, query: NoticeQuery) => listNotices(room, actor, query),
    },
  }

  async function viewNotice(row: NoticeRow) {
    return (await viewNotices(room, [row]))[0]!
  }
}
