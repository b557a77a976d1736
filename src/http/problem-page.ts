/** What the `type` of a problem leads to (RFC 9457 §3.1.1): its title, status and what can be done. */
import Handlebars from 'handlebars'
import { problemCatalogue, type ProblemKind } from '../platform/problem-catalogue.ts'

const template = Handlebars.compile<{ title: string; problems: (ProblemKind & { code: string })[] }>(
  `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{title}}</title>
  <style>
    :root { color-scheme: light dark; --ink: #1d2129; --paper: #fbfbf9; --line: #d9d9d4; --quiet: #5a606b; --act: #0b5c6b; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e4; --paper: #16181c; --line: #3a3d44; --quiet: #a0a6b0; --act: #6cc3d1; } }
    body { margin: 0 auto; padding: 40px 20px; max-width: 720px; background: var(--paper); color: var(--ink);
      font: 16px/26px "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; }
    h1 { font-size: 28px; line-height: 40px; margin: 0 0 16px; } h2 { font-size: 18px; margin: 24px 0 0; }
    p { margin: 4px 0; } .quiet { color: var(--quiet); } a { color: var(--act); }
  </style>
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
