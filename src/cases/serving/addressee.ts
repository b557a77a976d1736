/**
 * Who is served 受送达人: the party; or, of a paper that calls in or asks another person (行政处罚法 第五十五条), that person, whose own receipt it takes. A witness is not
 * served through the party's family or staff.
 */
import type { DocumentFacts } from '../../documents/facts.ts'
import { valueAt } from '../../documents/fields.ts'
import type { DocumentRow } from '../../documents/model.ts'
import { type FieldProblem } from '../../platform/problem.ts'
import type { Particulars } from './model.ts'
import type { ServiceRules, WayRule } from './rules.ts'

/** @returns the other person's name; undefined: the party, or who represents it. */
export function otherAddressee(
  { documents }: ServiceRules,
  { kind, facts: recorded }: Pick<DocumentRow, 'kind' | 'facts'>,
): string | undefined {
  const path = documents.find((one) => one.kind === kind)?.addressee
  if (path === undefined) return undefined
  const facts = JSON.parse(recorded) as Partial<DocumentFacts>
  const name = valueAt(facts, path)
  if (typeof name !== 'string') return undefined
  return [facts.party?.name, facts.party?.legalRepresentative].includes(name) ? undefined : name
}

/** Each addressee has a service and a receipt of their own. */
export function oneAddressee(rules: ServiceRules, documents: DocumentRow[]): FieldProblem[] {
  const [first, ...others] = documents.map((one) => otherAddressee(rules, one))
  const index = others.findIndex((one) => one !== first)
  return index < 0
    ? []
    : [{ path: `documentIds.${index + 1}`, message: '受送达人不是同一人，应当分别送达、分别填写送达回证' }]
}

const plain = (name: string) => name.replace(/\s/gu, '')

/** Whoever is neither the party nor speaks for it takes a paper in as one of those whom the law names: 民事诉讼法 第八十八条. @param own names of the party and of who represents it. */
export function partyFaults(
  own: readonly string[],
  allowed: readonly string[],
  { recipient, recipientRelation }: Particulars,
): FieldProblem[] {
  if (recipientRelation !== undefined && !allowed.includes(recipientRelation))
    return [{ path: 'recipientRelation', message: `应当是：${allowed.join('、')}` }]
  if (recipient === undefined || own.some((name) => plain(name) === plain(recipient))) return []
  if (recipientRelation !== undefined && recipientRelation !== '本人') return []
  const others = allowed.filter((one) => one !== '本人')
  return [
    {
      path: 'recipientRelation',
      message: `受送达人是${own.join('、')}；由${recipient}签收的，须写明与受送达人的关系：${others.join('、')}（民事诉讼法 第八十八条）`,
    },
  ]
}

/** What differs where it is not the party: the person takes it in, or one of their own; nothing that the party has agreed to counts for them. */
export function otherFaults(
  name: string,
  { asks, relations }: WayRule,
  { recipient, recipientRelation, returned }: Particulars,
): FieldProblem[] {
  if (asks.includes('consent') || returned)
    return [
      {
        path: returned ? 'returned' : 'channel',
        message: `送达地址确认书是当事人签的，不适用于${name}`,
      },
    ]
  if (!asks.includes('recipient')) return []
  const own = recipientRelation === undefined || recipientRelation === '本人'
  if (own)
    return recipient === undefined || recipient === name
      ? []
      : [{ path: 'recipient', message: `受送达人是${name}；由他人代收的，写明与${name}的关系` }]
  const allowed = relations && [...new Set([...relations.citizen, ...relations.organisation])]
  return allowed && !allowed.includes(recipientRelation)
    ? [{ path: 'recipientRelation', message: `应当是与${name}的关系：${allowed.join('、')}` }]
    : []
}
