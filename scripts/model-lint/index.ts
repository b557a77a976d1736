/**
 * Lint of process models: bpmnlint's own recommendations, what Zeebe 8.5 executes (camunda-compat), and the rules of this house. Each of ours has a
 * page in docs/ and a good and a bad example in examples/, under its name.
 */
import { Linter } from 'bpmnlint'
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js'
import { readBpmn } from '../../src/engine/model/bpmn-file.ts'
import type { ProjectFacts, Reporter, Rule } from './rule.ts'
import { rule as chineseNames } from './rules/chinese-names.ts'
import { rule as disjointConditions } from './rules/disjoint-conditions.ts'
import { rule as documentedTasks } from './rules/documented-tasks.ts'
import { rule as eventDefinitionIds } from './rules/event-definition-ids.ts'
import { rule as explicitCallVariables } from './rules/explicit-call-variables.ts'
import { rule as kebabCaseIds } from './rules/kebab-case-ids.ts'
import { rule as knownArticles } from './rules/known-articles.ts'
import { rule as knownCalls } from './rules/known-calls.ts'
import { rule as knownDocuments } from './rules/known-documents.ts'
import { rule as knownForms } from './rules/known-forms.ts'
import { rule as knownJobTypes } from './rules/known-job-types.ts'
import { rule as lawAndLimit } from './rules/law-and-limit.ts'
import { rule as noPersonalData } from './rules/no-personal-data.ts'
import { rule as stagesEndInApproval } from './rules/stages-end-in-approval.ts'
import { rule as userTaskCandidates } from './rules/user-task-candidates.ts'

export const houseRules: Rule[] = [
  chineseNames,
  disjointConditions,
  documentedTasks,
  eventDefinitionIds,
  explicitCallVariables,
  kebabCaseIds,
  knownArticles,
  knownCalls,
  knownDocuments,
  knownForms,
  knownJobTypes,
  lawAndLimit,
  noPersonalData,
  stagesEndInApproval,
  userTaskCandidates,
]

export interface Finding {
  rule: string
  elementId: string
  message: string
  severity: 'error' | 'warn'
}

const house = 'zhiheng'

/** @param only lints with these rules of the house alone; with all rules there are when left out. */
export async function lintModel(xml: string, facts: ProjectFacts, only?: string[]): Promise<Finding[]> {
  const rules = houseRules.filter(({ name }) => !only || only.includes(name))
  const linter = new Linter({
    config: {
      extends: only ? [] : ['bpmnlint:recommended', 'plugin:camunda-compat/camunda-cloud-8-5'],
      rules: Object.fromEntries(rules.map(({ name }) => [`${house}/${name}`, 'error'])),
    },
    resolver: resolverOf(rules, facts),
  })
  const { definitions } = await readBpmn(xml)
  return Object.entries(await linter.lint(definitions)).flatMap(([rule, reports]) =>
    reports.map(({ id, message, category }) => ({
      rule: rule.replace(`${house}/`, ''),
      elementId: id ?? '',
      message,
      severity: category === 'warn' ? ('warn' as const) : ('error' as const),
    })),
  )
}

function resolverOf(rules: Rule[], facts: ProjectFacts): object {
  const installed = new NodeResolver()
  return {
    resolveRule(pkg: string, name: string) {
      const rule = pkg === `bpmnlint-plugin-${house}` ? rules.find((one) => one.name === name) : undefined
      if (!rule) return installed.resolveRule(pkg, name)
      return () => ({
        check: (element: Parameters<Rule['check']>[0], reporter: Reporter) =>
          rule.check(element, reporter, facts),
      })
    },
    resolveConfig: (pkg: string, name: string) => installed.resolveConfig(pkg, name),
  }
}
