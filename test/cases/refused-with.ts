/** What a piece of work is refused with. */
import type { Problem } from '../../src/platform/problem.ts'

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error('was not refused')
    },
    (error: Problem) => error,
  )

/** The code of the problem. */
export const refusal = async (work: Promise<unknown>): Promise<string> => (await problemOf(work)).code

/** The code of the problem, then the paths of its fields. */
export async function refusedWith(work: Promise<unknown>): Promise<string[]> {
  const { code, fields = [] } = await problemOf(work)
  return [code, ...fields.map(({ path }) => path)]
}
