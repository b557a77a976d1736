/** What documents say of service: the proof 送达回证 of an attempt, the announcement 送达公告, the address that the party confirmed. */
import type { ServiceFacts } from '../../documents/decision-facts.ts'
import type { AnnouncementFacts } from '../../documents/outcome-facts.ts'
import { isoInstant, legalDay } from '../../platform/clock.ts'
import type { GatheredCase } from '../gathered-case.ts'
import type { CaseRoom } from '../room.ts'
import { otherAddressee } from './addressee.ts'
import type { Attempt } from './attempts.ts'

/** Of the attempt in hand; else of the last one that served a document of the kinds in hand. Before attempts were kept, the task's form said it. */
export function serviceFacts(room: CaseRoom, gathered: GatheredCase): ServiceFacts | undefined {
  const { attempts, documents, inHand } = gathered
  const kinds = inHand.served ?? []
  const covers = ({ documentIds }: Attempt) =>
    documents.some(({ id, kind }) => documentIds.includes(id) && kinds.includes(kind))
  const attempt =
    inHand.attempt ??
    attempts.findLast((one) => one.row.state === 'served' && (kinds.length === 0 || covers(one)))
  return attempt ? factsOf(room, gathered, attempt) : formerFacts(gathered)
}

function factsOf(
  { serviceRules }: CaseRoom,
  { documents, inHand }: GatheredCase,
  attempt: Attempt,
): ServiceFacts {
  const { row, particulars } = attempt
  const kinds = inHand.attempt ? undefined : inHand.served
  const { title } = serviceRules.ways[row.way]
  const { place, channel, media, recipient, recipientRelation, refusal, witness, recordingIds } = particulars
  const about = documents.filter(
    ({ id, kind }) => attempt.documentIds.includes(id) && (kinds === undefined || kinds.includes(kind)),
  )
  const recorded = (recordingIds?.length ?? 0) > 0
  return {
    addressee: about[0] && otherAddressee(serviceRules, about[0]),
    documents: about.map(({ kind, name, number }) => ({
      kind,
      name,
      number: number ?? undefined,
      copies: 1,
    })),
    way: title,
    place: place ?? channel ?? media ?? '—',
    at: row.served_at === null ? undefined : isoInstant(Number(row.served_at)),
    recipient,
    recipientRelation,
    refusal,
    witness: witness ?? (recorded ? '（以拍照、录像方式记录送达过程）' : undefined),
    remark: remarkOf(attempt),
  }
}

function remarkOf({ row, particulars }: Attempt): string | undefined {
  const { trackingNumber, entrustedTo, sentOn, channel, returned, media, announcementReason, remark } =
    particulars
  const lines = [
    row.state === 'failed' && `未能送达：${row.reason ?? ''}`,
    trackingNumber && `邮件号码：${trackingNumber}`,
    entrustedTo && `受托机关：${entrustedTo}`,
    sentOn && `发出日期：${sentOn}`,
    channel && `电子送达地址：${channel}`,
    returned && '寄往当事人确认的送达地址被退回，退回之日视为送达之日。',
    media && row.began_at !== null && `${legalDay(Number(row.began_at))} 在${media}公告，期满视为送达。`,
    media && announcementReason && `公告原因：${announcementReason}`,
    remark,
  ].filter((line): line is string => typeof line === 'string' && line !== '')
  return lines.length > 0 ? lines.join('\n') : undefined
}

/** Services of cases that were served before attempts were kept, and deliveries on the spot. */
function formerFacts({ facts, documents, inHand }: GatheredCase): ServiceFacts | undefined {
  const last = facts.filter(({ kind }) => kind.startsWith('serve-')).at(-1)
  if (!last) return undefined
  const { way, place, at, recipient, recipientRelation, refusal, witness, remark } =
    last.data as unknown as ServiceFacts
  const served = (inHand.served ?? []).flatMap((kind) => {
    const document = documents.filter((one) => one.kind === kind && one.state === 'issued').at(-1)
    return document ? [{ kind, name: document.name, number: document.number ?? undefined, copies: 1 }] : []
  })
  return { documents: served, way, place, at, recipient, recipientRelation, refusal, witness, remark }
}

/** Acts against which there is review or litigation: their announcement tells it. */
const withRemedies = new Set([
  'penalty-decision',
  'no-penalty-decision',
  'surcharge-decision',
  'enforcement-decision',
  'correction-order',
  'stop-order',
  'sealing-seizure-decision',
  'measure-extension',
  'first-violation-exemption',
])

export async function announcementFacts(
  { deadlines, serviceRules }: CaseRoom,
  { attempts, documents, inHand }: GatheredCase,
): Promise<AnnouncementFacts | undefined> {
  if (inHand.kind !== 'announcement-of-service') return undefined
  const attempt = attempts.findLast(({ row }) => row.way === 'announcement' && row.state === 'requested')
  if (!attempt) return undefined
  const about = documents.filter(({ id }) => attempt.documentIds.includes(id))
  const numbers = about.flatMap(({ number }) => number ?? [])
  return {
    documentName: about.map(({ name }) => name).join('》《'),
    documentNumber: numbers.length > 0 ? numbers.join('、') : undefined,
    reason: attempt.particulars.announcementReason ?? '',
    content: attempt.particulars.content ?? '',
    days: (await deadlines.limit(serviceRules.announcement.limit)).length,
    tellsRemedies: about.some(({ kind }) => withRemedies.has(kind)),
  }
}
