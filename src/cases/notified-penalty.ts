/**
 * What was notified is the most that may be decided (行政处罚法 第四十四条、第四十五条、第六十二条): its fine, and its kinds of penalty 处罚种类 as the texts name
 * them (data/penalty-kinds.yaml). A notice of a kind that owes a hearing (第六十三条) tells the model so, whatever the report had proposed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { dataOf, type EffectiveFact, effectiveFacts, fineOf } from './facts.ts'
import { yuan } from '../platform/yuan.ts'

const file = z.array(
  z.strictObject({
    kind: z.string(),
    /** A regular expression. */
    words: z.string().transform((words) => new RegExp(words, 'u')),
    hearing: z.boolean().default(false),
    /** What is recorded when it is carried out: the act, money; `by-service`: nothing, or not by this bureau. */
    execution: z.enum(['act', 'money', 'by-service']).default('act'),
    /** Named by a list 没收清单. */
    list: z.boolean().default(false),
  }),
)

export type PenaltyKinds = z.infer<typeof file>

/** @throws ZodError naming the path of what is wrong in the file. */
export function readPenaltyKinds(seedFolder: string): PenaltyKinds {
  return file.parse(parse(readFileSync(join(seedFolder, 'penalty-kinds.yaml'), 'utf8')))
}

export function owesHearing(kinds: PenaltyKinds, intendedPenalty: unknown): boolean {
  return (
    typeof intendedPenalty === 'string' &&
    kinds.some(({ words, hearing }) => hearing && words.test(intendedPenalty))
  )
}

const notFined = /(不再|不予|不|免予|免除|免)(并处|处以|处|予以|予)?罚款/gu
const fined =
  /罚\s*[款金]|罚(?!没)(人民币)?\s*[\d０-９〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟,，.]+\s*(余|多)?\s*(元|块)/u

/** Does a text of penalties beside the fine name a fine as well? */
export const statesFine = (text: unknown) =>
  typeof text === 'string' && fined.test(text.replace(notFined, ''))

/** The system writes the fine of a notice from its amount; who types it once more may state two. @throws Problem `input-invalid`. */
export function requireNoticeOfPenalty({ intendedPenalty, intendedFineFen }: FormData): void {
  if (statesFine(intendedPenalty))
    throw problem('input-invalid', '罚款只能填写金额', [
      {
        path: 'intendedPenalty',
        message: '这里只写罚款以外的处罚；罚款填写在“拟处罚款”，由系统以大写和数字写入告知书',
      },
    ])
  const named = typeof intendedPenalty === 'string' && intendedPenalty.trim() !== ''
  if (intendedFineFen === 0 && !named)
    throw problem('input-invalid', '没有拟给予的处罚', [
      { path: 'intendedFineYuan', message: '须有拟处罚款或者其他拟给予的处罚（行政处罚法 第四十四条）' },
    ])
}

/** Of a notice from before its form asked for the amount: what the report, or the discussion after it, proposed is what it printed. */
const proposals = ['report', 'collective-discussion']
const proposedFine = (facts: EffectiveFact[]) => fineOf(facts.filter(({ kind }) => proposals.includes(kind)))

/** @param data of the statement's review, the hearing's report, the decision. @throws Problem `input-invalid` naming the field that is heavier. */
export async function requireNotHeavier(
  kinds: PenaltyKinds,
  sql: Sql,
  caseId: string,
  { fineFen, other }: FormData,
): Promise<void> {
  const facts = await effectiveFacts(sql, caseId)
  const notice = dataOf(facts, 'notice')
  if (!notice) return
  const most = notice.intendedFineFen ?? proposedFine(facts)
  const refuse = (path: string, message: string) =>
    problem('input-invalid', '处罚重于事先告知的内容', [{ path, message }])
  if (typeof fineFen === 'number' && typeof most === 'number' && fineFen > most)
    throw refuse('fineYuan', `不得重于告知的罚款 ${yuan(most)} 元（行政处罚法 第四十五条、第六十二条）`)
  if (typeof other !== 'string') return
  const ofFine = typeof most === 'number' && most > 0 ? '罚款' : ''
  const notified = `${ofFine}；${typeof notice.intendedPenalty === 'string' ? notice.intendedPenalty : ''}`
  const untold = kinds.filter(({ words }) => words.test(other) && !words.test(notified))
  if (untold.length > 0)
    throw refuse(
      'other',
      `没有告知过的处罚：${untold.map(({ kind }) => kind).join('、')}；须先告知当事人（行政处罚法 第四十四条、第六十二条）`,
    )
}
