/**
 * `million-cases`: what a bureau asks of 1,000,000 cases over HTTP, beside 50,000: what is due for the bureau, a squad and an officer with its counts by colour (100,000 limits run, beside
 * 5,000), and how like cases were decided in two years and in ten, with median and quartiles.
 */
import type { ThrowAway } from '../../test/databases.ts'
import { onBothDatabases } from '../both-databases.ts'
import { type ServedBureau, servedBureau } from '../served-bureau.ts'
import { type Bench, round, type Result } from '../result.ts'
import { caseIdOf, tenYears } from './ten-years.ts'

const few = 50_000
const fewOpen = 5_000
const goal = 100

const questions = [
  { name: 'due-bureau', userName: 'legal-head', path: '/due?whose=bureau' },
  { name: 'due-squad', userName: 'squad-01-head', path: '/due?whose=squad' },
  { name: 'due-mine', userName: 'squad-01-officer-1', path: '/due?whose=mine' },
  { name: 'similar-two-years', userName: 'legal-head', path: `/cases/${caseIdOf(0)}/similar-decisions` },
  {
    name: 'similar-ten-years',
    userName: 'legal-head',
    path: `/cases/${caseIdOf(0)}/similar-decisions?months=120`,
  },
]

export const millionCases: Bench = {
  name: 'million-cases',
  async run({ quick, say }) {
    return onBothDatabases(say, (name, store) => measure(name, store, quick ? 200_000 : 1_000_000, say))
  },
}

async function measure(
  name: string,
  store: ThrowAway,
  many: number,
  say: (line: string) => void,
): Promise<Result[]> {
  const bureau = await servedBureau(store, say)
  try {
    await tenYears(bureau.app, { from: 0, to: few, open: fewOpen })
    const before = await ask(bureau)
    // As many are open of each as before: the first ones of all that follow.
    await tenYears(bureau.app, { from: few, to: many, open: few + many / 10 - fewOpen })
    say(`${name}: ${many} cases`)
    const after = await ask(bureau)
    return questions.map(({ name: question }, index) => ({
      name: `million-cases/${question}/${name}`,
      value: round(after[index]!),
      unit: 'ms',
      peer: `itself with ${few} cases`,
      peerValue: round(before[index]!),
      ratio: round(after[index]! / before[index]!),
      goal: `p95 ≤ ${goal} ms with ${many} cases`,
      met: after[index]! <= goal,
    }))
  } finally {
    await bureau.close()
  }
}

async function ask(bureau: ServedBureau): Promise<number[]> {
  const found: number[] = []
  for (const { userName, path } of questions) found.push(await bureau.percentile(0.95, userName, path))
  return found
}
