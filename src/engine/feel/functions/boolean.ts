import { ErrorValue } from '../values/value.ts'
import { define, type Functions } from './define.ts'

export const booleanFunctions: Functions = {
  not: [define(['negand'], ([negand]) => (typeof negand === 'boolean' ? !negand : null))],
  'is defined': [define(['value'], ([value]) => value !== null)],
  'get or else': [define(['value', 'default'], ([value, otherwise]) => (value === null ? otherwise : value))],
  assert: [
    define(['value', 'condition'], ([value, condition]) =>
      condition === true ? value : new ErrorValue('The condition is not fulfilled'),
    ),
    define(['value', 'condition', 'cause'], ([value, condition, cause]) => {
      if (condition === true) return value
      return typeof cause === 'string' ? new ErrorValue(cause) : undefined
    }),
  ],
}
