/**
 * What the year has used of the product, computed from what stands in the data and what the bureau has on record: procedures, models, forms, kinds of document,
 * limits, operations of an approval, ways of service, side flows, sources and ends of clues and cases. What honestly can't occur yet is in not-yet.yaml.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { readClueSources } from '../../../src/clues/index.ts'
import { clueStateCodes, openStates } from '../../../src/clues/model.ts'
import { caseEnds, earlyEnds } from '../../../src/cases/model.ts'
import { sideFlowKinds } from '../../../src/cases/side-flows/kinds.ts'
import { readCsv } from '../../../src/platform/csv.ts'
import type { Sql } from '../../../src/platform/database/sql.ts'
import { projectRoot } from '../../../src/platform/project-root.ts'

export interface Area {
  all: number
  used: number
  /** Item → why it can't occur yet. */
  notYet: { [item: string]: string }
  /** Neither used nor explained. */
  missing: string[]
}

export type Coverage = { [area: string]: Area }

const root = projectRoot()
const dataFolder = join(root, 'data')
const codesOf = (file: string) =>
  readCsv(readFileSync(join(dataFolder, file), 'utf8')).map(({ code }) => code!)
const namesIn = (folder: string, ext: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ext))
    .map((name) => basename(name, ext))
const yaml = <Shape>(path: string) => parse(readFileSync(path, 'utf8')) as Shape

/** Ends that a clue comes to, rather than states on the way. */
const clueEnds = clueStateCodes.filter((state) => ![...openStates, 'proposed'].includes(state))
/** Decisions on the form of a review, acts through an address of their own, and what the clock and a delegation do. */
const approvalOperations = (): string[] => {
  const form = yaml<{ components: { key?: string; values?: { value: string }[] }[] }>(
    join(root, 'forms', 'review.form'),
  )
  const choices = form.components.find(({ key }) => key === 'decision')!.values!.map(({ value }) => value)
  const acts = Object.keys(yaml<object>(join(dataFolder, 'route-rights.yaml'))).flatMap((route) => {
    const [, act] = /^POST \/approvals\/\{approvalId\}\/(.+)$/.exec(route) ?? []
    return act === undefined ? [] : [act === 'remove-tier' ? 'remove-tier-beside' : act]
  })
  return [...choices, ...acts, 'consultation-answer', 'reminder-by-the-clock', 'escalation', 'on-behalf']
}

/** What there is, and the query that says what was used. */
const areas: { [area: string]: { all: () => string[]; used: string } } = {
  procedures: {
    all: () => ['ordinary', 'summary'],
    used: 'SELECT DISTINCT case_procedure AS item FROM cases',
  },
  models: {
    all: () => namesIn('bpmn', '.bpmn'),
    used: 'SELECT DISTINCT process_id AS item FROM process_instances',
  },
  forms: {
    all: () => namesIn('forms', '.form'),
    used: "SELECT DISTINCT form_id AS item FROM tasks WHERE state = 'completed'",
  },
  documents: {
    all: () => codesOf('documents.csv'),
    // A volume is bound with its three sheets.
    used: `SELECT DISTINCT kind AS item FROM documents WHERE state = 'issued'
      UNION SELECT 'volume-cover' FROM documents WHERE kind = 'volume' UNION SELECT 'volume-catalogue' FROM documents WHERE kind = 'volume'
      UNION SELECT 'volume-back-sheet' FROM documents WHERE kind = 'volume'`,
  },
  limits: {
    all: () => codesOf('limits.csv'),
    // The time to challenge a decision is reckoned when it is challenged; that of a tier runs on the tier.
    used: `SELECT DISTINCT limit_code AS item FROM deadlines UNION SELECT limit_code FROM remedies
      UNION SELECT 'approval-tier' FROM approval_tiers`,
  },
  'approval operations': {
    all: approvalOperations,
    used: `SELECT DISTINCT CASE WHEN decision = 'remove-tier' AND user_task_key IS NULL THEN 'remove-tier-beside' ELSE decision END AS item
        FROM approval_decisions WHERE state IN ('effective', 'taken-back')
      UNION SELECT 'consult' FROM consultations
      UNION SELECT 'consultation-answer' FROM consultations WHERE answer IS NOT NULL
      UNION SELECT 'copies' FROM approval_copies
      UNION SELECT CASE kind WHEN 'manual' THEN 'remind' WHEN 'due' THEN 'reminder-by-the-clock' ELSE kind END FROM approval_reminders
      UNION SELECT 'on-behalf' FROM approval_decisions WHERE on_behalf_of IS NOT NULL`,
  },
  'ways of service': {
    all: () => Object.keys(yaml<{ ways: object }>(join(dataFolder, 'service.yaml')).ways),
    used: "SELECT DISTINCT way AS item FROM service_attempts WHERE state = 'served'",
  },
  'side flows': {
    all: () => Object.keys(sideFlowKinds),
    used: "SELECT DISTINCT kind AS item FROM side_flows WHERE state = 'done'",
  },
  'clue sources': {
    all: () => readClueSources(dataFolder).map(({ code }) => code),
    used: 'SELECT DISTINCT source AS item FROM clues',
  },
  'clue ends': { all: () => clueEnds, used: 'SELECT DISTINCT to_state AS item FROM clue_history' },
  'case ends': {
    all: () => [...caseEnds, ...earlyEnds],
    // What was closed is bound and archived at once.
    used: "SELECT DISTINCT CASE state WHEN 'archived' THEN 'closed' ELSE state END AS item FROM cases",
  },
  measures: {
    all: () => Object.keys(yaml<{ measures: object }>(join(dataFolder, 'property.yaml')).measures),
    used: "SELECT DISTINCT kind AS item FROM measures WHERE state = 'ended'",
  },
  'ways out of the store': {
    all: () => ['returned', 'confiscated', 'transferred', 'destroyed', 'auctioned'],
    used: 'SELECT DISTINCT way AS item FROM property_exits',
  },
  'hearing ends': {
    all: () => ['held', 'absent', 'terminated', 'withdrawn'],
    used: `SELECT DISTINCT CASE state WHEN 'reported' THEN 'held' ELSE state END AS item FROM hearings`,
  },
  'case reviews': {
    all: () => ['rated', 'appealed', 'answered'],
    used: `SELECT 'rated' AS item FROM case_ratings
      UNION SELECT 'appealed' FROM case_ratings WHERE appealed_at IS NOT NULL
      UNION SELECT 'answered' FROM case_ratings WHERE answered_at IS NOT NULL`,
  },
  'answers to supervision': {
    all: () => ['returned', 'accepted'],
    used: 'SELECT DISTINCT decision AS item FROM supervision_answers WHERE decision IS NOT NULL',
  },
  'corrections of facts': {
    all: () => ['effective', 'refused'],
    used: 'SELECT DISTINCT state AS item FROM fact_corrections',
  },
  remedies: {
    all: () => Object.keys(yaml<{ kinds: object }>(join(dataFolder, 'remedies.yaml')).kinds),
    used: "SELECT DISTINCT kind AS item FROM remedies WHERE state <> 'open'",
  },
}

/** @returns every area, and by what is wrong with it the items: not used and not explained, or explained although used or unknown. */
export async function coverageOf(
  sql: Sql,
): Promise<{ coverage: Coverage; faults: { [what: string]: string[] } }> {
  const excuses = yaml<{ [area: string]: { [item: string]: string } | undefined }>(
    join(import.meta.dirname, 'not-yet.yaml'),
  )
  const coverage: Coverage = {}
  const faults: { [what: string]: string[] } = {}
  for (const [area, { all, used }] of Object.entries(areas)) {
    const items = all()
    const seen = new Set((await sql.all<{ item: string }>(used)).map(({ item }) => item))
    const notYet = excuses[area] ?? {}
    const missing = items.filter((item) => !seen.has(item) && !(item in notYet))
    coverage[area] = {
      all: items.length,
      used: items.filter((item) => seen.has(item)).length,
      notYet,
      missing,
    }
    faults[`${area}: all are used, or not-yet.yaml says why not`] = missing
    faults[`${area}: not-yet.yaml excuses nothing that was used or is unknown`] = Object.keys(notYet).filter(
      (item) => seen.has(item) || !items.includes(item),
    )
  }
  const unknown = Object.keys(excuses).filter((area) => !(area in areas))
  faults['not-yet.yaml knows the areas'] = unknown
  return { coverage, faults }
}
