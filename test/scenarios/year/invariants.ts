/** What must hold of everything at the end of the year, read through HTTP, or from the tables where there is no door. */
import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import { archiveOrder } from '../../../src/documents/case-volume.ts'
import type { DocumentRow } from '../../../src/documents/model.ts'
import type { Year } from './year.ts'

export async function requireInvariants(year: Year): Promise<void> {
  const supervisor = await year.as('supervision-supervisor-1')
  const chain = await year.get<{ ok: boolean }>(supervisor, '/audit/verification')
  year.check.true('the audit chain is whole', chain.ok)
  await requireExamined(year)
  await requireVolumes(year)
  await requireLimits(year)
  await requireSettled(year)
}

/** 审计检查 of the bureau: every number on something, every tier passed in order, goods conserved one to one, nothing changed after issue. Limits did run out. */
async function requireExamined(year: Year): Promise<void> {
  const supervisor = await year.as('supervision-supervisor-1')
  const page = await year.get<{ findings: { check: string; text: string }[] }>(
    supervisor,
    '/audit/bureau?from=2020-01-01&to=2099-12-31',
  )
  year.check.equal(
    'an examination of the bureau finds nothing but limits that were missed',
    page.findings.filter(({ check }) => check !== 'limits').map(({ text }) => text),
    [],
  )
}

/** Each closed case has a volume that holds every document which it has issued, also what came later, in the order of the archive. */
async function requireVolumes(year: Year): Promise<void> {
  const { bureau, check } = year
  const cases = await bureau.sql.all<{ id: string }>(
    "SELECT id FROM cases WHERE state IN ('archived', 'closed')",
  )
  const clerk = await year.as('legal-reviewer-1')
  for (const { id } of cases) {
    const issued = await bureau.sql.all<DocumentRow>(
      "SELECT * FROM documents WHERE case_id = ? AND state = 'issued' ORDER BY issued_at, id",
      [id],
    )
    const volume = issued.filter(({ kind }) => kind === 'volume').at(-1)
    check.true(`${id} has a volume`, volume !== undefined)
    if (volume === undefined) continue
    const bound = issued.filter(({ kind }) => kind !== 'volume')
    const { documents, included } = JSON.parse(volume.facts) as { documents: number; included: string[] }
    check.equal(
      `the volume of ${id} is of these documents`,
      [...included].sort(),
      bound.map((one) => one.id).sort(),
    )
    check.equal(`the volume of ${id} counts its documents`, documents, bound.length)
    const pdf = await PDFDocument.load(await clerk.bytes(`/documents/${volume.id}/pdf`))
    check.equal(`the volume of ${id} has its pages`, pdf.getPageCount(), volume.pages)
    const [cover, catalogue, ...rest] = titlesOf(pdf)
    const back = rest.pop()
    check.equal(`the sheets of ${id}`, [cover, catalogue, back], ['卷宗封面', '卷内目录', '卷内备考表'])
    const titles = rest.map((title) => title.replace(/^\d+\. /, '').replace(/（[^（）]*号）$/, ''))
    check.equal(
      `the volume of ${id} holds every document`,
      [...titles].sort(),
      bound.map(({ name }) => name).sort(),
    )
    const places = titles.flatMap((title) => {
      const { kind } = bound.find(({ name }) => name === title) ?? { kind: '' }
      return archiveOrder.includes(kind) ? [archiveOrder.indexOf(kind)] : []
    })
    check.equal(
      `the volume of ${id} is in the order of the archive`,
      places,
      [...places].sort((a, b) => a - b),
    )
  }
  check.true('cases were closed', cases.length > 0)
}

/** Of the bookmarks, in their order. */
function titlesOf(pdf: PDFDocument): string[] {
  const titles: string[] = []
  const outlines = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict)
  for (let item = outlines.lookupMaybe(PDFName.of('First'), PDFDict); item;) {
    titles.push(item.lookup(PDFName.of('Title'), PDFHexString).decodeText())
    item = item.lookupMaybe(PDFName.of('Next'), PDFDict)
  }
  return titles
}

/** No limit of a case is missed in silence: each that ran out says so, and its people were told. (What clue-ends.ts lets run out, it looks at itself.) */
async function requireLimits({ bureau, check }: Year): Promise<void> {
  const now = bureau.now()
  const over = await bureau.sql.all<{
    id: string
    limit_code: string
    state: string
    ended_at: number | null
    told: number
  }>(
    `SELECT d.id, d.limit_code, d.state, d.ended_at, EXISTS (
       SELECT 1 FROM notifications n WHERE n.case_id = d.case_id AND n.created_at >= d.due_at AND n.kind IN ('deadline-over', 'measure-limit-over')
     ) AS told
     FROM deadlines d JOIN cases c ON c.id = d.case_id WHERE d.state <> 'suspended' AND d.due_at < COALESCE(d.ended_at, ?)`,
    [now],
  )
  check.true('limits did run out', over.length > 0)
  // No step of a model waits for the publication: while nobody has decided on it, its row runs, and whoever handles the case has been told.
  const undecided = ({ limit_code, ended_at }: (typeof over)[number]) =>
    limit_code === 'publicity' && ended_at === null
  check.equal(
    'each limit that ended late is overdue on record',
    over.filter((one) => one.state !== 'over' && !undecided(one)),
    [],
  )
  check.equal(
    'whoever handles it was told of each',
    over.filter(({ told }) => Number(told) === 0).map(({ id, limit_code }) => `${limit_code} ${id}`),
    [],
  )
  const tiers = await bureau.sql.all(
    `SELECT t.id FROM approval_tiers t WHERE t.due_at < COALESCE(t.closed_at, ?)
       AND NOT EXISTS (SELECT 1 FROM approval_reminders r WHERE r.round_id = t.id AND r.kind IN ('due', 'escalation'))`,
    [now],
  )
  check.equal('each tier that took too long was reminded of', tiers, [])
}

/** Nothing hangs: no incident, nothing submitted that neither took effect nor was void, no draft of a case that has ended. */
async function requireSettled({ bureau, check }: Year): Promise<void> {
  const none = async (what: string, query: string) => check.equal(what, await bureau.sql.all(query), [])
  await none('no incident is open', "SELECT element_id, message FROM incidents WHERE state = 'open'")
  await none('nothing waits for the engine', "SELECT id FROM task_acts WHERE state = 'submitted'")
  await none(
    'no case that has ended has something to do',
    `SELECT t.element_id FROM tasks t JOIN cases c ON c.id = t.case_id
     WHERE t.state = 'open' AND c.state <> 'open' AND t.process_id <> 'property-measure'`,
  )
  await none(
    'no case that has ended has an approval that runs',
    "SELECT a.subject FROM approvals a JOIN cases c ON c.id = a.case_id WHERE a.state = 'running' AND c.state <> 'open'",
  )
  await none(
    'no case that has ended has a side flow that is under way',
    "SELECT f.kind FROM side_flows f JOIN cases c ON c.id = f.case_id WHERE f.state IN ('requested', 'suspended') AND c.state <> 'open'",
  )
  await none(
    'no case that has ended has a process that runs',
    `SELECT p.process_id, c.state FROM process_instances p JOIN cases c ON c.id = p.case_id
     WHERE p.state = 'active' AND c.state <> 'open' AND p.process_id <> 'property-measure'`,
  )
  await none(
    'no case that has ended has a limit that runs',
    `SELECT d.limit_code FROM deadlines d JOIN cases c ON c.id = d.case_id
     WHERE d.ended_at IS NULL AND c.state <> 'open' AND d.limit_code NOT IN (
       'review-answer', 'review-answer-simple', 'litigation-answer', 'appeal-answer')
     AND NOT (d.limit_code = 'publicity' AND c.decided_at IS NOT NULL AND c.decision_state IS NULL)`,
  )
  // Whoever decided without saying whether it is published is asked, also when the case has ended.
  await none(
    'each penalty decision in force is published, decided not to be, or asked about',
    `SELECT c.id FROM cases c WHERE c.decided_at IS NOT NULL AND c.decision_state IS NULL
       AND EXISTS (SELECT 1 FROM documents k WHERE k.case_id = c.id AND k.kind = 'penalty-decision' AND k.state = 'issued')
       AND NOT EXISTS (SELECT 1 FROM deadlines d WHERE d.case_id = c.id AND d.limit_code = 'publicity')`,
  )
}
