/** What a bench answers: ratios beside a peer measured in the same run, never an absolute figure alone. */
export interface Result {
  name: string
  value: number
  unit: string
  peer: string
  peerValue: number | null
  /** value / peerValue, or peerValue / value where less is better: at least 1 means that we are no worse. */
  ratio: number | null
  goal: string
  met: boolean
}

export interface BenchOptions {
  /** A run under 60 s: smaller counts, same comparisons. */
  quick: boolean
  /** Progress for the person who waits; stderr, so that `--json` stays clean. */
  say(line: string): void
}

export interface Bench {
  name: string
  run(options: BenchOptions): Promise<Result[]>
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
