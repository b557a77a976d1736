/** What went wrong, in the shape of RFC 9457: every refusal that reaches a person or a program is one of these. */
import { problemCatalogue, type ProblemCode } from './problem-catalogue.ts'

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

  constructor(code: ProblemCode, detail: string, fields: FieldProblem[] = []) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.status = problemCatalogue[code].status
    this.title = problemCatalogue[code].title
    this.fields = fields
  }
}

/** @param detail what happened, why, and what can be done now; shown to the person. */
export function problem(code: ProblemCode, detail: string, fields: FieldProblem[] = []): Problem {
  return new Problem(code, detail, fields)
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
