// bpmnlint ships its types as JSDoc; only what we call is declared.
declare module 'bpmnlint' {
  export interface Report {
    id?: string
    message: string
    category: string
  }
  export class Linter {
    constructor(options: { config: object; resolver: object })
    lint(root: object): Promise<{ [rule: string]: Report[] }>
  }
}
declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  export default class NodeResolver {
    resolveRule(pkg: string, ruleName: string): unknown
    resolveConfig(pkg: string, configName: string): unknown
  }
}
