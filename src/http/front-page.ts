/** The page at `/status`: what runs, honestly, and where the API description is. */
import Handlebars from 'handlebars'
import { pageStyle } from './page-style.ts'

export interface FrontPageFacts {
  version: string
  engine: { name: string; version: string; status: string }
  database: string
  demo: boolean
  /** What people should do something about; null: nothing. */
  warning: string | null
  models: { id: string; name: string; version: number }[]
  openTasks: { role: string; count: number }[]
  cases: { open: number; closed: number }
}

const template = Handlebars.compile<FrontPageFacts>(
  `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>执衡 Zhiheng</title>
  <style>
${pageStyle}    table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-weight: normal; }
    th { color: var(--quiet); } .number { text-align: right; padding-right: 0; white-space: nowrap; }
  </style>
</head>
<body>
  <h1>执衡 Zhiheng</h1>
  <p class="quiet">县级综合行政执法办案平台 · 版本 {{version}}</p>
  {{#if demo}}<p>当前为<strong>示例单位</strong>：部门、人员、案件均为虚构。</p>{{/if}}
  {{#if warning}}<p role="status"><strong>注意：</strong>{{warning}}</p>{{/if}}
  <p><a href="/">进入系统</a> · <a href="/api/docs/">接口说明</a> · <a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
  <h2>正在运行</h2>
  <table>
    <tr><th scope="row">流程引擎</th><td>{{engine.name}} {{engine.version}}（{{engine.status}}）</td></tr>
    <tr><th scope="row">数据库</th><td>{{database}}</td></tr>
    <tr><th scope="row">案件</th><td>在办 {{cases.open}} 件，已结 {{cases.closed}} 件</td></tr>
  </table>
  <h2>已部署的模型</h2>
  <table>
    <tr><th scope="col">名称</th><th scope="col">标识</th><th scope="col" class="number">版本</th></tr>
    {{#each models}}<tr><td>{{name}}</td><td>{{id}}</td><td class="number">{{version}}</td></tr>{{/each}}
  </table>
  <h2>待办任务</h2>
  {{#if openTasks}}
  <table>
    <tr><th scope="col">角色</th><th scope="col" class="number">任务数</th></tr>
    {{#each openTasks}}<tr><td>{{role}}</td><td class="number">{{count}}</td></tr>{{/each}}
  </table>
  {{else}}<p class="quiet">目前没有待办任务。</p>{{/if}}
</body>
</html>
`,
  { strict: true },
)

export function frontPage(facts: FrontPageFacts): string {
  return template(facts)
}
