/** 涉案财物处理记录: what became of what was not given back, one record for each way out (行政处罚法 第七十四条). */
import { z } from 'zod'
import type { IssuedPaper } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { isoInstant } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { ExitParticulars } from '../give-out.ts'
import { wayWords } from '../model.ts'
import type { PropertyRoom } from '../room.ts'
import { handled } from './handled-items.ts'
import { issueSheet } from './issue-sheet.ts'
import { findReleased } from './released.ts'
import { text } from '../../platform/required-text.ts'

export const disposalRecordFields = z.strictObject({
  place: text(200).describe('处理地点'),
  course: text(2000).describe('处理经过'),
  witness: text(60).describe('见证人'),
})

/** Of one way out; asked again, of the next. */
export async function drawDisposalRecord(
  room: PropertyRoom,
  actor: Actor,
  releaseId: string,
  { place, course, witness }: z.infer<typeof disposalRecordFields>,
): Promise<IssuedPaper> {
  const { measure, items, basis, request, unsheeted, approvals } = await findReleased(room, actor, releaseId)
  const way = unsheeted.find((line) => line.way !== 'returned')?.way
  if (way === undefined) throw problem('conflict', '没有尚未制作处理记录的处理')
  const lines = unsheeted.filter((line) => line.way === way)
  const particulars = lines.map((line) => JSON.parse(line.particulars) as ExitParticulars)
  const proceeds = particulars.reduce((sum, one) => sum + (one.way === 'auctioned' ? one.proceedsFen : 0), 0)
  return issueSheet(room, actor, {
    kind: 'property-disposal',
    measure,
    releaseId,
    ...(request && { requestId: request.id }),
    movements: lines.map(({ movement_id }) => movement_id),
    facts: {
      ...(approvals.length > 0 && { approvals }),
      disposal: {
        at: isoInstant(Math.max(...lines.map(({ at }) => Number(at)))),
        place,
        way: wayWords[way],
        basis: way === 'confiscated' ? await confiscatingDecision(room, releaseId, basis) : basis,
        items: lines.map((line, index) => {
          const { quantity, unit, name, specification } = handled(
            items.get(line.item_id)!,
            line.quantity_change,
            null,
          )
          return {
            no: index + 1,
            name,
            ...(specification !== undefined && { specification }),
            quantity: `${quantity} ${unit}`,
            outcome: outcomeOf(particulars[index]!),
          }
        }),
        course,
        ...(proceeds > 0 && { proceeds }),
        keeper: actor.name,
        witness,
      },
    },
  })
}

/** What confiscates is the penalty decision, not the release that lets the goods leave the store. */
async function confiscatingDecision(
  { database: { sql } }: PropertyRoom,
  releaseId: string,
  otherwise: string,
): Promise<string> {
  const [found] = await sql.all<{ name: string; number: string | null }>(
    'SELECT d.name, d.number FROM property_release_items i JOIN documents d ON d.id = i.document_id WHERE i.release_id = ? LIMIT 1',
    [releaseId],
  )
  return found ? `《${found.name}》${found.number ?? ''}` : otherwise
}

function outcomeOf(particulars: ExitParticulars): string {
  switch (particulars.way) {
    case 'transferred':
      return `移送${particulars.organ}，${particulars.receivedBy}签收`
    case 'destroyed':
      return `在${particulars.place}销毁`
    case 'auctioned':
      return `由${particulars.auctioneer}拍卖`
    case 'confiscated':
      return `没收${particulars.treasuryReceipt ? `，缴库凭证 ${particulars.treasuryReceipt}` : '，上缴国库'}`
    default:
      return wayWords[particulars.way]
  }
}
