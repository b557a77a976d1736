/** Kinds of numbers that a party may be known by 证件种类. Two prove themselves by a check character; of the others only the form can be checked. */
import { citizenNumberFault, creditCodeFault } from './id-number.ts'

export const idKinds = ['resident-id', 'passport', 'hk-macau-permit', 'taiwan-permit', 'credit-code'] as const
export type IdKind = (typeof idKinds)[number]

interface IdKindRule {
  /** Chinese. */
  name: string
  of: 'citizen' | 'organisation'
  /** What is wrong with a normalised number, Chinese. */
  fault(text: string, today: string): string | undefined
}

const form = (pattern: RegExp, message: string) => (text: string) =>
  pattern.test(text) ? undefined : message

export const idKindRules: Record<IdKind, IdKindRule> = {
  'resident-id': { name: '居民身份证', of: 'citizen', fault: citizenNumberFault },
  passport: {
    name: '护照',
    of: 'citizen',
    fault: form(/^(?=.*\d)[A-Z0-9]{5,9}$/, '应为 5 至 9 位字母和数字'),
  },
  'hk-macau-permit': {
    name: '港澳居民来往内地通行证',
    of: 'citizen',
    fault: form(/^[HM]\d{8}(\d{2})?$/, '应为 H 或者 M 开头，后接 8 位或者 10 位数字'),
  },
  'taiwan-permit': {
    name: '台湾居民来往大陆通行证',
    of: 'citizen',
    fault: form(/^(\d{8}|\d{10}[A-Z]?)$/, '应为 8 位数字，或者 10 位数字（可接一位字母）'),
  },
  'credit-code': { name: '统一社会信用代码', of: 'organisation', fault: creditCodeFault },
}

export const usualIdKind = (kind: 'citizen' | 'organisation'): IdKind =>
  kind === 'citizen' ? 'resident-id' : 'credit-code'

/** What the blind index is made of: numbers of two countries' passports may be the same. */
export function indexedNumber(idKind: IdKind, idCountry: string | null, number: string): string {
  return idKind === 'resident-id' || idKind === 'credit-code'
    ? number
    : `${idKind}:${idCountry ?? ''}:${number}`
}
