/** The product behind HTTP: every slice's routes, the external-task door, the front page's facts. */
import { join } from 'node:path'
import type { Express } from 'express'
import type { Application } from '../application.ts'
import { approvalRoutes } from '../approvals/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import { caseRoutes } from '../cases/routes.ts'
import { clueRoutes } from '../clues/routes.ts'
import { calendarRoutes } from '../deadlines/calendar-routes.ts'
import { deadlineRoutes } from '../deadlines/routes.ts'
import { documentRoutes } from '../documents/routes.ts'
import { evidenceRoutes } from '../evidence/routes.ts'
import { examinationRoutes } from '../examination/routes.ts'
import { externalTaskRouter } from '../engine/external-task/index.ts'
import type { Actor } from '../identity/actor.ts'
import { identityRoutes } from '../identity/routes.ts'
import { ownAnswers } from '../jobs/index.ts'
import { lawRoutes } from '../laws/routes.ts'
import { ruleTextRoutes } from '../laws/rule-text-routes.ts'
import { outsideNotificationRoutes } from '../notifications/routes.ts'
import { officerRoutes } from '../officers/routes.ts'
import { packageRoutes } from '../packages/routes.ts'
import { partyRoutes } from '../parties/routes.ts'
import { problem } from '../platform/problem.ts'
import { projectRoot } from '../platform/project-root.ts'
import type { Route } from '../platform/route.ts'
import { propertyRoutes } from '../property/routes.ts'
import { qualityRoutes } from '../quality/routes.ts'
import { remedyRoutes } from '../remedies/routes.ts'
import { signatureRoutes } from '../signatures/routes.ts'
import { taskRoutes } from '../tasks/routes.ts'
import { compareScript, verificationPage } from '../verification/page.ts'
import { verificationRoutes } from '../verification/routes.ts'
import { violationRoutes } from '../violations/routes.ts'
import { workers } from '../../workers/index.ts'
import { frontPageCounts, frontPageFacts } from './front-page-facts.ts'
import { answerOnce } from './idempotency.ts'
import { readiness } from './readiness.ts'
import { createHttpApplication } from './server.ts'
import { ofSession, ofWorker } from './who-asks.ts'

export function createServerApplication(app: Application, version: string): Express {
  const counts = frontPageCounts(app)
  return createHttpApplication<Actor>({
    routes: routesOf(app),
    rights: app.identity.routeRights,
    authenticate: ofSession(app.identity),
    admit: requireReady,
    once: answerOnce(app.database, app.clock),
    idOf: ({ accountId }) => accountId,
    externalTasks: externalTaskRouter({
      engine: app.link.engine,
      clock: app.clock,
      log: app.log,
      authenticate: ofWorker(app.identity),
      judge: ownAnswers(app.database.sql, workers),
    }),
    uploads: app.evidence.door,
    verification: {
      page: (code, from) => verificationPage(app.verification, code, from),
      script: compareScript,
    },
    pages: join(projectRoot(), 'dist', 'web'),
    proxies: app.config.proxies,
    facts: () => frontPageFacts(app, version, counts),
    readiness: readiness(app),
    version,
    clock: app.clock,
    log: app.log,
  })
}

export function routesOf(app: Application): Route<Actor>[] {
  const {
    audit,
    identity,
    database,
    clock,
    officers,
    parties,
    laws,
    violations,
    deadlines,
    documents,
    tasks,
    forms,
    approvals,
    clues,
    evidence,
    signatures,
    verification,
    cases,
    property,
    remedies,
    quality,
    examination,
    packages,
    outside,
    outbox,
  } = app
  return [
    ...identityRoutes(identity, database),
    ...officerRoutes(officers, identity, database),
    ...partyRoutes({ parties, policy: identity, database, clock }),
    ...lawRoutes({ laws, policy: identity, database, clock }),
    ...ruleTextRoutes({ ruleTexts: laws.ruleTexts, policy: identity, database }),
    ...violationRoutes({ violations, policy: identity, database, clock }),
    ...calendarRoutes({ deadlines, policy: identity, database }),
    ...deadlineRoutes({ deadlines, policy: identity, objectOfCase: (caseId) => cases.policyObject(caseId) }),
    ...documentRoutes(documents),
    ...taskRoutes({ tasks, outbox, forms }),
    ...outsideNotificationRoutes(outside),
    ...approvalRoutes({ approvals, outbox }),
    ...clueRoutes({ clues }),
    ...evidenceRoutes(evidence),
    ...signatureRoutes(signatures),
    ...verificationRoutes(verification),
    ...caseRoutes({ cases, outbox }),
    ...propertyRoutes({ property, outbox }),
    ...remedyRoutes({ remedies }),
    ...qualityRoutes(quality),
    ...auditRoutes(audit, identity),
    ...examinationRoutes({ examination, clock }),
    ...packageRoutes(packages),
  ]
}

/** Who must change a one-time password does that first, who must set up a second factor does that next. */
export function requireReady(
  actor: Actor,
  { enrolling, passwordDue }: Pick<Route<Actor>, 'enrolling' | 'passwordDue'>,
): void {
  if (actor.passwordDue && !passwordDue)
    throw problem('password-change-required', '您登录用的是一次性密码，须先修改密码才能办理其他事项。')
  if (actor.enrolling && !enrolling && !actor.passwordDue)
    throw problem('second-factor-required', '您的角色须设置第二重验证后才能办理事项，请先设置。')
}
