/** 当场处罚 while it is under way: one at a time on this device, kept over a reload, a rotation and a call that comes in between. */
import { reactive, watch } from 'vue'
import { ulid } from 'ulid'
import { draftOf, dropDraft, keepDraft } from '../../shared/draft.ts'
import { me } from '../../shared/session/session.ts'
import { yuan } from '../../shared/words.ts'
import type { PartyWords } from '../party-fields.vue'
import type { Reply } from '../../shared/api/client.ts'
import { kindOfNumber, normalised, numberFault } from '../../shared/parties/id-number.ts'

export type PartyKind = PartyWords['kind']
export type Violation = Reply<'/violations/{code}'>
export type SummaryRules = Reply<'/summary-procedure'>

export const steps = ['当事人', '违法行为', '地点时间', '照片', '处罚', '签收'] as const

export interface StreetCase {
  /** Of the case: made here, so that what is sent twice is one case. */
  id: string
  /** 1 to 6. */
  step: number
  partner: string
  certificateShown: boolean
  /** Of the register; null: looked for, or entered anew. */
  known: { id: string; kind: PartyKind; name: string; idNumber: string | null; address: string | null } | null
  entering: boolean
  fresh: PartyWords
  violation: { code: string; name: string } | null
  description: string
  place: string
  position: { longitude: number; latitude: number; metres: number } | null
  occurredAt: string
  /** Of which a reload knows no more than that. */
  photosTaken: number
  warning: boolean
  fineYuan: number | null
  /** How the fine comes in: '' to the bank, else the code of the ground 当场收缴. */
  ground: string
  receiptNumber: string
  correctionDemand: string
  defence: string
  rightsTold: boolean
  /** Asked for only where the same party was fined for the same thing before. */
  askDistinct: boolean
  distinctAct: string
  recipient: string
  decision: { caseId: string; documentId: string; number: string } | null
  kept: boolean
}

const draftKey = 'street'

function begun(): StreetCase {
  return {
    id: ulid(),
    step: 1,
    partner: '',
    certificateShown: false,
    known: null,
    entering: false,
    fresh: { kind: 'citizen', name: '', idNumber: '', phone: '', address: '', legalRepresentative: '' },
    violation: null,
    description: '',
    place: '',
    position: null,
    occurredAt: new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString(),
    photosTaken: 0,
    warning: false,
    fineYuan: null,
    ground: '',
    receiptNumber: '',
    correctionDemand: '',
    defence: '',
    rightsTold: false,
    askDistinct: false,
    distinctAct: '',
    recipient: '',
    decision: null,
    kept: false,
  }
}

const current = reactive<StreetCase>(begun())
let whose: string | undefined
watch(current, () => {
  if (whose === me.value?.accountId) keepDraft(draftKey, current)
})

/** The one that is under way for who is signed in. */
export function useStreetCase(): StreetCase {
  if (whose !== me.value?.accountId) {
    Object.assign(current, draftOf<StreetCase>(draftKey) ?? begun())
    whose = me.value?.accountId
  }
  return current
}

export function beginAnew(): void {
  Object.assign(current, begun())
  dropDraft(draftKey)
}

export const partyKind = ({ known, fresh }: StreetCase): PartyKind => known?.kind ?? fresh.kind
export const partyName = ({ known, fresh }: StreetCase): string => known?.name ?? fresh.name.trim()

/** What a step still wants, for a person; nothing: one may go on. */
export function wanting(one: StreetCase, step = one.step): string[] {
  const wanted: [boolean, string][][] = [
    [
      [partyName(one) === '', '当事人'],
      [numberIsWrong(one), '正确的证件号码'],
      // A decision that does not say it is none (行政处罚法 第五十九条).
      [partyName(one) !== '' && addressOf(one) === '', '当事人的地址'],
      [one.partner === '', '一同执法的人员'],
      [!one.certificateShown, '出示执法证件'],
    ],
    [
      [one.violation === null, '违法行为'],
      [one.description.trim() === '', '违法事实'],
    ],
    [
      [one.place.trim() === '', '违法地点'],
      [Number.isNaN(Date.parse(one.occurredAt)), '违法时间'],
      [Date.parse(one.occurredAt) > Date.now(), '不晚于现在的违法时间'],
    ],
    [],
    [
      [!one.warning && one.fineYuan === null, '处罚'],
      [one.ground !== '' && one.receiptNumber.trim() === '', '专用票据号'],
      [recipientOf(one) === '', '签收人'],
      [one.askDistinct && one.distinctAct.trim() === '', '另一违法行为的理由'],
      [!one.rightsTold, '告知权利'],
    ],
    [],
  ]
  return wanted[step - 1]!.filter(([isWanted]) => isWanted).map(([, words]) => words)
}

function addressOf({ known, fresh }: StreetCase): string {
  return known ? (known.address ?? '') : fresh.address.trim()
}

function numberIsWrong({ known, fresh }: StreetCase): boolean {
  const number = normalised(fresh.idNumber)
  return known === null && number !== '' && numberFault(fresh.kind, number) !== undefined
}

/** A citizen takes the decision in; of an organisation somebody does, who is asked for. */
export function recipientOf(one: StreetCase): string {
  return one.recipient.trim() || (partyKind(one) === 'citizen' ? partyName(one) : '')
}

/** What was typed to find a party is where a new one begins. */
export function enterAnew(one: StreetCase, typed: string): void {
  const kind = kindOfNumber(normalised(typed))
  one.known = null
  one.entering = true
  if (kind) Object.assign(one.fresh, { kind, idNumber: normalised(typed) })
  else one.fresh.name ||= typed.trim()
}

/** In words: 罚款 100 元. */
export function penaltyOf({ warning, fineYuan }: StreetCase): string {
  return [warning ? '警告' : '', fineYuan === null ? '' : `罚款 ${yuan(fineYuan * 100)}`]
    .filter(Boolean)
    .join('，')
}
