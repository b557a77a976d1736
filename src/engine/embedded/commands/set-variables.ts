import { Refusal } from '../../port.ts'
import { propagate, setAllLocal } from '../flow/variables.ts'
import type { Handler } from './handler.ts'

/** Sets variables in a scope, or from it outwards where they exist. */
export const setVariables: Handler<'setVariables'> = {
  needs: (_state, { scopeKey }) => ({ keys: [scopeKey] }),

  run(x, { scopeKey, variables, local = false }) {
    const scope = x.state.element(scopeKey)
    if (!scope || scope.state === 'TERMINATING') {
      throw new Refusal(
        'NOT_FOUND',
        `Expected to update variables for element with key '${scopeKey}', but no such element was found`,
      )
    }
    if (local) setAllLocal(x, scope, scopeKey, variables)
    else propagate(x, scope, scopeKey, variables)
    const key = x.nextKey()
    x.emit('VARIABLE_DOCUMENT', 'UPDATED', key, {
      scopeKey,
      updateSemantics: local ? 'LOCAL' : 'PROPAGATE',
      variables,
    })
    return { key }
  },
}
