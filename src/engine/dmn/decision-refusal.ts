/** A DMN file that Zeebe refuses to deploy. */
export class DecisionRefusal extends Error {
  /** Ids of the decisions or expressions at fault, as far as known. */
  readonly elementIds: string[]
  constructor(message: string, elementIds: string[] = []) {
    super(message)
    this.name = 'DecisionRefusal'
    this.elementIds = elementIds
  }
}
