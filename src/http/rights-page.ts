/** docs/rights.md: role × address × scope × state, from the API description and the roles. */
import { actions, type Action } from '../identity/actions.ts'
import { roleCodes, type Scope } from '../identity/actor.ts'
import type { RoleTable } from '../identity/role-table.ts'
import { measures, persons, reachOf, type RouteRight } from '../identity/route-rights.ts'

export interface DescribedApi {
  paths: {
    [path: string]: { [method: string]: { summary: string; tags: string[]; 'x-right'?: RouteRight } }
  }
}

const scopeWords: Record<Scope, string> = {
  own: '本人',
  squad: '本中队',
  department: '本部门',
  bureau: '全局',
}

/** @throws Error naming a route whose right is not in data/route-rights.yaml. */
export function rightsPage(description: DescribedApi, table: RoleTable): string {
  const byTag = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(description.paths))
    for (const [method, { summary, tags, 'x-right': right }] of Object.entries(methods)) {
      const address = `${method.toUpperCase()} ${path}`
      if (!right) throw new Error(`data/route-rights.yaml has no line for ${address}`)
      const cells = roleCodes.map((role) => cell(right, role, table))
      const row = `| \`${address}\` | ${summary} | ${actionsOf(right)} | ${conditionsOf(right)} | ${cells.join(' | ')} |`
      byTag.set(tags[0]!, [...(byTag.get(tags[0]!) ?? []), row])
    }
  const titles = roleCodes.map((role) => table.roles.get(role)!.title)
  const head = `| 接口 | 事项 | 动作 | 还须 | ${titles.join(' | ')} |\n|${'---|'.repeat(4 + titles.length)}`
  const sections = [...byTag].map(([tag, rows]) => `## ${tag}\n\n${head}\n${rows.join('\n')}\n`)
  return `# Rights 权限

Who may do what at each address of the API, by role, as far as the usual grant of the role reaches (\`reach\` in \`data/roles.yaml\`): 全局 the bureau, 本部门 and 本中队 the grant's department or squad, 本人 what is one's own,
empty not at all. 还须 says which persons alone may (仅), may as well (或), may not (除外), and the states in which it is possible. Written by \`npm run rights-page\` from the API description (\`x-right\`, out of
\`data/route-rights.yaml\`) and \`data/roles.yaml\`; \`test/api/\` holds this page to them and tries every cell over HTTP.

${sections.join('\n')}`
}

function cell(right: RouteRight, role: (typeof roleCodes)[number], table: RoleTable): string {
  if (right.who) return '✓'
  if (right.may.length === 0) return right.only ? '仅' : ''
  const scope = reachOf(right, role, table)
  if (!scope) return ''
  return right.of ? scopeWords[scope] : '✓'
}

const actionsOf = ({ who, may }: RouteRight): string =>
  who === 'anyone'
    ? '（不须登录）'
    : who === 'signed-in'
      ? '（登录即可）'
      : may.map((one: Action) => actions[one]).join('、')

function conditionsOf({ of, only, or, not, while: states = {} }: RouteRight): string {
  return [
    ...(of ? [`按${measures[of]}`] : []),
    ...(only ? [`仅${persons[only]}`] : []),
    ...(or ? [`或${persons[or]}`] : []),
    ...(not ? [`${persons[not]}除外`] : []),
    ...Object.entries(states).map(([thing, list]) => `${thing}: ${list.join('、')}`),
  ].join('；')
}
