/** One thing that can be done about a clue: what it asks for, and where it is sent. */
import type { Component, Data, Option } from '../../forms/form.ts'
import type { CluePage } from './clue-states.ts'

export interface Act {
  /** As it is chosen. */
  name: string
  /** On the button that does it. */
  say: string
  /** Where it leads, and under which article. */
  about?: string | ((page: CluePage) => string)
  /** What the fields are chosen from. */
  choices?: (page: CluePage) => Promise<Record<string, Option[]>>
  components: (page: CluePage) => Component[]
  begin?: (page: CluePage) => Data
  /** @returns where to go then; by default one stays. */
  send: (page: CluePage, filled: Data) => Promise<string | void>
  done: string
}
