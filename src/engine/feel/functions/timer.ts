import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { javaDuration, javaPeriod } from '../values/json.ts'
import { MonthDuration, TimeDuration } from '../values/temporal.ts'
import { ErrorValue, type FunctionValue, type Value } from '../values/value.ts'
import { define } from './define.ts'

/** Zeebe's own function, known in processes and not in decisions: `cycle(3, duration("PT1H"))` is the text R3/PT1H. */
export const processFunctions: ReadonlyMap<string, readonly FunctionValue[]> = new Map([
  [
    'cycle',
    [
      define(['repetitions', 'interval'], ([repetitions, interval]) => {
        const period = intervalText(interval)
        if (period !== undefined && repetitions instanceof Decimal)
          return `R${repetitions.toInt32()}/${period}`
        if (period !== undefined && repetitions === null) return `R/${period}`
        return misfit(
          'a repetitions (number) and an interval (duration) parameter',
          `'${describe(repetitions!)}' and '${describe(interval!)}'`,
        )
      }),
      define(['interval'], ([interval]) => {
        const period = intervalText(interval)
        return period === undefined
          ? misfit('an interval (duration) parameter', `'${describe(interval!)}'`)
          : `R/${period}`
      }),
    ],
  ],
])

function intervalText(interval: Value | undefined): string | undefined {
  if (interval instanceof TimeDuration) return javaDuration(interval)
  return interval instanceof MonthDuration ? javaPeriod(interval) : undefined
}

function misfit(expected: string, found: string): ErrorValue {
  return new ErrorValue(`cycle function expected ${expected}, but found ${found}`)
}
