/** `npm run rights-page`: writes docs/rights.md from the API description, data/route-rights.yaml and data/roles.yaml; a test holds the page to them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '../src/application.ts'
import { routesOf } from '../src/http/application-server.ts'
import { describeApi } from '../src/http/openapi.ts'
import { type DescribedApi, rightsPage } from '../src/http/rights-page.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { projectRoot } from '../src/platform/project-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhiheng-rights-'))
const app = await createApplication(readConfig({}, { dataDir: folder }), { log: createLog('error') })
const { routeRights, roleTable } = app.identity
const description = describeApi(routesOf(app), '', routeRights) as unknown as DescribedApi
writeFileSync(join(projectRoot(), 'docs', 'rights.md'), rightsPage(description, roleTable))
await app.close()
rmSync(folder, { recursive: true, force: true })
