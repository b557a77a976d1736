import type { FunctionValue } from '../values/value.ts'
import { aggregationFunctions } from './aggregation.ts'
import { booleanFunctions } from './boolean.ts'
import { contextFunctions } from './context.ts'
import { conversionFunctions } from './conversion.ts'
import { listFunctions } from './list.ts'
import { numericFunctions } from './numeric.ts'
import { rangeFunctions } from './range.ts'
import { temporalFunctions } from './temporal.ts'
import { textFunctions } from './text.ts'

/** Every function of FEEL in Zeebe 8.5 by name, in models and in decisions, with its variants in the order they are tried. */
export const builtins: ReadonlyMap<string, readonly FunctionValue[]> = new Map(
  Object.entries({
    ...conversionFunctions,
    ...booleanFunctions,
    ...textFunctions,
    ...listFunctions,
    ...aggregationFunctions,
    ...numericFunctions,
    ...contextFunctions,
    ...rangeFunctions,
    ...temporalFunctions,
  }),
)
