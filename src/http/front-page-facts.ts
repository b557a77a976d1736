/** What the front page says of the bureau: how many tasks of which role, how many cases. */
import type { Application } from '../application.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { FrontPageFacts } from './front-page.ts'

/** Milliseconds for which what was counted is shown: the page is open to everybody, and counting a million rows for each who asks would hold up the others. */
const countedFor = 10_000

export function frontPageCounts({ database, identity }: Application) {
  let asOf = -Infinity
  let counted: Promise<Pick<FrontPageFacts, 'openTasks' | 'cases'>>
  return () => {
    if (performance.now() - asOf < countedFor) return counted
    asOf = performance.now()
    counted = count(database.sql, identity)
    // What went wrong is not kept.
    counted.catch(() => (asOf = -Infinity))
    return counted
  }
}

async function count(
  sql: Sql,
  identity: Application['identity'],
): Promise<Pick<FrontPageFacts, 'openTasks' | 'cases'>> {
  // A task has candidates as long as it is open. Each case has a group of its own: counted as one.
  const groups = await sql
    .all<{ candidate: string; tasks: number | string }>(
      `SELECT candidate, COUNT(*) AS tasks FROM (SELECT CASE WHEN candidate LIKE 'case-officers:%' THEN 'case-officers:' ELSE candidate END AS candidate FROM task_candidates) c
       GROUP BY candidate`,
    )
    .catch(() => [])
  const roles = new Map<string, number>()
  for (const { candidate, tasks } of groups) {
    const title = roleTitle(identity, candidate)
    roles.set(title, (roles.get(title) ?? 0) + Number(tasks))
  }
  const states = await sql.all<{ state: string; cases: number | string }>(
    'SELECT state, COUNT(*) AS cases FROM cases GROUP BY state',
  )
  const ofState = (open: boolean) =>
    states
      .filter(({ state }) => (state === 'open') === open)
      .reduce((sum, { cases }) => sum + Number(cases), 0)
  return {
    openTasks: [...roles].map(([role, count]) => ({ role, count })),
    cases: { open: ofState(true), closed: ofState(false) },
  }
}

export async function frontPageFacts(
  { database, deadlines, link, config, models }: Application,
  version: string,
  counts: ReturnType<typeof frontPageCounts>,
): Promise<FrontPageFacts> {
  const [topology, health] = await Promise.all([link.engine.topology(), link.engine.health()])
  return {
    version,
    engine: {
      name: topology.engine === 'zeebe' ? 'Zeebe' : '内嵌引擎',
      version: topology.version,
      status: health.status === 'up' ? '正常' : '不可用',
    },
    database: database.dialect.name === 'sqlite' ? 'SQLite' : 'MariaDB / MySQL',
    demo: config.demo,
    warning: deadlines.missingYear()?.words ?? null,
    models: models(),
    ...(await counts()),
  }
}

/** `role:legal-section:…` → 法制科; the officers of a case and named approvers have no role of their own here. */
function roleTitle(identity: Application['identity'], candidate: string): string {
  const [kind, role] = candidate.split(':')
  if (kind === 'role' && role) return identity.roleTable.roles.get(role as never)?.title ?? role
  return kind === 'case-officers' ? '办案人员' : '审批人'
}
