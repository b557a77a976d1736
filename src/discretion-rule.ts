/**
 * The decision `discretion` says which tier 裁量阶次 the facts give and by which article, nothing else: names and ranges of tiers are those of the violation (data/discretion.yaml,
 * 违法行为库). A start with a rule that says more, or answers with a tier that a violation has not, is refused before the rule is deployed.
 */
import { DmnModdle } from 'dmn-moddle'
import type { Resource } from './engine/port.ts'
import type { Violations } from './violations/service.ts'

const decisionId = 'discretion'
const allowed = ['tier', 'basis']

interface Table {
  output?: { name?: string }[]
  rule?: { id?: string; outputEntry?: { text?: string }[] }[]
}
interface Decision {
  $type: string
  id: string
  decisionLogic?: Table & { $type: string }
}

/** @throws Error with a line for each contradiction. */
export async function requireOneDiscretion(resources: Resource[], violations: Violations): Promise<void> {
  const faults: string[] = []
  for (const { name, content } of resources.filter((one) => one.name.endsWith('.dmn'))) {
    const { rootElement } = (await new DmnModdle().fromXML(content)) as {
      rootElement: { drgElement?: Decision[] }
    }
    const decision = rootElement.drgElement?.find(({ id }) => id === decisionId)
    if (!decision) continue
    const { answers, faults: found } = answersOf(decision)
    faults.push(
      ...[...found, ...(await violations.tierContradictions(answers))].map((one) => `${name}：${one}`),
    )
  }
  if (faults.length > 0)
    throw new Error(
      [
        '裁量规则自相矛盾，没有启动。请改正 bpmn/discretion.dmn、data/discretion.yaml 或者违法行为库：',
        ...faults,
      ].join('\n'),
    )
}

function answersOf({ decisionLogic }: Decision): { answers: string[]; faults: string[] } {
  if (decisionLogic?.$type !== 'dmn:DecisionTable') return { answers: [], faults: ['裁量规则须为决策表'] }
  const { output = [], rule = [] } = decisionLogic
  const names = output.map(({ name = '' }) => name)
  const faults = names
    .filter((name) => !allowed.includes(name))
    .map((name) => `输出 ${name} 不在此处规定：档次的名称和幅度只写在 data/discretion.yaml 或者违法行为库`)
  const place = names.indexOf('tier')
  if (place < 0) return { answers: [], faults: [...faults, '缺少输出 tier'] }
  const answers = new Set<string>()
  for (const { id = '', outputEntry = [] } of rule) {
    const text = outputEntry[place]?.text?.trim() ?? ''
    const [, answer] = /^"([^"]+)"$/.exec(text) ?? []
    if (answer === undefined) faults.push(`${id} 的档次须为一个带引号的代码，现为 ${text}`)
    else answers.add(answer)
  }
  return { answers: [...answers], faults }
}
