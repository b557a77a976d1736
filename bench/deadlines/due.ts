/** `due`: what is due for the bureau, for a squad and for an officer, with its counts by colour, where 100,000 limits run, beside 10,000. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, createApplication } from '../../src/application.ts'
import type { CaseOfficerRow } from '../../src/cases/model.ts'
import { bulkRows } from '../../src/cli/generate/bulk-rows.ts'
import type { DeadlineRow } from '../../src/deadlines/rows.ts'
import { ControlledClock, legalDay } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { endOfDay } from '../../src/platform/legal-day.ts'
import { createLog } from '../../src/platform/log.ts'
import type { ThrowAway } from '../../test/databases.ts'
import { onBothDatabases } from '../both-databases.ts'
import { demoActor, monday } from '../../test/registers/bureau.ts'
import { percentileOf } from '../registers/percentile.ts'
import { openCaseRow } from '../tasks/open-case-row.ts'
import { type Bench, round, type Result } from '../result.ts'

const few = 10_000
const many = 100_000
const casesOfOfficer = 150
const asked = 200
const goal = 200

export const due: Bench = {
  name: 'due',
  async run({ say }) {
    return onBothDatabases(say, (name, store) => measure(name, store, say))
  },
}

async function measure(name: string, { url, drop }: ThrowAway, say: (line: string) => void): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-bench-'))
  const app = await createApplication(readConfig({}, { dataDir: folder, database: url, demo: true }), {
    clock: new ControlledClock(monday),
    log: createLog('silent'),
  })
  try {
    await app.seed()
    await app.makeDemoBureau()
    await fill(app, 0, few)
    const p99Few = await ask(app, name, say)
    await fill(app, few, many)
    const p99 = await ask(app, name, say)
    return {
      name: `due/${name}`,
      value: round(p99),
      unit: 'ms',
      peer: `itself with ${few} limits`,
      peerValue: round(p99Few),
      ratio: round(p99 / p99Few),
      goal: `p99 ≤ ${goal} ms with ${many} limits`,
      met: p99 <= goal,
    }
  } finally {
    await app.close()
    await drop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The slowest of the three questions. */
async function ask(app: Application, name: string, say: (line: string) => void): Promise<number> {
  let worst = 0
  for (const [userName, whose] of [
    ['legal-head', 'bureau'],
    ['squad-01-head', 'squad'],
    ['squad-01-officer-1', 'mine'],
  ] as const) {
    const actor = await demoActor(app.identity, userName)
    const { counts } = await app.deadlines.due(actor, { whose })
    const p99 = await percentileOf(0.99, asked, () => app.deadlines.due(actor, { whose }))
    say(`${name}: ${whose} ${Object.values(counts).join('+')}: p99 ${round(p99)} ms`)
    worst = Math.max(worst, p99)
  }
  return worst
}

const day = 86_400_000

async function fill(app: Application, from: number, to: number): Promise<void> {
  const { database, identity } = app
  const rows = bulkRows(database.dialect)
  const squads = (await app.officers.departments()).filter(({ kind }) => kind === 'squad')
  const officer = (await demoActor(identity, 'squad-01-officer-1')).officerId!
  for (let at = from; at < to; at++) {
    const caseId = `C${String(at).padStart(25, '0')}`
    const department = squads[at % squads.length]!
    const lead = at < casesOfOfficer ? officer : `O${Math.floor(at / casesOfOfficer)}`
    rows.add('cases', openCaseRow(caseId, lead, department.id))
    rows.add<CaseOfficerRow>('case_officers', {
      case_id: caseId,
      officer_id: lead,
      part: 'lead',
      from_at: monday,
      to_at: null,
    })
    // 7919 is a prime: due days from a week ago to eighty days ahead, in no order of the key.
    const dueOn = legalDay(monday + (((at * 7919) % 87) - 7) * day)
    const dueAt = endOfDay(dueOn)
    rows.add<DeadlineRow>('deadlines', {
      id: `D${String(at).padStart(25, '0')}`,
      case_id: caseId,
      limit_code: 'case-decision',
      subject: '',
      basis: '行政处罚法 第六十条',
      state: 'running',
      started_at: dueAt - 90 * day,
      starts_on: legalDay(dueAt - 90 * day),
      length: 90,
      unit: 'calendar_day',
      due_on: dueOn,
      due_at: dueAt,
      provisional: 0,
      ended_at: null,
      department_id: department.id,
      blue_at: dueAt - 30 * day,
      red_at: dueAt - 9 * day,
      marked_by: '0.3334/0.1',
      reminded: 3,
    })
    if (at % 10_000 === 9_999) await database.write(({ sql }) => rows.flush(sql))
  }
  const { sql, dialect } = database
  // The statistics that a running database keeps by itself.
  if (dialect.name === 'mariadb') await sql.all('ANALYZE TABLE deadlines, cases, case_officers')
}
