/** What a piece of work is refused with: the code of the problem, then the paths of its fields. */
import type { Problem } from '../../src/platform/problem.ts'

export const refusedWith = (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => {
      throw new Error('was not refused')
    },
    ({ code, fields = [] }: Problem) => [code, ...fields.map(({ path }) => path)],
  )
