/** What went wrong, in the shape of RFC 9457: every refusal that reaches a person or a program is one of these. */
import { problemCatalogue, type ProblemCode, type ProblemKind } from './problem-catalogue.ts'

/** One fault of the input: `path` names the field (`party.idNumber`), `message` says in Chinese what is wrong. */
export interface FieldProblem {
  path: string
  message: string
}

export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly fields: FieldProblem[]
  /** Whole seconds until it may be tried again, of `too-many-requests` and of what is gone for a while. */
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, detail: string, fields: FieldProblem[] = [], retryAfter?: number) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.status = problemCatalogue[code].status
    this.title = problemCatalogue[code].title
    this.fields = fields
    const kind: ProblemKind = problemCatalogue[code]
    this.retryAfter = retryAfter ?? kind.retryAfter
  }
}

/** @param detail what happened, why, and what can be done now; shown to the person. */
export function problem(
  code: Exclude<ProblemCode, 'too-many-requests'>,
  detail: string,
  fields: FieldProblem[] = [],
): Problem {
  return new Problem(code, detail, fields)
}

/** @param wait milliseconds until it may be tried again. */
export function tooOften(detail: string, wait: number): Problem {
  return new Problem('too-many-requests', detail, [], Math.max(1, Math.ceil(wait / 1000)))
}

/** What a check refuses with, in words, where its refusal is an answer and not an error. */
export async function reasonOf(check: () => unknown): Promise<string | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return [error.message, ...error.fields.map(({ message }) => message)].join('：')
  }
}

/** The JSON of application/problem+json. */
export function problemBody({ code, status, title, message, fields }: Problem): object {
  return {
    type: `/problems/${code}`,
    code,
    title,
    status,
    detail: message,
    ...(fields.length > 0 && { fields }),
  }
}
