/** The page at `/` until the web product stands there: what runs, honestly, and where the API description is. */
import Handlebars from 'handlebars'

export interface FrontPageFacts {
  version: string
  engine: { name: string; version: string; status: string }
  database: string
  demo: boolean
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
    :root { color-scheme: light dark; --ink: #1d2129; --paper: #fbfbf9; --line: #d9d9d4; --quiet: #5a606b; --act: #0b5c6b; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e4; --paper: #16181c; --line: #3a3d44; --quiet: #a0a6b0; --act: #6cc3d1; } }
    body { margin: 0 auto; padding: 40px 20px; max-width: 720px; background: var(--paper); color: var(--ink);
      font: 16px/26px "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
    h1 { font-size: 28px; line-height: 40px; margin: 0; } h2 { font-size: 18px; margin: 32px 0 8px; }
    p { margin: 8px 0; } .quiet { color: var(--quiet); } a { color: var(--act); }
    table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-weight: normal; }
    th { color: var(--quiet); } .number { text-align: right; padding-right: 0; white-space: nowrap; }
  </style>
</head>
<body>
  <h1>执衡 Zhiheng</h1>
  <p class="quiet">县级综合行政执法办案平台 · 版本 {{version}}</p>
  {{#if demo}}<p>当前为<strong>示例单位</strong>：部门、人员、案件均为虚构。</p>{{/if}}
  <p><a href="/api/docs/">接口说明</a> · <a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
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
  <p class="quiet">网页端尚未提供；现阶段通过接口和命令行使用。</p>
</body>
</html>
`,
  { strict: true },
)

export function frontPage(facts: FrontPageFacts): string {
  return template(facts)
}
