/** Lighthouse over a page as somebody who is signed in opens it for the first time: a mid phone on a slow line, simulated. */
import lighthouse from 'lighthouse'

const categories = ['performance', 'accessibility', 'best-practices'] as const

export interface Scores {
  /** Of 100. */
  performance: number
  accessibility: number
  'best-practices': number
  /** What cost points, heaviest first. */
  lost: string[]
}

/** @param port where the browser listens for the protocol of its developer tools. @param cookie the session, as a request carries it. */
export async function scoresOf(
  url: string,
  { port, cookie }: { port: number; cookie: string },
): Promise<Scores> {
  const result = await lighthouse(url, {
    port,
    onlyCategories: [...categories],
    extraHeaders: { cookie },
    logLevel: 'silent',
    output: 'json',
  })
  if (!result || result.lhr.runtimeError)
    throw new Error(`${url}: ${result?.lhr.runtimeError?.message ?? 'Lighthouse gave no answer'}`)
  const { lhr } = result
  const score = (name: (typeof categories)[number]) => Math.round((lhr.categories[name]?.score ?? 0) * 100)
  const lost = categories.flatMap((name) =>
    lhr.categories[name]!.auditRefs.flatMap(({ id, weight }) => {
      const audit = lhr.audits[id]!
      return weight > 0 && audit.score !== null && audit.score < 0.9
        ? [
            {
              words: `${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}`,
              weight: weight * (1 - audit.score),
            },
          ]
        : []
    }),
  )
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    lost: lost.sort((one, other) => other.weight - one.weight).map(({ words }) => words),
  }
}
