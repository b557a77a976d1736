/** Ten years of a bureau: decided cases and, of the last ones, those that are open with a limit that runs. */
import type { Application } from '../../src/application.ts'
import type { CaseOfficerRow, CaseRow } from '../../src/cases/model.ts'
import { bulkRows } from '../../src/cli/generate/bulk-rows.ts'
import type { DeadlineRow } from '../../src/deadlines/rows.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { endOfDay } from '../../src/platform/legal-day.ts'
import { demoActor, monday } from '../../test/registers/bureau.ts'
import { leadRow, openCaseRow } from '../tasks/open-case-row.ts'

const day = 86_400_000
const openOfOfficer = 150
/** Of these the ones that have ended were the measured officer's, beside the open cases; all others are other officers'. */
const early = 10_000

export const caseIdOf = (at: number) => `C${String(at).padStart(25, '0')}`

/** Cases `from` to `to`; the first `open` of all are open. */
export async function tenYears(
  app: Application,
  { from, to, open }: { from: number; to: number; open: number },
): Promise<void> {
  const { database, identity } = app
  const rows = bulkRows(database.dialect)
  const squads = (await app.officers.departments()).filter(({ kind }) => kind === 'squad')
  const officer = (await demoActor(identity, 'squad-01-officer-1')).officerId!
  for (let at = from; at < to; at++) {
    const caseId = caseIdOf(at)
    const isOpen = at < open
    const department = squads[at % squads.length]!
    const own = isOpen ? at < openOfOfficer : at < early
    const lead = own ? officer : `O${Math.floor(at / openOfOfficer)}`
    const row = openCaseRow(caseId, lead, department.id)
    rows.add<CaseRow>('cases', isOpen ? row : decided(row, at))
    rows.add<CaseOfficerRow>('case_officers', leadRow(caseId, lead))
    rows.add<DeadlineRow>('deadlines', limitOf(caseId, department.id, at, isOpen))
    if (at % 10_000 === 9_999) await database.write(({ sql }) => rows.flush(sql))
  }
  await database.write(({ sql }) => rows.flush(sql))
  const { sql, dialect } = database
  // The statistics that a running database keeps by itself.
  if (dialect.name === 'mariadb') await sql.all('ANALYZE TABLE deadlines, cases, case_officers')
}

/** Of ten cases three are of one violation; amounts are whole tens of yuan, a few far more often than others. 7919 is a prime. */
function decided(row: CaseRow, at: number): CaseRow {
  const spread = (at * 7919) % 1_000_003
  const decidedAt = monday - (spread % 3_650) * day
  const fine = spread % 3 === 0 ? 20_000 : spread % 3 === 1 ? 50_000 : 5_000 + (spread % 200) * 1_000
  return {
    ...row,
    number: `示例〔${Math.floor(at / 100_000) + 2015}〕${at}`,
    violation_code: at % 10 < 3 ? 'SR-001' : `SR-${String(2 + (at % 120)).padStart(3, '0')}`,
    stage: 'closing',
    state: 'archived',
    party_kind: at % 3 === 0 ? 'organisation' : 'citizen',
    filed_at: decidedAt - 30 * day,
    opened_at: decidedAt - 32 * day,
    decided_at: decidedAt,
    closed_at: decidedAt + 20 * day,
    archived_at: decidedAt + 20 * day,
    fine_fen: fine,
    paid_fen: fine,
  }
}

/** Due days from a week ago to eighty days ahead, in no order of the key. */
function limitOf(caseId: string, departmentId: string, at: number, isOpen: boolean): DeadlineRow {
  const dueOn = legalDay(monday + (((at * 7919) % 87) - 7 - (isOpen ? 0 : 100)) * day)
  const dueAt = endOfDay(dueOn)
  return {
    id: `D${caseId.slice(1)}`,
    case_id: caseId,
    limit_code: 'case-decision',
    subject: '',
    basis: '行政处罚法 第六十条',
    state: isOpen ? 'running' : 'met',
    started_at: dueAt - 90 * day,
    starts_on: legalDay(dueAt - 90 * day),
    length: 90,
    unit: 'calendar_day',
    due_on: dueOn,
    due_at: dueAt,
    provisional: 0,
    ended_at: isOpen ? null : dueAt - 10 * day,
    department_id: departmentId,
    blue_at: dueAt - 30 * day,
    red_at: dueAt - 9 * day,
    marked_by: '0.3334/0.1',
    reminded: 3,
  }
}
