/** `npm run api-types`: what the pages know of the API, written from its description to web/shared/api/schema.d.ts (not kept in the repository). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { createApplication } from '../src/application.ts'
import { routesOf } from '../src/http/application-server.ts'
import { describeApi } from '../src/http/openapi.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { projectRoot } from '../src/platform/project-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhiheng-api-'))
const app = await createApplication(readConfig({}, { dataDir: folder }), { log: createLog('error') })
const description = describeApi(routesOf(app), '', app.identity.routeRights) as unknown as OpenAPI3
const types = astToString(await openapiTS(description, { defaultNonNullable: true }))
writeFileSync(join(projectRoot(), 'web', 'shared', 'api', 'schema.d.ts'), types)
await app.close()
rmSync(folder, { recursive: true, force: true })
