/**
 * 责任者 of a document in the catalogue 卷内目录: the bureau for what it issues outward, else the person whom the document itself names as its author (who
 * reviewed, presided, recorded, registered), else the lead officer when it was issued.
 */
import type { DocumentFacts } from './facts.ts'
import type { DocumentRow } from './model.ts'
import type { Template } from './template-compile.ts'

const outwardLayout = 'layouts/outward.hbs'

/** By kind. */
const authors: { [kind: string]: (facts: DocumentFacts) => string | undefined } = {
  'clue-registration': ({ clue }) => clue?.registeredBy,
  'designation-of-officers': ({ designation }) => designation?.designatedBy,
  'inspection-record': ({ inspection }) => inspection?.recorder,
  'interview-record': ({ interview }) => interview?.recorder,
  'scene-sketch': ({ sketch }) => sketch?.drawnBy,
  'coercion-site-record': ({ coercionSite }) => coercionSite?.recorder,
  'enforcement-site-record': ({ enforcementSite }) => enforcementSite?.recorder,
  'correction-recheck': ({ recheck }) => recheck?.recorder,
  'legal-review-opinion': ({ legalReview }) => legalReview?.reviewer,
  'collective-discussion-record': ({ discussion }) => discussion?.host.name,
  'statement-record': ({ statement }) => statement?.recorder,
  'hearing-record': ({ hearing }) => hearing?.host.name,
  'hearing-report': ({ hearing }) => hearing?.host.name,
  'property-list': ({ measure }) => measure?.keeper,
  'property-return': ({ propertyReturn }) => propertyReturn?.keeper,
  'property-disposal': ({ disposal }) => disposal?.keeper,
  'warehouse-entry': ({ warehouseEntry }) => warehouseEntry?.keeper,
  'warehouse-exit': ({ warehouseExit }) => warehouseExit?.keeper,
}

export function responsibleFor(
  { kind, facts }: Pick<DocumentRow, 'kind' | 'facts'>,
  given: { template: Pick<Template, 'content'> | undefined; bureau: string; lead: string | undefined },
): string | undefined {
  if (given.template && isOutward(given.template)) return given.bureau
  const recorded = JSON.parse(facts) as DocumentFacts
  return authors[kind]?.(recorded) ?? recorded.officers?.[0]?.name ?? given.lead
}

const isOutward = ({ content }: Pick<Template, 'content'>): boolean =>
  outwardLayout in (JSON.parse(content) as { files: { [path: string]: string } }).files
