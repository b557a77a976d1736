/** Names of violations that records tell by code only, as they were on the day. */
import { answered, api } from '../../../shared/api/client.ts'

/** @returns by code. */
export async function namesOfViolations(
  asked: { code: string; onDay: string }[],
): Promise<Map<string, string>> {
  const days = new Map(asked.map(({ code, onDay }) => [code, onDay]))
  const named = await Promise.all(
    [...days].map(async ([code, day]): Promise<[string, string]> => {
      const { versions } = await answered(
        api.GET('/violations/{code}/versions', { params: { path: { code } } }),
      )
      const then = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0]
      return [code, then?.name ?? code]
    }),
  )
  return new Map(named)
}
