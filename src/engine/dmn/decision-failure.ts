/** Why a decision could not be evaluated; the words after "Expected to evaluate decision 'x', but". */
export class DecisionFailure extends Error {}
