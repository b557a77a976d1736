/** Is each number accounted for: the series of the bureau, and the numbers of one case. */
import { numberAccounts, type SeriesAccount } from '../documents/number-accounts.ts'
import { legalDay } from '../platform/clock.ts'
import type { ExaminationRoom, Finding, Period } from './room.ts'

export async function seriesOf(
  { database, numbering }: ExaminationRoom,
  { from, until }: Period,
): Promise<{ series: SeriesAccount[]; findings: Finding[] }> {
  const yearOf = (at: number) => Number(legalDay(at).slice(0, 4))
  const { series, unreadable } = await numberAccounts(database.sql, numbering, {
    from: yearOf(from),
    until: yearOf(until),
  })
  const say = (number: string, text: string): Finding => ({
    check: 'numbers',
    object: { type: 'number', id: number },
    caseId: null,
    text: `${number}：${text}`,
  })
  return {
    series,
    findings: [
      ...series.flatMap(({ missing, wrong }) => [
        ...missing.map((number) => say(number, '号已取用，却没有对应的文书或者线索')),
        ...wrong.map(({ number, text }) => say(number, text)),
      ]),
      ...unreadable.map((number) => say(number, '与文号格式（data/numbering.yaml）不符')),
    ],
  }
}

/** The case's own number is that of its 立案审批表, or of the document that decided it on the spot. */
export function caseNumberFinding(
  row: { id: string; number: string | null },
  numbers: { number: string }[],
): Finding[] {
  if (row.number === null || numbers.some(({ number }) => number === row.number)) return []
  return [
    {
      check: 'numbers',
      object: { type: 'number', id: row.number },
      caseId: row.id,
      text: `案号${row.number}不在本案签发的文书上`,
    },
  ]
}
