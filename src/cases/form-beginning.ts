/**
 * What a form begins with. Nobody is asked for what is known: a field with the property `from` begins with the first of the places named there that says
 * something, `<kind of fact>.<field>`, `clue.<field>` or `party.person`. A person confirms it by handing the form in; what was drafted and came back begins with its own words.
 */
import { isoInstant } from '../platform/clock.ts'
import { fieldsOfForm, type Form, type FormData, type FormValue, inYuan } from '../tasks/index.ts'
import type { CasePage } from './case-page.ts'
import type { EffectiveFact } from './facts.ts'
import { masked } from './masked-numbers.ts'

export interface Known {
  clue: Pick<CasePage['clue'], 'place' | 'longitude' | 'latitude' | 'occurredAt' | 'violationCode'>
  /** Null where the one who asks may not read it. */
  party: { name: string; kind: string; legalRepresentative: string | null } | null
  facts: EffectiveFact[]
}

export function formBeginning(form: Form | undefined, known: Known): FormData {
  const begin: FormData = {}
  for (const { field, from } of form ? fieldsOfForm(form) : []) {
    const value = from?.map((place) => valueAt(known, place)).find((one) => one !== undefined)
    if (value !== undefined) begin[field] = value
  }
  return begin
}

function valueAt({ clue, party, facts }: Known, place: string): FormValue | undefined {
  const [source, field] = place.split('.') as [string, string]
  if (source === 'clue') return clueValue(clue, field)
  if (source === 'party') return person(party)
  const fact = facts.find(({ kind }) => kind === source)
  if (!fact) return undefined
  const said = inYuan(fact.data)
  // A number whose middle is covered is no number to begin with.
  return JSON.stringify(said[field]) === JSON.stringify(masked(said)[field]) ? said[field] : undefined
}

function clueValue(clue: Known['clue'], field: string): FormValue | undefined {
  const value = clue[field as keyof Known['clue']] ?? undefined
  return field === 'occurredAt' && typeof value === 'number' ? isoInstant(value) : value
}

/** Who speaks and signs for the party. */
function person(party: Known['party']): string | undefined {
  return (party?.kind === 'citizen' ? party.name : party?.legalRepresentative) ?? undefined
}
