import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import express from 'express'
import { z } from 'zod'
import { systemClock } from '../platform/clock.ts'
import { createLog } from '../platform/log.ts'
import { problemCatalogue } from '../platform/problem-catalogue.ts'
import { problem, tooOften } from '../platform/problem.ts'
import { projectRoot } from '../platform/project-root.ts'
import { route } from '../platform/route.ts'
import { createHttpApplication, listen, type RunningServer } from './server.ts'

const routes = [
  route<string, undefined, undefined, z.ZodObject<{ n: z.ZodNumber }>>({
    method: 'post',
    path: '/doubles',
    summary: '加倍',
    tag: '测试',
    body: z.object({ n: z.number({ error: '应为数字' }) }),
    response: z.object({ n: z.number() }),
    handle: async ({ body }) => ({ body: { n: body.n * 2 } }),
  }),
  route({
    method: 'get',
    path: '/cases',
    summary: '案件',
    tag: '测试',
    query: z.object({ stage: z.string().optional(), limit: z.coerce.number().optional() }),
    response: z.object({ items: z.array(z.object({ openedAt: z.number().nullable(), at: z.number() })) }),
    handle: async () => ({
      body: { items: [{ openedAt: 1_772_413_200_000, at: 0, closedAt: null, format: 3 }] },
    }),
  }),
  route<string>({
    method: 'get',
    path: '/often',
    summary: '过于频繁',
    tag: '测试',
    handle: () => Promise.reject(tooOften('请稍候再试', 1_400)),
  }),
  route<string>({
    method: 'get',
    path: '/broken',
    summary: '出错',
    tag: '测试',
    handle: () => Promise.reject(new Error('secret')),
  }),
  route<string>({
    method: 'get',
    path: '/refused',
    summary: '拒绝',
    tag: '测试',
    handle: () => Promise.reject(problem('conflict', '该任务已由他人办理。')),
  }),
]

describe('HTTP', () => {
  let server: RunningServer
  before(async () => {
    const app = createHttpApplication<string>({
      routes,
      authenticate: async (request) => request.get('authorization')?.replace('Bearer ', ''),
      once: (_key, _owner, _request, work) => work(),
      idOf: (asker) => asker,
      admit(asker) {
        if (asker === 'unenrolled') throw problem('second-factor-required', '请先设置第二重验证。')
      },
      uploads: {
        path: '/api/v1/uploads',
        handle: async (_asker, _request, response) => void response.writeHead(201).end(),
      },
      externalTasks: express.Router(),
      facts: async () => ({
        version: '0',
        engine: { name: 'embedded', version: '1', status: 'up' },
        database: 'SQLite',
        demo: true,
        models: [{ id: '<script>', name: '普通程序', version: 1 }],
        warning: null,
        openTasks: [{ role: '法制员', count: 2 }],
        cases: { open: 1, closed: 0 },
      }),
      readiness: { look: async () => [], noteFull() {} },
      version: '0',
      clock: systemClock(),
      log: createLog('silent'),
    })
    server = await listen(app, '127.0.0.1', 0)
  })
  after(() => server.close())

  const call = (path: string, options: RequestInit = {}) =>
    fetch(`${server.address}${path}`, {
      ...options,
      headers: { authorization: 'Bearer li', 'content-type': 'application/json', ...options.headers },
    })

  it('refuses parameters that an address does not know, each by its name', async () => {
    const refused = await call('/api/v1/cases?stage=filing&stagee=filing&limit=2&page=3')
    expect(refused.status).to.equal(422)
    const body = (await refused.json()) as { code: string; detail: string; fields: { path: string }[] }
    expect(body.code).to.equal('input-invalid')
    expect(body.fields.map(({ path }) => path)).to.deep.equal(['query.stagee', 'query.page'])
    for (const word of ['stagee', 'page', '可用的参数：stage、limit']) expect(body.detail).to.include(word)
    expect((await call('/api/v1/cases?stage=filing&limit=2')).status).to.equal(200)
    expect((await call('/api/v1/often?x=1')).status, 'where there are none').to.equal(422)
  })

  it('says how long to wait where something is done too often', async () => {
    const refused = await call('/api/v1/often')
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '2'])
  })

  it('says every instant in ISO 8601, in answers and in their description', async () => {
    const { items } = (await (await call('/api/v1/cases')).json()) as { items: unknown[] }
    expect(items).to.deep.equal([
      { openedAt: '2026-03-02T01:00:00.000Z', at: '1970-01-01T00:00:00.000Z', closedAt: null, format: 3 },
    ])
    const { paths } = (await (await call('/api/v1/openapi.json')).json()) as { paths: object }
    const text = JSON.stringify(paths)
    expect(text).to.include('"openedAt":{"type":["string","null"],"format":"date-time"}')
    expect(text).to.include('"at":{"type":"string","format":"date-time"}')
  })

  it('answers what the schema allows', async () => {
    const answer = await call('/api/v1/doubles', { method: 'POST', body: '{"n":21}' })
    expect([answer.status, await answer.json()]).to.deep.equal([201, { n: 42 }])
  })

  it('names the field at fault', async () => {
    const answer = await call('/api/v1/doubles', { method: 'POST', body: '{"n":"x"}' })
    expect(answer.headers.get('content-type')).to.contain('application/problem+json')
    expect(await answer.json()).to.deep.include({
      code: 'input-invalid',
      status: 422,
      fields: [{ path: 'n', message: '应为数字' }],
    })
  })

  it('asks for a session', async () => {
    expect((await (await fetch(`${server.address}/api/v1/refused`)).json()) as object).to.include({
      status: 401,
    })
  })

  it('takes no upload of who must set up the second factor first', async () => {
    const statuses = ['li', 'unenrolled'].map(async (asker) => {
      const headers = { authorization: `Bearer ${asker}` }
      return (await call('/api/v1/uploads', { method: 'POST', headers })).status
    })
    expect(await Promise.all(statuses)).to.deep.equal([201, 403])
  })

  it('keeps what we did not foresee to the log', async () => {
    const answer = await call('/api/v1/broken')
    const text = await answer.text()
    expect(answer.status).to.equal(500)
    expect(text).not.to.contain('secret')
  })

  it('answers malformed JSON and unknown addresses with a problem', async () => {
    expect(
      (await (await call('/api/v1/doubles', { method: 'POST', body: '{' })).json()) as object,
    ).to.include({ status: 400 })
    expect((await (await call('/api/v1/nowhere')).json()) as object).to.include({ status: 404 })
  })

  it('describes its routes as OpenAPI and renders them', async () => {
    const description = (await (await call('/api/v1/openapi.json')).json()) as {
      paths: object
      openapi: string
    }
    expect(description.openapi).to.equal('3.1.0')
    expect(Object.keys(description.paths)).to.deep.equal([
      '/doubles',
      '/cases',
      '/often',
      '/broken',
      '/refused',
    ])
    expect(await (await call('/api/docs/')).text()).to.contain('swagger-ui-bundle.js')
    expect((await (await call('/api/docs/swagger-ui-bundle.js')).text()).length).to.be.greaterThan(100_000)
  })

  it('says on its front page what runs, escaped', async () => {
    const page = await (await call('/status')).text()
    expect(page).to.contain('法制员').and.contain('&lt;script&gt;').and.not.contain('<td><script>')
  })

  it('explains each problem where its type leads, as docs/problems.md does', async () => {
    const refused = (await (await call('/api/v1/refused')).json()) as { type: string }
    const page = await fetch(`${server.address}${refused.type}`)
    expect(page.status).to.equal(200)
    expect(await page.text()).to.include('与当前状态冲突')
    expect((await fetch(`${server.address}/problems/no-such-code`)).status).to.equal(404)
    const all = await (await fetch(`${server.address}/problems`)).text()
    const written = readFileSync(join(projectRoot(), 'docs', 'problems.md'), 'utf8')
    expect(written.match(/^\| `.+$/gm)).to.deep.equal(
      Object.entries(problemCatalogue).map(
        ([code, { status, title, advice }]) => `| \`${code}\` | ${status} | ${title} | ${advice} |`,
      ),
    )
    for (const { title, advice } of Object.values(problemCatalogue)) {
      expect(all).to.include(title)
      expect(all).to.include(advice)
    }
  })
})
