/** What the `type` of a problem leads to (RFC 9457 §3.1.1): its title, status and what can be done. */
import Handlebars from 'handlebars'
import { problemCatalogue, type ProblemKind } from '../platform/problem-catalogue.ts'
import { pageStyle } from './page-style.ts'

const template = Handlebars.compile<{ title: string; problems: (ProblemKind & { code: string })[] }>(
  `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{title}}</title>
  <style>${pageStyle}</style>
</head>
<body>
  <h1>{{title}}</h1>
  {{#each problems}}
  <h2>{{title}}</h2>
  <p class="quiet"><a href="/problems/{{code}}">{{code}}</a> · HTTP {{status}}</p>
  <p>{{advice}}</p>
  {{/each}}
  <p class="quiet">每次的具体原因在回应的 detail 和 fields 里。<a href="/problems">全部</a> · <a href="/api/docs/">接口说明</a></p>
</body>
</html>
`,
  { strict: true },
)

const all = Object.entries(problemCatalogue).map(([code, kind]) => ({ code, ...kind }))

/** @param code left out: all of them. @returns undefined for a code that there is not. */
export function problemPage(code?: string): string | undefined {
  const problems = code === undefined ? all : all.filter((one) => one.code === code)
  return problems.length === 0 ? undefined : template({ title: '执衡：错误说明', problems })
}
